"""Brings the words of a question nearer to the policy's, by the glossary.

Misspelt words are replaced; for lay words, short forms and dialect the policy's words are added.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from corpus.glossary import Entry, load_glossary
from indexing.terms import normalise, terms


class Expansion:
    """Replacements and additions, longest word first, each word of the query used once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        corrections: dict[str, str] = {}
        additions: dict[str, list[str]] = {}
        for entry in entries:
            for word in map(normalise, entry.say):
                if entry.kind == "misspelling":
                    corrections[word] = entry.means[0]
                else:
                    additions.setdefault(word, []).extend(entry.means)
        self._corrections = corrections
        self._additions: Mapping[str, tuple[str, ...]] = {
            word: tuple(means) for word, means in additions.items()
        }
        self._misspelt = _any_of(corrections)
        self._spoken = _any_of(additions)

    @classmethod
    @cache
    def of_glossary(cls) -> Expansion:
        return cls(load_glossary())

    def corrected(self, query: str) -> str:
        """The query, normalised, with its misspelt words put right."""
        return self._misspelt.sub(lambda found: self._corrections[found[0]], normalise(query))

    def added(self, query: str) -> list[str]:
        """Terms of the policy's words for what a normalised query says, without its own terms."""
        own = set(terms(query))
        found: dict[str, None] = {}
        for match in self._spoken.finditer(query):
            for word in self._additions[match[0]]:
                found.update(dict.fromkeys(terms(word)))
        return [term for term in found if term not in own]


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered)) or r"(?!)")
