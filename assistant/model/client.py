"""Calls the endpoint: one streamed completion, whole or an error, never past its deadline.

Retries on 429, 5xx and failed connections while there is time; a stream without finish_reason is
an error; so is a long one. What a caller gets is the text alone, reasoning left out.
"""

from __future__ import annotations

import asyncio
import os
import ssl
import time
from collections.abc import AsyncGenerator, Generator, Mapping
from contextlib import aclosing, closing
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Any

from pydantic import SecretStr

from assistant.model.background import Background
from assistant.model.breaker import Breaker
from assistant.model.errors import ModelUnavailable
from assistant.model.faults import Fault, Stopped, fault_of, pause
from assistant.model.thoughts import without_thoughts

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

MAX_ATTEMPTS = 3
MAX_CHARACTERS = 20_000
MAX_PIECES = 50_000
SEED = 20210901
CONNECT_SECONDS = 5.0
_SAMPLING: Mapping[str, Any] = {"temperature": 0, "seed": SEED}
_JSON: Mapping[str, Any] = {"extra_body": {"response_format": {"type": "json_object"}}}
# Taken from the environment by the SDK; they belong to another account than ours.
_FOREIGN_HEADERS = ("openai-organization", "openai-project")

Messages = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Endpoint:
    """An OpenAI-compatible endpoint; `timeout` is in seconds, for a whole call."""

    model: str
    base_url: str
    api_key: SecretStr
    timeout: float


class ModelClient:
    """Safe to use from several threads; `close` ends its thread and its connections."""

    def __init__(self, endpoint: Endpoint, breaker: Breaker | None = None) -> None:
        self._timeout = endpoint.timeout
        self._breaker = breaker or Breaker()
        self._background = Background("language-model")
        self._chat = _chat(endpoint)
        # What an endpoint may not know is left out once it has refused it.
        self._is_plain = False

    def stream(
        self, messages: Messages, deadline: float, *, as_json: bool = False
    ) -> Generator[str, None, None]:
        """The pieces of the answer to a system and a user message; raises ModelUnavailable.

        `deadline` is a time of `time.monotonic`. Closing the iterator gives the call up.
        """
        deadline = min(deadline, time.monotonic() + self._timeout)
        with (
            self._breaker.call(),
            closing(self._pieces(messages, deadline, as_json)) as pieces,
        ):
            yield from without_thoughts(pieces)

    def close(self) -> None:
        """Give up what runs, close the connections, end the thread."""
        client = self._chat.http_async_client
        if client is not None:
            self._background.start(client.aclose()).result(timeout=CONNECT_SECONDS)
        self._background.close()

    def _pieces(
        self, messages: Messages, deadline: float, as_json: bool
    ) -> Generator[str, None, None]:
        box: SimpleQueue[str | ModelUnavailable | None] = SimpleQueue()
        running = self._background.start(self._fill(box, messages, deadline, as_json))
        length = 0
        try:
            while (piece := _next(box, deadline)) is not None:
                length += len(piece)
                if length > MAX_CHARACTERS:
                    raise ModelUnavailable("too long")
                yield piece
        finally:
            running.cancel()

    async def _fill(
        self,
        box: SimpleQueue[str | ModelUnavailable | None],
        messages: Messages,
        deadline: float,
        as_json: bool,
    ) -> None:
        """Put the pieces into the box, and at the end None or what went wrong."""
        from langsmith import tracing_context

        try:
            with tracing_context(enabled=False):
                async with asyncio.timeout(deadline - time.monotonic()):
                    async with aclosing(self._attempts(messages, deadline, as_json)) as pieces:
                        async for piece in pieces:
                            box.put(piece)
            box.put(None)
        except TimeoutError:
            box.put(ModelUnavailable("deadline"))
        except Exception as error:  # noqa: BLE001 - a foreign server can break the SDK anywhere
            box.put(ModelUnavailable(fault_of(error).reason))

    async def _attempts(
        self, messages: Messages, deadline: float, as_json: bool
    ) -> AsyncGenerator[str, None]:
        attempt = 0
        while True:
            is_plain = self._is_plain
            has_begun = False
            try:
                async with aclosing(self._once(messages, as_json, is_plain)) as pieces:
                    async for piece in pieces:
                        has_begun = True
                        yield piece
                return
            except Exception as error:
                fault = fault_of(error)
                if has_begun:
                    raise
                if fault.is_refused_request and not is_plain:
                    self._is_plain = True
                    continue
                attempt += 1
                if not _may_repeat(fault, attempt, deadline):
                    raise
                await asyncio.sleep(pause(fault, attempt))

    async def _once(
        self, messages: Messages, as_json: bool, is_plain: bool
    ) -> AsyncGenerator[str, None]:
        options = {} if is_plain else {**_SAMPLING, **(_JSON if as_json else {})}
        finish = None
        number = 0
        stream = self._chat.astream([("system", messages[0]), ("human", messages[1])], **options)
        async with aclosing(stream) as chunks:  # type: ignore[type-var]
            async for chunk in chunks:
                number += 1
                if number > MAX_PIECES:
                    raise Stopped("too long")
                finish = chunk.response_metadata.get("finish_reason") or finish
                if isinstance(chunk.content, str) and chunk.content:
                    yield chunk.content
        if finish != "stop":
            raise Stopped("cut" if finish is None else f"finish_reason {finish}")


def _next(box: SimpleQueue[str | ModelUnavailable | None], deadline: float) -> str | None:
    try:
        piece = box.get(timeout=max(0.0, deadline - time.monotonic()))
    except Empty:
        raise ModelUnavailable("deadline") from None
    if isinstance(piece, ModelUnavailable):
        raise piece
    return piece


def _may_repeat(fault: Fault, attempt: int, deadline: float) -> bool:
    in_time = time.monotonic() + (fault.wait or 0.0) < deadline
    return fault.is_passing and attempt < MAX_ATTEMPTS and in_time


def _chat(endpoint: Endpoint) -> ChatOpenAI:
    import openai
    from langchain_openai import ChatOpenAI

    async def api_key() -> str:
        return endpoint.api_key.get_secret_value() or "none"

    async def only_ours(request: Any) -> None:
        for name in _FOREIGN_HEADERS:
            request.headers.pop(name, None)

    timeout = openai.Timeout(endpoint.timeout, connect=min(CONNECT_SECONDS, endpoint.timeout))
    http = openai.DefaultAsyncHttpxClient(
        timeout=timeout,
        trust_env=False,  # no proxy and no .netrc of the machine's
        follow_redirects=False,
        verify=_certificates(),
        event_hooks={"request": [only_ours]},
    )
    return ChatOpenAI(
        model=endpoint.model,
        base_url=endpoint.base_url,
        api_key=api_key,  # asked for by the call: it stands in no printed value
        timeout=timeout,
        max_retries=0,
        stream_usage=False,
        stream_chunk_timeout=None,
        use_responses_api=False,
        output_version=None,
        cache=False,
        openai_proxy=None,
        http_async_client=http,
    )


def _certificates() -> ssl.SSLContext | bool:
    """A private authority's certificates still come from SSL_CERT_FILE."""
    file = os.environ.get("SSL_CERT_FILE")
    return ssl.create_default_context(cafile=file) if file else True
