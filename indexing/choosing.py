"""Measures the weights of the search by leaving one question writer out in turn.

Only the clause that a question was written for counts as right, though others may answer it too:
the figures compare settings, they do not tell how good the search is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from indexing.folds import Fold, folds
from indexing.search import SearchConfig

QUESTION_WEIGHTS = (0.0, 1.0, 1.6, 2.5, 4.0)
DENSE_WEIGHTS = (0.0, 0.15, 0.25, 0.4, 0.6, 1.0)
GLOSSARY_WEIGHTS = (0.0, 0.2, 0.4, 0.6)


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of one setting over all folds: shares, each 0 to 1."""

    config: SearchConfig
    first_hit: float
    recall_at_5: float
    mrr_at_10: float


def choose() -> Iterator[Row]:
    """Rows for every weight in turn, the others as in search.yaml."""
    parts = list(folds())
    base = SearchConfig.default()
    for config in dict.fromkeys(_settings(base)):
        yield _row(config, parts)


def _settings(base: SearchConfig) -> Iterator[SearchConfig]:
    yield base
    yield from (replace(base, question_weight=weight) for weight in QUESTION_WEIGHTS)
    yield from (replace(base, dense_weight=weight) for weight in DENSE_WEIGHTS)
    yield from (replace(base, glossary_weight=weight) for weight in GLOSSARY_WEIGHTS)
    yield replace(base, breadcrumbs=False)


def _row(config: SearchConfig, parts: Sequence[Fold]) -> Row:
    ranks = np.concatenate([_ranks(fold, config) for fold in parts])
    reciprocal = np.where(ranks < 10, 1 / (ranks + 1), 0)
    return Row(
        config, float((ranks == 0).mean()), float((ranks < 5).mean()), float(reciprocal.mean())
    )


def _ranks(fold: Fold, config: SearchConfig) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """The place, from 0, of each question's own clause."""
    searcher = fold.searcher(config)
    return np.array(
        [searcher.rank(question).clause_ids.index(own) for question, own in fold.questions]
    )
