"""An answer by its id while it is made and after; records for staff; feedback."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path

import pytest
from store_places import Place
from store_processes import kill, started
from store_turns import full_answer, reply_of, say, start_and_hang

from assistant.store import (
    Answered,
    ConversationStore,
    StoreMismatch,
    UnknownAnswer,
    new_record_code,
    read_record_code,
)


def test_a_record_code_brings_everything_back(store: ConversationStore) -> None:
    with store.turn(None, owner="wx:li") as turn:
        answered = full_answer(turn)
        turn.commit(message="每月能领多少？", answered=answered, state={})
    assert turn.record_code
    for typed in (turn.record_code, turn.record_code.replace("-", " ").lower() + " "):
        record = store.by_record_code(typed)
        assert record is not None
        assert record.message == "每月能领多少？"
        assert record.answered is not None
        assert record.answered.reply.calculation is None
        kept = answered.reply.model_copy(update={"calculation": None})
        assert record.answered.reply == kept
        assert record.answered.facts == answered.facts
        assert record.answered.declined == ("age",)
        assert record.answered.programmes == ("graduate-living-subsidy",)
        assert record.answered.as_of == answered.as_of
        assert record.answered.code_version == "0.1.0"
    for wrong in ("", "ABCD-EFGU", "ABCD-EFG", "ABCD-EFGHJ", "\ud800" * 8, new_record_code()):
        assert store.by_record_code(wrong) is None


def test_record_codes_are_read_as_they_are_heard() -> None:
    assert read_record_code("oil0-1vw9") == "0110-1VW9"
    codes = {new_record_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert all(read_record_code(code) == code for code in codes)


def test_a_code_that_is_taken_is_not_given_again(place: Place) -> None:
    store = place.open()
    first = say(store, None).record_code
    codes = iter((first, first, "ZZZZ-ZZZZ"))
    store._new_code = lambda: next(codes)
    assert say(store, None).record_code == "ZZZZ-ZZZZ"
    store.close()


def test_a_calculation_is_not_stored(place: Place, store: ConversationStore) -> None:
    with store.turn(None) as turn:
        turn.commit(message="", answered=full_answer(turn), state={})
    (payload,) = place.rows("SELECT payload FROM answers")
    assert "吉林大学" in payload[0]
    assert "never stored" not in payload[0]


def test_an_answer_is_seen_while_it_is_made(store: ConversationStore) -> None:
    with store.turn(None) as turn:
        assert store.answer(turn.message_id) is None
        turn.start()
        seen = store.answer(turn.message_id)
        assert seen is not None
        assert (seen.state, seen.text, seen.answered) == ("running", "", None)
        turn.progress("每月")
        turn.progress("每月2000元")
        seen = store.answer(turn.message_id)
        assert seen is not None
        assert seen.text == "每月2000元"
        turn.commit(message="多少？", answered=full_answer(turn), state={"a": 1})
    done = store.answer(turn.message_id)
    assert done is not None
    assert (done.state, done.turn, done.text) == ("done", 1, "每月**2000元**[1]。")
    with store.turn(turn.session_id) as second:
        assert (second.number, second.state) == (2, {"a": 1})


def test_an_answer_that_was_started_and_left_has_failed(store: ConversationStore) -> None:
    session_id = say(store, None).session_id
    with suppress(RuntimeError), store.turn(session_id, "once") as turn:
        turn.start()
        raise RuntimeError
    failed = store.answer(turn.message_id)
    assert failed is not None
    assert failed.state == "failed"
    again = say(store, session_id, client_message_id="once")
    assert (again.repeated, again.number) == (None, 2)


def test_an_answer_whose_process_was_killed_has_failed(
    place: Place, store: ConversationStore, tmp_path: Path
) -> None:
    session_id = say(store, None).session_id
    heard = tmp_path / "heard"
    process = started(start_and_hang, place.url, place.data_dir, session_id, heard)
    while not heard.exists() or not heard.read_text():
        time.sleep(0.01)
    message_id = heard.read_text()
    running = store.answer(message_id)
    assert running is not None
    assert (running.state, running.text) == ("running", "先说一句")
    kill(process)
    deadline = time.monotonic() + 5
    while (found := store.answer(message_id)) and found.state == "running":
        assert time.monotonic() < deadline
    assert found is not None
    assert (found.state, found.text) == ("failed", "先说一句")
    assert say(store, session_id).number == 2


def test_a_foreign_answer_is_unknown(store: ConversationStore) -> None:
    message_id = say(store, None, owner="wx:li").message_id
    assert store.answer(message_id, owner="wx:li") is not None
    for owner in (None, "wx:wang", ""):
        assert store.answer(message_id, owner=owner) is None
        with pytest.raises(UnknownAnswer):
            store.feedback(message_id, "helpful", owner=owner)
    for unknown in ("", "0" * 32, "\x00", "\ud800"):
        assert store.answer(unknown) is None


def test_feedback_is_kept_in_order(store: ConversationStore) -> None:
    message_id = say(store, None).message_id
    store.feedback(message_id, "wrong_amount", "应为1500元\x00")
    store.feedback(message_id, "helpful")
    kept = store.feedback_of(message_id)
    assert [(one.kind, one.note) for one in kept] == [
        ("wrong_amount", "应为1500元\ufffd"),
        ("helpful", ""),
    ]
    with pytest.raises(UnknownAnswer):
        store.feedback("0" * 32, "helpful")
    with pytest.raises(ValueError, match="no kind of feedback"):
        store.feedback(message_id, "x" * 100)


def test_a_conversation_is_its_owners(store: ConversationStore) -> None:
    session_id = say(store, None, "一", owner="wx:li").session_id
    say(store, session_id, "二", owner="wx:li")
    kept = store.conversation(session_id, owner="wx:li")
    assert [one.message for one in kept] == ["一", "二"]
    assert store.conversation(session_id) == ()
    assert store.conversation("\x00") == ()


def test_an_answer_of_a_newer_program_is_refused(place: Place, store: ConversationStore) -> None:
    message_id = say(store, None).message_id
    place.rows("UPDATE answers SET payload = replace(payload, '\"form\":1', '\"form\":2')")
    with pytest.raises(StoreMismatch, match="form 2"):
        store.answer(message_id)


def test_an_answer_may_have_no_record(store: ConversationStore) -> None:
    for _ in range(2):
        with store.turn(None) as turn:
            reply = reply_of(turn, "您好！", kind="smalltalk").model_copy(
                update={"record_code": None}
            )
            turn.commit(message="你好", answered=Answered(reply), state={})
    kept = store.answer(turn.message_id)
    assert kept is not None
    assert kept.answered is not None
    assert kept.answered.reply == reply
