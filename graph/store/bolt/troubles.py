"""Driver errors become ours here, and nowhere else: every call to the driver runs inside `mapped`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neo4j.exceptions import AuthError, GqlError, Neo4jError, ServiceUnavailable, SessionExpired, TransientError

from graph.errors import StoreError, StoreUnavailable

CREDENTIALS = "set MUTUALS_NEO4J_USER and MUTUALS_NEO4J_PASSWORD"


@contextmanager
def mapped(url: str) -> Iterator[None]:
    """Raises `StoreUnavailable` or `StoreError` in place of whatever the driver raises.

    A driver also raises plain ValueErrors (a lone surrogate, an integer over 64 bits, an address it cannot resolve).
    """
    try:
        yield
    except AuthError as error:
        raise StoreUnavailable(f"{url} refuses our credentials: {CREDENTIALS} ({error.code})") from error
    except (ServiceUnavailable, SessionExpired) as error:
        raise StoreUnavailable(f"{url} cannot be reached: {error}") from error
    except TransientError as error:
        raise StoreUnavailable(f"{url} is too busy for it now: {error.message}") from error
    except Neo4jError as error:
        raise StoreError(f"{url} cannot do it: {error.message} ({error.code})") from error
    except (GqlError, OSError) as error:
        raise StoreUnavailable(f"{url} cannot be used: {error}") from error
    except (ValueError, OverflowError) as error:
        raise StoreError(f"{url} cannot hold a value: {error}") from error
