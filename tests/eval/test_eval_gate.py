"""The gate's measure: changes are changes, and what it counts is what happened."""

import random

import pytest

from assistant.verification import faults
from corpus import load_policy
from corpus.figures import figures
from eval.gate.answers import RightAnswer, from_calculator, from_pairs
from eval.gate.command import as_dict, as_text
from eval.gate.measure import measure
from eval.gate.mutations import mutations

POLICY = load_policy()
SEED = 7


@pytest.fixture(scope="module")
def answers() -> list[RightAnswer]:
    return [*from_pairs(POLICY, 8, SEED), *from_calculator(POLICY, 8, SEED)]


def test_every_change_changes_just_one_figure() -> None:
    answer = "每月2000元，连发5年，不低于80%，每年20名，见[1]。"
    made = list(mutations(answer, figures("给3万元，2年"), random.Random(SEED)))
    assert {one.kind for one in made} == {
        "digit", "ten", "numeral", "unit", "swap", "share", "period",
    }  # fmt: skip
    for one in made:
        assert one.answer != answer
        assert one.answer.startswith(answer[: one.start] + one.after)


def test_the_right_answers_pass(answers: list[RightAnswer]) -> None:
    for one in answers:
        assert faults(one.answer, one.citations, one.evidence, POLICY) == ()


def test_nearly_every_change_is_caught_and_told(answers: list[RightAnswer]) -> None:
    measured = measure(answers, POLICY, SEED)
    assert measured.answers == 16
    assert not measured.alarms
    assert measured.caught.interval.mean >= 0.99
    assert measured.mixed.hits == measured.mixed.count > 0
    assert measured.everything.count == measured.caught.count + measured.coincided.count
    told = as_dict(measured, SEED)
    assert told["false_alarms"]["hits"] == 0
    assert "查出率" in as_text(measured, SEED)
