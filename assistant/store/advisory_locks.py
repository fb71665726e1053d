"""Locks between processes on any machines: PostgreSQL's advisory locks, on one connection.

PostgreSQL frees them when the connection ends. Should it end while a turn runs, the turn's
commit finds out whether another one came between.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

from assistant.store.failures import told

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine


class AdvisoryLocks:
    """All locks of this process on a connection of their own, opened again when it was lost."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._connection: Connection | None = None
        self._guard = threading.Lock()

    def try_lock(self, key: int) -> bool:
        """Take the lock of a key, unless another process has it."""
        with told(), self._guard:
            if self._connection is not None:
                try:
                    return self._call("pg_try_advisory_lock", key)
                except DBAPIError:
                    self._drop()
            return self._call("pg_try_advisory_lock", key)

    def unlock(self, key: int) -> None:
        """Give it back; a lock that went with its connection is given back already."""
        with self._guard:
            if self._connection is not None:
                try:
                    self._call("pg_advisory_unlock", key)
                except DBAPIError:
                    self._drop()

    def close(self) -> None:
        """Give back all."""
        with self._guard:
            self._drop()

    def _call(self, function: str, key: int) -> bool:
        if self._connection is None:
            self._connection = self._engine.connect()
            self._connection.detach()  # it counts no more for the pool
        statement = f"SELECT {function}(%(key)s)"
        return bool(self._connection.exec_driver_sql(statement, {"key": key}).scalar())

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()
