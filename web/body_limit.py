"""Refuses request bodies above a limit with 413, before anything is calculated with them.

Bodies are small here, so they are read whole and handed on in one piece; those of the paths with a
larger limit of their own are handed on as they come. What is too big is read on and thrown away,
up to a point: a client that is cut off while it sends never sees the answer.
"""

from collections.abc import Mapping
from types import MappingProxyType

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.errors import ApiError, error_response, status_text
from web.texts import load_texts

KIB = 1024
MAX_BODY = 64 * KIB
MAX_BATCH = 16 * KIB * KIB
MAX_DRAINED = 16 * KIB * KIB  # beyond the limit
STREAMED: Mapping[str, int] = MappingProxyType({"/api/v1/calculate/batch": MAX_BATCH})


class BodyLimit:
    """ASGI middleware that lets bodies of up to `limit` bytes through, on `streamed` paths more."""

    def __init__(
        self, app: ASGIApp, limit: int = MAX_BODY, streamed: Mapping[str, int] = STREAMED
    ) -> None:
        self.app = app
        self.limit = limit
        self.streamed = streamed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _has_body(Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        larger = self.streamed.get(scope["path"])
        body = _Body(receive, larger or self.limit)
        if larger:
            await self.app(scope, body.part, send)
            return
        try:
            pending = [await body.whole()]
        except ApiError as error:
            response = error_response(error.status, error.code, error.message)
            await response(scope, receive, send)
            return

        async def replay() -> Message:
            return pending.pop() if pending else await receive()

        await self.app(scope, replay, send)


class _Body:
    """A request's body as it comes in; raises ApiError where it is too big or breaks off."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self.receive = receive
        self.limit = limit
        self.length = 0
        self.is_complete = False

    async def part(self) -> Message:
        """The next message of the body; after its end, whatever comes."""
        message = await self.receive()
        if self.is_complete:
            return message
        self._count(message)
        if self.length > self.limit:
            await self._drain()
            sentence = load_texts()["body_limit"].format(limit=_size(self.limit))
            raise ApiError(413, status_text(413)["code"], sentence)
        return message

    async def whole(self) -> Message:
        """The body in one message."""
        kept = bytearray()
        while not self.is_complete:
            kept += (await self.part()).get("body", b"")
        return {"type": "http.request", "body": bytes(kept), "more_body": False}

    async def _drain(self) -> None:
        while not self.is_complete and self.length <= self.limit + MAX_DRAINED:
            self._count(await self.receive())

    def _count(self, message: Message) -> None:
        if message["type"] == "http.disconnect":
            text = status_text(400)
            raise ApiError(400, text["code"], text["message"])
        self.length += len(message.get("body", b""))
        self.is_complete = not message.get("more_body", False)


def _size(limit: int) -> str:
    return f"{limit // KIB} KiB" if limit < KIB * KIB else f"{limit // KIB // KIB} MiB"


def _has_body(headers: Headers) -> bool:
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers
