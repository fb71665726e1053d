"""The verdict and the amount of every programme for partial facts, from all their completions."""

from datetime import date
from functools import cache
from typing import Any

from .completions import (
    AMBIGUOUS,
    ELIGIBLE,
    INELIGIBLE,
    NEEDS_INFO,
    NOTHING,
    Outcome,
    facts_asked,
    outcomes,
)
from .facts import Facts
from .programmes import CASH, LOAN, PROGRAMMES, Programme

IN_FORCE = date(2021, 9, 1)
Verdict = dict[str, Any]

_remembered: dict[str, dict[tuple[Any, ...], Verdict]] = {name: {} for name in PROGRAMMES}


def reference(facts: dict[str, Any], as_of: date) -> dict[str, Verdict]:
    """`{programme: {"status", "not_yet", "amount_min", "amount_max"}}`, every programme, in order.

    `facts` are valid: types and bounds kept, no contradiction, `school` resolved beforehand.
    """
    known = {
        fact: tuple(sorted(value)) if isinstance(value, list | tuple | set | frozenset) else value
        for fact, value in facts.items()
        if value is not None and fact != "school"
    }
    if as_of < IN_FORCE:
        return {name: _refusal(programme, known) for name, programme in PROGRAMMES.items()}
    return {name: dict(_remember(name, programme, known)) for name, programme in PROGRAMMES.items()}


def _remember(name: str, programme: Programme, known: Facts) -> Verdict:
    if "applicant" in known and known["applicant"] not in programme.audience:
        return _refusal(programme, known)
    asked = _asked(name)
    key = tuple([known.get(fact) for fact in asked])
    verdict = _remembered[name].get(key)
    if verdict is None:
        relevant = {
            fact: value for fact, value in zip(asked, key, strict=True) if value is not None
        }
        verdict = _remembered[name][key] = _verdict(programme, relevant)
    return verdict


@cache
def _asked(name: str) -> tuple[str, ...]:
    return facts_asked(PROGRAMMES[name].law)


def _verdict(programme: Programme, known: Facts) -> Verdict:
    possible = set(outcomes(programme.law, known))
    statuses = {outcome.status for outcome in possible}
    if statuses == {INELIGIBLE}:
        return _refusal(programme, known, not_yet=_can_still_be_met(programme, known))
    status = statuses.pop() if len(statuses) == 1 else NEEDS_INFO
    low, high = _amounts(status, [one for one in possible if one.status != INELIGIBLE])
    if not _has_figure(programme, known):
        low = high = None
    return {"status": status, "not_yet": False, "amount_min": low, "amount_max": high}


def _amounts(status: str, open_to: list[Outcome]) -> tuple[int | None, int | None]:
    highs = [one.high for one in open_to]
    high = None if None in highs else max(figure for figure in highs if figure is not None)
    if status in {NEEDS_INFO, AMBIGUOUS}:
        return 0, high
    lows = [one.low for one in open_to]
    return None if None in lows else min(figure for figure in lows if figure is not None), high


def _refusal(programme: Programme, known: Facts, *, not_yet: bool = False) -> Verdict:
    figure = 0 if _has_figure(programme, known) else None
    return {
        "status": INELIGIBLE,
        "not_yet": not_yet,
        "amount_min": figure,
        "amount_max": figure,
    }


def _has_figure(programme: Programme, known: Facts) -> bool:
    if programme is PROGRAMMES["probation-subsidy"]:
        return "minimum_wage" in known  # the policy states no wage
    return programme.gives in {CASH, LOAN}


def _can_still_be_met(programme: Programme, known: Facts) -> bool:
    """Whether the refusal falls away once time, purchases and selections are left open."""
    if programme.awaits == NOTHING:
        return False
    relaxed = outcomes(programme.law, known, programme.awaits)
    return any(outcome.status in {ELIGIBLE, AMBIGUOUS} for outcome in relaxed)
