"""A circuit breaker: an endpoint that keeps failing is left alone for a while, then tried once."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

from assistant.model.errors import ModelUnavailable

FAILURES = 5
SECONDS = 30.0


class Breaker:
    """Opens after `failures` in a row for `seconds`; then one call at a time is let through.

    Safe to use from several threads; each process has its own.
    """

    def __init__(
        self,
        failures: int = FAILURES,
        seconds: float = SECONDS,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._limit = failures
        self._seconds = seconds
        self._clock = clock
        self._lock = Lock()
        self._failures = 0
        self._opened_at = 0.0
        self._trying = False

    @contextmanager
    def call(self) -> Iterator[None]:
        """Around a call: ModelUnavailable from within is a failure, leaving early is neither.

        Raises ModelUnavailable itself while the breaker is open.
        """
        trial = self._enter()
        try:
            yield
        except ModelUnavailable:
            self._leave(trial, failed=True)
            raise
        except BaseException:
            self._leave(trial, failed=None)
            raise
        self._leave(trial, failed=False)

    def _enter(self) -> bool:
        with self._lock:
            if self._failures < self._limit:
                return False
            if self._trying or self._clock() - self._opened_at < self._seconds:
                raise ModelUnavailable("breaker open")
            self._trying = True
            return True

    def _leave(self, trial: bool, *, failed: bool | None) -> None:
        with self._lock:
            if trial:
                self._trying = False
            if failed:
                self._failures += 1
                self._opened_at = self._clock()
            elif failed is False:
                self._failures = 0
