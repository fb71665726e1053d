"""Brings a database's tables to what this program wants; one process at a time.

Whole or not at all: both databases change tables within a transaction. Alembic is loaded only
where there is something to do.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from assistant.store.database import open_database
from assistant.store.errors import StoreMismatch

if TYPE_CHECKING:
    from alembic.config import Config
    from sqlalchemy import Connection

    from assistant.store.database import Database

HEAD = "0002"  # the last file of migrations/versions
FOLDER = Path(__file__).parent / "migrations"
PATIENCE = 60.0  # seconds for another process to finish


@dataclass(frozen=True, slots=True)
class Migration:
    """From which revision to which (None: an empty database), and where."""

    before: str | None
    after: str
    place: str


def migrate(url: str | None, data_dir: Path) -> Migration:
    """Bring the database of a URL to the head; StoreMismatch where a newer program made it."""
    database = open_database(url, data_dir, PATIENCE)
    try:
        return upgrade(database)
    finally:
        database.close()


def upgrade(database: Database, revision: str = HEAD) -> Migration:
    """Bring an open database to a revision, unless it is there or further already."""
    with database.locks.holding("migration", PATIENCE):
        with database.reading() as connection:
            before = revision_of(connection)
        if before != HEAD:
            _run(database, before, revision)
    return Migration(before, revision if before != HEAD else HEAD, database.place)


def revision_of(connection: Connection) -> str | None:
    """The revision that a database says it has."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return found


def configuration(connection: Connection) -> Config:
    """What Alembic's commands want, over a connection of ours."""
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    return config


def _run(database: Database, before: str | None, revision: str) -> None:
    from alembic import command
    from alembic.script import ScriptDirectory

    with database.migrating() as connection:
        config = configuration(connection)
        known = {one.revision for one in ScriptDirectory.from_config(config).walk_revisions()}
        if before is not None and before not in known:
            raise StoreMismatch(
                f"{database.place} has revision {before}; this program knows up to {HEAD}."
            )
        command.upgrade(config, revision)
