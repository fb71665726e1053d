"""SQLite: a file on a local disk, in WAL, shared by the processes of one machine.

Every commit is synced (`synchronous=FULL`): a record code that was told to a person survives
also a loss of power. Deleted content is overwritten (`secure_delete`).
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from sqlalchemy import QueuePool, create_engine, event
from sqlalchemy.exc import DisconnectionError

from assistant.store.database import Database
from assistant.store.errors import StoreBusy, StoreUnavailable
from assistant.store.failures import told
from assistant.store.file_locks import locks_of_file
from assistant.store.locks import Locks

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection, Engine

CONNECTIONS = 32
_PRAGMAS = ("foreign_keys=ON", "synchronous=FULL", "secure_delete=ON", "journal_mode=WAL")


def path_of(url: URL) -> Path | None:
    """The file of a URL; None for a database in memory."""
    name = url.database or ":memory:"
    return None if name == ":memory:" else Path(name)


class SqliteDatabase(Database):
    """A file, or, without a path, memory that lasts as long as the object."""

    def __init__(self, path: Path | None, patience: float) -> None:
        self._path = path
        self._patience = patience
        self._writer = threading.Lock()
        locks = Locks() if path is None else _file_made(path)
        # Memory is one connection, for which threads queue.
        connections = 1 if path is None else CONNECTIONS
        engine = create_engine(
            "sqlite://",
            creator=self._connect,
            poolclass=QueuePool,
            pool_size=connections,
            max_overflow=0,
            pool_timeout=patience,
            hide_parameters=True,
        )
        event.listen(engine, "begin", _begin)
        if path is not None:
            self._watch(engine, path)
        super().__init__(engine, locks, f"SQLite {path or ':memory:'}")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One thread at a time, in the order they came: SQLite itself lets waiters starve."""
        if not self._writer.acquire(timeout=self._patience):
            raise StoreBusy("Other threads have been writing all the time.")
        try:
            with super().writing() as connection:
                yield connection
        finally:
            self._writer.release()

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """Without foreign keys, which would empty a table whose parent is being rebuilt."""
        with told(), self._writing.connect() as connection:
            driver: Any = connection.connection.dbapi_connection
            driver.execute("PRAGMA foreign_keys=OFF")
            try:
                with connection.begin():
                    yield connection
                    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").first()
                    if broken:
                        raise StoreUnavailable(f"A row of {broken[0]} refers to none.")
            finally:
                driver.execute("PRAGMA foreign_keys=ON")

    def wipe(self) -> None:
        """Bring all into the file, where deleted content is overwritten, and empty the log."""
        with told(), self.engine.connect() as connection:
            driver: Any = connection.connection.dbapi_connection
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _connect(self) -> sqlite3.Connection:
        # `mode=rw`: a file that went away is an error, never an empty database anew.
        name = f"file:{quote(str(self._path))}?mode=rw" if self._path else "file::memory:"
        connection = sqlite3.connect(
            name, uri=True, timeout=self._patience, isolation_level=None, check_same_thread=False
        )
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
        return connection

    @staticmethod
    def _watch(engine: Engine, path: Path) -> None:
        """Leave connections whose file was moved or replaced, so that nothing is written there."""

        @event.listens_for(engine, "connect")
        def remember(_driver: Any, record: Any) -> None:
            record.info["file"] = _identity(path)

        @event.listens_for(engine, "checkout")
        def compare(_driver: Any, record: Any, _proxy: Any) -> None:
            if record.info["file"] != _identity(path):
                raise DisconnectionError


def _begin(connection: Connection) -> None:
    """Whoever will write says so at the beginning: waiting is possible only there."""
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _file_made(path: Path) -> Locks:
    """The locks beside the file, which is made here where it is missing, for its owner only."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        return locks_of_file(path.with_name(path.name + ".lock"))
    except OSError as error:
        raise StoreUnavailable(f"{path} cannot be opened: {error.strerror}.") from error
