"""What is switched off in an ablation, and how systems are compared."""

import dataclasses

import pytest

from eval.metrics import score
from eval.question import Question
from eval.retrieval import Plan, compare
from eval.systems import System, without_parts
from indexing.search import SearchConfig


def test_each_part_is_off_once_and_alone() -> None:
    whole = SearchConfig.default()
    alone = without_parts(whole)
    for field in dataclasses.fields(whole):
        changed = alone[f"-{field.name}"]
        assert not getattr(changed, field.name)
        assert dataclasses.replace(changed, **{field.name: getattr(whole, field.name)}) == whole


def test_a_part_that_is_off_already_makes_no_ablation() -> None:
    without = dataclasses.replace(SearchConfig.default(), dense_weight=0.0)
    assert {"-dense_weight", "-all_questions"}.isdisjoint(without_parts(without))


class Fixed:
    """Finds the same for every question."""

    def __init__(self, *found: str) -> None:
        self.found = list(found)

    def rank(self, question: str, k: int) -> list[str]:
        return self.found[:k] if question else []


def test_differences_are_to_the_product_and_only_ablations_have_p_values() -> None:
    questions = [
        Question(id=str(n), question="?", kind="answer", gold=(f"main/{n}",)) for n in range(1, 9)
    ]
    systems = [
        (System("product", "product", Fixed()), [[one.gold[0]] for one in questions]),
        (System("grep", "baseline", Fixed()), [["x", one.gold[0]] for one in questions]),
        (System("-all", "ablation", Fixed()), [["x"] for _ in questions]),
    ]
    scored = [(system, score(found, questions)) for system, found in systems]
    product, grep, none = compare(questions, scored, Plan(resamples=200))
    assert product.differences == {}
    assert grep.differences["mrr@10"].mean == pytest.approx(-0.5)
    assert grep.differences["recall@5"].mean == 0
    assert grep.differences["mrr@10"].p is None
    assert none.differences["recall@5"].mean == -1
    assert none.differences["recall@5"].p == pytest.approx(2 / 201)
