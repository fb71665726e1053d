"""Finds words of the data files in a message: fold it once, then look words up.

“买房…补” is a word whose second half follows the first within a few characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.glossary import load_glossary
from corpus.yaml_file import read_yaml

DATA = Path(__file__).parent / "data_request"
GAP = 8
_STOPS = "。？！?!；;"
# Length-preserving: places in the folded text are places in the message.
_FOLD = {
    **{code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)},
    **{code: code - 0xFEE0 + 32 for code in range(0xFF21, 0xFF3B)},
    **{code: code + 32 for code in range(ord("A"), ord("Z") + 1)},
    0x3000: 32,
}


@cache
def read_data(name: str) -> Any:
    """The content of a file of this package's data."""
    return read_yaml(DATA / f"{name}.yaml")


def fold(text: str) -> str:
    """Lower case and half width, character for character."""
    return text.translate(_FOLD)


def plain(text: str) -> str:
    """Folded text without blanks (phones put them anywhere) and slips of writing."""
    words = "".join(fold(text).split())
    slips = _slips()
    for pair in sorted(pairs_of(words) & slips.keys()):
        for wrong, right in slips[pair]:
            words = words.replace(wrong, right)
    return words


def pairs_of(words: str) -> set[str]:
    """Each character of `words` with the one after it."""
    return {words[at : at + 2] for at in range(len(words))}


@cache
def _slips() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """How slips of writing begin → each with what is meant."""
    slips: dict[str, tuple[tuple[str, str], ...]] = {}
    for entry in load_glossary():
        if entry.kind != "misspelling":
            continue
        for word in map(fold, entry.say):
            if len(word) > 1 and not word.isascii():
                slip = (word, entry.means[0].strip("“”"))
                slips[word[:2]] = (*slips.get(word[:2], ()), slip)
    return slips


@dataclass(frozen=True, slots=True)
class Words:
    """A set of words to look for in folded text."""

    literals: tuple[str, ...]
    gapped: tuple[tuple[str, ...], ...]

    @classmethod
    def of(cls, words: Iterable[object]) -> Words:
        """Words as the data files list them."""
        folded = [fold(str(word)) for word in words]
        return cls(
            tuple(word for word in folded if "…" not in word),
            tuple(tuple(word.split("…")) for word in folded if "…" in word),
        )

    def place(self, text: str) -> int | None:
        """Where the first of the words that is found begins; None if none is."""
        found = [at for word in self.literals if (at := text.find(word)) >= 0]
        found += [at for parts in self.gapped if (at := _gapped(text, parts)) >= 0]
        return min(found, default=None)

    def beginnings(self) -> frozenset[str]:
        """The first two characters of each word: one of them stands wherever a word does."""
        return frozenset(
            word[:2] for word in (*self.literals, *(first for first, *_ in self.gapped))
        )

    def __contains__(self, text: object) -> bool:
        words = str(text)
        return any(word in words for word in self.literals) or any(
            _gapped(words, parts) >= 0 for parts in self.gapped
        )


def _gapped(text: str, parts: tuple[str, ...]) -> int:
    """Where the first part begins that the others follow; -1 if none."""
    start = text.find(parts[0])
    while start >= 0:
        end = start + len(parts[0])
        for part in parts[1:]:
            at = text.find(part, end, end + GAP + len(part))
            if at < 0 or any(stop in text[end:at] for stop in _STOPS):
                break
            end = at + len(part)
        else:
            return start
        start = text.find(parts[0], start + 1)
    return -1
