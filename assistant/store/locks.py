"""Locks by name that hold across threads and processes, and that die with their holder.

Nothing of the database is held while a turn runs: a turn may wait long for a language model.
Threads of one process queue for a lock of their own; processes then compete for the backend's.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol

from assistant.store.errors import StoreBusy

_FIRST_PAUSE, _LONGEST_PAUSE = 0.002, 0.05  # seconds between two tries


class Backend(Protocol):
    """Locks that other processes see; each key is tried by one thread at a time."""

    def try_lock(self, key: int) -> bool:
        """Take the lock of a key of 63 bits, or say at once that another process has it."""

    def unlock(self, key: int) -> None:
        """Give back a lock that `try_lock` took."""


@dataclass(slots=True)
class _Queue:
    lock: threading.Lock = field(default_factory=threading.Lock)
    users: int = 0


class Locks:
    """Locks by name; `backend` is None where no other process can come."""

    def __init__(self, backend: Backend | None = None) -> None:
        self._backend = backend
        self._guard = threading.Lock()
        self._queues: dict[str, _Queue] = {}

    @contextmanager
    def holding(self, name: str, patience: float) -> Iterator[None]:
        """Hold the lock of a name; StoreBusy when `patience` seconds do not suffice."""
        deadline = time.monotonic() + patience
        with self._queued(name, patience):
            self._take(name, deadline)
            try:
                yield
            finally:
                self._give_back(name)

    @contextmanager
    def _queued(self, name: str, patience: float) -> Iterator[None]:
        with self._guard:
            queue = self._queues.setdefault(name, _Queue())
            queue.users += 1
        try:
            if not queue.lock.acquire(timeout=patience):
                raise _busy(name)
            try:
                yield
            finally:
                queue.lock.release()
        finally:
            with self._guard:
                queue.users -= 1
                if not queue.users:
                    del self._queues[name]

    def _take(self, name: str, deadline: float) -> None:
        if self._backend is None:
            return
        key, pause = _key(name), _FIRST_PAUSE
        while not self._backend.try_lock(key):
            left = deadline - time.monotonic()
            if left <= 0:
                raise _busy(name)
            time.sleep(min(pause, left))
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _give_back(self, name: str) -> None:
        if self._backend is not None:
            self._backend.unlock(_key(name))


def _key(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8]) >> 1


def _busy(name: str) -> StoreBusy:
    return StoreBusy(f"The lock of {name} is held by another turn.")
