"""Reads a short reply to a question that asked for one fact: 五年, 交了, 不是, 吉大, 不知道."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import cast

from assistant.understanding.dates import years_since_graduation
from assistant.understanding.facts import extract
from assistant.understanding.facts_candidate import is_valid, known_facts, quantity
from assistant.understanding.facts_mention import Extraction
from assistant.understanding.facts_pattern import pattern
from assistant.understanding.facts_text import load_data, read_text
from assistant.understanding.quantities import COUNT, MONEY, TIME, count_of, plain_number, whole
from corpus.rulebook.fact import Value

_LONGEST = 60
_TIME = re.compile(rf"(?P<before>[^\d]*?)(?P<q>{TIME})(?P<more>多|余)?(?:左右|了|整|以上|的|合同)*")
_MONTHS = re.compile(r"(\d{1,2}|[一二两三四五六七八九十]+)月")
_MONEY = re.compile(
    rf"(?:大概|差不多|是|约|有|就|一共|税前|税后|到手)*(?P<q>{MONEY})(?:元|块|钱|整|左右|人民币|rmb|一年|每年|/年|每月|一个?月)*"
)
_COUNT = re.compile(
    rf"(?:是|有|一共|共|就|大概|今年|刚|我)*(?P<q>{COUNT})(?:个|人|名|位|岁|周岁|项|场|年|月|了|整|左右)*"
)


@dataclass(frozen=True, slots=True)
class Declined:
    """The person does not know, or does not want to say."""


def read_answer(fact: str, reply: str, today: date) -> Value | Declined | None:
    """The value that a bare reply gives the fact that was asked for; None where it is no answer."""
    text = read_text(reply).text.strip()
    if not text or len(text) > _LONGEST * 5:
        return None
    core = _core(text)
    if _answers("declined", core):
        return Declined()
    own = _own_words(fact, core)
    if own is not None:
        return own
    found = _mentioned(fact, extract(reply, today), today)
    if found is None and fact == "years_since_graduation":
        found = _mentioned(fact, extract(f"{core}毕业", today), today)
    if found is not None:
        return found
    if _pattern("question").search(text):
        return None
    return _bare(fact, core, text, today)


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
        if core in (str(value), label) or core.removesuffix("的") == label:
            return (str(value),) if known.type == "list" else value
    if _answers("none_of", core):
        if known.type == "list":
            return ()
        return "none" if "none" in known.values else None
    return None


def _number(fact: str, core: str, today: date) -> int | float | None:
    known = known_facts()[fact]
    if known.unit in ("年", "月"):
        return _stretch(fact, core, today)
    if known.unit in ("元", "元/月"):
        match = _MONEY.fullmatch(core)
        value = quantity("money", match["q"]) if match else None
        return cast("int | None", value)
    match = _COUNT.fullmatch(core)
    return count_of(match["q"]) if match else None


def _stretch(fact: str, core: str, today: date) -> int | float | None:
    unit = known_facts()[fact].unit
    kind = "years" if unit == "年" else "months"
    match = _TIME.fullmatch(core)
    if match and len(match["before"]) <= 6:
        value = quantity(kind, match["q"], match["before"])
        return None if value is None else whole(value + (0.5 if match["more"] else 0))
    months = _MONTHS.fullmatch(core)
    if months and kind == "months":
        return _whole(plain_number(months[1]))
    if fact == "years_since_graduation" and (year := re.fullmatch(r"((?:19|20)\d\d)年?", core)):
        return max(0, today.year - int(year[1]))
    bare = _COUNT.fullmatch(core)
    if bare and "月" not in core:
        return _whole(plain_number(bare["q"]))
    number = re.fullmatch(r"\d{1,2}(?:\.\d+)?", core)
    return whole(float(number.group())) if number else None


def _whole(number: float | None) -> int | float | None:
    return None if number is None else whole(number)
