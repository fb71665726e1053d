"""What a reading of a message gives: facts with their words, the graduation, what stays open."""

from __future__ import annotations

from dataclasses import dataclass

from corpus.rulebook.fact import Value


@dataclass(frozen=True, slots=True)
class FactMention:
    """A fact that a message states; `said` is `message[start:end]`."""

    fact: str
    value: Value
    said: str
    start: int
    end: int
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words that speak of a fact and leave its value open; `note` says why, as a key."""

    fact: str
    said: str
    note: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Graduation:
    """What is known of the time of graduation; at least `year` or `years_ago` is.

    `years_ago` counts to the day of the message. 三年多 is 3.5 and 快三年 2.5, as only whole years
    are ever compared with; who has not graduated yet has 0.
    """

    year: int | None
    month: int | None
    day: int | None
    years_ago: float | None
    said: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that a message states. Several values of one fact belong to several people or cases."""

    mentions: tuple[FactMention, ...]
    graduation: Graduation | None
    unclear: tuple[Unclear, ...]
