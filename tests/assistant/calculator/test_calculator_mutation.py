"""Each number, operator and member of the rules is held by a golden case: changed, one fails."""

from collections.abc import Iterable
from typing import Any

import pytest
from golden_cases import GoldenCase, differences, golden_cases
from mutants import Mutant, mutants

from assistant.calculator import InvalidFacts
from assistant.calculator.calculator import Calculator, Wanted
from assistant.calculator.validation import known_programmes, validated
from corpus.errors import CorpusError
from corpus.rulebook.rulebook import build_rulebook, read_rules

RULES = read_rules()
CASES = golden_cases()
MUTANTS = list(mutants(RULES))
# Changes that no case can show, with the reason.
EQUIVALENT = {
    # Whoever qualifies for the one as a returning professional qualifies for the high-end grant,
    # which goes before it in the next exclusion.
    "exclusions.exclusions.0.at_most_one without 3",
    # A won selection is certain, the loan a case: the money that decides leaves the same one.
    "exclusions.exclusions.4.keep first → best",
    # Two partners are the fewest that the fact admits.
    "contradictions.3.together.1.at_least 2 → 1",
}


def _calculator(rules: dict[str, Any]) -> Calculator:
    rulebook = build_rulebook(rules)
    return Calculator(rulebook, dict.fromkeys(rulebook.programmes, ()), "")


def _fails(case: GoldenCase, calculator: Calculator) -> bool:
    rulebook = calculator.rulebook
    programmes = None if case.combination or case.error else list(case.expect)
    wanted = Wanted(known_programmes(programmes, rulebook), case.day)
    try:
        given = validated(case.facts, rulebook)
    except InvalidFacts as error:
        first = error.problems[0]
        return case.error not in (first.field, *first.fields)
    return case.error is not None or bool(differences(case, calculator.calculate(given, wanted)))


def _candidates(mutant: Mutant) -> list[GoldenCase]:
    """The cases that can notice a mutant, those on its programmes alone first."""
    if not mutant.programmes:
        return sorted(CASES, key=lambda case: not (case.error or case.combination))
    own = [case for case in CASES if not mutant.programmes.isdisjoint(case.expect)]
    return sorted(own, key=lambda case: len(case.expect))


def survivors(many: Iterable[Mutant]) -> list[str]:
    """The mutants that no case notices."""
    found = []
    for mutant in many:
        try:
            calculator = _calculator(mutant.of(RULES))
        except CorpusError:
            continue  # the loader refuses it
        if not any(_fails(case, calculator) for case in _candidates(mutant)):
            found.append(mutant.name)
    return found


def test_the_rules_as_they_are_pass() -> None:
    calculator = _calculator(RULES)
    assert [case.place for case in CASES if _fails(case, calculator)] == []


@pytest.mark.timeout(600)
def test_a_sample_of_mutants_is_noticed() -> None:
    assert [name for name in survivors(MUTANTS[::11]) if name not in EQUIVALENT] == []


@pytest.mark.prove
@pytest.mark.timeout(3600)
def test_every_mutant_is_noticed() -> None:
    assert [name for name in survivors(MUTANTS) if name not in EQUIVALENT] == []
