"""The words that the model may use, and those that it may not, from words.yaml."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from corpus.yaml_file import read_yaml

WORDS = Path(__file__).parent / "words.yaml"
# What a text of the model may be made of besides tokens: 汉字, blanks, and these signs.
ALPHABET = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff，。、；：？！（）—… \n]*")
HAN_RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")


@dataclass(frozen=True, slots=True)
class Words:
    """See words.yaml; `harmless` and `verdict` are patterns."""

    phrases: frozenset[str]
    leads: tuple[str, ...]
    singles: frozenset[str]
    harmless: re.Pattern[str]
    ordinary: re.Pattern[str]
    verdict: re.Pattern[str]
    numerals: frozenset[str]
    bare: frozenset[str]
    negations: frozenset[str]
    vague_after: tuple[str, ...]
    vague_before: tuple[str, ...]

    def has_numeral(self, text: str) -> bool:
        """Whether a digit of any script, or a Chinese numeral, stands in a text."""
        return any(
            one in self.numerals or unicodedata.numeric(one, None) is not None for one in text
        )

    def has_verdict(self, text: str) -> bool:
        """Whether a word of the rules alone stands in a text."""
        return bool(self.verdict.search(text))


@cache
def load_words() -> Words:
    """The content of words.yaml."""
    found = read_yaml(WORDS)
    return Words(
        phrases=frozenset(found["phrases"]),
        leads=tuple(found["leads"]),
        singles=frozenset(found["singles"]),
        harmless=_any_of([*found["phrases"], *found["ordinary"]]),
        ordinary=_any_of(found["ordinary"]),
        verdict=_any_of(found["verdicts"]),
        numerals=frozenset(found["numerals"]),
        bare=frozenset(found["bare"]),
        negations=frozenset(found["negations"]),
        vague_after=tuple(found["vague_after"]),
        vague_before=tuple(found["vague_before"]),
    )


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))
