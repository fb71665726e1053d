"""Where a store of a test is: how it is opened, broken, mended and searched."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any, Protocol

from postgresql_server import Server, name_of
from sqlalchemy import event

from assistant.store import ConversationStore


class Place(Protocol):
    """A database on its own."""

    url: str | None
    data_dir: Path

    def open(self, **options: Any) -> ConversationStore: ...

    def rows(self, statement: str) -> list[tuple[str, ...]]:
        """What SQL says, all values as text."""

    def take_away(self) -> None: ...

    def bring_back(self) -> None: ...

    def fill_up(self, store: ConversationStore) -> None:
        """From now on a long answer cannot be written for want of room."""

    def contents(self) -> bytes:
        """All that it holds, deleted or not, as far as a test can see."""

    def holds(self, planted: str) -> bool:
        """Whether a text is anywhere in it."""


class _Opening:
    url: str | None
    data_dir: Path

    def holds(self, planted: str) -> bool:
        return planted.encode() in self.contents()

    def contents(self) -> bytes:
        raise NotImplementedError

    def open(self, **options: Any) -> ConversationStore:
        return ConversationStore.open(self.url, self.data_dir, **options)


class SqlitePlace(_Opening):
    """A file in a folder of its own, with its log."""

    def __init__(self, data_dir: Path) -> None:
        self.url = None
        self.data_dir = data_dir
        self.file = data_dir / "conversations.db"

    def rows(self, statement: str) -> list[tuple[str, ...]]:
        connection = sqlite3.connect(self.file, timeout=10)
        try:
            with connection:
                found = connection.execute(statement).fetchall()
        finally:
            connection.close()
        return [tuple(str(value) for value in row) for row in found]

    def take_away(self) -> None:
        self.data_dir.rename(self._away)

    def bring_back(self) -> None:
        self._away.rename(self.data_dir)

    def fill_up(self, store: ConversationStore) -> None:
        @event.listens_for(store._database.engine, "checkout")
        def limit(driver: Any, _record: Any, _proxy: Any) -> None:
            driver.execute("PRAGMA max_page_count=1")  # as many as there are

    def contents(self) -> bytes:
        """Database, log and whatever else is in the folder, byte by byte."""
        return b"\n".join(path.read_bytes() for path in self.data_dir.iterdir())

    @property
    def _away(self) -> Path:
        return self.data_dir.with_name("away")


class PostgresqlPlace(_Opening):
    """A database of the tests' server."""

    def __init__(self, server: Server, data_dir: Path) -> None:
        self.url: str | None = server.new_database()
        self.data_dir = data_dir
        self._server = server
        self._name = name_of(self.url or "")

    def rows(self, statement: str) -> list[tuple[str, ...]]:
        lines = self._server.sql(self._name, statement).splitlines()
        return [tuple(line.split("|")) for line in lines]

    def take_away(self) -> None:
        self._server.stop()

    def bring_back(self) -> None:
        self._server.start()

    def fill_up(self, store: ConversationStore) -> None:  # noqa: ARG002
        self.rows(
            "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS"
            " $$ BEGIN RAISE EXCEPTION 'no space left' USING ERRCODE = '53100'; END $$;"
            " CREATE TRIGGER full_disk BEFORE INSERT ON answers"
            " EXECUTE FUNCTION full_disk()"
        )

    def contents(self) -> bytes:
        return self._server.dump(self.url or "").encode()
