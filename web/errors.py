"""Errors as the API gives them: one JSON shape, Chinese for a person, never an exception's text."""

from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel
from starlette.exceptions import HTTPException

from assistant.calculator import InvalidFacts
from assistant.errors import InvalidMessage
from assistant.store.errors import StoreError
from web.problem_text import INVALID, problem_field, problems_message
from web.request_id import current_request_id
from web.strict_json import NotJson
from web.texts import load_texts

_log = structlog.get_logger()

MAX_FIELD = 100  # characters of a field's name that an error repeats: the name may be anything


class WebError(Exception):
    """Root of the errors raised by `web`."""


class ApiError(WebError):
    """A request that is answered with an error: status, code, Chinese message, field."""

    def __init__(self, status: int, code: str, message: str, field: str | None = None) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        self.message = message
        self.field = field


class ErrorDetail(BaseModel):
    """What went wrong with a request."""

    code: str
    message: str
    field: str | None
    request_id: str


class ErrorBody(BaseModel):
    """The body of every error."""

    error: ErrorDetail


def error_responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """What a route's description says of the errors that it can give."""
    return {status: {"model": ErrorBody} for status in statuses}


def error_response(
    status: int,
    code: str,
    message: str,
    field: str | None = None,
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    """The response of an error, under the id of the current request."""
    detail = ErrorDetail(code=code, message=message, field=field, request_id=current_request_id())
    return JSONResponse(ErrorBody(error=detail).model_dump(), status, headers)


def status_response(status: int, headers: dict[str, str] | None = None) -> JSONResponse:
    """The response of a status that says all: 400, 404, 405, 500 …"""
    text = status_text(status)
    return error_response(status, text["code"], text["message"], headers=headers)


def status_text(status: int) -> dict[str, str]:
    """Code and message of a status."""
    known: dict[int, dict[str, str]] = load_texts()["errors"]
    return known.get(status) or known[403 if status < 500 else 500]


def install_error_handlers(app: FastAPI) -> None:
    """Give every kind of refusal the one shape."""
    app.exception_handler(ApiError)(_on_api_error)
    app.exception_handler(InvalidMessage)(_on_invalid_message)
    app.exception_handler(InvalidFacts)(_on_invalid_facts)
    app.exception_handler(StoreError)(_on_store_error)
    app.exception_handler(NotJson)(_on_not_json)
    app.exception_handler(RequestValidationError)(_on_invalid_request)
    app.exception_handler(HTTPException)(_on_http_error)


async def _on_api_error(_request: Request, error: ApiError) -> JSONResponse:
    return error_response(error.status, error.code, error.message, error.field)


async def _on_invalid_message(_request: Request, error: InvalidMessage) -> JSONResponse:
    return error_response(422, "invalid_message", error.message, error.field)


async def _on_invalid_facts(_request: Request, error: InvalidFacts) -> JSONResponse:
    message, field = problems_message(error.problems), problem_field(error.problems)
    return error_response(422, INVALID, message, field)


def store_text(error: StoreError) -> dict[str, str]:
    """Code and sentence for what the store could not do."""
    texts: dict[str, dict[str, str]] = load_texts()["store_errors"]
    names = [kind.__name__ for kind in type(error).__mro__]
    return next(texts[name] for name in names if name in texts)


async def _on_store_error(_request: Request, error: StoreError) -> JSONResponse:
    _log.error("store failed", exc_info=error)
    text = store_text(error)
    return error_response(503, text["code"], text["message"], headers={"Retry-After": "2"})


async def _on_not_json(_request: Request, _error: NotJson) -> JSONResponse:
    return status_response(400)


async def _on_http_error(_request: Request, error: HTTPException) -> JSONResponse:
    return status_response(error.status_code, dict(error.headers or {}))


async def _on_invalid_request(_request: Request, error: RequestValidationError) -> JSONResponse:
    first = error.errors()[0]
    if first["type"] == "json_invalid":
        return status_response(400)
    field = _field(first["loc"])
    sentences: dict[str, str] = load_texts()["validation"]
    sentence = sentences.get(first["type"], sentences["other"])
    limits = {name: value for name, value in first.get("ctx", {}).items() if name != "error"}
    name = field or sentences["body"]
    return error_response(
        422, "invalid_request", sentence.format(**{**limits, "field": name}), field
    )


def _field(location: tuple[Any, ...]) -> str | None:
    """`("body", "declined", 0)` → `declined.0`; the body as a whole has no name."""
    name = ".".join(str(part) for part in location[1:])[:MAX_FIELD]
    return name.encode("utf-8", "replace").decode() or None
