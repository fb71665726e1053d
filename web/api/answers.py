"""GET /answers/{message_id}, POST /feedback: an answer by its id, and what is thought of it."""

from typing import Annotated, Literal

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from assistant import Reply
from assistant.store import UnknownAnswer
from web.api.dependencies import AssistantDep
from web.errors import ApiError, error_responses
from web.texts import load_texts

router = APIRouter()


class AnswerState(BaseModel):
    """How far an answer is."""

    state: Literal["running", "done", "failed"]
    text: str
    reply: Reply | None


class FeedbackRequest(BaseModel):
    """What a person thinks of an answer."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    message_id: Annotated[str, Field(max_length=128)]
    kind: Literal[
        "wrong_conclusion",
        "wrong_amount",
        "wrong_clause",
        "outdated",
        "not_understood",
        "incomplete",
        "helpful",
    ]
    note: Annotated[str, Field(max_length=2000)] = ""


class FeedbackKept(BaseModel):
    """The feedback is kept."""

    message_id: str


@router.get(
    "/answers/{message_id}",
    operation_id="get_answer",
    responses=error_responses(404, 422, 500, 503),
)
def get_answer(message_id: str, assistant: AssistantDep) -> AnswerState:
    """An answer by the id of its message."""
    stored = assistant.store.answer(message_id)
    if stored is None:
        raise _unknown()
    reply = assistant.recalled(stored) if stored.state == "done" else None
    return AnswerState(state=stored.state, text=stored.text, reply=reply)


@router.post(
    "/feedback",
    operation_id="give_feedback",
    responses=error_responses(400, 404, 413, 422, 500, 503),
)
def give_feedback(request: FeedbackRequest, assistant: AssistantDep) -> FeedbackKept:
    """Keep what a person thinks of an answer."""
    try:
        assistant.keep_feedback(request.message_id, request.kind, request.note)
    except UnknownAnswer:
        raise _unknown() from None
    return FeedbackKept(message_id=request.message_id)


def _unknown() -> ApiError:
    text = load_texts()["unknown_answer"]
    return ApiError(404, "unknown_answer", text, "message_id")
