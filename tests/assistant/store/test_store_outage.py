"""A database that goes away, fills up, or breaks a connection, and comes back."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from postgresql_server import Server
from store_places import Place, PostgresqlPlace
from store_turns import reply_of, say

from assistant.store import Answered, ConversationStore, StoreBusy, StoreFull, StoreUnavailable

CUT = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE 'test%'"


def test_a_database_goes_away_and_comes_back(place: Place, store: ConversationStore) -> None:
    session_id = say(store, None).session_id
    message_id = say(store, session_id).message_id
    assert store.healthy()
    place.take_away()
    try:
        assert not store.healthy()
        with pytest.raises(StoreUnavailable):
            say(store, session_id)
        with pytest.raises(StoreUnavailable):
            store.answer(message_id)
        with pytest.raises(StoreUnavailable):
            place.open() if place.url else store.by_record_code("ABCD-EFGH")
    finally:
        place.bring_back()
    assert store.healthy()
    assert say(store, session_id).number == 3
    assert len(store.conversation(session_id)) == 3


def test_a_database_that_goes_away_during_a_turn(place: Place, store: ConversationStore) -> None:
    session_id = say(store, None).session_id
    with store.turn(session_id) as turn:
        turn.start()
        place.take_away()
        try:
            with pytest.raises(StoreUnavailable):
                turn.commit(message="", answered=Answered(reply_of(turn)), state={})
        finally:
            place.bring_back()
        turn.commit(message="又好了", answered=Answered(reply_of(turn)), state={})
    assert [one.message for one in store.conversation(session_id)][1:] == ["又好了"]
    assert say(store, session_id).number == 3


def test_an_answer_that_could_not_be_marked_has_failed_all_the_same(
    place: Place, store: ConversationStore
) -> None:
    place_is_back = False
    try:
        with store.turn(None) as turn:
            turn.start()
            place.take_away()
        place.bring_back()
        place_is_back = True
    finally:
        if not place_is_back:
            place.bring_back()
    found = store.answer(turn.message_id)
    assert found is not None
    assert found.state == "failed"


def test_a_full_disk_leaves_nothing_half(place: Place, store: ConversationStore) -> None:
    session_id = say(store, None).session_id
    before = [place.rows(f"SELECT count(*) FROM {name}") for name in ("messages", "answers")]
    place.fill_up(store)
    with pytest.raises(StoreFull):
        say(store, session_id, "问" * 100_000, answer="答" * 100_000)
    assert before == [
        place.rows(f"SELECT count(*) FROM {name}") for name in ("messages", "answers")
    ]
    assert place.rows("SELECT turns, state FROM sessions") == [("1", '{"count":1}')]
    assert len(store.conversation(session_id)) == 1
    assert store.healthy()


def test_connections_that_are_cut_are_opened_again(postgresql: Server, tmp_path: Path) -> None:
    place = PostgresqlPlace(postgresql, tmp_path)
    store = place.open()
    session_id = say(store, None).session_id
    with store.turn(session_id) as turn:
        postgresql.sql("postgres", CUT)
        turn.commit(message="", answered=Answered(reply_of(turn)), state={})
    postgresql.sql("postgres", CUT)
    assert say(store, session_id).number == 3
    store.close()


def test_a_lock_that_was_cut_lets_only_one_turn_through(postgresql: Server, tmp_path: Path) -> None:
    place = PostgresqlPlace(postgresql, tmp_path)
    store, other = place.open(), place.open()
    session_id = say(store, None).session_id
    with store.turn(session_id) as turn:
        postgresql.sql("postgres", CUT)
        say(other, session_id)
        with pytest.raises(StoreBusy, match="already taken"):
            turn.commit(message="", answered=Answered(reply_of(turn)), state={})
    assert len(store.conversation(session_id)) == 2
    store.close()
    other.close()


def test_a_replaced_file_is_opened_anew(tmp_path: Path) -> None:
    """As `restore` does under a server that runs: nothing goes to the file that is gone."""
    store = ConversationStore.open(None, tmp_path / "data")
    session_id = say(store, None).session_id
    copy = tmp_path / "copy.db"
    file = tmp_path / "data" / "conversations.db"
    store.erase_session("0" * 32)
    store._database.wipe()
    copy.write_bytes(file.read_bytes())
    say(store, session_id)
    store._database.wipe()
    copy.replace(file)
    assert say(store, session_id).number == 2
    assert len(store.conversation(session_id)) == 2
    store.close()


def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(StoreUnavailable, match="cannot be opened"):
        ConversationStore.open(None, tmp_path / "file" / "data")
    (tmp_path / "conversations.db").write_bytes(os.urandom(8192))
    with pytest.raises(StoreUnavailable, match="SQLITE_NOTADB"):
        ConversationStore.open(None, tmp_path)
