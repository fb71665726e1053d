"""Finds every figure of running Chinese text, as written and as a value with its unit.

12万元, 120000元 and 十二万元 are one value; 60个月 is not 5年. What could be a figure and cannot be
read (十百元) keeps its characters as value. Ordinals, labels, marks and 一个, 一次 are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from assistant.verification.no_figures import no_figures
from assistant.verification.numbers import HAN_DIGIT, NUMBER, numbers, plain, scale_of
from assistant.verification.said_figure import SaidFigure, Value
from assistant.verification.signed import signed_figures
from assistant.verification.units import DATE, MONEY, NO_UNIT, SHARE, UNIT, unit_of

_HALF = re.compile(r"半(?P<u>年(?![度轻级])|个?月|天|个?小时)")
_HALF_UNITS = {"年": "年", "月": "月", "天": "日", "小时": "小时"}
_NUMBER = re.compile(NUMBER)
_LARGE_NUMERAL = re.compile(rf"[百千万亿]|[{HAN_DIGIT}]十|十[{HAN_DIGIT}]")
_AROUND = re.compile(r"[多余几来]?(?:[万亿](?=[元块人名]))? ?")
_JOIN = re.compile(r" ?(?:[—–\-~、/]{1,2}|至|到|或者?|和) ?")

_PER_BEFORE = re.compile(
    r"(?:每(?:人|位|名|户|家|生|个)*[每/]?个?|按|(?<![分第满])一个?"
    r"|(?<![\d个一二三四五六七八九十两半])(?=[月年][补领发均付]))"
    r"(?P<p>月|年|学期|季度|天|日)[^,，。;；、\n\d]{0,8}$"
)
_PER_AFTER = re.compile(
    r"^(?: ?[/每] ?(?:人 ?[·/每]? ?)?|每人每|一)个?(?P<p>月|年|学期|季度|天|日)(?![度薪])"
)


def figures_said(text: str) -> tuple[SaidFigure, ...]:
    """Every figure of the text, in order of its place; 七八百 is two at the same place."""
    if not text:
        return ()
    even = plain(text)
    taken = list(no_figures(even))
    found: list[SaidFigure] = []
    for group in (*((one,) for one in signed_figures(even)), *_counted(even)):
        start, end = group[0].start, group[0].end
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        taken.append((start, end))
        found += [replace(one, text=text[start:end]) for one in group]
    found.sort(key=lambda one: one.start)
    return tuple(_with_periods(even, _with_units(even, found)))


def _counted(text: str) -> Iterator[tuple[SaidFigure, ...]]:
    """Numbers, with the unit that follows; two at one place for 七八百."""
    for match in _HALF.finditer(text):
        if text[match.start() - 1 : match.start()] not in ("年", "个", "点"):
            unit = _HALF_UNITS[match["u"].removeprefix("个")]
            yield (SaidFigure("", Fraction(1, 2), unit, "duration", *match.span()),)
    for match in _NUMBER.finditer(text):
        group = tuple(_number(text, match))
        if group:
            yield group


def _number(text: str, match: re.Match[str]) -> Iterator[SaidFigure]:
    start, end = match.span()
    written = match[0]
    around = _AROUND.match(text, end)
    after = around.end() if around else end
    times = scale_of(text[after - 1]) if text[end:after].strip(" 多余几来") else 1
    unit_match = UNIT.match(text, after)
    if unit_match:
        unit, kind = unit_of(unit_match)
        end = unit_match.end()
        is_one = written == "一" and _says_nothing(text, start, end)
        if kind == "count" and (is_one or text.startswith("性", end)):
            return
        if written + unit_match[0] == "一块":
            return
    elif text[start - 1 : start] == "¥":
        unit, kind = MONEY, "money"
    elif _is_bare_number(text, match):
        unit, kind = NO_UNIT, "number"
    else:
        return
    for value in numbers(written) or ((written,) if unit else ()):
        found = SaidFigure("", value, unit, kind, start, end, scale=scale_of(written) * times)
        yield _in_base_unit(found, times)


def _says_nothing(text: str, start: int, end: int) -> bool:
    """Of a count of 一: 一个, 一次, 一名 say nothing; × 一人 and 一名左右 do."""
    return not text[:start].endswith(("× ", "×")) and not text.startswith("左右", end)


def _is_bare_number(text: str, match: re.Match[str]) -> bool:
    """Digits that are no part of a Latin word; numerals from 十一 on, but not 二十大."""
    if match[0][0].isdigit():
        return not re.match(r"[A-Za-z]", text[match.start() - 1 : match.start()])
    return bool(_LARGE_NUMERAL.search(match[0])) and not text.startswith("大", match.end())


def _in_base_unit(one: SaidFigure, times: int) -> SaidFigure:
    """20多万元, 一年半, 八成, 3‰ in 元, 年 and %."""
    if isinstance(one.value, str):
        return one
    value = one.value * times
    if one.unit in ("年半", "个半月"):
        unit = one.unit.replace("半", "").removeprefix("个")
        return replace(one, value=value + Fraction(1, 2), unit=unit)
    if one.unit == "成":
        return replace(one, value=value * 10, unit=SHARE)
    if one.unit == "‰":
        return replace(one, value=value / 10, unit=SHARE)
    return replace(one, value=value)


def _with_units(text: str, found: list[SaidFigure]) -> list[SaidFigure]:
    """500—1000元, 3至5年, 500、800元: a number without unit takes that of the next one."""
    done: list[SaidFigure] = []
    for one in reversed(found):
        after = done[-1] if done else None
        join = text[one.end : after.start] if after else ""
        takes = one.kind == "number" and after is not None and _JOIN.fullmatch(join)
        done.append(_taking(one, after, join) if takes and after else one)
    return done[::-1]


def _taking(one: SaidFigure, after: SaidFigure, join: str) -> SaidFigure:
    if after.kind in ("number", "document", "name", "ratio"):
        return one
    if after.kind == "date":
        is_year = isinstance(one.value, Fraction) and 1900 <= one.value < 2100
        value: Value = str(one.value) if is_year else one.value
        return replace(one, value=value, unit=DATE, kind="date") if is_year else one
    if isinstance(one.value, Fraction) and isinstance(after.value, Fraction):
        top = Fraction(1000) if "、" in join else after.value / after.scale
        if one.scale == 1 and after.scale >= 10_000 and one.value < top:
            return replace(
                one, value=one.value * after.scale, unit=after.unit, kind=after.kind,
                scale=after.scale,
            )  # fmt: skip
    return replace(one, unit=after.unit, kind=after.kind)


def _with_periods(text: str, found: list[SaidFigure]) -> Iterator[SaidFigure]:
    """Amounts with the period that stands beside them; both ends of a range have it."""
    before: SaidFigure | None = None
    periods = [_period(text, one) for one in found]
    for place, one in enumerate(found):
        per = periods[place]
        joined = place + 1 < len(found) and _JOIN.fullmatch(text[one.end : found[place + 1].start])
        if not per and joined:
            per = periods[place + 1]
        if not per and before and _JOIN.fullmatch(text[before.end : one.start]):
            per = before.per
        before = replace(one, per=per if one.unit == MONEY else "")
        yield before


def _period(text: str, one: SaidFigure) -> str:
    if one.unit != MONEY:
        return ""
    after = _PER_AFTER.match(text[one.end : one.end + 12])
    before = _PER_BEFORE.search(text[max(0, one.start - 24) : one.start])
    found = after or before
    return found["p"].replace("日", "天") if found else ""
