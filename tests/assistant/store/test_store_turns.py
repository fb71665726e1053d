"""Turns of one session come one after another, and each counts once."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from store_places import Place
from store_processes import started
from store_turns import full_answer, reply_of, say, say_often

from assistant.store import Answered, ConversationStore, StoreBusy
from assistant.store.locks import Locks


def test_a_new_session_starts_empty_and_keeps_its_state(store: ConversationStore) -> None:
    with store.turn(None) as first:
        assert (first.number, first.state, first.repeated) == (1, {}, None)
        state = {"ledger": {"degree": {"value": "master", "said": "我是硕士"}}, "pending": None}
        first.commit(message="我是硕士", answered=full_answer(first), state=state)
    with store.turn(first.session_id) as second:
        assert second.session_id == first.session_id
        assert (second.number, second.state) == (2, state)


def test_a_turn_without_commit_leaves_the_session_as_it_was(store: ConversationStore) -> None:
    session_id = say(store, None).session_id
    with suppress(RuntimeError), store.turn(session_id) as turn:
        turn.state["count"] = 99
        raise RuntimeError
    with store.turn(session_id) as turn:
        assert (turn.number, turn.state) == (2, {"count": 1})
    assert len(store.conversation(session_id)) == 1


@pytest.mark.parametrize("unknown", ["", "0" * 32, "x", "A" * 32, "0" * 33, "\x00\ud800", "' OR 1"])
def test_an_unknown_session_starts_a_new_one(store: ConversationStore, unknown: str) -> None:
    turn = say(store, unknown)
    assert turn.session_id != unknown
    assert turn.number == 1
    assert say(store, turn.session_id).number == 2


def test_a_foreign_session_counts_as_unknown(store: ConversationStore) -> None:
    owned = say(store, None, owner="wx:li").session_id
    nobodys = say(store, None).session_id
    for session_id, owner in ((owned, None), (owned, "wx:wang"), (nobodys, "wx:li")):
        with store.turn(session_id, owner=owner) as turn:
            assert turn.session_id not in (owned, nobodys)
            assert turn.state == {}
    assert say(store, owned, owner="wx:li").number == 2


def test_threads_lose_no_update(store: ConversationStore) -> None:
    session_id = say(store, None).session_id
    with ThreadPoolExecutor(8) as pool:
        turns = list(pool.map(lambda n: say(store, session_id, str(n), pause=0.001), range(64)))
    assert sorted(turn.number for turn in turns) == list(range(2, 66))
    kept = store.conversation(session_id)
    assert [one.turn for one in kept] == list(range(1, 66))
    assert {one.message for one in kept[1:]} == {str(n) for n in range(64)}
    with store.turn(session_id) as turn:
        assert turn.state == {"count": 65}


def test_processes_lose_no_update(place: Place, store: ConversationStore) -> None:
    session_id = say(store, None).session_id
    arguments = (place.url, place.data_dir, session_id, 40, 4)
    processes = [started(say_often, *arguments) for _ in range(2)]
    for process in processes:
        process.join(60)
        assert process.exitcode == 0
    assert [one.turn for one in store.conversation(session_id)] == list(range(1, 82))
    with store.turn(session_id) as turn:
        assert turn.state == {"count": 81}


def test_turns_of_other_sessions_do_not_wait(store: ConversationStore) -> None:
    sessions = [say(store, None).session_id for _ in range(8)]
    began = time.monotonic()
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda session_id: say(store, session_id, pause=0.5), sessions))
    assert time.monotonic() - began < 2


def test_waiting_too_long_is_busy(place: Place) -> None:
    store, other = place.open(patience=0.2), place.open(patience=0.2)
    session_id = say(store, None).session_id
    with store.turn(session_id) as turn:
        for another in (store, other):
            began = time.monotonic()
            with pytest.raises(StoreBusy), another.turn(session_id):
                pytest.fail("two turns at once")
            assert 0.15 < time.monotonic() - began < 2
        turn.commit(message="", answered=Answered(reply_of(turn)), state={})
    assert say(other, session_id).number == 3
    store.close()
    other.close()


def test_a_repeated_message_has_the_same_answer(store: ConversationStore) -> None:
    session_id = say(store, None).session_id
    with store.turn(session_id, "手机-1") as turn:
        answered = full_answer(turn)
        turn.commit(message="多少？", answered=answered, state={})
    with store.turn(session_id, "手机-1") as again:
        assert again.repeated is not None
        assert again.repeated.message_id == turn.message_id
        assert again.repeated.answered is not None
        kept = again.repeated.answered.reply
        assert kept == answered.reply.model_copy(update={"calculation": None})
        with pytest.raises(ValueError, match="has its answer"):
            again.commit(message="多少？", answered=full_answer(again), state={})
    assert say(store, session_id, client_message_id="手机-2").number == 3
    assert say(store, None, client_message_id="手机-1").number == 1


def test_a_message_repeated_at_once_takes_one_turn(store: ConversationStore) -> None:
    session_id = say(store, None).session_id
    with ThreadPoolExecutor(8) as pool:
        turns = list(
            pool.map(
                lambda _: say(store, session_id, client_message_id="same", pause=0.01), range(16)
            )
        )
    assert sum(turn.repeated is None for turn in turns) == 1
    assert len({turn.repeated.message_id for turn in turns if turn.repeated}) == 1
    assert len(store.conversation(session_id)) == 2


def test_a_lost_lock_loses_no_update(place: Place) -> None:
    """As when PostgreSQL was started anew while a turn waited for its model."""
    store, other = place.open(), place.open()
    other._database.locks = Locks()  # which knows nothing of the first one's
    session_id = say(store, None).session_id
    with store.turn(session_id) as late:
        say(other, session_id)
        with pytest.raises(StoreBusy, match="already taken"):
            late.commit(message="", answered=Answered(reply_of(late)), state={"count": 0})
    with store.turn(session_id) as turn:
        assert (turn.number, turn.state) == (3, {"count": 2})
    store.close()
    other.close()


def test_clocks_that_jump_change_no_order(place: Place) -> None:
    hours = iter((5, 3, 9, 1, 7))
    noon = datetime(2026, 11, 24, 12, tzinfo=UTC)
    store = place.open(clock=lambda: noon + timedelta(hours=next(hours, 0)))
    session_id = None
    for number in range(5):
        session_id = say(store, session_id, str(number)).session_id
    assert session_id
    kept = store.conversation(session_id)
    assert [one.message for one in kept] == ["0", "1", "2", "3", "4"]
    assert kept[0].created_at.utcoffset() == timedelta(0)
    store.close()


def test_a_reply_of_another_turn_is_refused(store: ConversationStore) -> None:
    other = say(store, None)
    with store.turn(None) as turn, pytest.raises(ValueError, match="not of this turn"):
        turn.commit(message="", answered=Answered(reply_of(other)), state={})


def test_memory_is_shared_by_threads(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("memory")
    store = ConversationStore.open("sqlite://", folder)
    session_id = say(store, None).session_id
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: say(store, session_id), range(24)))
    assert len(store.conversation(session_id)) == 25
    assert not list(folder.iterdir())
    store.close()
