"""One writer at a time, also across processes: a lease on the (:Mutuals) node.

The holder renews it from a thread of its own. A lease that was not renewed for `SECONDS` may be taken by the next writer,
who first removes what the former one had staged; the former one, if it still lives, is refused at its next write, because
every transaction of a writer begins by locking the node and finding its own token on it.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from uuid import uuid4

from neo4j import ManagedTransaction

from graph.errors import StoreError, StoreUnavailable
from graph.store.bolt.link import Link, Talk

SECONDS = 15.0
"""How long a holder that died keeps others waiting."""

MILLISECONDS = int(SECONDS * 1000)

PATIENCE = 600.0
"""How long a writer waits for its turn, in seconds."""

# Each begins with a SET, which takes the node's write lock, so that the condition after it is read when nobody else can
# change it any more: two who ask at once are answered one after the other.
_LOCK = "MATCH (m:Mutuals {name: 'mutuals'}) SET m.turn = $token WITH m WHERE"
TAKE = f"""{_LOCK} m.lease IS NULL OR m.until < timestamp()
SET m.lease = $token, m.until = timestamp() + $milliseconds RETURN m.revision"""
HOLD = f"{_LOCK} m.lease = $token SET m.until = timestamp() + $milliseconds RETURN m.revision"
RELEASE = "MATCH (m:Mutuals {name: 'mutuals'}) WHERE m.lease = $token REMOVE m.lease, m.until, m.turn"


LOST = "this import was interrupted for so long that another one took over; nothing of it was kept: import again"


class Lease:
    """The right to write: `token` names it, `revision` is what was visible when it was taken."""

    def __init__(self, token: str, revision: int) -> None:
        self.token = token
        self.revision = revision
        self._over = threading.Event()

    def hold(self, transaction: ManagedTransaction) -> None:
        """Keep the lease through this transaction: it holds the node's lock until it ends. Raises `StoreError` when the
        lease is another's."""
        if not transaction.run(HOLD, token=self.token, milliseconds=MILLISECONDS).values():
            raise StoreError(LOST)

    def stop_renewing(self) -> None:
        """Before the commit, which holds the node's lock: a renewal would only wait for it."""
        self._over.set()

    def keep(self, link: Link) -> None:
        """Renew until told to stop. A failed renewal is not an error yet: whether the lease held is seen at the commit."""
        while not self._over.wait(SECONDS / 3):
            try:
                with link.session() as talk:
                    talk.once(HOLD, token=self.token, milliseconds=MILLISECONDS)
            except StoreError:
                continue


def _take(talk: Talk) -> Lease:
    token = uuid4().hex
    waiting, started = threading.Event(), monotonic()
    while not (found := talk.write(TAKE, token=token, milliseconds=MILLISECONDS)):
        if monotonic() - started > PATIENCE:
            raise StoreUnavailable(f"another import has been writing for {PATIENCE:.0f} seconds: try again later")
        waiting.wait(0.2)
    return Lease(token, found[0][0])


@contextmanager
def leased(link: Link, talk: Talk) -> Iterator[Lease]:
    """Hold the lease for the block, which ends well only with the commit that gives it back."""
    lease = _take(talk)
    renewal = threading.Thread(target=lease.keep, args=(link,), name="mutuals-lease", daemon=True)
    renewal.start()
    try:
        yield lease
    except StoreUnavailable:
        # Nobody answers: the lease ends by itself.
        raise
    except BaseException:
        # Giving it back spares the next writer a wait; the first error is the one to tell.
        with suppress(StoreError):
            talk.write(RELEASE, token=lease.token)
        raise
    finally:
        lease.stop_renewing()
        renewal.join()
