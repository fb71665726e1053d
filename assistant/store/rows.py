"""Reads sessions, answers and feedback out of their rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Text, bindparam, exists, select

from assistant.store.stored import Feedback, StoredAnswer, from_payload
from assistant.store.tables import answers, feedback, messages, sessions
from assistant.store.text import from_json

if TYPE_CHECKING:
    from sqlalchemy import Connection, RowMapping, Select

_ID = re.compile(r"[0-9a-f]{32}")

# Built once: building a statement costs more than running it.
_OF_OWNER = sessions.c.owner.is_not_distinct_from(bindparam("owner", type_=Text))
_SESSION = select(sessions.c.turns, sessions.c.state).where(
    sessions.c.id == bindparam("session_id"), _OF_OWNER
)
_ANSWERS = (
    select(answers, messages.c.text.label("message"))
    .join(sessions, sessions.c.id == answers.c.session_id)
    .outerjoin(messages, messages.c.id == answers.c.message_id)
)
_ANSWER = _ANSWERS.where(answers.c.message_id == bindparam("message_id"), _OF_OWNER)
_REPEATED = _ANSWERS.where(
    messages.c.session_id == bindparam("session_id"), messages.c.client_key == bindparam("key")
)
_RECORDED = _ANSWERS.where(answers.c.record_code == bindparam("code"))
_CONVERSATION = _ANSWERS.where(
    answers.c.session_id == bindparam("session_id"), answers.c.state == "done"
).order_by(answers.c.turn)
_FEEDBACK = (
    select(feedback).where(feedback.c.message_id == bindparam("message_id")).order_by(feedback.c.id)
)
_CODE_IS_TAKEN = select(exists().where(answers.c.record_code == bindparam("code")))


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session as the last turn left it."""

    turns: int
    state: dict[str, Any]


def is_id(text: str | None) -> bool:
    """Whether a text can be the id of a session or a message."""
    return bool(text and _ID.fullmatch(text))


def find_session(
    connection: Connection, session_id: str, owner: str | None
) -> StoredSession | None:
    """The session of an id, if it is this owner's, or nobody's when there is none."""
    values = {"session_id": session_id, "owner": owner}
    row = connection.execute(_SESSION, values).one_or_none()
    return StoredSession(row.turns, from_json(row.state)) if row else None


def find_answer(connection: Connection, message_id: str, owner: str | None) -> StoredAnswer | None:
    """The answer to a message, if its session is this owner's, or nobody's."""
    return _one(connection, _ANSWER, message_id=message_id, owner=owner)


def find_repeated(connection: Connection, session_id: str, key: str) -> StoredAnswer | None:
    """The answer that a session has for a client's message already."""
    return _one(connection, _REPEATED, session_id=session_id, key=key)


def find_recorded(connection: Connection, code: str) -> StoredAnswer | None:
    """The answer of a record code."""
    return _one(connection, _RECORDED, code=code)


def find_answers(connection: Connection, session_id: str) -> tuple[StoredAnswer, ...]:
    """The answers of a session that were committed, in the order of its turns."""
    rows = connection.execute(_CONVERSATION, {"session_id": session_id}).mappings()
    return tuple(_answer(row) for row in rows)


def find_feedback(connection: Connection, message_id: str) -> tuple[Feedback, ...]:
    """What was said about an answer, the oldest first."""
    rows = connection.execute(_FEEDBACK, {"message_id": message_id})
    return tuple(Feedback(row.kind, row.note, row.created_at) for row in rows)


def code_is_taken(connection: Connection, code: str) -> bool:
    """Whether an answer has this record code."""
    return bool(connection.scalar(_CODE_IS_TAKEN, {"code": code}))


def _one(connection: Connection, wanted: Select[Any], **values: str | None) -> StoredAnswer | None:
    row = connection.execute(wanted, values).mappings().one_or_none()
    return _answer(row) if row else None


def _answer(row: RowMapping) -> StoredAnswer:
    columns = {name: row[name] for name in ("session_id", "message_id", "record_code")}
    columns |= {"kind": row["kind"], "reason": row["reason"], "answer": row["text"]}
    return StoredAnswer(
        message_id=row["message_id"],
        session_id=row["session_id"],
        state=row["state"],
        text=row["text"],
        created_at=row["created_at"],
        turn=row["turn"],
        message=row["message"],
        answered=from_payload(row["payload"], columns) if row["payload"] else None,
    )
