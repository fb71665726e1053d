"""Refuses request bodies above a limit with 413, before anything of them is parsed.

Bodies are small here, so they are read whole and handed on in one piece. What is too big is read
on and thrown away, up to a point: a client that is cut off while it sends never sees the answer.
"""

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.errors import status_response

MAX_BODY = 64 * 1024
MAX_DRAINED = 16 * 1024 * 1024


class BodyLimit:
    """ASGI middleware that lets bodies of up to `limit` bytes through."""

    def __init__(self, app: ASGIApp, limit: int = MAX_BODY) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _has_body(Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        body = await self._read(receive)
        if body is None:
            await status_response(413)(scope, receive, send)
            return
        pending: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def replay() -> Message:
            return pending.pop() if pending else await receive()

        await self.app(scope, replay, send)

    async def _read(self, receive: Receive) -> bytes | None:
        """The whole body; None when it is too big or its client has gone."""
        kept = bytearray()
        length = 0
        while length <= MAX_DRAINED:
            message = await receive()
            if message["type"] == "http.disconnect":
                return None
            part = message.get("body", b"")
            length += len(part)
            if length <= self.limit:
                kept += part
            if not message.get("more_body", False):
                return bytes(kept) if length <= self.limit else None
        return None


def _has_body(headers: Headers) -> bool:
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
