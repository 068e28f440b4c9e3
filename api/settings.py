"""Settings: one frozen value, from the environment (`MUTUALS_*`) and the command line's flags.

`docs/settings.md` lists them all. The Neo4j store reads its own credentials from the environment, so that they never
pass through a command line or this value.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path
from typing import Any

from graph.errors import BadInput
from ingest.reading.limits import Limits

MIB = 1024 * 1024
_LIMITS = Limits()


def data_folder(environ: Mapping[str, str] | None = None) -> Path:
    """Where this user's stores live: the platform's usual place for an application's data."""
    env = os.environ if environ is None else environ
    home = Path.home()
    if sys.platform == "win32":
        return Path(env.get("LOCALAPPDATA") or home / "AppData" / "Local") / "mutuals"
    if sys.platform == "darwin":
        return home / "Library" / "Application Support" / "mutuals"
    return Path(env.get("XDG_DATA_HOME") or home / ".local" / "share") / "mutuals"


def store_url(name: str = "mutuals", environ: Mapping[str, str] | None = None) -> str:
    """URL of the embedded store `name` in the data folder. The folder is made by whoever opens it."""
    return f"sqlite:///{data_folder(environ) / f'{name}.db'}"


def is_loopback(host: str) -> bool:
    """Whether an address (`127.0.0.1`, `::1`, `localhost`) can be reached from this machine only."""
    name = host.strip("[]").lower()
    if name == "localhost" or name.endswith(".localhost"):
        return True
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return False


def _whole(text: str) -> int:
    value = int(text)
    if value <= 0:
        raise ValueError(text)
    return value


def port_number(text: str) -> int:
    """0 (any free one) to 65535. Raises `ValueError`."""
    value = int(text)
    if not 0 <= value <= 65_535:
        raise ValueError(text)
    return value


def _listed(text: str) -> tuple[str, ...]:
    return tuple(name.strip().lower() for name in text.split(",") if name.strip())


def _setting(default: Any, about: str, read: Callable[[str], Any] = str, *, shown: bool = True) -> Any:
    return field(default=default, repr=shown, metadata={"about": about, "read": read})


@dataclass(frozen=True, slots=True)
class Settings:
    """What an installation may decide. Each has its environment variable: `MUTUALS_` and the name in capitals."""

    store: str = _setting("", "URL of the store: sqlite:///FILE, neo4j://HOST or bolt://HOST. Empty: a file in the data folder")
    host: str = _setting("127.0.0.1", "address to listen on; any but a loopback one needs a token")
    port: int = _setting(8765, "port to listen on; 0 for any free one", port_number)
    token: str = _setting("", "secret that every request must carry; empty: none, and loopback only", shown=False)
    hosts: tuple[str, ...] = _setting((), "names, with commas, that this server is called by, beside the loopback ones", _listed)
    max_file_bytes: int = _setting(256 * MIB, "largest file that may be uploaded, in bytes", _whole)
    max_request_bytes: int = _setting(1024 * MIB, "largest upload of several files together, in bytes", _whole)
    max_files: int = _setting(50, "most files in one upload", _whole)
    max_waiting: int = _setting(200, "most uploaded files that may wait for their import", _whole)
    max_import_bytes: int = _setting(_LIMITS.file_bytes, "largest file that `mutuals import` reads, in bytes", _whole)
    max_unpacked_bytes: int = _setting(_LIMITS.unpacked_bytes, "what the files in a ZIP may unpack to, in bytes", _whole)
    max_workbook_bytes: int = _setting(_LIMITS.workbook_bytes, "the same for an xlsx workbook, in bytes", _whole)
    max_unpack_ratio: int = _setting(_LIMITS.unpack_ratio, "how many times its own size a ZIP may unpack to", _whole)
    max_members: int = _setting(_LIMITS.members, "most files in a ZIP", _whole)
    max_columns: int = _setting(_LIMITS.columns, "most columns of a table", _whole)
    max_row_chars: int = _setting(_LIMITS.line_chars, "longest row, card or value that is read, in characters", _whole)
    max_header_lines: int = _setting(_LIMITS.header_lines, "lines within which the header of a table is looked for", _whole)
    max_listed: int = _setting(_LIMITS.listed, "most problems, and most warnings, that a report lists; all are kept", _whole)
    spool: str = _setting("", "folder for uploads until they are imported. Empty: the system's folder for temporary files")
    snapshots: str = _setting(
        "", "folder for copies of ties as arrays. Empty: beside an embedded store, else the user's cache folder"
    )
    largest_snapshot: int = _setting(
        20_000_000, "most ties that such a copy is made of; above it, questions go to the store", _whole
    )
    shutdown_seconds: int = _setting(5, "longest wait for open connections when the server stops, in seconds", _whole)

    @property
    def url(self) -> str:
        """The store's URL, the default one where none is set."""
        return self.store or store_url()

    @property
    def limits(self) -> Limits:
        """The bounds of an import from the command line; for an upload `max_file_bytes` takes the place of its size."""
        return Limits(
            file_bytes=self.max_import_bytes, unpacked_bytes=self.max_unpacked_bytes, workbook_bytes=self.max_workbook_bytes,
            unpack_ratio=self.max_unpack_ratio, members=self.max_members, columns=self.max_columns,
            line_chars=self.max_row_chars, header_lines=self.max_header_lines, listed=self.max_listed,
        )  # fmt: skip

    def refuse_if_open(self) -> None:
        """Raises `BadInput` for an address that others can reach, without a token."""
        if not self.token and not is_loopback(self.host):
            raise BadInput(
                f"{self.host} can be reached by others, and what you imported is private. "
                f"Set MUTUALS_TOKEN to a long secret first, or listen on 127.0.0.1"
            )


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"MUTUALS_{name.upper()}"


def described() -> list[tuple[str, str, str]]:
    """(environment variable, default, meaning) of every setting, as `docs/settings.md` lists them."""
    rows = []
    for f in fields(Settings):
        default = f.default if f.default is not MISSING else ""
        rows.append((variable(f.name), ",".join(default) if isinstance(default, tuple) else str(default), f.metadata["about"]))
    return rows


def from_environment(environ: Mapping[str, str] | None = None, **flags: Any) -> Settings:
    """Settings from `MUTUALS_*`, overridden by the flags that are not None. Raises `BadInput` for a value that cannot be read."""
    env = os.environ if environ is None else environ
    found: dict[str, Any] = {}
    for f in fields(Settings):
        text = env.get(variable(f.name), "")
        if not text:
            continue
        try:
            found[f.name] = f.metadata["read"](text)
        except ValueError as error:
            raise BadInput(f"{variable(f.name)}={text!r} cannot be used: {f.metadata['about']}") from error
    return Settings(**(found | {name: value for name, value in flags.items() if value is not None}))
