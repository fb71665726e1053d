"""Whether the words that a fact is said to come from carry it: its number, its yes or no."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assistant.model.words import Words
from corpus.numerals import NUMERAL, chinese_number
from corpus.rulebook import Fact

_NUMBER = re.compile(rf"(?P<n>\d[\d,]*(?:\.\d+)?|[{NUMERAL}]+)(?P<scale>[万千亿kKwW]?)")
_HALF_YEAR = re.compile(r"(?<![一二两三四五六七八九十\d个年])半(?:个)?(?P<unit>年|月)")
_TWO_DIGITS = re.compile(r"[一二两三四五六七八九]{2}")
_RANGE = re.compile(rf"^[元年月岁万个]*\s*[-—~～至到、]\s*[\d{NUMERAL}]|^[-—~～至到、]")
_SCALES = {"万": 10_000, "w": 10_000, "千": 1_000, "k": 1_000, "亿": 100_000_000}
_OTHER_UNITS = ("天", "日", "周", "小时", "元", "万", "人", "号", "楼", "%", "％")


def carries(said: str, fact: Fact, value: object, words: Words) -> bool:
    """Whether `said` can be the source of the value; its place in the message is checked elsewhere.

    Numbers must stand in it exactly, in digits or Chinese numerals, unhedged, in a unit that fits
    the fact's; a school as it was written; a yes or no must have, or lack, a negation.
    """
    if len(said) < 2 or said in words.bare:
        return False
    if fact.type == "bool":
        return (value is False) == any(one in words.negations for one in said)
    if fact.type == "text":
        return isinstance(value, str) and value.strip() in said
    if isinstance(value, int | float) and not isinstance(value, bool):
        return any(abs(one - value) < 1e-9 for one in numbers(said, fact.unit, words))
    return True


def numbers(said: str, unit: str | None, words: Words) -> Iterator[float]:
    """The exact numbers in some words, converted between months and years where `unit` is one."""
    text = unicodedata.normalize("NFKC", said)
    if unit == "元" and "月" in text:
        return
    for match in _HALF_YEAR.finditer(text):
        if not _is_vague(text, *match.span(), words):
            yield from _in_unit(0.5, match["unit"], unit)
    for match in _NUMBER.finditer(text):
        start, end = match.span()
        after = text[end:]
        if _TWO_DIGITS.search(match["n"]) or _is_vague(text, start, end, words):
            continue
        if start and text[start - 1] in "-—~～至到、.":
            continue
        if match["scale"] and unit in ("年", "月", "周岁"):
            continue
        yield from _in_unit(_value(match) + _half(after), after.lstrip(" 个"), unit)


def _value(match: re.Match[str]) -> float:
    scale = _SCALES.get(match["scale"].lower(), 1)
    text = match["n"]
    if text[0].isdigit():
        return float(text.replace(",", "")) * scale
    try:
        return float(chinese_number(text)) * scale
    except ValueError:
        return float("nan")


def _half(after: str) -> float:
    """三年半, 三个半月."""
    return 0.5 if re.match(r"年半|个半", after) else 0.0


def _in_unit(number: float, after: str, unit: str | None) -> Iterator[float]:
    if unit == "年":
        if after.startswith("月"):
            yield number / 12
        elif not after.startswith((*_OTHER_UNITS, "岁", "周岁")):
            yield number
    elif unit == "月":
        if after.startswith("年"):
            yield number * 12
        elif not after.startswith((*_OTHER_UNITS, "岁")):
            yield number
    elif unit == "周岁":
        if not after.startswith(("年", "月", *(one for one in _OTHER_UNITS if one != "周"))):
            yield number
    else:
        yield number


def _is_vague(text: str, start: int, end: int, words: Words) -> bool:
    after = re.sub(r"^(?:个|年|月|岁|周岁|元|块|万)+", "", text[end:])
    return (
        text[:start].endswith(words.vague_before)
        or text[end:].startswith(words.vague_after)
        or after.startswith(words.vague_after)
        or bool(_RANGE.match(text[end:]))
    )
