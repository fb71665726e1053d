"""Retrieval metrics of one question: a ranking of clause ids against its gold clauses, 0 to 1.

`gold` answers the question directly, `also_ok` is right to cite too. Ids are compared as they
are: the parent or a child of a gold clause is a miss unless `also_ok` names it.
"""

from collections.abc import Callable, Container, Mapping, Sequence
from math import log2
from types import MappingProxyType

import numpy as np
import numpy.typing as npt

from eval.question import Question

Values = npt.NDArray[np.float64]
Found = Sequence[str]

DEPTH = 10  # hits that a ranking needs for all metrics here


def first_right(found: Found, question: Question) -> float:
    """1 if the first hit is right to cite: in gold or also_ok."""
    return float(found[0] in question.right) if found else 0.0


def hit_at_1(found: Found, question: Question) -> float:
    """1 if the first hit is in gold: stricter than `first_right`."""
    return float(found[0] in question.gold) if found else 0.0


def recall_at(k: int) -> Callable[[Found, Question], float]:
    """The share of the gold clauses that are among the first k hits."""
    return lambda found, question: _share_of_gold(found[:k], question)


def all_gold_at_5(found: Found, question: Question) -> float:
    """1 if every gold clause is among the first five hits."""
    return float(set(question.gold) <= set(found[:5]))


def mrr_at_10(found: Found, question: Question) -> float:
    """1 / rank of the first hit in gold; 0 beyond rank 10."""
    return _reciprocal_rank(found[:10], question.gold)


def mrr_ok_at_10(found: Found, question: Question) -> float:
    """1 / rank of the first hit in gold or also_ok; 0 beyond rank 10."""
    return _reciprocal_rank(found[:10], question.right)


def ndcg_at_10(found: Found, question: Question) -> float:
    """Binary nDCG@10 by gold: each gold hit counts 1 / log2(rank + 1), over the best possible."""
    gained = sum(_gain(rank) for rank, one in enumerate(found[:10], 1) if one in question.gold)
    return gained / sum(_gain(rank) for rank in range(1, min(len(question.gold), 10) + 1))


METRICS: Mapping[str, Callable[[Found, Question], float]] = MappingProxyType(
    {
        "first_right": first_right,
        "hit@1": hit_at_1,
        "recall@5": recall_at(5),
        "recall@10": recall_at(10),
        "all_gold@5": all_gold_at_5,
        "mrr@10": mrr_at_10,
        "mrr_ok@10": mrr_ok_at_10,
        "ndcg@10": ndcg_at_10,
    }
)


def score(rankings: Sequence[Found], questions: Sequence[Question]) -> dict[str, Values]:
    """Every metric for every question; each value has the shape (questions,).

    The questions must have gold clauses, and a ranking must not name a clause twice.
    """
    return {
        name: np.array(
            [metric(found, one) for found, one in zip(rankings, questions, strict=True)],
            dtype=np.float64,
        )
        for name, metric in METRICS.items()
    }


def _share_of_gold(found: Found, question: Question) -> float:
    return len(set(found) & set(question.gold)) / len(question.gold)


def _reciprocal_rank(found: Found, wanted: Container[str]) -> float:
    return next((1 / rank for rank, one in enumerate(found, start=1) if one in wanted), 0.0)


def _gain(rank: int) -> float:
    return 1 / log2(rank + 1)
