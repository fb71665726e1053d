"""Reads a short reply to a question that asked for one fact: 五年, 交了, 不是, 吉大, 不知道."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import cast

from assistant.understanding.dates import years_since_graduation
from assistant.understanding.facts import extract
from assistant.understanding.facts_candidate import is_valid, kind_of, known_facts, quantity
from assistant.understanding.facts_mention import Extraction
from assistant.understanding.facts_pattern import pattern
from assistant.understanding.facts_text import load_data, read_text
from assistant.understanding.quantities import plain_number, whole
from corpus.rulebook.fact import Value

_LONGEST = 60
_LONGEST_LEAD = 6


@dataclass(frozen=True, slots=True)
class Declined:
    """The person does not know, or does not want to say."""


def read_answer(fact: str, reply: str, today: date) -> Value | Declined | None:
    """The value that a bare reply gives the fact that was asked for; None where it is no answer."""
    text = read_text(reply).text.strip()
    if not text or len(text) > _LONGEST * 5:
        return None
    core = _core(text)
    if _declines(core, reply, today):
        return Declined()
    own = _own_words(fact, core)
    if own is not None:
        return own
    found = _mentioned(fact, extract(reply, today), today)
    if found is None and fact == "years_since_graduation":
        found = _mentioned(
            fact, extract(load_data("answers")["graduated"].format(core=core), today), today
        )
    if found is not None:
        return found
    if _pattern("question").search(text):
        return None
    return _bare(fact, core, text, today)


def _declines(core: str, reply: str, today: date) -> bool:
    """Whether the reply, or its beginning (不知道，公司没说), says that it is not known."""
    if _answers("declined", core):
        return True
    return (
        _answers("declined", core.split(",", maxsplit=1)[0]) and not extract(reply, today).mentions
    )


def _core(text: str) -> str:
    """The reply without what is only manner."""
    before = ""
    while before != text and len(text) > 1:
        before = text
        text = _pattern("politeness").sub("", text) or before
    return text


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(load_data("answers")[name])


def _answers(name: str, core: str) -> bool:
    return bool(_pattern(name).search(core))


def _own_words(fact: str, core: str) -> Value | None:
    """What is said only in answer to this question."""
    words = load_data("answers")["of"].get(fact, {})
    for value, patterns in words.items():
        if any(pattern(one).search(core) for one in patterns):
            return cast(Value, value)
    return None


def _mentioned(fact: str, found: Extraction, today: date) -> Value | None:
    """What the reply says as running text would."""
    values = [one.value for one in found.mentions if one.fact == fact]
    if values:
        return values[-1]
    if fact == "years_since_graduation" and found.graduation is not None:
        return whole(years_since_graduation(found.graduation, today))
    return None


def _bare(fact: str, core: str, text: str, today: date) -> Value | None:
    known = known_facts()[fact]
    if fact in ("school", "school_tier", "double_first_class", "studied_in_jilin_city"):
        return _by_school(fact, core)
    if known.type == "bool":
        return _yes_or_no(core, text)
    if known.type in ("choice", "list"):
        return _choice(fact, core)
    value = _number(fact, core, today)
    return value if value is not None and is_valid(fact, value) else None


def _yes_or_no(core: str, text: str) -> bool | None:
    if _answers("no_words", core):
        return False
    if _answers("yes_words", core):
        return True
    if _answers("no_start", text):
        return False
    return True if _answers("yes_start", text) else None


def _by_school(fact: str, core: str) -> Value | None:
    """A school's name, or what follows from it."""
    from corpus.schools import find_school

    match = find_school(core)
    if fact == "school":
        return match.schools[0].name if match.kind == "found" and _is_name(core) else None
    value = {
        "school_tier": match.tier,
        "double_first_class": match.double_first_class,
        "studied_in_jilin_city": match.studied_in_jilin_city,
    }[fact]
    if value is not None:
        return value
    return _choice(fact, core) if fact == "school_tier" else _yes_or_no(core, core)


def _is_name(core: str) -> bool:
    return not _answers("yes_words", core) and not _answers("no_words", core)


def _choice(fact: str, core: str) -> Value | None:
    known = known_facts()[fact]
    for value, label in known.choices:
        if (
            core in (str(value), label)
            or core.removesuffix(load_data("answers")["ending"]) == label
        ):
            return (str(value),) if known.type == "list" else value
    if _answers("none_of", core):
        if known.type == "list":
            return ()
        return "none" if "none" in known.values else None
    return None


def _number(fact: str, core: str, today: date) -> int | float | None:
    kind = kind_of(fact)
    if kind in ("years", "months"):
        return _stretch(fact, kind, core, today)
    match = _quantity("money" if kind == "money" else "count", core)
    return quantity(kind, match["q0"]) if match else None


def _stretch(fact: str, kind: str, core: str, today: date) -> int | float | None:
    match = _quantity("time", core)
    if match and len(match["before"]) <= _LONGEST_LEAD:
        value = quantity(kind, match["q0"], match["before"])
        return None if value is None else whole(value + (0.5 if match["more"] else 0))
    months = _quantity("month", core) if kind == "months" else None
    bare = months or _quantity("count", core)
    if fact == "years_since_graduation" and (year := _quantity("year", core)):
        return max(0, today.year - int(year[1]))
    number = plain_number(bare["q0"] if not months else months["q0"]) if bare else None
    if number is None and re.fullmatch(r"\d{1,2}(?:\.\d+)?", core):
        number = float(core)
    return None if number is None else whole(number)


def _quantity(name: str, core: str) -> re.Match[str] | None:
    return pattern(load_data("answers")[name]).fullmatch(core)
