"""What people write in tables and on the command line, as the calculator takes it.

A fact goes by its name or its title, a choice by its value or its label; width, quotation marks
and capitals make no difference. What is not understood is left as it is, for the calculator to
refuse in its own words. Units are not guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any

from web.texts import load_texts

if TYPE_CHECKING:
    from corpus.rulebook import Fact, Rulebook

_NARROW = {0xFF01 + place: 0x21 + place for place in range(94)} | {0x3000: 0x20}
_UNSEEN = re.compile(r"[\s\ufeff\u200b“”‘’\"']+")
_NUMBER = re.compile(r"[+-]?(\d{1,3}(,\d{3})+|\d+)(\.\d+)?([eE][+-]?\d{1,3})?", re.ASCII)
_WHOLE = re.compile(r"[+-]?\d{1,20}", re.ASCII)
_BETWEEN = re.compile(r"[;,、]")


class Spelling:
    """The spellings of a rulebook's facts and of their values."""

    def __init__(self, rulebook: Rulebook) -> None:
        words = load_texts()["fact_table"]
        self.rulebook = rulebook
        self._ids = frozenset(map(key, words["id"]))
        self._nothing = frozenset(map(key, words["nothing"]))
        self._names = {key(one.title): one.name for one in rulebook.facts.values()}
        self._names |= {key(name): name for name in rulebook.facts}
        self._values = {
            name: _choices(one, words["bool"])
            for name, one in rulebook.facts.items()
            if one.choices
        }

    def is_id(self, text: str) -> bool:
        """Whether a column of this name holds the ids."""
        return key(text) in self._ids

    def fact(self, text: str) -> str | None:
        """The fact of this name or title."""
        return self._names.get(key(text))

    def nearest(self, text: str) -> tuple[str, ...]:
        """Names or titles most like what was written, at most two."""
        known = [*self.rulebook.facts, *(one.title for one in self.rulebook.facts.values()), "id"]
        return tuple(get_close_matches(text.strip()[:100], known, n=2, cutoff=0.5))

    def value(self, name: str, text: str) -> Any:
        """The value of a fact as written; None for nothing, the text where it is none."""
        text = text.strip()
        if not text:
            return None
        kind = self.rulebook.facts[name].type
        if kind in ("bool", "choice"):
            return self._values[name].get(key(text), text)
        if kind == "list":
            return self._list(name, text)
        return text if kind == "text" else _number(text)

    def _list(self, name: str, text: str) -> list[bool | str]:
        if key(text) in self._nothing:
            return []
        return [self._values[name].get(key(one), one) for one in listed(text)]


@cache
def open_spelling() -> Spelling:
    """The spellings of the calculator's own rulebook."""
    from assistant.calculator.calculate import open_calculator

    return Spelling(open_calculator().rulebook)


def listed(text: str) -> list[str]:
    """What is listed, between commas, semicolons or 、."""
    return [one.strip() for one in _BETWEEN.split(text.translate(_NARROW)) if one.strip()]


def key(text: str) -> str:
    """What is the same in all spellings of a word."""
    return _UNSEEN.sub("", text.translate(_NARROW)).casefold()


def _choices(fact: Fact, words: Mapping[bool, list[str]]) -> dict[str, bool | str]:
    """The values by their spellings: for yes and no the common words too."""
    found = {key(label): value for value, label in fact.choices}
    found |= {key(value): value for value, _ in fact.choices if isinstance(value, str)}
    for value, _ in fact.choices:
        if isinstance(value, bool):
            found |= {key(word): value for word in words[value]}
    return found


def _number(text: str) -> int | float | str:
    plain = text.translate(_NARROW).strip()
    if not _NUMBER.fullmatch(plain):
        return text
    plain = plain.replace(",", "")
    return int(plain) if _WHOLE.fullmatch(plain) else float(plain)
