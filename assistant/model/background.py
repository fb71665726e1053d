"""An event loop in a thread of its own: its calls can be given up at any moment, sockets too."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import Future
from contextvars import Context
from threading import Lock, Thread
from typing import Any


class Background:
    """Started at the first call, ended by `close`; safe to use from several threads."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lock = Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._thread: Thread | None = None

    def start(self, coroutine: Coroutine[Any, Any, None]) -> Future[None]:
        """Run a coroutine; cancelling the future cancels it.

        It does not see the caller's context variables: a tracer of the caller stays outside.
        """
        loop = self._running()
        return Context().run(asyncio.run_coroutine_threadsafe, coroutine, loop)

    def close(self) -> None:
        """Cancel what runs and wait for the thread to end."""
        with self._lock:
            if self._loop and self._stop and self._thread:
                self._loop.call_soon_threadsafe(self._stop.set)
                self._thread.join()
            self._loop = self._stop = self._thread = None

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                ready: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = Future()
                self._thread = Thread(
                    target=lambda: asyncio.run(_live(ready)), name=self._name, daemon=True
                )
                self._thread.start()
                self._loop, self._stop = ready.result()
            return self._loop


async def _live(ready: Future[tuple[asyncio.AbstractEventLoop, asyncio.Event]]) -> None:
    stop = asyncio.Event()
    ready.set_result((asyncio.get_running_loop(), stop))
    await stop.wait()
