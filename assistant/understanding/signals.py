"""What a message says of the conversation itself: a correction, a fact taken back, no answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from assistant.understanding.intent import any_of
from assistant.understanding.wording import Words, fold, read_data

NAME_LENGTH = 16
_CLAUSE_END = re.compile("[,。;?!]")


@dataclass(frozen=True, slots=True)
class Signals:
    """See Request, which carries them."""

    correction: bool
    taken_back: tuple[str, ...]
    restart: bool
    wants_person: bool
    declines: bool
    asks_profile: bool


def signals_of(message: str, *, has_context: bool) -> Signals:
    """The signals of a message."""
    words = "".join(fold(message).split())
    taken_back = _taken_back(words)
    return Signals(
        correction=_says("correction", words)
        or (has_context and _says("correction_in_context", words)),
        taken_back=taken_back,
        # Who takes one thing back (社保去掉，从头算) does not take back all.
        restart=_says("restart", words) and not taken_back,
        wants_person=_says("wants_person", words) and not _says("not_wants_person", words),
        declines=_says("declines", words) or (has_context and _says("does_not_know", words)),
        asks_profile=_says("asks_profile", words),
    )


def _says(name: str, words: str) -> bool:
    return bool(_pattern(name).search(words))


def _taken_back(words: str) -> tuple[str, ...]:
    """The facts that are named where something is taken back."""
    named = [_before(words, match) for match in _pattern("taken_back_before").finditer(words)]
    named += [match["what"] for match in _pattern("taken_back_after").finditer(words)]
    return tuple(fact for fact, names in _facts().items() if any(what in names for what in named))


def _before(words: str, match: re.Match[str]) -> str:
    """What stands in the clause before a match (学校先不算)."""
    near = words[max(0, match.start() - NAME_LENGTH) : match.start()].rstrip(",")
    return _CLAUSE_END.split(near)[-1]


@cache
def _facts() -> Mapping[str, Words]:
    return {fact: Words.of(names) for fact, names in read_data("fact_names").items()}


@cache
def _pattern(name: str) -> re.Pattern[str]:
    value = read_data("signals")[name]
    return any_of([value] if isinstance(value, str) else value)
