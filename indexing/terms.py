"""Turns text into search terms: units (a 汉字, a word, a number) and pairs of neighbours."""

import itertools
import re
import unicodedata

_UNIT = re.compile(r"[0-9]+(?:\.[0-9]+)?|[a-z]+|[\u3400-\u9fff]")
# A point belongs to a number; anywhere else it is punctuation.
_BREAK = re.compile(r"(?:[^0-9a-z\u3400-\u9fff.]|(?<![0-9])\.|\.(?![0-9]))+")
# What no reader sees: control, zero-width and direction characters.
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Cn"}


def normalise(text: str) -> str:
    """Full-width to half-width, lower case, without invisible characters; blanks are single."""
    composed = unicodedata.normalize("NFKC", text)
    if not composed.isprintable():
        composed = "".join(
            " " if character.isspace() else character
            for character in composed
            if character.isspace() or unicodedata.category(character) not in _INVISIBLE
        )
    return " ".join(composed.lower().split())


def terms(text: str) -> list[str]:
    """Unigrams and bigrams of the units of `text`; a bigram does not cross punctuation."""
    found: list[str] = []
    for segment in _BREAK.split(normalise(text).replace(" ", "")):
        units = _UNIT.findall(segment)
        found += units
        found += [left + right for left, right in itertools.pairwise(units)]
    return found
