"""Cuts a message into clauses at its punctuation; each keeps its place in the message."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.understanding.wording import fold, plain

# A comma inside a number (10,000) and the point of a decimal cut nothing.
_CUT = re.compile(r"(?:[。！？!?；;\n…~]|(?<!\d)[，,：:]|[，,：:](?!\d)|\s)+")
_SIGNS = "。！？!?；;\n…~，,、：: \t\u3000"
_SENTENCE_END = re.compile(r"[。！？!?；;\n…~]")


@dataclass(frozen=True, slots=True)
class Clause:
    """`message[start:end]`, its closing signs included; `words` is its folded text without them.

    A question mark stays in the words.
    """

    start: int
    end: int
    words: str
    ends_sentence: bool


def clauses(message: str) -> tuple[Clause, ...]:
    """The clauses of a message in order; together they cover it."""
    cuts = [match for match in _CUT.finditer(message) if match.end() < len(message)]
    starts = [0, *(match.end() for match in cuts)]
    ends = [*(match.end() for match in cuts), len(message)]
    return tuple(
        _clause(message, start, end) for start, end in zip(starts, ends, strict=True) if start < end
    )


def cut(message: str, clause: Clause, place: int) -> tuple[Clause, Clause]:
    """A clause cut in two at a place of the message."""
    return _clause(message, clause.start, place), _clause(message, place, clause.end)


def _clause(message: str, start: int, end: int) -> Clause:
    text = message[start:end]
    said = text.rstrip(_SIGNS)
    signs = text[len(said) :]
    words = plain(said)
    asks = "?" in fold(signs)
    return Clause(start, end, words + "?" * asks, bool(_SENTENCE_END.search(signs)))
