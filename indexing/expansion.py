"""Brings the words of a question nearer to the policy's, by the glossary.

Misspelt words are replaced; for lay words, short forms and dialect the policy's words are added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from corpus.glossary import Entry, load_glossary
from indexing.terms import normalise, terms


class Expansion:
    """Replacements and additions; the longest word at a place counts, each character once."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        corrections: dict[str, str] = {}
        additions: dict[str, tuple[str, ...]] = {}
        for entry in entries:
            for word in map(normalise, entry.say):
                if entry.kind == "misspelling":
                    corrections[word] = entry.means[0]
                else:
                    additions[word] = (*additions.get(word, ()), *entry.means)
        self._corrections = corrections
        self._additions = additions

    @classmethod
    @cache
    def of_glossary(cls) -> Expansion:
        return cls(load_glossary())

    def corrected(self, query: str) -> str:
        """The query, normalised, with its misspelt words put right."""
        text = normalise(query)
        return "".join(
            self._corrections.get(piece, piece) for piece in _pieces(text, self._corrections)
        )

    def added(self, query: str) -> list[str]:
        """Terms of the policy's words for what a normalised query says, without its own terms."""
        own = set(terms(query))
        found: dict[str, None] = {}
        for piece in _pieces(query, self._additions):
            for word in self._additions.get(piece, ()):
                found.update(dict.fromkeys(terms(word)))
        return [term for term in found if term not in own]


def _pieces(text: str, words: Mapping[str, object]) -> Iterator[str]:
    """Cut `text` into the longest of `words` at each place and single characters between them."""
    longest = max(map(len, words), default=1)
    start = 0
    while start < len(text):
        ends = range(min(len(text), start + longest), start + 1, -1)
        end = next((end for end in ends if text[start:end] in words), start + 1)
        yield text[start:end]
        start = end
