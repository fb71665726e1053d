"""When somebody graduated, as running text says it: 23届, 前年毕业, 毕业三年多, 大四, 应届."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from assistant.understanding.dates import AHEAD, date_pattern, exists, month_or_day, year_of
from assistant.understanding.facts_candidate import Candidate, quantity
from assistant.understanding.facts_context import Cases, is_asked, is_denied, says
from assistant.understanding.facts_mention import Graduation
from assistant.understanding.facts_text import Text, load_data
from corpus.numerals import chinese_number

_OLDEST = 60
_SUMMER = 8  # from August on, the class of this year has left


@dataclass(frozen=True, slots=True)
class Said:
    """One time of graduation found at `text[start:end]`; it may have both `year` and `ago`."""

    kind: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    ago: float | None = None
    who: str = ""
    supposed: int = -1


def graduations(text: Text, today: date) -> list[Said]:
    """All times of graduation that a text states, in its order."""
    found: list[Said] = []
    for kind, pattern in _readings(text.text):
        for match in pattern.finditer(text.text):
            if any(match.start() < one.end and one.start < match.end() for one in found):
                continue
            said = _read(kind, match, text, today)
            if said is not None:
                found.append(said)
    return sorted(found, key=lambda one: one.start)


def _readings(text: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    for entry in load_data("dates")["readings"]:
        if any(word in text for word in entry["when"]):
            for one in entry["patterns"]:
                yield entry["kind"], date_pattern(one)


def _read(kind: str, match: re.Match[str], text: Text, today: date) -> Said | None:
    start, end = match.span()
    if is_asked(text, start, end):
        return None
    readers = {
        "date": _dated,
        "recent_month": _recent,
        "ago": _ago,
        "until": _until,
        "grade": _grade,
        "fresh": _fresh,
    }
    return readers[kind](match, text, today)


def _dated(match: re.Match[str], text: Text, today: date) -> Said | None:
    groups = match.groupdict()
    year = year_of(groups, today)
    if year is None or not today.year - _OLDEST <= year <= today.year + AHEAD:
        return None
    if is_denied(text, match.start()) or says("asks_before", text.text[: match.start()][-3:]):
        return None
    month, day = month_or_day(groups.get("m"), 12), month_or_day(groups.get("d"), 31)
    if month is None or (day is not None and not exists(year, month, day)):
        day = None
    ago = 0.0 if _is_ahead(year, month, today) else None
    if year == today.year and groups.get("rel"):
        ago = 0.0
    return Said("date", match.start(), match.end(), year, month, day, ago)


def _is_ahead(year: int, month: int | None, today: date) -> bool:
    return (year, month or 0) > (today.year, today.month if month else 0)


def _recent(match: re.Match[str], _text: Text, today: date) -> Said | None:
    month = month_or_day(match["m"], 12)
    if month is None:
        return None
    year = today.year if month <= today.month else today.year - 1
    ago = 0.0 if year == today.year else None
    return Said("date", match.start(), match.end(), year, month, None, ago)


def _ago(match: re.Match[str], text: Text, _today: date) -> Said | None:
    after, before = text.text[match.end() :], text.text[: match.start("q")]
    if re.match(load_data("dates")["within"], after):
        return None
    if is_denied(text, match.start("q")) and not says("less", before[-4:]):
        return None
    if says("range_before", before[-6:]) or says("range_after", after):
        return None
    number = quantity("years", match["q"], before)
    if number is None or number > _OLDEST or _may_be_a_date(match["q"], after):
        return None
    return Said("ago", match.start(), match.end(), ago=number)


def _may_be_a_date(said: str, after: str) -> bool:
    """Whether 毕业22年 may as well be 2022."""
    data = load_data("dates")
    return bool(re.match(data["two_ways"], said)) and not re.match(data["a_stretch"], after)


def _until(match: re.Match[str], _text: Text, _today: date) -> Said | None:
    return Said("fresh", match.start(), match.end(), ago=0.0)


def _grade(match: re.Match[str], text: Text, today: date) -> Said | None:
    if is_denied(text, match.start()) or says("past", text.text[: match.start()][-6:]):
        return None
    said = match["n"]
    last, grade = load_data("dates")["last_grades"].get(said[0]), chinese_number(said[1])
    year = None
    if last is not None and (grade >= last or said in load_data("dates")["near_last"]):
        year = today.year + (today.month >= _SUMMER) + max(0, last - grade)
    return Said("grade", match.start(), match.end(), year=year, ago=0.0)


def _fresh(match: re.Match[str], text: Text, _today: date) -> Said | None:
    before = text.text[max(0, match.start() - 6) : match.start()]
    if re.search(load_data("dates")["not_fresh"], before):
        return None
    return Said("fresh", match.start(), match.end(), ago=0.0)


def settled(found: list[Said], text: Text, cases: Cases, final: list[Candidate]) -> Said | None:
    """The one graduation that counts: the speaker's own before others', of the last degree."""
    mine = [_placed(one, cases) for one in found]
    for who in (("", -1), *dict.fromkeys((one.who, one.supposed) for one in mine)):
        own = [one for one in mine if (one.who, one.supposed) == who]
        if own:
            return _best(own, text, final)
    return None


def _placed(one: Said, cases: Cases) -> Said:
    who, supposed = cases.at(one.start)
    return replace(one, who=who, supposed=supposed)


def _best(own: list[Said], text: Text, final: list[Candidate]) -> Said:
    if len(own) > 1 and says("correction", text.text[own[-2].end : own[-1].start]):
        return own[-1]
    timed = [one for one in own if one.kind in ("date", "ago")]
    if len(timed) > 1 and (last := [one for one in timed if _belongs(one, text, final)]):
        own = [one for one in own if one not in timed or one in last]
    dated = [one for one in own if one.kind == "date"]
    grades = [one for one in own if one.kind == "grade"]
    if dated and (not grades or any(one.ago == 0 for one in dated)):
        return max(dated, key=lambda one: (one.year or 0, one.month is not None))
    if grades:
        return grades[-1]
    stated = [one for one in own if one.kind == "ago"] or own
    return min(stated, key=lambda one: one.ago or 0)


def _belongs(one: Said, text: Text, final: list[Candidate]) -> bool:
    """Whether it stands in a clause with the last degree: 本科19年毕业，硕士22年毕业."""
    first, last = text.clause(one.start, one.end)
    return any(first <= degree.start < last for degree in final)


def graduation_of(one: Said, text: Text) -> Graduation:
    """As it is handed out, with the places of the message."""
    start, end = text.span(one.start, one.end)
    return Graduation(one.year, one.month, one.day, one.ago, text.message[start:end], start, end)
