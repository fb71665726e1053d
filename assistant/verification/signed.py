"""Figures known by their signs and not by a unit: dates, 〔2021〕3号, “985”, 百分之八十, 1:1."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from assistant.verification.numbers import HAN, NUMBER, numbers
from assistant.verification.said_figure import SaidFigure, Value
from assistant.verification.units import DATE, MONEY, SHARE

_Read = Callable[[re.Match[str]], Value]
_SMALL = rf"\d{{1,2}}|{HAN}"
_YEAR = r"\d{4}|[一二三四五六七八九〇零]{4}"
_WHOLES = {"百": Fraction(100), "千": Fraction(1000), "万": Fraction(10_000)}


def signed_figures(text: str) -> Iterator[SaidFigure]:
    """All of them, also where they overlap: the first of a place counts. `text` is in plain form.

    The figures have no text of their own yet.
    """
    for pattern, unit, kind, read in _RULES:
        for match in pattern.finditer(text):
            yield SaidFigure("", read(match), unit, kind, *match.span())


def first_value(text: str) -> Value:
    """The (lower) value of a number; its characters where it has none."""
    values = numbers(text)
    return values[0] if values else text


def _date(match: re.Match[str]) -> str:
    year, month, day = (first_value(part) if part else "" for part in match.group("y", "m", "d"))
    parts = [str(year), str(month).zfill(2) if month else "", str(day).zfill(2) if day else ""]
    return "-".join(part for part in parts if part)


def _first(match: re.Match[str]) -> Value:
    return first_value(match[1])


def _ratio(match: re.Match[str]) -> str:
    return ":".join(str(first_value(part)) for part in match.groups())


def _share(match: re.Match[str]) -> Value:
    whole = _WHOLES.get(match["whole"]) or first_value(match["whole"])
    part = Fraction(100) if match["part"] == "百" else first_value(match["part"])
    if isinstance(whole, str) or isinstance(part, str) or not whole:
        return match[0]
    return 100 * part / whole


# In this order; a place belongs to the first rule that takes it.
_RULES: tuple[tuple[re.Pattern[str], str, str, _Read], ...] = (
    (
        re.compile(r"[〔\[(](\d{4})[〕\])] ?(\d+)号"),
        "文号",
        "document",
        lambda match: f"〔{match[1]}〕{match[2]}号",
    ),
    (re.compile(r"(?<=¥)(\d{1,3}(?:,\d{3})+)(?![\d.,万千亿])"), MONEY, "money", _first),
    (re.compile(r"(?<![\d.])(\d+\.\d+)版"), "版", "document", lambda match: match[1]),
    (
        re.compile(
            r"“?(?:(?<=985[,，/、])|(?<![\d.¥])(?<!\d,))(985|211)"
            r"(?!\d|\.\d|,(?!(?:985|211)(?!\d))\d{3}"
            r"|(?:,\d{3})* ?[万千元块人名个年月日天岁%次项])”?"
        ),
        "院校",
        "name",
        lambda match: match[1],
    ),
    (
        re.compile(
            rf"(?<![\d.])(?P<y>{_YEAR})年(?:(?P<m>{_SMALL})月份?(?:(?P<d>{_SMALL})[日号])?)?"
        ),
        DATE,
        "date",
        _date,
    ),
    (
        re.compile(r"(?<![\d.])(?P<y>(?:19|20)\d\d)([-/.])(?P<m>\d{1,2})\2(?P<d>\d{1,2})(?!\d)"),
        DATE,
        "date",
        _date,
    ),
    (re.compile(rf"(?P<y>)(?<![\d个])(?P<m>{_SMALL})月(?P<d>{_SMALL})[日号]"), DATE, "date", _date),
    (re.compile(r"(?<!\d)(?P<y>(?:19|20)\d\d)[届级](?P<m>)(?P<d>)"), DATE, "date", _date),
    (
        re.compile(rf"(?P<whole>百|千|万|{HAN}|\d+)分之(?P<part>百|{NUMBER})"),
        SHARE,
        "share",
        _share,
    ),
    (re.compile(r"(?<![\d.:])(\d+) ?: ?(\d+)(?![\d:])"), "比例", "ratio", _ratio),
    (re.compile(rf"({HAN}|\d+)比({HAN}|\d+)(?![\d一-九])"), "比例", "ratio", _ratio),
    (
        re.compile(r"(?<![\d/.])(?P<part>[1-9]\d?)/(?P<whole>[1-9]\d?)(?![\d/.])"),
        SHARE,
        "share",
        _share,
    ),
    (
        re.compile(rf"({HAN}|\d+)大(?=产业|行动|集群|计划|工程|类)(?:产业)?"),
        "个",
        "count",
        _first,
    ),
)
