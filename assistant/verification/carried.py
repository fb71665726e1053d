"""Tells whether a figure is carried by what an answer rests on.

Amounts compare by value and by what the unit means: 12万元 is 120000元, 20名 are 20人, but 60个月
are not 5年. An amount said to be for a period (每月2000元) must be so where it is carried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any

from assistant.verification.evidence import Evidence
from assistant.verification.figures import figures_said
from assistant.verification.said_figure import SaidFigure, Value
from assistant.verification.units import CALENDAR_MONTH, DATE, MONEY, MONTH, NO_UNIT, SHARE, family

HOTLINE = Fraction(12345)
ANY_PERIOD = "*"
_SENTENCE = re.compile(r"[^。；;！？!?\n]+")
_PERIOD = re.compile(r"(?:每(?:人|位|名|户|家|生|个)*每?个?|[/·] ?)(月|年|学期|季度|天|日)")
_ORDINAL_YEAR = re.compile(r"第.{1,3}年")
_RELATIVE_YEARS = {"前年": -2, "去年": -1, "今年": 0, "本年": 0, "明年": 1, "后年": 2, "当年": 0}

# Values of a calculation that are names and not words.
_NO_WORDS = frozenset(
    {
        "award", "benefit", "citations", "clause_id", "fact", "facts", "lost_to", "missing",
        "others", "payee", "policy_version", "programme", "programmes", "status",
    }
)  # fmt: skip
_AMOUNTS = ("amount_min", "amount_max")


@dataclass(slots=True)
class Carried:
    """All figures that an answer may say; `add_…` while it is made, `carries` afterwards."""

    periods: dict[tuple[str, Value], set[str]] = field(default_factory=dict)
    dates: set[str] = field(default_factory=set)
    bare: set[Fraction] = field(default_factory=set)  # what a number without unit may be
    said: set[Fraction] = field(default_factory=set)  # numbers without unit in the person's words

    @classmethod
    def by(cls, evidence: Evidence) -> Carried:
        """What the evidence carries."""
        carried = cls()
        for text in evidence.clauses:
            carried.add_text(text)
        carried.add_date(evidence.as_of)
        carried.add_date(evidence.policy_date)
        if evidence.calculation is not None:
            carried.add_calculation(evidence.calculation)
        for words in evidence.said:
            carried.add_said(words, evidence.as_of)
        return carried

    def carries(self, one: SaidFigure) -> bool:
        """Whether the figure may be said."""
        if one.kind == "name" or (one.unit == NO_UNIT and one.value == HOTLINE):
            return True
        if one.kind == "date":
            return any(_is_part(str(one.value), whole) for whole in self.dates)
        if one.unit == NO_UNIT:
            return self._carries_bare(one)
        key = (family(one.unit), one.value)
        periods = self.periods.get(key)
        if periods is None:
            return one.unit != SHARE and one.value in self.said
        return not one.per or one.per in periods or ANY_PERIOD in periods

    def add_text(self, text: str) -> None:
        """Figures of a cited clause: an amount has the periods that its sentence names."""
        for one, periods in _with_periods(text):
            self._add(one, periods)

    def add_date(self, day: date) -> None:
        """A day that may always be named."""
        self.dates.add(day.isoformat())

    def add_said(self, words: str, as_of: date) -> None:
        """Figures of the person's words: units and periods may be added to them."""
        for one in figures_said(words):
            self._add(one, {ANY_PERIOD})
            if isinstance(one.value, Fraction):
                self.bare.add(one.value)
                if one.unit == NO_UNIT:
                    self.said.add(one.value)
                self.dates.update(_short_year(one))
        for word, years in _RELATIVE_YEARS.items():
            if word in words:
                self.dates.add(str(as_of.year + years))

    def add_calculation(self, calculation: Mapping[str, Any]) -> None:
        """Amounts of a dumped calculation and the figures of its texts."""
        for node in _nodes(calculation):
            periods = {"年"} if _ORDINAL_YEAR.search(str(node.get("period", ""))) else set()
            for name in _AMOUNTS:
                amount = node.get(name)
                if isinstance(amount, int):
                    self._add_number(MONEY, Fraction(amount), periods)
            for name, value in node.items():
                if name not in _NO_WORDS:
                    for text in _texts(value):
                        self._add_words(text)
            self._add_payments(node.get("schedule") or ())

    def _add_payments(self, schedule: Sequence[Mapping[str, Any]]) -> None:
        """How many payments there are and are due; a yearly one is due after so many years."""
        due = Fraction(sum(one.get("due") is True for one in schedule))
        if due:
            self.periods.setdefault(("次", due), set())
            self.periods.setdefault(("年", due), set())
        if len(schedule) > 1:
            self.periods.setdefault(("年", Fraction(len(schedule))), set())

    def _add_words(self, text: str) -> None:
        for one, periods in _with_periods(text):
            self._add(one, periods)
            if one.unit == CALENDAR_MONTH:
                self._add(replace(one, unit=MONTH), periods)
            if isinstance(one.value, Fraction) and one.unit != SHARE:
                self.bare.add(one.value)

    def _add_number(self, unit: str, value: Fraction, periods: set[str]) -> None:
        self.periods.setdefault((unit, value), set()).update(periods)
        self.bare.add(value)

    def _add(self, one: SaidFigure, periods: set[str]) -> None:
        if one.unit == DATE:
            self.dates.add(str(one.value))
        else:
            self.periods.setdefault((family(one.unit), one.value), set()).update(periods)

    def _carries_bare(self, one: SaidFigure) -> bool:
        if one.value in self.bare:
            return True
        return one.scale >= 100 and (MONEY, one.value) in self.periods  # 十二万, said of money


def _with_periods(text: str) -> Iterator[tuple[SaidFigure, set[str]]]:
    return iter(_sentences(text))


@lru_cache(maxsize=1024)
def _sentences(text: str) -> tuple[tuple[SaidFigure, set[str]], ...]:
    """Figures with the periods of their sentence; texts of the policy and of its rules only."""
    spans = [(match.span(), set(_PERIOD.findall(match[0]))) for match in _SENTENCE.finditer(text)]
    return tuple(
        (one, next((named for (start, end), named in spans if start <= one.start < end), set()))
        for one in figures_said(text)
    )


def _nodes(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every object of a dump."""
    if isinstance(value, Mapping):
        yield value
        for name, inner in value.items():
            if name not in _NO_WORDS:
                yield from _nodes(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _nodes(inner)


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list | tuple):
        return tuple(one for one in value if isinstance(one, str))
    return ()


def _is_part(said: str, whole: str) -> bool:
    """2021 and 2021-09 of 2021-09-01; 09-01 of 2021-09-01, not the other way round."""
    return (
        whole == said
        or whole.startswith(f"{said}-")
        or (len(said) == 5 and whole.endswith(f"-{said}"))
    )


def _short_year(one: SaidFigure) -> Iterator[str]:
    """我22年毕业, 22届: the year 2022 too."""
    if one.unit in ("年", "届", NO_UNIT) and one.value in range(10, 40):
        yield str(2000 + int(one.value))
