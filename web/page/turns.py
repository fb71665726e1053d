"""One turn of the page's conversation: takes what was asked, gives the HTML that answers it."""

from typing import TypedDict

import structlog

from assistant import Assistant, InvalidMessage, Reply
from web.boundary import Contained
from web.errors import ApiError
from web.page.markdown import render_answer
from web.rendering import render
from web.request_id import current_request_id
from web.slot import AssistantSlot
from web.texts import load_texts

_log = structlog.get_logger()


class Asked(TypedDict):
    """What the page sends: the message, its session and an id against sending twice."""

    message: str
    session_id: str | None
    client_message_id: str


class Turn(TypedDict):
    """What the page gets: the answer as HTML, and the session to go on in."""

    html: str
    session_id: str | None


def take_turn(slot: AssistantSlot, asked: object) -> Turn:
    """Answer what the page sent; whatever goes wrong is said in the conversation."""
    message, session_id, message_id = _read(asked)
    with Contained() as outcome:
        try:
            reply = _chat(slot.get(), message, session_id, message_id)
        except (InvalidMessage, ApiError) as error:
            return Turn(html=render("notice.html", text=error.message), session_id=session_id)
        return Turn(html=_answer(reply), session_id=reply.session_id)
    _log.error("turn failed", exc_info=outcome.error)
    text = load_texts()["page"]["failed"].format(request_id=current_request_id())
    return Turn(html=render("notice.html", text=text), session_id=session_id)


def _read(asked: object) -> tuple[str, str | None, str | None]:
    values = asked if isinstance(asked, dict) else {}
    message, session_id, message_id = (
        value if isinstance(value, str) and len(value) < limit else None
        for value, limit in (
            (values.get("message"), 20_000),
            (values.get("session_id"), 128),
            (values.get("client_message_id"), 128),
        )
    )
    return message or "", session_id, message_id


def _chat(
    assistant: Assistant, message: str, session_id: str | None, message_id: str | None
) -> Reply:
    return assistant.chat(message, session_id, client_message_id=message_id)


def _answer(reply: Reply) -> str:
    answer = render_answer(reply)
    named = all(department.name in reply.answer for department in reply.departments)
    return render(
        "answer.html",
        reply=reply,
        answer=answer.html,
        citations=answer.unplaced,
        departments=() if named else reply.departments,
    )
