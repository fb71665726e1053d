"""A programme: a benefit that somebody can claim, with its conditions, amount and procedure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, cast, get_args

from corpus.rulebook.amount import Amount, read_amount
from corpus.rulebook.condition import Condition, Shared, Test, read_conditions, read_test
from corpus.rulebook.entry import Entry, read_date
from corpus.rulebook.fact import Fact

Award = Literal["entitlement", "selection", "case"]
Benefit = Literal["cash", "loan", "in_kind"]
Applicant = Literal["person", "team", "enterprise", "training_org"]
Event = Literal["today", "contract", "registration"]
Payee = Literal["person", "team", "enterprise", "training_org"]


@dataclass(frozen=True, slots=True)
class Note:
    """Something to know beside the verdict; `figures`: a further clause that carries figures."""

    text: str
    clause: str
    when: Test | None = None
    figures: str = ""
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Apply:
    """Who applies, when, and to whom, in the words of `clause`."""

    by: str | None
    when: str | None
    to: str | None
    clause: str


@dataclass(frozen=True, slots=True)
class Programme:
    """`clauses` are those on which the benefit rests, the one that grants it first.

    `payee` is None where whoever applies is paid. `ends` is the day from which it is no more.
    `years_until` is the event up to which the years since graduation count.
    """

    id: str
    title: str
    applicants: tuple[Applicant, ...]
    asks_applicant: bool
    award: Award
    benefit: Benefit
    benefit_when: tuple[tuple[Test, Benefit], ...]
    payee: Payee | None
    clauses: tuple[str, ...]
    conditions: tuple[Condition, ...]
    amounts: tuple[Amount, ...]
    apply: Apply | None
    notes: tuple[Note, ...]
    ends: date | None = None
    years_until: Event = "today"
    place: str = field(default="", compare=False)

    def amount_on(self, day: date) -> Amount | None:
        """What is paid on a day: the latest entry that has begun."""
        begun = [one for one in self.amounts if one.start <= day]
        return max(begun, key=lambda one: one.start) if begun else None


def read_programme(entry: Entry, facts: Mapping[str, Fact], shared: Shared) -> Programme:
    """A programme from a file under programmes/."""
    payee = entry.text("payee")
    programme = Programme(
        id=entry.text("programme"),
        title=entry.text("title"),
        applicants=cast(tuple[Applicant, ...], _each(entry, entry.texts("for"), Applicant)),
        asks_applicant=entry.take("asks_applicant", bool, False),
        award=cast(Award, _one(entry, entry.text("award"), Award)),
        benefit=cast(Benefit, _one(entry, entry.text("benefit"), Benefit)),
        benefit_when=tuple(_benefit(one, facts) for one in entry.entries("benefit_when")),
        payee=None if payee == "applicant" else cast(Payee, _one(entry, payee, Payee)),
        clauses=entry.texts("clauses"),
        conditions=read_conditions(entry.take("conditions", list), facts, shared, entry.place),
        amounts=tuple(read_amount(one, facts, shared) for one in entry.entries("amount")),
        apply=_read_apply(entry),
        notes=tuple(_read_note(one, facts) for one in entry.entries("notes")),
        ends=read_date(entry, "ends") if entry.has("ends") else None,
        years_until=cast(Event, _one(entry, entry.text("years_until", "today"), Event)),
        place=entry.place,
    )
    starts = [one.start for one in programme.amounts]
    if len(set(starts)) != len(starts):
        entry.fail("two amounts begin on the same day")
    if programme.amounts and programme.benefit == "in_kind":
        entry.fail("a benefit in kind has no amount")
    entry.close()
    return programme


def _benefit(entry: Entry, facts: Mapping[str, Fact]) -> tuple[Test, Benefit]:
    benefit = cast(Benefit, _one(entry, entry.text("benefit"), Benefit))
    return read_test(entry, facts, cited=False), benefit


def _read_apply(entry: Entry) -> Apply | None:
    if not entry.has("apply"):
        return None
    inner = Entry(entry.take("apply", dict), entry.place)
    apply = Apply(
        inner.optional("by"), inner.optional("when"), inner.optional("to"), inner.text("clause")
    )
    inner.close()
    return apply


def _read_note(entry: Entry, facts: Mapping[str, Fact]) -> Note:
    when = None
    if entry.has("when"):
        when = read_test(Entry(entry.take("when", dict), entry.place), facts, cited=False)
    note = Note(
        entry.text("text"), entry.text("clause"), when, entry.text("figures", ""), entry.place
    )
    entry.close()
    return note


def _one(entry: Entry, value: str, kind: object) -> str:
    if value not in get_args(kind):
        entry.fail(f"{value!r} is none of {', '.join(get_args(kind))}")
    return value


def _each(entry: Entry, values: tuple[str, ...], kind: object) -> tuple[str, ...]:
    return tuple(_one(entry, value, kind) for value in values)
