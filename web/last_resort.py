"""Answers a request whose handling failed unexpectedly: 500 in the one shape of errors."""

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.boundary import Contained
from web.errors import status_response

_log = structlog.get_logger()


class LastResort:
    """ASGI middleware at the boundary; a response that has begun can only be broken off."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def send_watched(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        with Contained() as outcome:
            await self.app(scope, receive, send_watched)
        if outcome.error:
            _log.error("request failed", path=scope["path"], exc_info=outcome.error)
        if outcome.error and not begun:
            await status_response(500)(scope, receive, send)
