"""What must hold for any facts: verdicts do not turn, sums add up, figures stand in clauses."""

import json
import random
from contextlib import suppress
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from second.profiles import profiles

from assistant.calculator import Calculation, InvalidFacts, calculate
from assistant.calculator.calculate import open_calculator
from corpus import load_policy

DAY = date(2026, 1, 15)
DECIDED = ("eligible", "ineligible", "ambiguous")
FACTS = open_calculator().rulebook.facts
# A school abroad is what the policy names no tier for: unknown, a tier never holds a verdict up.
TURNS_BY_RULE = {"applicant", "school_tier", "school"}

PROFILES = st.integers(0, 2**32).map(lambda seed: next(profiles(1, seed)))


def _calculated(facts: dict[str, Any], **wanted: Any) -> Calculation:
    return calculate(facts, as_of=DAY, **wanted)


@settings(max_examples=150, deadline=None)
@given(PROFILES, st.randoms(use_true_random=False))
def test_adding_a_fact_never_turns_a_decided_verdict(
    facts: dict[str, Any], chance: random.Random
) -> None:
    names = [name for name in facts if name not in TURNS_BY_RULE]
    known = {name: facts[name] for name in facts if name in TURNS_BY_RULE}
    chance.shuffle(names)
    before = _calculated(known)
    for name in names:
        known[name] = facts[name]
        after = _calculated(known)
        for old, new in zip(before.results, after.results, strict=True):
            if old.status in DECIDED:
                assert old.status == new.status, (name, old.programme, known)
        before = after


@settings(max_examples=150, deadline=None)
@given(PROFILES)
def test_without_a_fact_an_eligible_verdict_is_open_or_its_range_wider(
    facts: dict[str, Any],
) -> None:
    whole = _calculated(facts)
    for name in facts:
        if name in ("applicant", "apprentice_years"):  # silence counts as met; as for one year
            continue
        less = _calculated({key: value for key, value in facts.items() if key != name})
        for one, other in zip(whole.results, less.results, strict=True):
            if one.status == "eligible":
                assert other.status in ("eligible", "needs_info"), (name, one.programme, facts)
            if one.status == other.status == "eligible" and other.amount_min is not None:
                assert other.amount_min <= (one.amount_min or 0), (name, one.programme, facts)
                assert _limit(other.amount_max) >= _limit(one.amount_max), (name, facts)


@settings(max_examples=100, deadline=None)
@given(PROFILES, st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(facts: dict[str, Any], chance: random.Random) -> None:
    names = list(facts)
    chance.shuffle(names)
    assert _calculated({name: facts[name] for name in names}) == _calculated(facts)


@settings(max_examples=150, deadline=None)
@given(PROFILES)
def test_schedules_add_up_and_json_round_trips(facts: dict[str, Any]) -> None:
    calculation = _calculated(facts)
    for one in calculation.results:
        if one.schedule:
            lows = [period.amount_min or 0 for period in one.schedule]
            highs = [period.amount_max for period in one.schedule]
            assert sum(lows) == one.amount_min
            assert one.amount_max == (None if None in highs else sum(filter(None, highs)))
    plain = calculation.model_dump()
    assert json.loads(calculation.model_dump_json()) == plain
    assert [one["programme"] for one in plain["results"]] == list(
        open_calculator().rulebook.programmes
    )


@settings(max_examples=150, deadline=None)
@given(PROFILES)
def test_citations_exist_and_conditions_decide(facts: dict[str, Any]) -> None:
    policy = load_policy()
    for one in _calculated(facts).results:
        assert one.citations
        assert all(clause in policy for clause in one.citations)
        assert {each.clause_id for each in one.conditions} <= set(one.citations)
        values = [each.met for each in one.conditions]
        if one.status == "eligible":
            assert all(values), one.programme
        if one.status == "ineligible":
            assert False in values, one.programme
        if one.status in ("needs_info", "ambiguous"):
            assert None in values, one.programme
            assert False not in values, one.programme
        for each in one.conditions:
            assert (each.lacking is None) == (each.met is True)


@settings(max_examples=80, deadline=None)
@given(PROFILES)
def test_missing_facts_matter_and_only_they(facts: dict[str, Any]) -> None:
    """Giving a fact that is not missing changes neither verdict nor amount."""
    whole = _calculated(facts)
    for name in sorted(facts):
        if name in ("applicant", "school_tier"):
            continue
        less = _calculated({key: value for key, value in facts.items() if key != name})
        for one, other in zip(whole.results, less.results, strict=True):
            if other.status == "ineligible":
                assert one.status == "ineligible"
            elif name not in other.missing and not _linked(name, other.missing):
                assert (one.status, one.amount_min, one.amount_max) == (
                    other.status,
                    other.amount_min,
                    other.amount_max,
                ), (name, one.programme, facts)


def _linked(name: str, missing: tuple[str, ...]) -> bool:
    """Whether a fact says something of a missing one, by a contradiction."""
    rules = open_calculator().rulebook
    pairs = [{test.fact for test in rule.tests} for rule in rules.contradictions]
    pairs += [{rule.fact, rule.other} for rule in rules.not_above]
    near = {other for pair in pairs if name in pair for other in pair}
    return any(not pair.isdisjoint(near) and not pair.isdisjoint(missing) for pair in pairs)


@settings(max_examples=100, deadline=None)
@given(PROFILES)
def test_figures_in_a_result_are_carried(facts: dict[str, Any]) -> None:
    """Base amounts, counts and shares stand in the cited clauses or in the facts."""
    policy = load_policy()
    for one in _calculated(facts).results:
        if not one.formula:
            continue
        carried = {
            Fraction(str(figure.value))
            for clause in one.citations
            for figure in policy[clause].figures
            if isinstance(figure.value, int | float)
        }
        carried |= {Fraction(str(v)) for v in facts.values() if _is_number(v)}
        carried |= {Fraction(int(v)) for v in facts.values() if _is_number(v)}
        carried |= {Fraction(12), Fraction(1)}  # months of a year; as for one year
        shown = {Fraction(text) for text in _numbers(one.formula.partition(" = ")[0])}
        assert shown <= carried, (one.programme, one.formula)


@settings(max_examples=100, deadline=None)
@given(PROFILES)
def test_the_next_question_was_not_answered_and_changes_something(facts: dict[str, Any]) -> None:
    declined: list[str] = []
    for _ in range(4):
        calculation = _calculated(facts, declined=declined)
        question = calculation.next_question
        if question is None:
            return
        assert question.fact not in facts
        assert question.fact not in declined
        assert any(question.fact in one.missing for one in calculation.results)
        declined.append(question.fact)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(FACTS)) | st.text(max_size=12), JSON, max_size=5))
def test_no_input_raises_anything_else(facts: dict[str, Any]) -> None:
    with suppress(InvalidFacts):
        calculate(facts, as_of=DAY)


@given(st.text(max_size=12).filter(lambda name: name not in FACTS))
def test_an_unknown_name_is_refused_in_chinese(name: str) -> None:
    with pytest.raises(InvalidFacts) as refused:
        calculate({name: 1}, as_of=DAY)
    assert refused.value.field
    assert "没有" in refused.value.message


@pytest.mark.parametrize("facts", [[], "degree", 3, None, {1: True}])
def test_what_is_no_object_of_facts_is_refused(facts: Any) -> None:
    with pytest.raises(InvalidFacts):
        calculate(facts, as_of=DAY)


def _limit(high: int | None) -> float:
    return float("inf") if high is None else high


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _numbers(text: str) -> list[str]:
    found, current = [], ""
    for character in text + " ":
        if character.isdigit() or (character == "." and current):
            current += character
        elif current:
            found.append(current.rstrip("."))
            current = ""
    return found
