"""What is wrong with an answer, and where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

FaultKind = Literal["quote", "clause", "figure", "mark", "claim"]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of an answer; `start` equals `end` where it stands in no place of the text.

    `why` is for logs and reports, not for people.
    """

    kind: FaultKind
    text: str
    start: int
    end: int
    why: str
