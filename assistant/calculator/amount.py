"""The money of a programme for a case: a range over what is still open, as exact sums.

Fractions of years and shares are computed exactly; yuan are rounded down at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import inf, isfinite
from typing import NamedTuple

from assistant.calculator.case import Case
from assistant.calculator.node import BOTH_READINGS, FALSE, TRUE, Node, prepare
from assistant.calculator.verdict import open_facts
from corpus.rulebook import All, Amount, Factor, Test, Tier
from corpus.rulebook.amount import Bound
from corpus.rulebook.condition import Span


class Worth(NamedTuple):
    """What is paid: from and to in whole yuan, `high` None without an upper limit.

    `figure`: always; or "later", once a fact is known that is not; or "never" while one is missing
    that the policy does not state.
    """

    low: int
    high: int | None
    figure: str = "always"


NOTHING = Worth(0, 0)
# A range of exact numbers; no upper end is infinity.
Exact = tuple[Fraction, Fraction | float]


@dataclass(frozen=True, slots=True, eq=False)
class PreparedTier:
    """A tier with its condition ready; `constant` where it depends on no fact."""

    tier: Tier
    when: Node
    constant: Exact | None


@dataclass(frozen=True, slots=True, eq=False)
class PreparedAmount:
    """An amount made ready; what depends on no fact but the tier's is worked out once.

    `may_lack_figure`: the policy leaves a figure to be given with the facts.
    """

    amount: Amount
    tiers: tuple[PreparedTier, ...]
    may_lack_figure: bool
    known: dict[tuple[PreparedTier, ...], Worth]


def prepare_amount(amount: Amount) -> PreparedAmount:
    """The amount with its conditions and its constant tiers worked out."""
    tiers = tuple(map(_prepare_tier, amount.tiers))
    lacks = any(one.no_figure or any(f.no_figure for f in one.factors) for one in amount.tiers)
    return PreparedAmount(amount, tiers, lacks, {})


def worth(prepared: PreparedAmount, case: Case) -> Worth:
    """What an amount gives if the programme is received."""
    tiers = tuple(possible_tiers(prepared, case))
    known = prepared.known.get(tiers)
    if known is None:
        known = _worth(prepared.amount.bound, tiers, case)
        if all(one.constant for one in tiers):
            prepared.known[tiers] = known
    return known


def _worth(bound: Bound, tiers: tuple[PreparedTier, ...], case: Case) -> Worth:
    if not tiers:
        return NOTHING
    ranges = []
    for one in tiers:
        missing = _without_figure(one.tier, case)
        if missing:
            return Worth(0, None, missing)
        ranges.append(one.constant or _tier_range(one.tier, case))
    low = min(one[0] for one in ranges)
    high = max(one[1] for one in ranges)
    least = 0 if bound == "at_most" else low.numerator // low.denominator
    if bound == "at_least" or not isinstance(high, Fraction):
        return Worth(least, None)
    return Worth(least, high.numerator // high.denominator)


def possible_tiers(prepared: PreparedAmount, case: Case) -> Iterator[PreparedTier]:
    """The tiers that may be the case's: all that are open up to the first that holds."""
    for one in prepared.tiers:
        code = one.when.code(case)
        if code != FALSE:
            yield one
        if code == TRUE:
            return


def amount_facts(prepared: PreparedAmount, case: Case) -> list[str]:
    """The open facts on which the amount depends, in order."""
    found: list[str] = []
    for one in possible_tiers(prepared, case):
        found += open_facts(one.when, case, BOTH_READINGS)
        if one.tier.fact and one.tier.fact not in case.values:
            found.append(one.tier.fact)
        found += _factor_facts(one.tier.factors, case)
    return list(dict.fromkeys(found))


def factor_range(factor: Factor, case: Case) -> Exact:
    """What a factor multiplies by, lowest and highest."""
    if factor.count is not None:
        return Fraction(factor.count), Fraction(factor.count)
    if factor.percent is not None:
        share = Fraction(factor.percent, 100)
        return share, share
    if factor.only_if is not None and factor.percent_more is not None:
        code = code_of_test(factor.only_if, case)
        more = 1 + Fraction(factor.percent_more, 100)
        return (more if code == TRUE else Fraction(1)), (Fraction(1) if code == FALSE else more)
    low, high = _fact_range(factor.fact or "", case, factor.when_unknown)
    if factor.whole:
        low = Fraction(low.numerator // low.denominator)
        high = Fraction(high.numerator // high.denominator) if isinstance(high, Fraction) else high
    if factor.at_most is not None:
        low, high = min(low, Fraction(factor.at_most)), min(high, Fraction(factor.at_most))
    return low, high


def base_range(tier: Tier, case: Case) -> Exact:
    """The base of a tier, lowest and highest."""
    if tier.yuan is not None:
        return Fraction(tier.yuan[0]), Fraction(tier.yuan[1])
    return _fact_range(tier.fact or "", case, None)


def exact(number: float) -> Fraction:
    """The number as it is written: 1.15 is 115/100."""
    return Fraction(str(number))


def code_of_test(test: Test, case: Case) -> int:
    """The code of a test that stands alone."""
    return prepare(test).code(case)


def _prepare_tier(tier: Tier) -> PreparedTier:
    is_constant = tier.fact is None and not any(one.fact or one.only_if for one in tier.factors)
    constant = _tier_range(tier, Case({})) if is_constant else None
    return PreparedTier(tier, prepare(All(tier.when)), constant)


def _tier_range(tier: Tier, case: Case) -> Exact:
    low, high = base_range(tier, case)
    for factor in tier.factors:
        factor_low, factor_high = factor_range(factor, case)
        low *= factor_low
        high = _product(high, factor_high)
    if tier.cap is not None:
        low, high = min(low, Fraction(tier.cap)), min(high, Fraction(tier.cap))
    return low, high


def _product(one: Fraction | float, other: Fraction | float) -> Fraction | float:
    if one == 0 or other == 0:
        return Fraction(0)
    return one * other if isinstance(one, Fraction) and isinstance(other, Fraction) else inf


def _fact_range(name: str, case: Case, when_unknown: int | None) -> Exact:
    value = case.values.get(name)
    if isinstance(value, int | float):
        return exact(value), exact(value)
    if when_unknown is not None:
        return Fraction(when_unknown), Fraction(when_unknown)
    domain = case.domains.get(name)
    if isinstance(domain, Span):
        low = exact(domain.low) if isfinite(domain.low) else Fraction(0)
        return low, (exact(domain.high) if isfinite(domain.high) else inf)
    return Fraction(0), inf


def _without_figure(tier: Tier, case: Case) -> str:
    if tier.no_figure and tier.fact not in case.values:
        return "never"
    lacks = any(one.no_figure and one.fact not in case.values for one in tier.factors)
    return "later" if lacks else ""


def _factor_facts(factors: Iterable[Factor], case: Case) -> Iterator[str]:
    for factor in factors:
        if factor.fact and factor.fact not in case.values:
            yield factor.fact
        if factor.only_if and code_of_test(factor.only_if, case) not in (TRUE, FALSE):
            yield factor.only_if.fact
