"""The database behind the store: short transactions, locks by name, errors of ours.

`open_database` takes a URL, or none for an SQLite file of its own in the data folder.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from assistant.store.errors import InvalidStoreUrl
from assistant.store.failures import told

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from assistant.store.locks import Locks

FILE_NAME = "conversations.db"
_POSTGRESQL = ("postgresql", "postgres")


class Database(ABC):
    """What SQLite and PostgreSQL have in common."""

    def __init__(self, engine: Engine, locks: Locks, place: str) -> None:
        self.engine = engine
        self.locks = locks
        self.place = place  # for a person, without a password
        self._writing = engine.execution_options(writing=True)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database."""
        with told(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is durable when the block was left, and gone when it raised."""
        with told(), self._writing.begin() as connection:
            yield connection

    @abstractmethod
    def migrating(self) -> AbstractContextManager[Connection]:
        """A transaction that may change tables."""

    @abstractmethod
    def wipe(self) -> None:
        """Leave nothing of deleted rows where the database can help it."""

    def close(self) -> None:
        """Close all connections; the store opens them again where it is used again."""
        self.engine.dispose()


def open_database(url: str | None, data_dir: Path, patience: float) -> Database:
    """The database of a URL; nothing is read, and of SQLite an empty file is made at most.

    `patience` is in seconds: how long a lock or a connection is waited for.
    """
    if not url:
        from assistant.store.sqlite import SqliteDatabase

        return SqliteDatabase(data_dir / FILE_NAME, patience)
    try:
        read = make_url(url)
    except (ArgumentError, ValueError):
        raise InvalidStoreUrl("The database URL cannot be read.") from None
    kind = read.drivername.partition("+")[0]
    if kind == "sqlite":
        from assistant.store.sqlite import SqliteDatabase, path_of

        return SqliteDatabase(path_of(read), patience)
    if kind in _POSTGRESQL:
        from assistant.store.postgresql import PostgresqlDatabase

        return PostgresqlDatabase(read.set(drivername="postgresql+psycopg"), patience)
    raise InvalidStoreUrl(f"The database URL begins with {kind!r}: sqlite or postgresql is wanted.")
