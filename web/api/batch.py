"""POST /calculate/batch: many cases in, JSON or CSV, and a line of JSON out for each.

Rows are calculated one by one as the client takes them, in a thread, a few batches at a time: the
server goes on answering others, and a client that goes away stops the work.
"""

from collections.abc import AsyncIterator, Iterator
from datetime import date
from typing import Annotated, Any

import anyio
from anyio.to_thread import run_sync
from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field, JsonValue
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from assistant.calculator import Calculation
from web.api.body_schema import content, takes
from web.batch import RowError, checked, lines
from web.errors import ApiError, error_responses, status_text
from web.fact_table import MAX_ID, Order, csv_order, many_order
from web.spelling import open_spelling
from web.strict_json import read_json
from web.texts import load_texts

router = APIRouter()

LINES, FORM = "application/x-ndjson", "multipart/form-data"
MAX_ROWS = 10_000
AT_ONCE = 2  # rows of all batches together; what is more waits, so that chats need not
_MAX_FIELD = 64 * 1024  # bytes of a form field that is no file


class BatchRow(BaseModel, extra="forbid"):
    """One case of a request."""

    id: Annotated[str, Field(max_length=MAX_ID)] | None = None
    facts: dict[str, JsonValue]


class BatchRequest(BaseModel, extra="forbid"):
    """What the description says of a JSON request; it is read by web.fact_table."""

    rows: Annotated[list[BatchRow], Field(min_length=1, max_length=MAX_ROWS)]
    programmes: list[str] | None = None
    as_of: date | None = None


class BatchUpload(BaseModel, extra="forbid"):
    """What the description says of a request with a CSV file."""

    file: Annotated[str, Field(json_schema_extra={"format": "binary"})]
    programmes: list[str] = []
    as_of: Annotated[date, Field(default_factory=date.today)]


class BatchResult(BaseModel):
    """The line of a row that was calculated."""

    row: int
    id: str | None
    result: Calculation


class BatchFailure(BaseModel):
    """The line of a row that was refused."""

    row: int
    id: str | None
    error: RowError


class BatchEnd(BaseModel):
    """The last line."""

    rows: int
    errors: int


async def _order(request: Request) -> Order:
    """What is to be calculated; raises InvalidFacts before anything is streamed."""
    if request.headers.get("content-type", "").startswith(FORM):
        return await run_sync(_csv_order, *await _uploaded(request))
    return await run_sync(_json_order, await request.body())


@router.post(
    "/calculate/batch",
    operation_id="calculate_batch",
    response_class=StreamingResponse,
    responses={
        200: {"content": content(LINES, BatchResult, BatchFailure, BatchEnd)},
        **error_responses(400, 413, 422, 500),
    },
    openapi_extra=takes(content("application/json", BatchRequest) | content(FORM, BatchUpload)),
)
async def calculate_batch(request: Request, order: Annotated[Order, Depends(_order)]) -> Response:
    """Calculate many cases."""
    found = _in_turn(lines(order), request.app.state.batch_turns)
    return StreamingResponse(found, media_type=LINES)


def batch_turns() -> anyio.CapacityLimiter:
    """What the batches of one server take their turns by."""
    return anyio.CapacityLimiter(AT_ONCE)


async def _in_turn(found: Iterator[str], turns: anyio.CapacityLimiter) -> AsyncIterator[str]:
    while (line := await run_sync(next, found, "", limiter=turns)) != "":
        yield line


def _json_order(body: bytes) -> Order:
    return checked(many_order(read_json(body), open_spelling(), MAX_ROWS))


def _csv_order(data: bytes | None, members: dict[str, Any]) -> Order:
    return checked(csv_order(data, members, open_spelling(), MAX_ROWS))


async def _uploaded(request: Request) -> tuple[bytes | None, dict[str, Any]]:
    """The file of a form (None: it is none), and all the form's members."""
    try:
        async with request.form(max_files=1, max_part_size=_MAX_FIELD) as form:
            members = _members(form)
            file = members.get("file")
            data = await file.read() if isinstance(file, UploadFile) else None
            return data, members
    except HTTPException as error:
        message = load_texts()["fact_table"]["form"]
        raise ApiError(400, status_text(400)["code"], message) from error


def _members(form: FormData) -> dict[str, Any]:
    found: dict[str, Any] = dict(form.items())
    if "programmes" in found:
        found["programmes"] = [str(one) for one in form.getlist("programmes")]
    return found
