"""The sum as a person writes it: 2000元/月 × 12月 × 5年 = 120000元."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from assistant.calculator.amount import (
    PreparedAmount,
    PreparedTier,
    Worth,
    base_range,
    code_of_test,
    factor_range,
    possible_tiers,
)
from assistant.calculator.case import Case
from assistant.calculator.node import FALSE, TRUE
from assistant.calculator.texts import load_texts, number
from corpus.rulebook import Amount, Fact, Factor, Tier

Facts = Mapping[str, Fact]


class Formulas:
    """Writes formulas; those that depend on no fact of the case are written once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._written: dict[tuple[PreparedTier, ...], str] = {}

    def write(self, prepared: PreparedAmount, case: Case, worth: Worth) -> str:
        """The sum of the tiers that may be the case's; empty where there is no figure."""
        tiers = tuple(possible_tiers(prepared, case))
        if worth.figure != "always" or not tiers:
            return ""
        if tiers in self._written:
            return self._written[tiers]
        written = _formula(prepared.amount, [one.tier for one in tiers], case, worth, self._facts)
        if all(one.constant for one in tiers):
            self._written[tiers] = written
        return written


def _formula(amount: Amount, tiers: list[Tier], case: Case, worth: Worth, facts: Facts) -> str:
    words: dict[str, str] = load_texts()["formula"]
    if len({(one.factors, one.unit, one.cap) for one in tiers}) == 1:
        sums = [_sum(tiers, case, facts)]
    else:
        sums = [_sum([tier], case, facts) for tier in tiers]
    joined = words["joined"].join(dict.fromkeys(sums))
    written = words[amount.bound].format(sum=joined)
    is_plain = len(sums) == 1 and not tiers[0].factors and tiers[0].unit == "元"
    if is_plain and not (tiers[0].fact and tiers[0].fact not in case.values):
        return written
    if worth.high is None and amount.bound != "at_least":
        return written
    high = worth.low if amount.bound == "at_least" else worth.high
    low = high if amount.bound == "at_most" else worth.low
    return written + words["result"].format(amount=_range(low, high))


def _sum(tiers: list[Tier], case: Case, facts: Facts) -> str:
    """Base times factors; the tiers differ in their base only."""
    words = load_texts()["formula"]
    tier = tiers[0]
    if tier.fact and tier.fact not in case.values:
        base = facts[tier.fact].title
    else:
        ranges = [base_range(one, case) for one in tiers]
        base = _range(min(one[0] for one in ranges), max(one[1] for one in ranges)) + tier.unit
    terms = [base, *(text for one in tier.factors if (text := _factor(one, case, facts)))]
    written = words["times"].join(terms)
    if tier.cap is not None and (tier.factors or tier.fact):
        written += words["capped"].format(cap=tier.cap)
    return str(written)


def _factor(factor: Factor, case: Case, facts: Facts) -> str:
    words = load_texts()["formula"]
    if factor.percent is not None:
        return str(words["share"].format(percent=factor.percent))
    if factor.only_if is not None:
        code = code_of_test(factor.only_if, case)
        if code == FALSE:
            return ""
        key = "more" if code == TRUE else "open_more"
        return str(words[key].format(percent=factor.percent_more))
    is_open = factor.fact is not None and factor.fact not in case.values
    if is_open and factor.when_unknown is None and factor.fact:
        title = facts[factor.fact].title
        most = words["at_most_factor"].format(count=factor.at_most) if factor.at_most else ""
        return f"{title}{most}"
    low, _ = factor_range(factor, case)
    return f"{number(float(low))}{factor.unit}"


def _range(low: object, high: object) -> str:
    words: dict[str, str] = load_texts()["formula"]
    first, last = _plain(low), _plain(high)
    return first if first == last else str(words["range"].format(low=first, high=last))


def _plain(value: object) -> str:
    if isinstance(value, Fraction):
        value = float(value)
    return number(value) if isinstance(value, int | float) else str(value)
