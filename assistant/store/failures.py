"""Says what a driver's error means for a turn: busy, full, erased, or no database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoConnection

from assistant.store.errors import (
    SessionErased,
    StoreBusy,
    StoreError,
    StoreFull,
    StoreUnavailable,
)

# By PostgreSQL's SQLSTATE and by the beginning of SQLite's name.
_MEANINGS: dict[str, type[StoreError]] = {
    "55P03": StoreBusy,  # lock_not_available
    "57014": StoreBusy,  # query_canceled, by statement_timeout
    "40P01": StoreBusy,  # deadlock_detected
    "53300": StoreBusy,  # too_many_connections
    "23505": StoreBusy,  # unique_violation: another turn came between
    "23503": SessionErased,  # foreign_key_violation
    "53100": StoreFull,  # disk_full
    "SQLITE_BUSY": StoreBusy,
    "SQLITE_LOCKED": StoreBusy,
    "SQLITE_CONSTRAINT_UNIQUE": StoreBusy,
    "SQLITE_CONSTRAINT_PRIMARYKEY": StoreBusy,
    "SQLITE_CONSTRAINT_FOREIGNKEY": SessionErased,
    "SQLITE_FULL": StoreFull,
}


@contextmanager
def told() -> Iterator[None]:
    """Raise a StoreError in place of a driver's error, which stays its cause."""
    try:
        yield
    except DBAPIError as error:
        raise _meaning(error) from error
    except NoConnection as error:
        raise StoreBusy("All connections to the database are in use.") from error


def _meaning(error: DBAPIError) -> StoreError:
    name = getattr(error.orig, "sqlstate", None) or getattr(error.orig, "sqlite_errorname", None)
    code = str(name or type(error.orig).__name__)
    kind = next((_MEANINGS[one] for one in _MEANINGS if code.startswith(one)), StoreUnavailable)
    return kind(f"The database said {code}.")
