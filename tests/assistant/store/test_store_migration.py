"""Tables from nothing and from the first revision, once, and as the models say."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from store_places import Place
from store_processes import started
from store_turns import say

from assistant.store import (
    ConversationStore,
    InvalidStoreUrl,
    StoreMismatch,
    StoreUnavailable,
    migrate,
)
from assistant.store.database import open_database
from assistant.store.migration import HEAD, Migration, configuration, upgrade

FIRST = "0001"


def at_revision(place: Place, revision: str) -> None:
    database = open_database(place.url, place.data_dir, 5)
    upgrade(database, revision)
    database.close()


def migrated(url: str | None, data_dir: Path) -> None:
    """In a process of its own."""
    ConversationStore.open(url, data_dir).close()


def test_from_nothing_to_the_head_and_no_further(place: Place) -> None:
    done = migrate(place.url, place.data_dir)
    assert (done.before, done.after) == (None, HEAD)
    again = migrate(place.url, place.data_dir)
    assert (again.before, again.after) == (HEAD, HEAD)
    assert place.rows("SELECT version_num FROM alembic_version") == [(HEAD,)]


def test_the_first_revision_keeps_its_rows(place: Place) -> None:
    at_revision(place, FIRST)
    row = "'{0}', NULL, 1, '{{\"count\":1}}', '2026-11-24 08:00:00', '2026-11-24 08:00:00'"
    session_id = "0123456789abcdef" * 2
    place.rows(f"INSERT INTO sessions VALUES ({row.format(session_id)})")
    store = place.open()
    assert store.healthy()
    turn = say(store, session_id)
    assert (turn.session_id, turn.number) == (session_id, 2)
    store.feedback(turn.message_id, "helpful")
    store.close()


def test_models_and_migrations_agree(place: Place) -> None:
    migrate(place.url, place.data_dir)
    database = open_database(place.url, place.data_dir, 5)
    with database.migrating() as connection:
        config = configuration(connection)
        command.check(config)
        script = ScriptDirectory.from_config(config)
        assert script.get_current_head() == HEAD
        assert script.get_base() == FIRST
    database.close()


def test_down_and_up_again(place: Place) -> None:
    migrate(place.url, place.data_dir)
    database = open_database(place.url, place.data_dir, 5)
    with database.migrating() as connection:
        command.downgrade(configuration(connection), "base")
    database.close()
    store = place.open()
    assert say(store, None).number == 1
    store.close()


def test_processes_that_open_it_at_once_migrate_once(place: Place) -> None:
    processes = [started(migrated, place.url, place.data_dir) for _ in range(4)]
    for process in processes:
        process.join(30)
        assert process.exitcode == 0
    assert place.rows("SELECT version_num FROM alembic_version") == [(HEAD,)]


def test_a_migration_that_fails_changes_nothing(place: Place) -> None:
    at_revision(place, FIRST)
    place.rows("CREATE TABLE feedback (in_the_way INTEGER)")
    with pytest.raises(StoreUnavailable):
        place.open()
    assert place.rows("SELECT version_num FROM alembic_version") == [(FIRST,)]
    place.rows("DROP TABLE feedback")
    place.open().close()


def test_a_database_of_a_newer_program_is_refused(place: Place) -> None:
    migrate(place.url, place.data_dir)
    place.rows("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreMismatch, match="9999"):
        place.open()
    place.rows(f"UPDATE alembic_version SET version_num = '{HEAD}'")
    store = place.open()
    place.rows("UPDATE alembic_version SET version_num = '9999'")
    assert not store.healthy()
    store.close()


def test_a_url_of_no_known_kind_is_refused(tmp_path: Path) -> None:
    for url in ("mysql://a/b", "nonsense", "postgresql://a:b@host:port/c"):
        with pytest.raises(InvalidStoreUrl):
            ConversationStore.open(url, tmp_path)


def test_a_file_may_be_named_by_url(tmp_path: Path) -> None:
    path = tmp_path / "with space" / "文件#1?.db"
    done = migrate(f"sqlite:///{path}".replace("?", "%3F"), tmp_path)
    assert isinstance(done, Migration)
    assert str(path) in done.place
    assert path.stat().st_mode & 0o077 == 0


def test_a_password_is_never_shown(tmp_path: Path) -> None:
    url = "postgresql://user:geheim@127.0.0.1:1/nowhere"
    assert "geheim" not in open_database(url, tmp_path, 1).place
    with pytest.raises(StoreUnavailable) as caught:
        migrate(url, tmp_path)
    assert "geheim" not in f"{caught.value} {caught.value.__cause__}"
