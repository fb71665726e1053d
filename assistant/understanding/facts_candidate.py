"""All that the rules find in a text, one by one, before it is settled what holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import cast

from assistant.understanding.facts_context import is_asked, is_denied, is_unsure, says
from assistant.understanding.facts_pattern import Reading, Rule, load_rules, pattern
from assistant.understanding.facts_text import Text, load_data
from assistant.understanding.quantities import (
    MONEY,
    TIME,
    count_of,
    is_by_year,
    money_of,
    months_of,
    whole,
)
from corpus.rulebook import load_rulebook
from corpus.rulebook.fact import Fact, Value

_BARE_CORRECTION = re.compile(rf"(?P<why>[^\d。?!]{{2,10}}?)(?P<q>{TIME}|{MONEY})")
_LEAST_MONEY = 1000


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value that words of a text give a fact, at `text[start:end]`; None where it stays open."""

    fact: str
    value: Value | None
    start: int
    end: int
    certain: bool = True
    note: str = ""
    who: str = ""
    supposed: int = -1


@cache
def known_facts() -> dict[str, Fact]:
    """The facts of the rules by name."""
    return dict(load_rulebook().facts)


def candidates(text: Text) -> list[Candidate]:
    """What the rules find, in the order of the text."""
    found = [one for rule in load_rules() if rule.concerns(text.text) for one in _apply(rule, text)]
    found += [right for one in found for right in _put_right(one, text)]
    return sorted(found, key=lambda one: (one.start, one.end))


def _put_right(one: Candidate, text: Text) -> Iterator[Candidate]:
    """A bare number that puts right the one before: 签了三年，不对，五年."""
    if isinstance(one.value, bool | str | tuple | None):
        return
    match = _BARE_CORRECTION.match(text.text, one.end)
    if match is None or not says("correction", match["why"]):
        return
    value = quantity(kind_of(one.fact), match["q"])
    if value is not None and is_valid(one.fact, value):
        yield Candidate(one.fact, value, match.start("q"), match.end("q"))


def kind_of(fact: str) -> str:
    """How a quantity of the fact is read."""
    unit = known_facts()[fact].unit or ""
    return str(load_data("context")["kinds"].get(unit, "number"))


def _apply(rule: Rule, text: Text) -> Iterator[Candidate]:
    taken: list[tuple[int, int]] = []
    for reading in rule.readings:
        for match in pattern(reading.pattern).finditer(text.text):
            start, end = match.span()
            if start == end or any(start < last and first < end for first, last in taken):
                continue
            taken.append((start, end))
            if reading.kind == "skip":
                continue
            found = _read(rule.fact, reading, match, text)
            if found is not None:
                yield found


def _read(fact: str, reading: Reading, match: re.Match[str], text: Text) -> Candidate | None:
    start, end = match.span()
    if is_asked(text, start, end) or _is_wished(fact, text, start):
        return None
    denied = is_denied(text, start)
    if reading.kind == "unclear":
        return None if denied else Candidate(fact, None, start, end, note=str(reading.value))
    value = _value(fact, reading, match, text)
    if value is not None and denied:
        value = not value if isinstance(value, bool) else None
    if value is None or not is_valid(fact, value):
        return None
    certain = reading.kind != "guess" and not is_unsure(text, start, end)
    return Candidate(fact, value, start, end, certain)


def _is_wished(fact: str, text: Text, start: int) -> bool:
    """Whether an award is only hoped for: 想评江城工匠, 能不能评上."""
    return known_facts()[fact].selection and says("wish", text.text[max(0, start - 8) : start])


def _value(fact: str, reading: Reading, match: re.Match[str], text: Text) -> Value | None:
    if reading.kind in ("value", "guess"):
        if known_facts()[fact].type == "list":
            return (cast(str, reading.value),)
        return cast(Value, reading.value)
    group = next(name for name, said in match.groupdict().items() if said)
    before, after = text.text[: match.start(group)], text.text[match.end(group) :]
    if says("range_before", before[-6:]) or says("range_after", after):
        return None
    return quantity(reading.kind, match[group], before)


def quantity(kind: str, said: str, before: str = "") -> int | float | None:
    """The number of a quantity in the unit of its kind; `before` may make it less or more."""
    if kind == "money":
        money = money_of(said)
        return money if money is not None and money >= _LEAST_MONEY else None
    if kind in ("number", "number_and_me"):
        count = count_of(said)
        return None if count is None else count + (kind == "number_and_me")
    months = months_of(said)
    if months is None:
        return None
    by_month = not is_by_year(said)
    number = months if kind == "months" else months / 12
    step = 0.5 if (kind == "months") == by_month else 1 / 24 if by_month else 6
    if says("less", before[-4:]):
        number -= step
    elif says("more", before[-4:]):
        number += step
    return whole(max(number, 0))


def is_valid(fact: str, value: Value) -> bool:
    """Whether the calculator takes the value for the fact."""
    known = known_facts()[fact]
    if known.type in ("int", "number"):
        number = cast(float, value)
        if isinstance(value, bool) or (known.type == "int" and number != int(number)):
            return False
        return cast(int, known.minimum) <= number <= cast(int, known.maximum)
    return True
