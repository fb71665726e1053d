"""Metrics against cases worked out by hand."""

from math import log2

import pytest

from eval.metrics import METRICS, score
from eval.question import Question

TWO = Question(id="q", question="?", kind="answer", gold=("a", "b"), also_ok=("c",))


def measured(*found: str) -> dict[str, float]:
    return {name: float(values[0]) for name, values in score([found], [TWO]).items()}


def test_all_gold_first_is_perfect() -> None:
    assert set(measured("b", "a", "x").values()) == {1.0}


def test_nothing_found_is_nothing_earned() -> None:
    assert set(measured().values()) == {0.0}
    assert set(measured("x", "y").values()) == {0.0}


def test_a_clause_that_may_be_cited_is_right_but_not_gold() -> None:
    values = measured("c", "a", "x", "y", "z", "b")
    assert values == pytest.approx(
        {
            "first_right": 1.0,
            "hit@1": 0.0,
            "recall@5": 0.5,
            "recall@10": 1.0,
            "all_gold@5": 0.0,
            "mrr@10": 1 / 2,
            "mrr_ok@10": 1.0,
            "ndcg@10": (1 / log2(3) + 1 / log2(7)) / (1 + 1 / log2(3)),
        }
    )


def test_ranks_beyond_ten_do_not_count() -> None:
    values = measured(*"0123456789", "a")
    assert {values["recall@10"], values["mrr@10"], values["ndcg@10"]} == {0.0}
    values = measured(*"012345678", "a")
    assert values["mrr@10"] == pytest.approx(0.1)
    assert values["recall@10"] == 0.5


def test_every_question_has_a_value_of_every_metric() -> None:
    single = Question(id="r", question="?", kind="answer", gold=("x",))
    values = score([("a", "b"), ("y", "x")], [TWO, single])
    assert list(values) == list(METRICS)
    assert values["mrr@10"].tolist() == [1.0, 0.5]
    assert values["recall@5"].tolist() == [1.0, 1.0]
