from __future__ import annotations

import re
from pathlib import Path

import pytest

from api.settings import Settings, data_folder, described, from_environment, is_loopback
from graph.errors import BadInput

DOCS = Path(__file__).parents[2] / "docs" / "settings.md"


@pytest.mark.parametrize(("variable", "default", "about"), described())
def test_every_setting_is_documented_with_its_default(variable: str, default: str, about: str) -> None:
    line = next((line for line in DOCS.read_text(encoding="utf-8").splitlines() if line.startswith(f"| `{variable}`")), "")
    assert line, f"docs/settings.md does not name {variable}"
    assert re.split("[;.:]", about, maxsplit=1)[0] in line
    assert not default or f"`{default}`" in line


def test_the_environment_is_read_and_flags_win() -> None:
    environ = {"MUTUALS_PORT": "9000", "MUTUALS_HOSTS": "A.example, b.example ", "MUTUALS_HOST": "10.0.0.1", "PORT": "1"}
    found = from_environment(environ, host="127.0.0.2", port=None)
    assert (found.port, found.hosts, found.host) == (9000, ("a.example", "b.example"), "127.0.0.2")


@pytest.mark.parametrize("bad", ["", "x", "-1", "0", "1.5"])
def test_a_setting_that_cannot_be_read_is_named(bad: str) -> None:
    if not bad:
        assert from_environment({"MUTUALS_MAX_FILES": bad}).max_files == 50
        return
    with pytest.raises(BadInput, match="MUTUALS_MAX_FILES"):
        from_environment({"MUTUALS_MAX_FILES": bad})


def test_the_token_is_not_shown() -> None:
    assert "hush" not in repr(Settings(token="hush"))


@pytest.mark.parametrize("host", ["127.0.0.1", "127.9.9.9", "::1", "[::1]", "localhost", "a.localhost"])
def test_loopback(host: str) -> None:
    assert is_loopback(host)
    Settings(host=host).refuse_if_open()


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.0.4", "example.org", "", "127.0.0.1.example.org"])  # noqa: S104 - refused
def test_an_open_address_needs_a_token(host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(BadInput, match="MUTUALS_TOKEN"):
        Settings(host=host).refuse_if_open()
    Settings(host=host, token="x").refuse_if_open()


def test_the_store_lives_in_the_data_folder_unless_named(tmp_path: Path) -> None:
    assert data_folder({"XDG_DATA_HOME": str(tmp_path), "LOCALAPPDATA": str(tmp_path)}).name == "mutuals"
    assert Settings(store="sqlite:///x.db").url == "sqlite:///x.db"
    assert Settings().url.endswith("mutuals.db")
