"""Takes the rules apart into atoms: what each cites, quotes, and states in numbers and words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from corpus.rulebook import Amount, Factor, Programme, Rulebook, Test, Tier
from corpus.rulebook.condition import All, Any, Condition, Narrow, Wide


@dataclass(frozen=True, slots=True)
class Atom:
    """`numbers` must stand in `quotes`; figures of `texts` in one of `text_clauses`."""

    place: str
    clause: str
    quotes: tuple[str, ...]
    numbers: tuple[float, ...] = ()
    texts: tuple[str, ...] = ()
    text_clauses: tuple[str, ...] = ()


def programme_atoms(rulebook: Rulebook) -> Iterator[Atom]:
    """The atoms of all programmes."""
    for one in rulebook.programmes.values():
        for clause in one.clauses:
            yield Atom(one.place, clause, ())
        for condition in one.conditions:
            yield from _condition(condition, one.clauses)
        for amount in one.amounts:
            yield from _amount(amount, one)
        if one.apply is not None:
            words = (one.apply.by, one.apply.when, one.apply.to)
            yield Atom(one.place, one.apply.clause, tuple(word for word in words if word))
        for note in one.notes:
            clauses = (note.clause, note.figures) if note.figures else (note.clause,)
            yield Atom(note.place, note.clause, (), (), (note.text,), clauses)


def rulebook_atoms(rulebook: Rulebook) -> Iterator[Atom]:
    """The atoms of exclusions and of the validity of the whole."""
    for rule in rulebook.exclusions:
        yield Atom(rule.place, rule.clause, (rule.says,))
    for note in rulebook.together_notes:
        yield Atom(note.place, note.clause, (), (), (note.text,), (note.clause,))
    validity = rulebook.validity
    yield Atom(validity.place, validity.start_clause, (validity.start_says,))
    start = validity.start
    day = f"{start.year}年{start.month}月{start.day}日"
    yield Atom(validity.place, validity.date_clause, (day,))
    for article in validity.plan_articles:
        yield Atom(validity.place, article, (validity.plan_says,), (validity.plan_years,))


def _condition(condition: Condition, clauses: tuple[str, ...]) -> Iterator[Atom]:
    if isinstance(condition, Wide | Narrow):
        yield from _condition(condition.part, clauses)
    elif isinstance(condition, All | Any):
        yield Atom("", condition.clause, (), (), (condition.text,), (condition.clause,))
        for part in condition.parts:
            yield from _condition(part, clauses)
    else:
        yield from _test(condition, clauses)


def _test(test: Test, clauses: tuple[str, ...]) -> Iterator[Atom]:
    is_number = isinstance(test.operand, int | float) and not isinstance(test.operand, bool)
    if test.word or not is_number:
        numbers: tuple[float, ...] = ()
    else:
        numbers = (float(str(test.operand)),)
    quotes = (test.says, test.word) if test.word else (test.says,)
    texts = () if test.word else (test.text,)
    yield Atom(test.place, test.clause, quotes, numbers, texts, (test.clause,))
    if test.not_yet:
        where = (test.clause, *clauses)
        yield Atom(test.place, test.clause, (), (), (test.not_yet,), where)


def _amount(amount: Amount, programme: Programme) -> Iterator[Atom]:
    for tier in amount.tiers:
        for condition in tier.when:
            yield from _condition(condition, programme.clauses)
        yield from _tier(tier)
    paid = amount.paid
    if paid.says:
        numbers = (paid.years,) if paid.mode == "years" else ()
        yield Atom(amount.place, paid.clause, (paid.says,), numbers)
    if amount.wide is not None:
        yield Atom(amount.place, amount.wide.clause, (amount.wide.says,), (amount.wide.yuan,))


def _tier(tier: Tier) -> Iterator[Atom]:
    yield Atom(tier.place, tier.clause, (tier.says,), tuple(dict.fromkeys(tier.yuan or ())))
    for factor in tier.factors:
        yield from _factor(factor, tier)
    if tier.cap is not None:
        yield Atom(tier.place, tier.clause, (tier.cap_says,), (tier.cap,))


def _factor(factor: Factor, tier: Tier) -> Iterator[Atom]:
    if factor.conversion:
        return
    stated = (factor.count, factor.at_most, factor.percent, factor.percent_more)
    numbers = tuple(number for number in stated if number is not None)
    yield Atom(factor.place, tier.clause, (factor.says,), numbers)
    if factor.only_if is not None:
        yield from _test(factor.only_if, (tier.clause,))
