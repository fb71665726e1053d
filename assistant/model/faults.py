"""What went wrong with a call, and whether it may be tried again, and when."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

FIRST_PAUSE = 0.2
_REFUSED = (400, 422)


class Stopped(Exception):
    """A stream that is broken, though nothing raised."""


@dataclass(frozen=True, slots=True)
class Fault:
    """`reason` is for logs and holds no text of a person; `wait` is what the server asks for."""

    reason: str
    is_passing: bool = False
    is_refused_request: bool = False
    wait: float | None = None


def fault_of(error: Exception) -> Fault:
    """The fault that an exception of the SDK stands for."""
    import openai

    if isinstance(error, Stopped):
        return Fault(str(error))
    if isinstance(error, openai.APIStatusError):
        status = error.status_code
        return Fault(
            f"status {status}",
            is_passing=status == 429 or status >= 500,
            is_refused_request=status in _REFUSED,
            wait=retry_after(error.response.headers),
        )
    if isinstance(error, openai.APITimeoutError):
        return Fault("timeout")
    if isinstance(error, openai.APIConnectionError):
        return Fault("connection", is_passing=True)
    return Fault(type(error).__name__)


def pause(fault: Fault, attempt: int) -> float:
    """Seconds to wait before the next attempt, with jitter so that many callers do not meet."""
    longest = FIRST_PAUSE * float(2**attempt)
    jitter = random.uniform(FIRST_PAUSE / 2, longest)  # noqa: S311 - no secret
    return (fault.wait or 0.0) + jitter


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds of a Retry-After header, given in seconds or as a date."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - time.time())
    except (ValueError, OverflowError):
        return None
