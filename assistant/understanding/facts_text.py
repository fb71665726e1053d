"""A message as it is searched: narrow, simplified, common slips put right, every place kept."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.yaml_file import read_yaml

_DATA = Path(__file__).parent / "data_facts"
_BREAK = re.compile(r"[,。?!;\n]|\.(?!\d)")
_HAN = re.compile(r"[㐀-鿿]")


@cache
def load_data(name: str) -> dict[str, Any]:
    """One of the word files beside this module."""
    data: dict[str, Any] = read_yaml(_DATA / f"{name}.yaml")
    return data


@dataclass(frozen=True, slots=True)
class Text:
    """`text` is what patterns see; its character i comes from `message[places[i]]`."""

    message: str
    text: str
    places: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of `text` stands in the message."""
        return self.places[start], self.places[end - 1] + 1

    def clause(self, start: int, end: int) -> tuple[int, int]:
        """The clause around a stretch, from break to break."""
        first = 0
        for found in _BREAK.finditer(self.text, 0, start):
            first = found.end()
        found_after = _BREAK.search(self.text, end)
        return first, found_after.start() if found_after else len(self.text)


def read_text(message: str) -> Text:
    """The message as patterns see it."""
    pairs = list(_letters(message))
    kept = [pair for i, pair in enumerate(pairs) if pair[0] != " " or _is_break(pairs, i)]
    text = "".join(letter for letter, _ in kept)
    return Text(message, _corrected(text), tuple(place for _, place in kept))


def _letters(message: str) -> Iterator[tuple[str, int]]:
    simple = _simplified()
    for place, one in enumerate(message):
        if one == "\n":
            yield one, place
            continue
        if unicodedata.category(one) in ("Cf", "Mn", "Me", "Cs"):
            continue
        is_picture = unicodedata.category(one) in ("So", "Sk", "Cn", "Co")
        for letter in unicodedata.normalize("NFKC", " " if is_picture else one).lower():
            yield (" " if letter.isspace() else simple.get(letter, letter)), place


def _is_break(pairs: list[tuple[str, int]], i: int) -> bool:
    """Whether a blank parts words: not in 签 5 年, not in 签 了 五 年, not twice."""
    before = pairs[i - 1][0] if i else " "
    after = pairs[i + 1][0] if i + 1 < len(pairs) else " "
    if " " in (before, after):
        return before != " "
    both_han = bool(_HAN.match(before) and _HAN.match(after))
    if not both_han:
        return before.isascii() and after.isascii()
    far = pairs[i - 2][0] if i > 1 else " "
    next_far = pairs[i + 2][0] if i + 2 < len(pairs) else " "
    return not (far == " " and next_far == " ")


@cache
def _simplified() -> dict[str, str]:
    pairs: list[str] = load_data("spelling")["simplified"].split()
    return {pair[0]: pair[1] for pair in pairs}


@cache
def _slips() -> tuple[re.Pattern[str], dict[str, str]]:
    meant = {
        wrong: right
        for right, wrongs in load_data("spelling")["slips"].items()
        for wrong in wrongs.split()
    }
    ordered = sorted(meant, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered))), meant


def _corrected(text: str) -> str:
    pattern, meant = _slips()
    return pattern.sub(lambda found: meant[found.group()], text)
