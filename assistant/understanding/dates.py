"""When somebody graduated, out of running text; and how many years that is before an event.

Only whole years are ever compared with: 毕业三年多 is kept as 3.5, 快三年 as 2.5. A class (23届)
or a year alone counts by calendar years, a month by months, a full date by days.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from assistant.understanding.facts_candidate import LESS, Candidate, quantity
from assistant.understanding.facts_context import Cases, is_asked, is_denied, says
from assistant.understanding.facts_mention import Graduation
from assistant.understanding.facts_text import Text, load_data
from assistant.understanding.quantities import TIME, plain_number, whole

_FRAGMENT = re.compile(r"\{([a-z]\w*)\}")
_DIGITS = {one: str(i) for i, one in enumerate("零一二三四五六七八九")} | {"〇": "0"}
_OLDEST = 60
_LAST_GRADES = {"大": 4, "研": 3, "硕": 3}
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
                yield entry["kind"], _pattern(one)


@cache
def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(_filled(text, _fragments()))


@cache
def _fragments() -> dict[str, str]:
    fragments: dict[str, str] = {"t": TIME}
    for name, fragment in load_data("dates")["fragments"].items():
        fragments[name] = _filled(fragment, fragments)
    return fragments


def _filled(text: str, fragments: dict[str, str]) -> str:
    return _FRAGMENT.sub(lambda found: fragments.get(found[1], found[0]), text)


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
    year = _year(groups, today)
    if year is None or not today.year - _OLDEST <= year <= today.year + 8:
        return None
    if is_denied(text, match.start()) or says("asks_before", text.text[: match.start()][-3:]):
        return None
    month, day = _small(groups.get("m"), 12), _small(groups.get("d"), 31)
    if month is None or (day is not None and not _exists(year, month, day)):
        day = None
    ago = 0.0 if _is_ahead(year, month, today) else None
    if groups.get("rel") == "今年" or (ago is None and "应届" in match.group()):
        ago = 0.0 if year >= today.year else None
    return Said("date", match.start(), match.end(), year, month, day, ago)


def _year(groups: dict[str, str | None], today: date) -> int | None:
    if rel := groups.get("rel"):
        return today.year + int(load_data("dates")["relative"][rel])
    said = groups.get("y") or ""
    digits = "".join(_DIGITS.get(one, one) for one in said)
    if len(digits) == 4:
        return int(digits)
    if len(digits) != 2:
        return None
    year = 2000 + int(digits)
    return year if year <= today.year + 8 else year - 100


def _small(said: str | None, most: int) -> int | None:
    number = plain_number(said) if said else None
    return int(number) if number is not None and 1 <= number <= most else None


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _is_ahead(year: int, month: int | None, today: date) -> bool:
    return (year, month or 0) > (today.year, today.month if month else 0)


def _recent(match: re.Match[str], _text: Text, today: date) -> Said | None:
    month = _small(match["m"], 12)
    if month is None:
        return None
    year = today.year if month <= today.month else today.year - 1
    ago = 0.0 if year == today.year else None
    return Said("date", match.start(), match.end(), year, month, None, ago)


def _ago(match: re.Match[str], text: Text, _today: date) -> Said | None:
    after, before = text.text[match.end() :], text.text[: match.start("q")]
    if re.match(load_data("dates")["within"], after):
        return None
    if is_denied(text, match.start("q")) and not LESS.search(before):
        return None
    number = quantity("years", match["q"], before)
    if number is None or number > _OLDEST or before.endswith("第"):
        return None
    if re.match(r"[多几来]|[-~到至]", after) or re.search(
        r"[\d一二三四五六七八九十][-~到至、]$", before
    ):
        return None
    extra = 0.5 if re.match(r"[多余]", after) else 0
    return Said("ago", match.start(), match.end(), ago=whole(number + extra))


def _until(match: re.Match[str], _text: Text, _today: date) -> Said | None:
    return Said("fresh", match.start(), match.end(), ago=0.0)


def _grade(match: re.Match[str], text: Text, today: date) -> Said | None:
    if is_denied(text, match.start()) or says("past", text.text[: match.start()][-6:]):
        return None
    said = match["n"]
    last, grade = _LAST_GRADES.get(said[0]), "一二三四五".index(said[1]) + 1
    year = None
    if last is not None and (grade >= last or said == "大三"):
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


def years_since_graduation(graduation: Graduation, event: date) -> float:
    """The years from graduation to an event, never below 0; less than 1 is fresh (应届)."""
    if graduation.year is None:
        return graduation.years_ago or 0.0
    if graduation.month is None:
        return float(max(0, event.year - graduation.year))
    if graduation.day is None:
        months = (event.year - graduation.year) * 12 + event.month - graduation.month
        return max(0, months) / 12
    return _exact(date(graduation.year, graduation.month, graduation.day), event)


def _exact(day: date, event: date) -> float:
    if event <= day:
        return 0.0
    years = event.year - day.year
    last = _anniversary(day, event.year)
    if last > event:
        years -= 1
        last = _anniversary(day, event.year - 1)
    following = _anniversary(day, last.year + 1)
    return years + (event - last).days / (following - last).days


def _anniversary(day: date, year: int) -> date:
    if (day.month, day.day) == (2, 29) and not isleap(year):
        return date(year, 2, 28)
    return day.replace(year=year)


def born(text: Text, today: date) -> Iterator[Candidate]:
    """The age of somebody whose date of birth is said well enough to tell it."""
    for match in re.finditer(
        r"(?<!\d)((?:19|20)\d\d)[年./-](\d{1,2})[月./-](?:(\d{1,2})[日号]?)?(?:出?生|的?生日)",
        text.text,
    ):
        year, month, day = int(match[1]), int(match[2]), int(match[3] or 0)
        if day and not _exists(year, month, day):
            continue
        if not 1 <= month <= 12 or (not day and month == today.month):
            continue
        had = (today.month, today.day) >= (month, day or 1)
        age = today.year - year - (not had)
        if 14 <= age <= 100:
            yield Candidate("age", age, match.start(), match.end())
