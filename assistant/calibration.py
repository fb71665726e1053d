"""Fits the scope model on questions that it has not seen, and finds its threshold.

Each voice's questions in turn are in scope to exemplars and a search of the other voices alone;
decoys are left out in fifths. The threshold is the probability under which `REFUSED` of the
in-scope questions fall. Nothing of `eval/` is used.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.scope_model import FEATURES, Exemplars, Vector
from corpus.scope import load_scope
from indexing.folds import Fold, folds

DECOY_PARTS = 5
REFUSED = 0.008  # share of a left-out writer's questions that may fall under the threshold
PENALTY = 1.0  # on squared weights, in units of one question
STEPS = 50  # of Newton's method, which needs fewer


@dataclass(frozen=True, slots=True)
class Sample:
    """Features of questions, shape (n, features), and what each is: in scope or a category."""

    features: Vector
    categories: tuple[str, ...]

    @property
    def inside(self) -> Vector:
        return np.array([category == "" for category in self.categories], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The fitted model and how it does on the sample: shares refused, by category."""

    weights: dict[str, float]
    bias: float
    threshold: float
    refused: dict[str, float]
    questions: int

    def write(self, path: Path) -> None:
        """Write the model with its figures, as scope_model.yaml."""
        lines = [
            "# Written by `python -m assistant calibrate` from the corpus alone.",
            f"# Fitted on {self.questions} questions, none compared with itself. Share refused:",
            *(f"#   {name or 'in scope'}: {share:.3f}" for name, share in self.refused.items()),
            "weights:",
            *(f"  {name}: {weight:.4f}" for name, weight in self.weights.items()),
            f"bias: {self.bias:.4f}",
            f"threshold: {self.threshold:.4f}",
        ]
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def calibrate() -> Calibration:
    """Some minutes: one encoder is trained a voice."""
    sample = _sample()
    weights, bias = _fit(sample)
    probability = 1 / (1 + np.exp(-(sample.features @ weights + bias)))
    inside = sample.inside.astype(bool)
    threshold = float(np.quantile(probability[inside], REFUSED))
    categories = np.array(sample.categories)
    return Calibration(
        weights=dict(zip(FEATURES, map(float, weights), strict=True)),
        bias=bias,
        threshold=threshold,
        refused={
            str(name): float((probability[categories == name] < threshold).mean())
            for name in sorted(set(sample.categories))
        },
        questions=len(categories),
    )


def _sample() -> Sample:
    decoys = load_scope().decoys
    rows: list[Vector] = []
    categories: list[str] = []
    for number, fold in enumerate(folds()):
        for category, features in _of_fold(fold, number % DECOY_PARTS, decoys):
            categories.append(category)
            rows.append(features)
    return Sample(np.stack(rows), tuple(categories))


def _of_fold(
    fold: Fold, part: int, decoys: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[str, Vector]]:
    """Features of the fold's own questions, and of a part of the decoys, all unseen."""
    searcher = fold.searcher()
    held = {name: texts[part::DECOY_PARTS] for name, texts in decoys.items()}
    kept = {
        name: tuple(text for place, text in enumerate(texts) if place % DECOY_PARTS != part)
        for name, texts in decoys.items()
    }
    inside = [question for one in fold.parts for question in one.questions]
    exemplars = Exemplars(inside, kept)
    for question, _ in fold.questions:
        yield "", exemplars.resemblance(question, searcher.rank(question)).features
    for name, texts in held.items():
        for text in texts:
            yield name, exemplars.resemblance(text, searcher.rank(text)).features


def _fit(sample: Sample) -> tuple[Vector, float]:
    """Penalised logistic regression by Newton's method; both classes weigh the same."""
    inside = sample.inside
    design = np.hstack([sample.features, np.ones((len(inside), 1))])
    share = inside.mean()
    importance = np.where(inside == 1, 0.5 / share, 0.5 / (1 - share))
    ridge = np.diag([PENALTY] * len(FEATURES) + [0.0])
    weights = np.zeros(design.shape[1])
    for _ in range(STEPS):
        probability = 1 / (1 + np.exp(-design @ weights))
        gradient = design.T @ (importance * (probability - inside)) + ridge @ weights
        curvature = importance * probability * (1 - probability)
        hessian = design.T @ (design * curvature[:, None]) + ridge
        step = np.linalg.solve(hessian, gradient)
        weights -= step
        if math.sqrt(float(step @ step)) < 1e-8:
            break
    return weights[:-1], float(weights[-1])
