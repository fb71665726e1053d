"""POST /chat/stream: a turn as server-sent events, its JSON in pure ASCII.

The turn runs in a thread of its own to its end: a client that goes away in the middle finds the
answer under its message id.
"""

import json
from collections.abc import AsyncIterator, Iterator
from queue import SimpleQueue
from threading import Thread
from typing import Any

import structlog
from anyio.to_thread import run_sync
from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from assistant.events import Done, Event, Started
from assistant.store import StoreError
from web.api.chat import ChatRequest
from web.api.dependencies import AssistantDep
from web.boundary import Contained
from web.errors import error_responses, store_text
from web.request_id import current_request_id
from web.texts import load_texts

router = APIRouter()
_log = structlog.get_logger()

Frame = tuple[str, Any]
STREAM = "text/event-stream"


@router.post(
    "/chat/stream",
    operation_id="chat_stream",
    response_class=StreamingResponse,
    responses={200: {"content": {STREAM: {}}}, **error_responses(400, 413, 422, 500, 503)},
)
def chat_stream(request: ChatRequest, assistant: AssistantDep) -> StreamingResponse:
    """Answer a message piece by piece."""
    events = assistant.stream(
        request.message,
        request.session_id,
        facts=request.facts,
        declined=request.declined,
        client_message_id=request.client_message_id,
    )
    queue: SimpleQueue[str | None] = SimpleQueue()
    request_id = current_request_id()
    Thread(target=_run, args=(events, queue, request_id), name="turn", daemon=True).start()
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(_read(queue), media_type=STREAM, headers=headers)


def frames(event: Event) -> Iterator[Frame]:
    """The frames of an event, by name."""
    if isinstance(event, Started):
        yield "start", {"session_id": event.session_id, "message_id": event.message_id}
    elif isinstance(event, Done):
        whole = event.reply.model_dump(mode="json")
        yield "citations", whole["citations"]
        yield "calculation", whole["calculation"]
        yield "done", {**whole, "calculation": None}
    else:
        yield "token", {"text": event.text}


def encoded(name: str, value: Any) -> str:
    """A frame as it goes over the wire."""
    return f"event: {name}\ndata: {json.dumps(value, ensure_ascii=True)}\n\n"


def _run(events: Iterator[Event], queue: "SimpleQueue[str | None]", request_id: str) -> None:
    with Contained() as outcome:
        for event in events:
            for name, value in frames(event):
                queue.put(encoded(name, value))
    if outcome.error is not None:
        _log.error("stream failed", exc_info=outcome.error, request_id=request_id)
        text = (
            store_text(outcome.error)
            if isinstance(outcome.error, StoreError)
            else load_texts()["errors"][500]
        )
        error = {"code": text["code"], "message": text["message"], "request_id": request_id}
        queue.put(encoded("error", error))
    queue.put(None)


async def _read(queue: "SimpleQueue[str | None]") -> AsyncIterator[str]:
    while (frame := await run_sync(queue.get, abandon_on_cancel=True)) is not None:
        yield frame
