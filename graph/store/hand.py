"""A second process that makes the numbers of records' keys while whoever stated them reads on: they take as long as
everything else of the reading, and one Python process does one thing at a time.

The process knows nothing of the store: it gets records as texts, answers with numbers, and ends with its input.
"""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO, NamedTuple, cast

from graph.keys import filed_numbers
from graph.model import Record
from graph.store.coding import record_from

_LENGTH = struct.Struct("<Q")


class Numbers(NamedTuple):
    """`graph.keys.filed_numbers` of some records, one record after the other."""

    many: array[int]
    """Of each record."""
    keys: array[int]


def numbers_of(records: Iterable[Record]) -> Numbers:
    """Of these records, as this process makes them."""
    made = Numbers(array("q"), array("q"))
    for record in records:
        found = filed_numbers(record)
        made.many.append(len(found))
        made.keys.extend(found)
    return made


class Hand:
    """The process, as its owner sees it. Not thread-safe."""

    def __init__(self, process: subprocess.Popen[bytes] | None) -> None:
        self._process = process

    def numbers(self, texts: Sequence[str]) -> Numbers | None:
        """Of the records with these texts (`graph.store.coding.record_text`); None where there is no such process, or it is
        gone: whoever asks has to do it itself."""
        if self._process is None or self._process.stdin is None or self._process.stdout is None:
            return None
        try:
            _send(self._process.stdin, "\n".join(texts).encode())
            answer = _received(self._process.stdout)
        except OSError:
            return None
        if answer is None:
            return None
        held = array("q", answer)
        return Numbers(held[: len(texts)], held[len(texts) :])


@contextmanager
def hand() -> Iterator[Hand]:
    """A process that ends with the block, and also if this one is killed."""
    if not sys.executable:
        yield Hand(None)
        return
    try:
        process = subprocess.Popen(
            # Whatever folder this is started in, its files are none of Mutuals'.
            [sys.executable, "-P", "-m", "graph.store.hand"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)},
            start_new_session=True,
        )
    except OSError:
        yield Hand(None)
        return
    try:
        yield Hand(process)
    finally:
        process.kill()
        process.wait()
        for pipe in (process.stdin, process.stdout):
            with suppress(OSError):
                cast("IO[bytes]", pipe).close()


def processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _send(to: IO[bytes], message: bytes) -> None:
    to.write(_LENGTH.pack(len(message)) + message)
    to.flush()


def _received(back: IO[bytes]) -> bytes | None:
    """The next message, or None where there is none, or only a part of one."""
    head = back.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    message = back.read(length)
    return message if len(message) == length else None


def _serve(asked: IO[bytes], to: IO[bytes]) -> None:
    while (message := _received(asked)) is not None:
        made = numbers_of(map(record_from, message.decode().split("\n")))
        _send(to, made.many.tobytes() + made.keys.tobytes())


if __name__ == "__main__":
    _serve(sys.stdin.buffer, sys.stdout.buffer)
