"""`kill -9` at any moment: what was acknowledged is there, and nothing half."""

from __future__ import annotations

import random
import time
from pathlib import Path

from store_places import Place
from store_processes import kill, started
from store_turns import say, say_until_killed

from assistant.store import ConversationStore

KILLS = 40
WRITERS = 2


def test_killed_writers_lose_nothing_acknowledged(
    place: Place, store: ConversationStore, tmp_path: Path
) -> None:
    session_id = say(store, None).session_id
    heard = tmp_path / "heard"
    heard.touch()
    chance = random.Random(20261124)
    for _ in range(KILLS // WRITERS):
        before = heard.stat().st_size
        arguments = (place.url, place.data_dir, session_id, heard)
        writers = [started(say_until_killed, *arguments) for _ in range(WRITERS)]
        while heard.stat().st_size == before:
            time.sleep(0.002)
        for writer in writers:
            time.sleep(chance.uniform(0, 0.06))
            kill(writer)
    acknowledged = [line.split() for line in heard.read_text().splitlines()]
    assert len(acknowledged) > KILLS
    kept = dict.fromkeys(one for one, _, _ in acknowledged)
    for one in kept:
        answers = store.conversation(one)
        assert [answer.turn for answer in answers] == list(range(1, len(answers) + 1))
        assert all(answer.text and answer.message for answer in answers)
        kept[one] = {(str(answer.turn), answer.message_id) for answer in answers}
    lost = [one for one in acknowledged if (one[1], one[2]) not in kept[one[0]]]
    assert not lost
    turns = len(store.conversation(session_id))
    with store.turn(session_id) as turn:
        assert (turn.number, turn.state) == (turns + 1, {"count": turns})
    assert _whole(place)


def _whole(place: Place) -> bool:
    """No message without its answer, no turn uncounted, no broken page."""
    halves = place.rows(
        "SELECT count(*) FROM messages FULL JOIN answers ON messages.id = answers.message_id"
        " WHERE messages.id IS NULL OR answers.state <> 'done'"
    )
    uncounted = place.rows(
        "SELECT count(*) FROM sessions WHERE turns <>"
        " (SELECT count(*) FROM messages WHERE messages.session_id = sessions.id)"
    )
    sound = place.url is not None or place.rows("PRAGMA integrity_check") == [("ok",)]
    return (halves, uncounted) == ([("0",)], [("0",)]) and sound
