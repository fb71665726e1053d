"""PostgreSQL by psycopg: any number of processes, on any number of machines.

A turn's locks need a connection of its own right: a pooler in front must pool by session.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import create_engine, event

from assistant.store.advisory_locks import AdvisoryLocks
from assistant.store.database import Database
from assistant.store.failures import told
from assistant.store.locks import Locks
from assistant.store.tables import metadata

if TYPE_CHECKING:
    from sqlalchemy import URL, Connection

CONNECTIONS = 10  # a process, and one for its locks; transactions are short
_CONNECT_SECONDS = 5
_STATEMENT_SECONDS = 20
_RECYCLE_SECONDS = 1800

# A machine that vanished without a word is given up after half a minute, on either side.
_KEEPALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 4}


class PostgresqlDatabase(Database):
    """A database of a server; connections that a restart cut are opened again."""

    def __init__(self, url: URL, patience: float) -> None:
        engine = create_engine(
            url,
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_timeout=patience,
            pool_pre_ping=True,
            pool_recycle=_RECYCLE_SECONDS,
            hide_parameters=True,
            connect_args={
                "connect_timeout": _CONNECT_SECONDS,
                "tcp_user_timeout": 1000 * _STATEMENT_SECONDS,
                **_KEEPALIVE,
            },
        )
        settings = {
            "timezone": "UTC",
            "lock_timeout": f"{patience}s",
            "statement_timeout": f"{_STATEMENT_SECONDS}s",
            **{f"tcp_{name}": str(value) for name, value in _KEEPALIVE.items()},
        }

        @event.listens_for(engine, "connect")
        def prepare(driver: Any, _record: Any) -> None:
            driver.autocommit = True
            for name, value in settings.items():
                driver.execute("SELECT set_config(%s, %s, false)", (name, value))
            driver.autocommit = False

        self._advisory = AdvisoryLocks(engine)
        super().__init__(engine, Locks(self._advisory), url.render_as_string(hide_password=True))

    @contextmanager
    def migrating(self) -> Iterator[Connection]:
        """As long as it takes."""
        with self.writing() as connection:
            connection.exec_driver_sql("SET LOCAL statement_timeout = 0")
            yield connection

    def wipe(self) -> None:
        """Let the server reuse the room; its own log and backups keep rows until they expire."""
        tables = ", ".join(table.name for table in metadata.sorted_tables)
        with told(), self.engine.connect() as connection:
            autocommit = connection.execution_options(isolation_level="AUTOCOMMIT")
            autocommit.exec_driver_sql(f"VACUUM (SKIP_LOCKED) {tables}")

    def close(self) -> None:
        """Close all connections, that of the locks too."""
        self._advisory.close()
        super().close()
