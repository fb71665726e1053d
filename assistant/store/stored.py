"""What is kept of an answer: facts, versions and text; a calculation is computed again.

`Answered` goes in with a turn, `StoredAnswer` comes out. The payload carries the number of its
form, so that answers outlive a change of the models.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Literal

from assistant.reply import Reply
from assistant.store.errors import StoreMismatch
from assistant.store.text import from_json, to_json

State = Literal["running", "done", "failed"]
FEEDBACK_KINDS = (
    "wrong_conclusion",
    "wrong_amount",
    "wrong_clause",
    "outdated",
    "not_understood",
    "incomplete",
    "helpful",
)

PAYLOAD_FORM = 1

# Kept in columns of their own, or not at all.
_COLUMNS = {"session_id", "message_id", "record_code", "kind", "reason", "answer"}


@dataclass(frozen=True, slots=True)
class Answered:
    """A reply, and what its calculation was made from.

    `facts` and `declined` are those of the case that was computed, which may be another
    person's or a hypothetical; `programmes` are the ids that the reply speaks of.
    """

    reply: Reply
    facts: dict[str, Any] = field(default_factory=dict)
    declined: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    as_of: date | None = None
    code_version: str = ""


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer as it is kept; what is None or empty comes with the state `done`.

    The reply in `answered` has no calculation: compute it from facts, programmes and `as_of`.
    """

    message_id: str
    session_id: str
    state: State
    text: str
    created_at: datetime
    turn: int | None = None
    message: str | None = None
    answered: Answered | None = None


@dataclass(frozen=True, slots=True)
class Feedback:
    """What a person said about an answer."""

    kind: str
    note: str
    created_at: datetime


def to_payload(answered: Answered) -> str:
    """The JSON that is kept beside the columns."""
    return to_json(
        {
            "form": PAYLOAD_FORM,
            "reply": answered.reply.model_dump(mode="json", exclude={"calculation", *_COLUMNS}),
            "facts": answered.facts,
            "declined": answered.declined,
            "programmes": answered.programmes,
            "as_of": answered.as_of.isoformat() if answered.as_of else None,
            "code_version": answered.code_version,
        }
    )


def from_payload(payload: str, columns: dict[str, Any]) -> Answered:
    """The answer of a payload and of the columns beside it; StoreMismatch for a newer form."""
    kept = from_json(payload)
    if kept["form"] > PAYLOAD_FORM:
        raise StoreMismatch(
            f"Answer {columns['message_id']} has form {kept['form']}; "
            f"this program reads up to {PAYLOAD_FORM}."
        )
    return Answered(
        reply=Reply(**kept["reply"], **columns),
        facts=kept["facts"],
        declined=tuple(kept["declined"]),
        programmes=tuple(kept["programmes"]),
        as_of=date.fromisoformat(kept["as_of"]) if kept["as_of"] else None,
        code_version=kept["code_version"],
    )
