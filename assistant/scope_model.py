"""The probability that the policy covers a question, from how it resembles questions in and out.

Features of a question: how well the best clause fits, in words and meaning, how far it is ahead,
how near the nearest decoy is, and how much likelier its terms are in in-scope questions than in
decoys (naive Bayes). A logistic regression weighs them; its weights are
calibrated on questions that are not among the exemplars (`python -m assistant calibrate`).
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from corpus.yaml_file import read_yaml
from indexing.lexical import Bm25
from indexing.search import Ranking
from indexing.terms import terms

WEIGHTS = Path(__file__).parent / "scope_model.yaml"
FEATURES = ("fit", "meaning", "lead", "decoy", "likelihood")
SMALL_TALK = "smalltalk"
UNSAFE = "unsafe"
# So many terms more are counted as say nothing: a word or two tell little of what is meant.
FEW_TERMS = 4
DECOY_SCORE = 10.0  # BM25 a term of a decoy that says the same

Vector = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Resemblance:
    """The features of a question, and the category of the decoy that it resembles most."""

    features: Vector
    decoy: str


class Exemplars:
    """In-scope questions and decoys, compared with a question term by term."""

    def __init__(self, inside: Iterable[str], decoys: Mapping[str, Sequence[str]]) -> None:
        named = [(category, terms(text)) for category, texts in decoys.items() for text in texts]
        self._categories = [category for category, _ in named]
        self._decoys = Bm25([words for _, words in named])
        self._odds = _log_odds([terms(text) for text in inside], [words for _, words in named])

    def resemblance(self, query: str, ranking: Ranking) -> Resemblance:
        """How a question with this search ranking resembles what is in scope and what is not."""
        words = terms(query)
        length = len(words) + FEW_TERMS
        nearness = self._decoys.scores(words) / length
        nearest = int(nearness.argmax())
        features = np.array(
            [
                ranking.scores[0],
                ranking.dense[0],
                ranking.scores[0] - ranking.scores[1],
                nearness[nearest] / DECOY_SCORE,
                sum(self._odds.get(word, 0.0) for word in words) / length,
            ]
        )
        return Resemblance(features, self._categories[nearest])


@dataclass(frozen=True, slots=True)
class ScopeModel:
    """A logistic regression over FEATURES and the probability below which is refused."""

    weights: Vector
    bias: float
    threshold: float

    @classmethod
    def load(cls, path: Path = WEIGHTS) -> ScopeModel:
        values = read_yaml(path)
        weights = np.array([float(values["weights"][name]) for name in FEATURES])
        return cls(weights, float(values["bias"]), float(values["threshold"]))

    def probability(self, resemblance: Resemblance) -> float:
        """The probability, 0 to 1, that the policy covers the question."""
        activation = float(self.weights @ resemblance.features) + self.bias
        return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, activation))))


def _log_odds(
    inside: Sequence[Sequence[str]], outside: Sequence[Sequence[str]]
) -> dict[str, float]:
    """Log of how much likelier a question holds a term when in scope, smoothed by one."""
    within = Counter(word for words in inside for word in set(words))
    without = Counter(word for words in outside for word in set(words))
    return {
        word: math.log((within[word] + 1) / (len(inside) + 2))
        - math.log((without[word] + 1) / (len(outside) + 2))
        for word in within.keys() | without.keys()
    }
