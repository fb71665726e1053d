"""Makes of a ledger what can be calculated with: the years up to each programme's own event."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.calculator.validation import Given, validated
from assistant.ledger import YEARS, Ledger, plain
from assistant.understanding.dates import years_since_graduation
from assistant.understanding.facts_mention import Graduation
from corpus.rulebook import Rulebook, Value
from corpus.rulebook.programme import Event

DAYS_A_YEAR = 365.25
# Who left school longer ago than this and works already may have signed in time: it is asked.
GRADUATE_YEARS = 5


def given_of(ledger: Ledger, rulebook: Rulebook, today: date, applicant: str | None) -> Given:
    """The facts of a ledger on a day; `applicant` where nobody said who asks."""
    values: dict[str, Value] = dict(ledger.values())
    if applicant is not None:
        values.setdefault("applicant", applicant)
    until: dict[Event, dict[str, Value | None]] = {}
    if ledger.graduation is not None and YEARS not in values:
        years = years_since_graduation(ledger.graduation, today)
        values[YEARS] = _bounded(years)
        until["contract"] = {YEARS: _until_contract(ledger, years, today)}
        until["registration"] = {YEARS: _years_before(ledger, today, values.get("years_operating"))}
    given = validated({name: plain(one) for name, one in values.items()}, rulebook)
    return Given(given.values, given.notes, until)


def years_today(graduation: Graduation, today: date) -> float:
    """The years since graduation on a day."""
    return _bounded(years_since_graduation(graduation, today))


def is_asked_back(ledger: Ledger, today: date) -> bool:
    """Whether the years up to the contract must be asked: long out of school, and at work."""
    if ledger.graduation is None or YEARS in ledger.facts:
        return False
    years = years_since_graduation(ledger.graduation, today)
    return _until_contract(ledger, years, today) is None


def _until_contract(ledger: Ledger, years: float, today: date) -> Value | None:
    """The years from graduation to the contract; None where that must be asked."""
    worked = ledger.values().get("years_worked")
    if years > GRADUATE_YEARS and isinstance(worked, int | float) and worked > 0:
        return None
    return _years_before(ledger, today, worked)


def _years_before(ledger: Ledger, today: date, ago: Value | None) -> Value:
    """The years from graduation to an event so many years ago."""
    assert ledger.graduation is not None  # noqa: S101 - asked for with a graduation only
    event = today
    if isinstance(ago, int | float) and not isinstance(ago, bool):
        event = today - timedelta(days=round(ago * DAYS_A_YEAR))
    return _bounded(years_since_graduation(ledger.graduation, event))


def _bounded(years: float) -> float:
    return min(max(years, 0.0), 60.0)
