"""Turns as short as a test can have them, and what other processes do with them."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from typing import Any

from assistant.reply import Citation, Reply
from assistant.store import Answered, ConversationStore, Turn

# Divides a page of memory: a process killed while it writes leaves a whole line or none.
LINE = 128


def reply_of(turn: Turn, answer: str = "可以领。", **fields: Any) -> Reply:
    fields = {"kind": "answer", "policy_version": "jilin-2021"} | fields
    return Reply(
        session_id=turn.session_id,
        message_id=turn.message_id,
        record_code=turn.record_code,
        answer=answer,
        **fields,
    )


def full_answer(turn: Turn) -> Answered:
    """An answer with something in every field."""
    citation = Citation(
        n=1, clause_id="annex1/3.2.1.1", label="附件1", quote="每人每月2000元", url="/c/1"
    )
    reply = reply_of(
        turn,
        "每月**2000元**[1]。",
        citations=(citation,),
        calculation={"results": ["computed again, never stored"]},
        profile={"degree": {"value": "master", "said": "我是硕士"}},
        next_question={"fact": "contract_years", "ask": "签了几年？", "choices": None},
        suggestions=("怎么申请？",),
        label="本回答由系统生成",
    )
    return Answered(
        reply,
        facts={"degree": "master", "school": "吉林大学", "contract_years": 5},
        declined=("age",),
        programmes=("graduate-living-subsidy",),
        as_of=date(2026, 11, 23),
        code_version="0.1.0",
    )


def say(
    store: ConversationStore,
    session_id: str | None,
    message: str = "能领多少？",
    *,
    answer: str = "可以领。",
    client_message_id: str | None = None,
    owner: str | None = None,
    pause: float = 0,
) -> Turn:
    """A whole turn, which counts itself in the state; a repeated message takes none."""
    with store.turn(session_id, client_message_id, owner=owner) as turn:
        if turn.repeated is None:
            count = turn.state.get("count", 0)
            time.sleep(pause)
            answered = Answered(reply_of(turn, answer))
            turn.commit(message=message, answered=answered, state={"count": count + 1})
    return turn


def say_often(url: str | None, data_dir: Path, session_id: str, times: int, threads: int) -> None:
    """In a process of its own: turns in one session from several threads."""
    store = ConversationStore.open(url, data_dir, patience=60)
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(lambda _: say(store, session_id, pause=0.001), range(times)))
    store.close()


def say_until_killed(url: str | None, data_dir: Path, session_id: str, heard: Path) -> None:
    """In a process of its own: turns, each noted in a file once it was acknowledged."""
    store = ConversationStore.open(url, data_dir, patience=60)
    note = os.open(heard, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    while True:
        for session in (session_id, None):
            turn = say(store, session, "问" * 500, answer="答" * 2000)
            line = f"{turn.session_id} {turn.number} {turn.message_id}"
            os.write(note, f"{line:<{LINE - 1}}\n".encode())


def start_and_hang(url: str | None, data_dir: Path, session_id: str, heard: Path) -> None:
    """In a process of its own: an answer that is started and never ends."""
    store = ConversationStore.open(url, data_dir)
    with store.turn(session_id) as turn:
        turn.start()
        turn.progress("先说一句")
        heard.write_text(turn.message_id)
        time.sleep(60)
