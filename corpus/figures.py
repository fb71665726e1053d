"""Finds the figures of a clause: amounts, shares, durations, counts, dates, with unit and span."""

import re
from collections.abc import Callable

from corpus.clause import Figure, FigureKind
from corpus.numerals import chinese_number

_ARABIC = r"\d+(?:\.\d+)?"
_CHINESE = r"[一二三四五六七八九十两]+"
_COUNT_UNITS = "人|名|个|次|届|所"

Reading = tuple[float | str, str, FigureKind]


def _number(text: str) -> float:
    value = float(text) if text[0].isdigit() else float(chinese_number(text))
    return int(value) if value.is_integer() else value


def _date(match: re.Match[str]) -> Reading:
    year, month, day = match["y"], match["m"], match["d"]
    parts = [year, month and month.zfill(2), day and day.zfill(2)]
    return "-".join(part for part in parts if part), "日期", "date"


def _unit(unit: str, kind: FigureKind, times: int = 1) -> Callable[[re.Match[str]], Reading]:
    return lambda match: (_number(match["n"]) * times, unit, kind)


def _own_unit(kind: FigureKind) -> Callable[[re.Match[str]], Reading]:
    return lambda match: (_number(match["n"]), match["u"], kind)


def _as_written(unit: str, kind: FigureKind) -> Callable[[re.Match[str]], Reading]:
    return lambda match: (match["n"], unit, kind)


# In this order; a span belongs to the first rule that takes it.
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Reading]], ...] = (
    (re.compile(r"(?P<n>〔\d{4}〕\d+号)"), _as_written("文号", "document")),
    (re.compile(r"(?P<n>\d+\.\d+)版"), _as_written("版", "document")),
    (re.compile(r"“(?P<n>985|211)”"), _as_written("院校", "name")),
    (re.compile(r"(?P<y>\d{4})年(?:(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?)?"), _date),
    (re.compile(r"(?P<y>)(?P<m>\d{1,2})月(?P<d>\d{1,2})日"), _date),
    (re.compile(r"(?P<n>\d+:\d+)"), _as_written("比例", "ratio")),
    (re.compile(rf"(?P<n>{_ARABIC})万元"), _unit("元", "money", 10_000)),
    (re.compile(rf"(?P<n>{_ARABIC})元"), _unit("元", "money")),
    (re.compile(rf"(?P<n>{_ARABIC})[%％]"), _unit("%", "share")),
    (re.compile(rf"(?P<n>{_ARABIC})周岁"), _unit("周岁", "age")),
    (re.compile(rf"(?P<n>{_ARABIC})平方米"), _unit("平方米", "area")),
    (re.compile(rf"(?P<n>{_ARABIC}|{_CHINESE})个工作日"), _unit("工作日", "duration")),
    (re.compile(rf"(?P<n>{_ARABIC}|{_CHINESE})个月"), _unit("月", "duration")),
    (re.compile(rf"(?P<n>{_ARABIC}|{_CHINESE})年(?!度|轻)"), _unit("年", "duration")),
    (re.compile(rf"(?P<n>{_CHINESE})天"), _unit("日", "duration")),
    (re.compile(rf"(?P<n>{_ARABIC})(?P<u>{_COUNT_UNITS})"), _own_unit("count")),
    (re.compile(rf"(?<!第)(?P<n>{_CHINESE})(?P<u>次|届)(?!性)"), _own_unit("count")),
    (re.compile(r"(?P<n>[一二三四五六七八九十]+)大产业"), _unit("个", "count")),
)
# Numbers of items and annexes are no figures.
_NUMBERING = re.compile(r"^(?:附件：)?\d+\.(?!\d)|^（\d+）", re.MULTILINE)


def figures(text: str) -> tuple[Figure, ...]:
    """All figures of `text`, in order of their place."""
    taken = [match.span() for match in _NUMBERING.finditer(text)]
    found: list[Figure] = []
    for pattern, read in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other_end and other_start < end for other_start, other_end in taken):
                continue
            taken.append((start, end))
            value, unit, kind = read(match)
            found.append(Figure(match[0], value, unit, kind, start, end))
    return tuple(sorted(found, key=lambda figure: figure.start))


def bare_digits(text: str) -> tuple[str, ...]:
    """Digits of `text` that belong to no figure and no numbering: in a sound text, none."""
    covered = {i for match in _NUMBERING.finditer(text) for i in range(*match.span())}
    covered |= {i for figure in figures(text) for i in range(figure.start, figure.end)}
    return tuple(
        match[0]
        for match in re.finditer(r"\d+", text)
        if not covered.issuperset(range(*match.span()))
    )
