"""Finds questions of a set that resemble a question kept for a clause: those would test memory.

Resemblance is the Jaccard index of the character bigrams, 0 to 1, punctuation left out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from eval.question import Question
from indexing.terms import normalise

THRESHOLD = 0.5  # above it, two questions are too much alike


@dataclass(frozen=True, slots=True)
class Pair:
    """A question of the set beside the clause question that it resembles most."""

    question_id: str
    question: str
    clause_id: str
    clause_question: str
    similarity: float


def nearest(
    questions: Sequence[Question], clause_questions: Mapping[str, Sequence[str]]
) -> list[Pair]:
    """Each question with the clause question most like it, the most alike first.

    Left out are questions that share no bigram with any.
    """
    kept = [(clause_id, one) for clause_id, many in clause_questions.items() for one in many]
    sizes = [len(bigrams(one)) for _, one in kept]
    holders: dict[str, list[int]] = {}
    for place, (_, one) in enumerate(kept):
        for bigram in bigrams(one):
            holders.setdefault(bigram, []).append(place)
    found: list[Pair] = []
    for question in questions:
        own = bigrams(question.question)
        shared: dict[int, int] = {}
        for bigram in own:
            for place in holders.get(bigram, ()):
                shared[place] = shared.get(place, 0) + 1
        if shared:
            alike = {one: both / (len(own) + sizes[one] - both) for one, both in shared.items()}
            best = max(alike, key=lambda place: alike[place])
            found.append(Pair(question.id, question.question, *kept[best], alike[best]))
    return sorted(found, key=lambda pair: -pair.similarity)


def bigrams(text: str) -> frozenset[str]:
    """The pairs of neighbouring letters, digits and 汉字."""
    characters = [character for character in normalise(text) if character.isalnum()]
    return frozenset(left + right for left, right in pairwise(characters))
