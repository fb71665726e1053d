"""What a person with a text search does: look for the question's own words in the clauses."""

from collections.abc import Sequence

from corpus import Clause
from indexing.terms import normalise

SHORTEST = 2  # a single 汉字 is in nearly every clause


class Grep:
    """Counts the different pieces of the question, of two characters or more, in each clause.

    A long shared piece counts with all its parts, so that 生活补贴 outweighs 生活 and 补贴. Ties
    go to the clause that comes first in the policy.
    """

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._texts = {clause.id: normalise(clause.text) for clause in clauses}

    def rank(self, question: str, k: int) -> list[str]:
        words = normalise(question)
        found = {clause_id: _shared(words, text) for clause_id, text in self._texts.items()}
        best = sorted((one for one in found if found[one]), key=lambda one: -found[one])
        return best[:k]


def _shared(words: str, text: str) -> int:
    """How many different pieces of `words` occur in `text`."""
    pieces: set[str] = set()
    for start in range(len(words)):
        for end in range(start + SHORTEST, len(words) + 1):
            piece = words[start:end]
            if piece not in text:  # nor does any longer one that begins here
                break
            pieces.add(piece)
    return len(pieces)
