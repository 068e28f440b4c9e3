"""Steps that go on beside whoever asks for them: while the store takes one batch of evidence, the next is read from its file."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager

MOST = 6
"""Steps that wait or go on; whoever asks for one more waits too, so that memory is bounded by so many batches."""


class Aside:
    """One thread that takes steps in the order in which they are asked for, and none after one that failed."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool = pool
        self._steps: deque[Future[None]] = deque()
        self._error: BaseException | None = None
        self._broken = self._over = False

    def do(self, step: Callable[[], object]) -> None:
        """Have this done. Raises what an earlier step raised, as soon as that is known."""
        self._await(MOST - 1)
        self._steps.append(self._pool.submit(self._take, step))

    def wait(self) -> None:
        """Until all steps are done. Raises what one of them raised, again and again: what was asked for is not complete."""
        self._await(0)

    def give_up(self) -> None:
        """Until none goes on; no more are taken, and what they raised is of no interest any more."""
        self._over = True
        wait(self._steps)
        self._steps.clear()

    def _await(self, left: int) -> None:
        while len(self._steps) > left:
            self._error = self._steps.popleft().exception() or self._error
        if self._error is not None:
            raise self._error

    def _take(self, step: Callable[[], object]) -> None:
        if not (self._broken or self._over):
            self._broken = True  # unless it ends well
            step()
            self._broken = False


@contextmanager
def aside() -> Iterator[Aside]:
    """None of its steps outlives the block."""
    with ThreadPoolExecutor(1, thread_name_prefix="mutuals-aside") as pool:
        steps = Aside(pool)
        try:
            yield steps
        finally:
            steps.give_up()
