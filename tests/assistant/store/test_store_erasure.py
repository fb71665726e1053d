"""What was erased is nowhere in the database: files are read byte by byte, dumps as text."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

import pytest
from store_places import Place
from store_turns import reply_of, say

from assistant.store import Answered, ConversationStore, SessionErased

TABLES = ("sessions", "messages", "answers", "feedback")


def planted(store: ConversationStore, word: str, owner: str | None = None) -> str:
    """A session in which everything says a word: three turns, feedback, a failed answer."""
    session_id, long = None, f"{word}，" * 900
    for number in range(3):
        with store.turn(session_id, f"{word}{number}", owner=owner) as turn:
            session_id = turn.session_id
            turn.start()
            turn.progress(long[:2000])
            answered = Answered(reply_of(turn, long), {"school": word}, programmes=(word,))
            turn.commit(message=long, answered=answered, state={"said": long})
        store.feedback(turn.message_id, "incomplete", word, owner=owner)
    with store.turn(session_id, owner=owner) as turn:
        turn.start()
        turn.progress(word)
    return turn.session_id


def rows(place: Place) -> list[str]:
    return [place.rows(f"SELECT count(*) FROM {table}")[0][0] for table in TABLES]


def test_an_erased_session_is_nowhere(place: Place, store: ConversationStore) -> None:
    kept = planted(store, "留下的话")
    session_id = planted(store, "张三的学校")
    assert place.holds("张三的学校")
    assert place.holds(session_id)
    before = rows(place)
    assert store.erase_session(session_id) == 1
    assert rows(place) == [str(int(count) // 2) for count in before]
    assert not place.holds("张三的学校")
    assert not place.holds(session_id)
    assert place.holds("留下的话")
    assert store.erase_session(session_id) == store.erase_session("\x00") == 0
    assert say(store, session_id).session_id != session_id
    assert say(store, kept).number > 1


def test_an_owner_is_erased_whole(place: Place, store: ConversationStore) -> None:
    for number in range(3):
        planted(store, f"李四{number}", owner="wx:lisi")
    planted(store, "王五", owner="wx:wangwu")
    planted(store, "无名")
    assert store.erase_owner("wx:lisi") == 3
    assert not place.holds("李四")
    assert not place.holds("wx:lisi")
    assert place.holds("王五")
    assert place.holds("无名")
    assert store.erase_owner("wx:lisi") == store.erase_owner("\ud800") == 0


def test_sessions_are_purged_by_their_last_turn(place: Place) -> None:
    now = datetime(2026, 11, 24, 8, tzinfo=UTC)
    times = {"now": now - timedelta(days=200)}
    store = place.open(clock=lambda: times["now"])
    planted(store, "早就走了")
    used_again = planted(store, "又来了")
    times["now"] = now - timedelta(days=89)
    say(store, used_again)
    planted(store, "还新")
    assert store.purge(90, now) == 1
    assert not place.holds("早就走了")
    assert place.holds("又来了")
    assert place.holds("还新")
    assert store.purge(90, now) == 0
    with pytest.raises(ValueError, match="at least 1"):
        store.purge(0, now)
    store.close()


def test_many_sessions_are_purged(place: Place, store: ConversationStore) -> None:
    for number in range(450):
        say(store, None, f"第{number}号")
    assert store.purge(1, datetime.now(UTC) + timedelta(days=2)) == 450
    assert rows(place) == ["0"] * 4


def test_a_turn_that_runs_does_not_bring_back_what_was_erased(
    place: Place, store: ConversationStore
) -> None:
    session_id = planted(store, "赵六")
    with store.turn(session_id) as turn:
        turn.start()
        store.erase_session(session_id)
        with pytest.raises(SessionErased):
            turn.progress("赵六")
        with pytest.raises(SessionErased):
            turn.commit(message="赵六", answered=Answered(reply_of(turn)), state={})
    with store.turn(None) as turn:
        turn.start()
        store.erase_session(turn.session_id)
        with pytest.raises(SessionErased):
            turn.commit(message="赵六", answered=Answered(reply_of(turn)), state={})
    assert rows(place) == ["0"] * 4
    assert not place.holds("赵六")


def test_nothing_of_the_erased_remains_in_a_well_used_database(
    place: Place, store: ConversationStore
) -> None:
    """Pages are split, joined and reused before what is searched for at the end."""
    chance = random.Random(7)
    live: list[str] = []
    gone: list[str] = []
    for _ in range(300):
        if live and chance.random() < 0.2:
            gone.append(live.pop(chance.randrange(len(live))))
            store.erase_session(gone[-1])
            continue
        session_id = chance.choice(live) if live and chance.random() < 0.6 else None
        with store.turn(session_id) as turn:
            text = f"{turn.session_id}；" * chance.randrange(1, 150)
            answered = Answered(reply_of(turn, text))
            turn.commit(message=text, answered=answered, state={"said": text})
        live = [*dict.fromkeys([*live, turn.session_id])]
    assert len(gone) > 20
    contents = place.contents()
    assert not [session_id for session_id in gone if session_id[8:24].encode() in contents]
    assert live[0][8:24].encode() in contents
