"""Every golden case comes out as an official would expect it."""

import pytest
from golden_cases import GoldenCase, differences, golden_cases

from assistant.calculator import InvalidFacts, calculate
from assistant.calculator.calculate import open_calculator
from corpus import load_policy

CASES = golden_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.place)
def test_case(case: GoldenCase) -> None:
    if case.error is not None:
        with pytest.raises(InvalidFacts) as refused:
            calculate(case.facts, as_of=case.day)
        first = refused.value.problems[0]
        assert case.error in (first.field, *first.fields), case.name
        return
    calculation = calculate(case.facts, as_of=case.day)
    assert differences(case, calculation) == [], case.name


def test_every_programme_is_won_somewhere() -> None:
    won = {
        programme
        for case in CASES
        for programme, expected in case.expect.items()
        if expected.get("status") == "eligible"
    }
    assert won == set(open_calculator().rulebook.programmes)


def test_cases_name_their_clause() -> None:
    policy = load_policy()
    assert [case.place for case in CASES if case.clause not in policy] == []


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 300
    assert len({case.name for case in CASES}) == len(CASES)
