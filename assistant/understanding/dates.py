"""Dates in running text, and the years from graduation to an event.

Only whole years are ever compared with: 毕业三年多 is kept as 3.5, 快三年 as 2.5. A class (23届)
or a year alone counts by calendar years, a month by months, a full date by days.
"""

from __future__ import annotations

import re
from calendar import isleap
from collections.abc import Iterator
from datetime import date
from functools import cache

from assistant.understanding.facts_candidate import Candidate
from assistant.understanding.facts_mention import Graduation
from assistant.understanding.facts_text import Text, load_data
from assistant.understanding.quantities import TIME, plain_number

_FRAGMENT = re.compile(r"\{([a-z]\w*)\}")
_DIGITS = {one: str(i) for i, one in enumerate("零一二三四五六七八九")} | {"〇": "0"}
AHEAD = 8  # years: nobody speaks of a graduation later than that


@cache
def date_pattern(text: str) -> re.Pattern[str]:
    """A pattern of the word file, compiled."""
    return re.compile(_filled(text, _fragments()))


@cache
def _fragments() -> dict[str, str]:
    fragments: dict[str, str] = {"t": TIME}
    for name, fragment in load_data("dates")["fragments"].items():
        fragments[name] = _filled(fragment, fragments)
    return fragments


def _filled(text: str, fragments: dict[str, str]) -> str:
    return _FRAGMENT.sub(lambda found: fragments.get(found[1], found[0]), text)


def year_of(groups: dict[str, str | None], today: date) -> int | None:
    """The year that the groups rel or y say: 前年, 2023, 二三, 99."""
    if rel := groups.get("rel"):
        return today.year + int(load_data("dates")["relative"][rel])
    said = groups.get("y") or ""
    digits = "".join(_DIGITS.get(one, one) for one in said)
    if len(digits) == 4:
        return int(digits)
    if len(digits) != 2:
        return None
    year = 2000 + int(digits)
    return year if year <= today.year + AHEAD else year - 100


def month_or_day(said: str | None, most: int) -> int | None:
    """A number from 1 to `most`: 6, 六, 十二."""
    number = plain_number(said) if said else None
    return int(number) if number is not None and 1 <= number <= most else None


def exists(year: int, month: int, day: int) -> bool:
    """Whether there is such a day."""
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


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
    for match in date_pattern(load_data("dates")["born"]).finditer(text.text):
        year, month, day = int(match[1]), int(match[2]), int(match[3] or 0)
        if day and not exists(year, month, day):
            continue
        if not 1 <= month <= 12 or (not day and month == today.month):
            continue
        had = (today.month, today.day) >= (month, day or 1)
        age = today.year - year - (not had)
        if 14 <= age <= 100:
            yield Candidate("age", age, match.start(), match.end())
