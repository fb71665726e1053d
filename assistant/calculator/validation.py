"""Checks what is to be calculated with: names, types, bounds, contradictions; resolves the school.

Nothing is coerced, save 5.0 for the integer 5. A message names the field and what is allowed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from math import isfinite
from typing import Any, cast

from assistant.calculator.case import holds
from assistant.calculator.errors import InvalidFacts, Problem
from assistant.calculator.texts import load_texts, said
from corpus.rulebook import Fact, Rulebook, Value
from corpus.rulebook.programme import Event

SCHOOL = "school"
MAX_NAME = 100  # characters of a name that an error repeats: the name may be anything
_RESOLVED = (
    ("school_tier", "tier"),
    ("double_first_class", "double_first_class"),
    ("studied_in_jilin_city", "studied_in_jilin_city"),
)


@dataclass(frozen=True, slots=True)
class Given:
    """Facts that can be calculated with, and notes on what was not understood (the school).

    `until`: for programmes that count up to another event than today, the facts that differ
    there; None is not known.
    """

    values: dict[str, Value]
    notes: tuple[str, ...] = ()
    until: Mapping[Event, Mapping[str, Value | None]] = field(default_factory=dict)


def validated(facts: object, rulebook: Rulebook) -> Given:
    """The facts as given and what follows from the school; raises InvalidFacts."""
    texts = load_texts()["errors"]
    if not isinstance(facts, Mapping):
        raise InvalidFacts((Problem("facts", texts["facts"]),))
    values: dict[str, Value] = {}
    problems: list[Problem] = []
    for name, value in facts.items():
        fact = rulebook.facts.get(name) if isinstance(name, str) else None
        if fact is None:
            problems.append(_unknown("unknown_fact", str(name), rulebook.facts))
        elif value is not None:
            try:
                values[fact.name] = _checked(fact, value)
            except InvalidFacts as error:
                problems += error.problems
    if not problems:
        problems += _contradictions(values, rulebook)
    notes: tuple[str, ...] = ()
    if not problems and SCHOOL in values:
        problems, notes = _resolve_school(values, rulebook)
    if not problems:
        problems += _contradictions(values, rulebook)
    if problems:
        raise InvalidFacts(tuple(problems))
    return Given(values, notes)


def known_programmes(names: object, rulebook: Rulebook) -> tuple[str, ...]:
    """The programmes asked for, in the order of the rules; None is all. Raises InvalidFacts."""
    if names is None:
        return tuple(rulebook.programmes)
    return _known("programmes", "programme", names, rulebook.programmes)


def known_declined(names: object, rulebook: Rulebook) -> tuple[str, ...]:
    """The facts that are not to be asked for. Raises InvalidFacts."""
    return () if names is None else _known("declined", "unknown_fact", names, rulebook.facts)


def valid_day(as_of: object) -> date:
    """A date, or its ISO text; None is today. Raises InvalidFacts."""
    if as_of is None:
        return date.today()  # noqa: DTZ011 - the city's day is the machine's
    if type(as_of) is date:
        return as_of
    try:
        if isinstance(as_of, str) and len(as_of) == len("2026-01-15"):
            return date.fromisoformat(as_of)
    except ValueError:
        pass
    raise InvalidFacts((Problem("as_of", load_texts()["errors"]["as_of"]),))


def _checked(fact: Fact, value: object) -> Value:
    """The value of a fact; raises InvalidFacts."""
    if fact.type == "bool":
        return value if type(value) is bool else _refuse(fact, "bool")
    if fact.type == "choice":
        is_sound = isinstance(value, str) and value in fact.values
        return cast(str, value) if is_sound else _refuse(fact, "choice")
    if fact.type == "list":
        return _checked_list(fact, value)
    if fact.type == "text":
        is_sound = isinstance(value, str) and 0 < len(value.strip()) <= (fact.maximum or 0)
        return cast(str, value).strip() if is_sound else _refuse(fact, "text")
    return _checked_number(fact, value)


def _checked_list(fact: Fact, value: object) -> tuple[str, ...]:
    many = value if isinstance(value, list | tuple) else None
    if many is None or not all(isinstance(one, str) and one in fact.values for one in many):
        _refuse(fact, "list")
    return tuple(dict.fromkeys(cast(Iterable[str], many)))


def _checked_number(fact: Fact, value: object) -> int | float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        _refuse(fact, fact.type)
    number = cast(int | float, value)
    if isinstance(number, float) and not isfinite(number):
        _refuse(fact, fact.type)
    if fact.type == "int" and number != int(number):
        _refuse(fact, "int")
    if not cast(int, fact.minimum) <= number <= cast(int, fact.maximum):
        _refuse(fact, "bounds")
    return int(number) if number == int(number) else number


def _refuse(fact: Fact, key: str) -> Any:
    texts = load_texts()
    values = texts["enumeration"].join(f"{value}（{label}）" for value, label in fact.choices)
    unit = texts["errors"]["unit"].format(unit=fact.unit) if fact.unit else ""
    message = texts["errors"][key].format(
        title=fact.title,
        name=fact.name,
        values=values,
        unit=unit,
        min=fact.minimum,
        max=fact.maximum,
    )
    raise InvalidFacts((Problem(fact.name, message, (fact.name,)),))


def _contradictions(values: Mapping[str, Value], rulebook: Rulebook) -> list[Problem]:
    problems = []
    for rule in rulebook.contradictions:
        if all(test.fact in values and holds(test, values[test.fact]) for test in rule.tests):
            names = tuple(test.fact for test in rule.tests)
            problems.append(_contradiction(names, rule.because, values, rulebook))
    for bound in rulebook.not_above:
        lower, upper = values.get(bound.fact), values.get(bound.other)
        if isinstance(lower, int | float) and isinstance(upper, int | float) and lower > upper:
            names = (bound.fact, bound.other)
            problems.append(_contradiction(names, bound.because, values, rulebook))
    return problems


def _contradiction(
    names: tuple[str, ...], because: str, values: Mapping[str, Value], rulebook: Rulebook
) -> Problem:
    first, second = (
        f"{rulebook.facts[name].title}：{said(rulebook.facts[name], values[name])}"
        for name in names
    )
    text = load_texts()["errors"]["contradiction"]
    return Problem(names[0], text.format(first=first, second=second, because=because), names)


def _resolve_school(
    values: dict[str, Value], rulebook: Rulebook
) -> tuple[list[Problem], tuple[str, ...]]:
    """Add to the values what the school says; problems where it says otherwise than given."""
    from corpus.schools import find_school

    texts = load_texts()
    text = str(values[SCHOOL])
    match = find_school(text)
    problems = []
    for name, attribute in _RESOLVED:
        resolved = getattr(match, attribute)
        fact = rulebook.facts[name]
        if resolved is not None and values.setdefault(name, resolved) != resolved:
            message = texts["errors"]["school"].format(
                school=text, title=fact.title, expected=said(fact, resolved)
            )
            problems.append(Problem(name, message, (name, SCHOOL)))
    if match.kind == "found":
        return problems, ()
    names = texts["enumeration"].join(one.name for one in match.schools[:4])
    key = "school_ambiguous" if names else "school_unknown"
    return problems, (texts[key].format(text=text, names=names),)


def _known(field: str, text: str, names: object, allowed: Mapping[str, object]) -> tuple[str, ...]:
    texts = load_texts()["errors"]
    if not isinstance(names, list | tuple) or not all(isinstance(one, str) for one in names):
        raise InvalidFacts((Problem(field, texts[field]),))
    unknown = [_unknown(text, one, allowed, field) for one in names if one not in allowed]
    if unknown:
        raise InvalidFacts(tuple(unknown))
    return tuple(one for one in allowed if one in names)


def _unknown(text: str, name: str, allowed: Collection[str], field: str | None = None) -> Problem:
    texts = load_texts()["errors"]
    shown = name[:MAX_NAME].encode("utf-8", "replace").decode()
    near = load_texts()["enumeration"].join(get_close_matches(shown, allowed, n=2))
    hint = texts["near"].format(near=near) if near else ""
    return Problem(field or shown or "facts", texts[text].format(name=shown, hint=hint))
