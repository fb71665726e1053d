"""Every text comes back, or, where no database keeps it, comes back cleaned."""

from __future__ import annotations

import pytest
from store_turns import reply_of, say

from assistant.store import Answered, ConversationStore

KEPT = [
    "",
    "吉林大学，𠮷林，㐂",
    "👩\u200d👩\u200d👧 🇨🇳 \u00e9 e\u0301 \u202e反\u202c \ufeff\u200b\u2028\u0085",
    "\t\r\n\\ \" ' % ? :name {} $1 \\u0000 \\x00",
    "\x01\x1b[31m\x7f\x9f",
    "\U0010ffff\uffff\ufffe",
    "'; DROP TABLE sessions; --",
    "长" * 200_000,
]


@pytest.mark.parametrize("text", KEPT, ids=range(len(KEPT)))
def test_every_text_comes_back(store: ConversationStore, text: str) -> None:
    owner = text[:255] or None
    with store.turn(None, text, owner=owner) as turn:
        answered = Answered(
            reply_of(turn, text, suggestions=(text,)), {text: text, "list": [text]}, (text,)
        )
        turn.commit(message=text, answered=answered, state={text: [text, None, 1, 0.5, True]})
    found = store.answer(turn.message_id, owner=owner)
    assert found is not None
    assert (found.message, found.text, found.answered) == (text, text, answered)
    with store.turn(turn.session_id, text, owner=owner) as again:
        assert again.state == {text: [text, None, 1, 0.5, True]}
        if text:
            assert again.repeated == found
    store.feedback(turn.message_id, "helpful", text, owner=owner)
    assert store.feedback_of(turn.message_id)[0].note == text


@pytest.mark.parametrize("sign", ["\x00", "\ud800", "\ud83d\ude00"], ids=ascii)
def test_what_no_database_keeps_is_replaced(store: ConversationStore, sign: str) -> None:
    text, cleaned = f"前{sign}后", "前" + "\ufffd" * len(sign) + "后"
    turn = say(store, None, text, answer=text)
    found = store.answer(turn.message_id)
    assert found is not None
    assert (found.message, found.text) == (cleaned, cleaned)
    with pytest.raises(ValueError, match="owner"), store.turn(None, owner=text):
        pytest.fail("an owner that cannot be kept")
    with pytest.raises(ValueError, match="owner"), store.turn(None, owner="x" * 256):
        pytest.fail("an owner that is too long")


def test_client_ids_that_look_alike_are_not_the_same(store: ConversationStore) -> None:
    session_id = say(store, None).session_id
    ids = ["\ud800", "\ud801", "\ufffd", "\x00", "a", "A", "a ", "\u00e9", "e\u0301", "x" * 100_000]
    turns = [say(store, session_id, client_message_id=one) for one in ids]
    assert all(turn.repeated is None for turn in turns)
    repeated = [say(store, session_id, client_message_id=one).repeated for one in ids]
    assert [one.message_id for one in repeated if one] == [turn.message_id for turn in turns]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), object(), {1, 2}])
def test_a_state_that_is_no_json_is_refused(store: ConversationStore, value: object) -> None:
    with store.turn(None) as turn:
        with pytest.raises((TypeError, ValueError)):
            turn.commit(message="", answered=Answered(reply_of(turn)), state={"value": value})
        turn.commit(message="", answered=Answered(reply_of(turn)), state={})
    assert len(store.conversation(turn.session_id)) == 1
