"""Processes for tests: started in milliseconds from a server that has everything imported."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable
from multiprocessing.context import ForkServerProcess
from typing import Any

_CONTEXT = multiprocessing.get_context("forkserver")
_CONTEXT.set_forkserver_preload(["store_turns", "assistant.store.store", "psycopg"])


def started(task: Callable[..., None], *arguments: Any) -> ForkServerProcess:
    process = _CONTEXT.Process(target=task, args=arguments, daemon=True)
    process.start()
    return process


def kill(process: ForkServerProcess) -> None:
    """`kill -9`."""
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join(10)
    assert process.exitcode == -signal.SIGKILL
    process.close()
