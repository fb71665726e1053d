"""Numbers as people write them: 五年半, 3个月, 1.5w, 一万五, 两百八十万, 仨人.

A range, a rough figure (三四年, 二十几万) or a half-written one gives None: no number is guessed.
"""

from __future__ import annotations

import re

from corpus.numerals import chinese_number

_HAN = "零〇一二两三四五六七八九十百千俩仨"
_SMALL = rf"(?<![\d.])(?:\d{{1,3}}(?:\.\d+)?(?![\d.])|[{_HAN}]+)"

# A stretch of time, a sum and a count, for patterns to be built with. They do not give back what
# they took: 20多万 must not be read as 2.
TIME = (
    rf"(?>大?半年多?|(?<![\d.])(?:\d{{1,3}}(?:\.\d+)?|[{_HAN}]+)"
    rf"(?:个?(?:半|多)?年(?:半|多|零?[\d{_HAN}]+个半?月)?|个(?:半|多)?月|周年))"
)
MONEY = (
    r"(?>(?<![\d.])\d[\d,]*(?:\.\d+)?(?:[百千万亿wk]+\d?)?"
    rf"|[{_HAN}万亿]*[一二两三四五六七八九十百千万亿][{_HAN}万亿]*)"
)
COUNT = rf"(?>(?<![\d.])\d{{1,7}}(?![\d.])|[{_HAN}万]+)"

_YEARS = re.compile(rf"(?P<n>{_SMALL})个?(?P<half>半)?(?P<more>多)?周?年(?P<tail>半|多)?")
_MONTHS = re.compile(rf"(?P<n>{_SMALL})个(?P<half>半)?(?P<more>多)?月")
_SCALES = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000, "w": 10_000, "k": 1000}
_DIGITS = {one: i for i, one in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SPOKEN = {"俩": 2, "仨": 3, "两": 2}
_HALF_YEARS = {"半年": 6.0, "大半年": 6.5, "半年多": 6.5}
_TWO_DIGITS = re.compile(r"[一二两三四五六七八九]{2}|[几多来]")
_SHORT_END = re.compile(r"(?<=[百千万亿])[一二三四五六七八九]$")
_LATIN_MONEY = re.compile(r"(?P<n>\d+(?:\.\d+)?)(?P<scale>[百千万亿wk]*)(?P<tail>\d)?")


def plain_number(text: str) -> float | None:
    """3, 2.5, 三, 二十一, 俩; None for 三四 and for what is no number."""
    text = text.removesuffix("个人")
    if text in _SPOKEN:
        return _SPOKEN[text]
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text)
    if _TWO_DIGITS.search(text):
        return None
    try:
        return chinese_number(text)
    except ValueError:
        return None


def months_of(text: str) -> float | None:
    """The months of a stretch of time: 两年半 → 30, 五年多 → 66 (a half more), 半年 → 6."""
    if text in _HALF_YEARS:
        return _HALF_YEARS[text]
    total = 0.0
    years = _YEARS.match(text)
    if years:
        number = plain_number(years["n"])
        if number is None:
            return None
        extra = bool(years["half"] or years["more"] or years["tail"])
        total = (number + (0.5 if extra else 0)) * 12
    months = _MONTHS.search(text, years.end() if years else 0)
    if months:
        number = plain_number(months["n"])
        if number is None:
            return None
        total += number + (0.5 if months["half"] or months["more"] else 0)
    return total if years or months else None


def is_by_year(text: str) -> bool:
    """Whether a stretch of time is told in years, not in months alone."""
    return "年" in text


def money_of(text: str) -> int | None:
    """The whole yuan of a sum: 1.5w, 一万五, 3k, 15,000, 两百八十万."""
    text = text.replace(",", "")
    latin = _LATIN_MONEY.fullmatch(text)
    if latin:
        scale = 1
        for one in latin["scale"]:
            scale *= _SCALES[one]
        tail = int(latin["tail"]) * scale // 10 if latin["tail"] else 0
        return round(float(latin["n"]) * scale) + tail
    if _TWO_DIGITS.search(text):
        return None
    try:
        if _SHORT_END.search(text):
            last = _SCALES[text[-2]]
            return chinese_number(text[:-1]) + _DIGITS[text[-1]] * last // 10
        return chinese_number(text)
    except ValueError:
        return None


def count_of(text: str) -> int | None:
    """A whole number of people or things."""
    number = plain_number(text) if "万" not in text else money_of(text)
    return int(number) if number is not None and float(number).is_integer() else None


def whole(number: float) -> int | float:
    """5.0 as 5; more than three decimals are of no use."""
    rounded = round(number, 3)
    return int(rounded) if float(rounded).is_integer() else rounded
