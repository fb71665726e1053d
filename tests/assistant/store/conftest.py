"""Every test that asks for `place` or `store` runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from postgresql_server import Server, running
from store_places import Place, PostgresqlPlace, SqlitePlace

from assistant.store import ConversationStore


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    """An empty database."""
    if request.param == "sqlite":
        return SqlitePlace(tmp_path / "data")
    return PostgresqlPlace(request.getfixturevalue("postgresql"), tmp_path)


@pytest.fixture
def store(place: Place) -> Iterator[ConversationStore]:
    opened = place.open()
    yield opened
    opened.close()
