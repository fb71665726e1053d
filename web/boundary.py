"""The one place where unexpected exceptions end: what is caught here is logged, never shown."""

from types import TracebackType
from typing import Self


class Contained:
    """A `with` block whose exception is kept in `error`, for the caller to log and to answer.

    Interrupts and exits pass through.
    """

    def __init__(self) -> None:
        self.error: Exception | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self.error = error if isinstance(error, Exception) else None
        return self.error is not None
