"""POST /chat: one message in, one cited answer out."""

from typing import Annotated

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from assistant import Reply
from web.api.dependencies import AssistantDep
from web.errors import error_responses

router = APIRouter()

Id = Annotated[str, Field(max_length=128)]


class ChatRequest(BaseModel):
    """A message, and what belongs to it."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)

    message: str
    session_id: Id | None = None
    client_message_id: Id | None = None
    facts: dict[str, JsonValue] | None = None
    declined: list[str] | None = None


@router.post("/chat", operation_id="chat", responses=error_responses(400, 413, 422, 500, 503))
def chat(request: ChatRequest, assistant: AssistantDep) -> Reply:
    """Answer a message."""
    return assistant.chat(
        request.message,
        request.session_id,
        facts=request.facts,
        declined=request.declined,
        client_message_id=request.client_message_id,
    )
