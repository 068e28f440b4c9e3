"""A process that imports one file and says so as it goes, to be killed: `python -m tests.contract.importing URL FILE`."""

from __future__ import annotations

import sys
from pathlib import Path

from graph.store.open import open_store
from ingest.run import import_file

OWNER = "Ada Testerson"


def main(url: str, file: str) -> None:
    """Prints a line before each batch goes to the store, and one before people and ties are derived."""

    def cancelled() -> bool:
        sys.stdout.write("batch\n")
        sys.stdout.flush()
        return False

    store = open_store(url)
    sys.stdout.write(import_file(store, Path(file), name=Path(file).name, owner=OWNER, cancelled=cancelled).source + "\n")
    store.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
