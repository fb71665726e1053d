"""POST /calculate: the facts of one case in, verdict and amount of every programme out.

Needs no index: it answers while the assistant is still being opened.
"""

import json
from datetime import date
from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, JsonValue

from assistant.calculator import Calculation, calculate
from web.api.body_schema import content, takes
from web.errors import error_responses
from web.fact_table import one_order
from web.spelling import open_spelling
from web.strict_json import read_json

router = APIRouter()


class CalculateRequest(BaseModel, extra="forbid"):
    """What the description says of a request; it is read by web.fact_table."""

    facts: dict[str, JsonValue]
    programmes: list[str] | None = None
    as_of: date | None = None
    declined: list[str] | None = None


async def _body(request: Request) -> bytes:
    return await request.body()


@router.post(
    "/calculate",
    operation_id="calculate",
    response_model=Calculation,
    responses=error_responses(400, 413, 422, 500),
    openapi_extra=takes(content("application/json", CalculateRequest)),
)
def calculate_one(sent: Annotated[bytes, Depends(_body)]) -> Response:
    """Calculate one case."""
    order = one_order(read_json(sent), open_spelling())
    calculation = calculate(order.rows[0].facts, order.programmes, order.as_of, order.declined)
    body = json.dumps(calculation.model_dump(), ensure_ascii=False)
    return Response(body, media_type="application/json")
