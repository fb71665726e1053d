"""Amounts: tiers of a base in yuan, times factors, under a cap, and how they are paid.

An amendment is a new entry with a later `start`; what was in force stays.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, cast, get_args

from corpus.rulebook.condition import Condition, Shared, Test, read_conditions, read_test
from corpus.rulebook.entry import Entry, read_date
from corpus.rulebook.fact import Fact

Bound = Literal["exactly", "at_most", "at_least"]
Mode = Literal["once", "yearly", "years", "term", "credit"]


@dataclass(frozen=True, slots=True)
class Factor:
    """What a base is multiplied by: a count, a fact, a share, or more in some case.

    `count` is a number of `unit`; with `fact` the fact's value, whole units only where `whole`, at
    most `at_most`, `when_unknown` while it is unknown. `percent` takes that share; `percent_more`
    adds that share where `only_if` holds. `conversion` marks what no clause says (12 months).
    `no_figure`: without the fact there is no figure at all.
    """

    count: int | None = None
    fact: str | None = None
    whole: bool = False
    at_most: int | None = None
    when_unknown: int | None = None
    percent: int | None = None
    percent_more: int | None = None
    only_if: Test | None = None
    unit: str = ""
    says: str = ""
    conversion: bool = False
    no_figure: bool = False
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Tier:
    """The base where all of `when` hold: `yuan` from and to, or the value of `fact`."""

    when: tuple[Condition, ...]
    yuan: tuple[int, int] | None
    fact: str | None
    no_figure: bool
    unit: str
    factors: tuple[Factor, ...]
    cap: int | None
    cap_says: str
    clause: str
    says: str
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Paid:
    """How an amount is paid: once; a line a year; over some years or a term; a line of credit.

    `years` counts the yearly lines, or the years over which the policy spreads a total.
    """

    mode: Mode
    years: int = 0
    term: str = ""
    says: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class WideReading:
    """The most that the wider reading gives, where another clause sets it."""

    yuan: int
    clause: str
    says: str


@dataclass(frozen=True, slots=True)
class Amount:
    """What is paid from a date on. `due_by` names the fact that tells which years are due."""

    start: date
    bound: Bound
    tiers: tuple[Tier, ...]
    paid: Paid
    clause: str
    due_by: str | None = None
    wide: WideReading | None = None
    place: str = field(default="", compare=False)


def read_amount(entry: Entry, facts: Mapping[str, Fact], shared: Shared) -> Amount:
    """An entry under `amount` of a programme."""
    start = read_date(entry, "from")
    bound = entry.text("bound", "exactly")
    if bound not in get_args(Bound):
        entry.fail(f"bound {bound!r} is none of {', '.join(get_args(Bound))}")
    clause = entry.text("clause")
    unit = entry.text("unit")
    common = tuple(_read_factor(one, facts) for one in entry.entries("times"))
    cap = entry.take("cap", int, 0) or None
    cap_says = entry.text("cap_says") if cap else ""
    tiers = tuple(
        _read_tier(one, facts, shared, (clause, unit, common, cap, cap_says))
        for one in entry.entries("tiers")
    )
    if not tiers:
        entry.fail("an amount without tiers")
    yearly = sum(factor.count or 0 for factor in common if factor.unit == "年")
    paid = _read_paid(Entry(entry.take("paid", dict), entry.place), yearly, clause)
    due_by = entry.optional("due_by")
    if due_by is not None and due_by not in facts:
        entry.fail(f"there is no fact {due_by!r}")
    wide = None
    if entry.has("wide_reading"):
        inner = Entry(entry.take("wide_reading", dict), entry.place)
        wide = WideReading(inner.take("yuan", int), inner.text("clause"), inner.text("says"))
        inner.close()
    entry.close()
    return Amount(start, cast(Bound, bound), tiers, paid, clause, due_by, wide, entry.place)


def _read_tier(
    entry: Entry,
    facts: Mapping[str, Fact],
    shared: Shared,
    common: tuple[str, str, tuple[Factor, ...], int | None, str],
) -> Tier:
    clause, unit, factors, cap, cap_says = common
    own = tuple(_read_factor(one, facts) for one in entry.entries("times"))
    own_cap = entry.take("cap", int, 0) or None
    fact = entry.optional("fact")
    if (fact is None) == (not entry.has("yuan")) or (fact and fact not in facts):
        entry.fail("a tier needs `yuan`, or a `fact` that exists")
    tier = Tier(
        when=read_conditions(entry.take("when", list, []), facts, shared, entry.place),
        yuan=_range(entry, entry.take("yuan", object)) if entry.has("yuan") else None,
        fact=fact,
        no_figure=entry.take("no_figure", bool, False),
        unit=entry.text("unit", unit),
        factors=own + factors,
        cap=own_cap or cap,
        cap_says=entry.text("cap_says") if own_cap else cap_says,
        clause=entry.text("clause", clause),
        says=entry.text("says"),
        place=entry.place,
    )
    entry.close()
    return tier


def _read_factor(entry: Entry, facts: Mapping[str, Fact]) -> Factor:
    only_if = None
    if entry.has("if"):
        only_if = read_test(Entry(entry.take("if", dict), entry.place), facts)
    conversion = entry.take("conversion", bool, False)
    factor = Factor(
        count=entry.take("count", int, 0) or None,
        fact=entry.optional("fact"),
        whole=entry.take("whole", bool, False),
        at_most=entry.take("at_most", int, 0) or None,
        when_unknown=entry.take("when_unknown", int, 0) or None,
        percent=entry.take("percent", int, 0) or None,
        percent_more=entry.take("percent_more", int, 0) or None,
        only_if=only_if,
        unit=entry.text("unit", ""),
        says=entry.text("says", "") if conversion else entry.text("says"),
        conversion=conversion,
        no_figure=entry.take("no_figure", bool, False),
        place=entry.place,
    )
    entry.close()
    kinds = (factor.count, factor.fact, factor.percent, factor.percent_more)
    if sum(kind is not None for kind in kinds) != 1 or (factor.fact and factor.fact not in facts):
        entry.fail("a factor is one of count, fact (that exists), percent, percent_more")
    if (factor.percent_more is None) != (factor.only_if is None):
        entry.fail("percent_more goes with `if`")
    return factor


def _read_paid(entry: Entry, yearly: int, clause: str) -> Paid:
    says, clause = entry.text("says", ""), entry.text("clause", clause)
    if entry.has("each"):
        entry.text("each")
        paid = Paid("yearly", yearly, says=says, clause=clause)
    elif entry.has("years"):
        paid = Paid("years", entry.take("years", int), says=says, clause=clause)
    elif entry.has("term"):
        paid = Paid("term", term=entry.text("term"), says=says, clause=clause)
    else:
        mode = "credit" if entry.take("credit", bool, False) else "once"
        entry.take("once", bool, True)
        paid = Paid(cast(Mode, mode), says=says, clause=clause)
    entry.close()
    if paid.mode in ("yearly", "years") and not (paid.years and paid.says):
        entry.fail("payment over years needs their number and the words that say so")
    return paid


def _range(entry: Entry, value: object) -> tuple[int, int]:
    pair = cast(list[int], value if isinstance(value, list) else [value, value])
    if len(pair) != 2 or not all(type(one) is int and one >= 0 for one in pair):
        entry.fail(f"yuan should be a whole number or two, found {value!r}")
    if pair[0] > pair[1]:
        entry.fail(f"yuan {pair[0]} is above {pair[1]}")
    return pair[0], pair[1]
