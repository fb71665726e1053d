"""Changes figures of a right answer into wrong ones.

The figures are found by the corpus and not by the gate, so that what the gate does not see as a
figure counts against it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from corpus.clause import Figure
from corpus.figures import figures
from corpus.numerals import chinese_number, chinese_ordinal

Meaning = tuple[float | str, str]

_NUMERAL = re.compile(r"[一二三四五六七八九十两]+")
_ARABIC = re.compile(r"\d+(?:\.\d+)?")
_OTHER_UNITS = {
    "元": "万元", "万元": "元", "年": "个月", "个月": "年", "名": "万名", "人": "万人", "%": "倍",
    "％": "倍", "周岁": "年", "平方米": "亩", "次": "年", "届": "年", "个工作日": "个月",
    "个": "人", "天": "年",
}  # fmt: skip
_MEANS = {"万元": "元", "个月": "月", "天": "日", "个工作日": "工作日"}
_PERIODS = (("每月", "每年"), ("元/月", "元/年"), ("每年", "每月"), ("元/年", "元/月"))


@dataclass(frozen=True, slots=True)
class Mutation:
    """A changed answer: what stood there, what stands there now, and what that means."""

    kind: str
    answer: str
    before: str
    after: str
    start: int
    meaning: Meaning | None


def mutations(answer: str, policy: Sequence[Figure], chance: random.Random) -> Iterator[Mutation]:
    """One change of every kind that fits, for each figure of the answer."""
    for one in figures(answer):
        is_ordinal = answer[one.start - 1 : one.start] == "第"  # 第1年 of a schedule
        if one.kind in ("name", "document", "ratio") or is_ordinal:
            continue
        for kind, change in _CHANGES.items():
            made = change(one, chance)
            if made and made[0] != one.text:
                yield _replaced(answer, one, kind, *made)
        other = _other_figure(one, policy, chance)
        if other:
            yield _replaced(answer, one, "swap", other.text, (other.value, other.unit))
    yield from _periods(answer)


def _replaced(answer: str, one: Figure, kind: str, after: str, meaning: Meaning) -> Mutation:
    changed = answer[: one.start] + after + answer[one.end :]
    return Mutation(kind, changed, one.text, after, one.start, meaning)


def _digit(one: Figure, chance: random.Random) -> tuple[str, Meaning] | None:
    """Another digit in one place, of the same kind of numeral."""
    places = [n for n, sign in enumerate(one.text) if sign.isdigit() or sign in "二三四五六七八九"]
    if not places:
        return None
    place = chance.choice(places)
    old = one.text[place]
    is_first = place == 0 or not one.text[place - 1].isdigit()
    signs = "一二三四五六七八九" if not old.isdigit() else "123456789" if is_first else "0123456789"
    new = chance.choice([sign for sign in signs if sign != old])
    return _read_again(one.text[:place] + new + one.text[place + 1 :])


def _ten(one: Figure, chance: random.Random) -> tuple[str, Meaning] | None:
    """Ten times as much, or a tenth where that is a whole number."""
    match = _ARABIC.search(one.text)
    if not match or one.kind == "date":
        return None
    number = match[0]
    less = number.endswith("0") and chance.random() < 0.5
    text = number[:-1] if less else number + "0"
    return _read_again(one.text.replace(number, text, 1)) if text and text != "0" else None


def _numeral(one: Figure, chance: random.Random) -> tuple[str, Meaning] | None:
    """The same unit after a Chinese numeral of another value."""
    if one.kind == "date" or not isinstance(one.value, int | float):
        return None
    match = _ARABIC.match(one.text) or _NUMERAL.match(one.text)
    if not match:
        return None
    number = float(match[0]) if match[0][0].isdigit() else chinese_number(match[0])
    if not number:
        return None
    unit = one.text[match.end() :]
    size = len(str(int(number)))
    other = chance.choice([n for n in range(1, 10) if n != int(str(int(number))[0])])
    words = _words(other * 10 ** (size - 1))
    value = other * 10 ** (size - 1) * (one.value / number)
    if one.unit == "%":
        return f"百分之{words}", (value, "%")
    return words + unit, (value, one.unit)


def _unit(one: Figure, _: random.Random) -> tuple[str, Meaning] | None:
    match = re.fullmatch(r"([\d.]+|[一二三四五六七八九十两]+)(.+)", one.text)
    if one.kind == "date" or not match or match[2] not in _OTHER_UNITS:
        return None
    unit = _OTHER_UNITS[match[2]]
    number = float(match[1]) if match[1][0].isdigit() else chinese_number(match[1])
    value = number * 10_000 if unit.startswith("万") else number
    return match[1] + unit, (value, _MEANS.get(unit, unit.removeprefix("万")))


def _share(one: Figure, _: random.Random) -> tuple[str, Meaning] | None:
    """A share as a bare number or an amount; an amount as a share."""
    match = _ARABIC.match(one.text)
    if not match or one.kind not in ("share", "money"):
        return None
    value = float(match[0])
    if one.kind == "money":
        return f"{match[0]}%", (value, "%")
    return f"{match[0]}元", (value, "元")


_CHANGES: dict[str, Callable[[Figure, random.Random], tuple[str, Meaning] | None]] = {
    "digit": _digit,
    "ten": _ten,
    "numeral": _numeral,
    "unit": _unit,
    "share": _share,
}


def _other_figure(one: Figure, policy: Sequence[Figure], chance: random.Random) -> Figure | None:
    fitting = [other for other in policy if other.kind == one.kind and other.unit == one.unit]
    return chance.choice(fitting) if fitting else None


def _periods(answer: str) -> Iterator[Mutation]:
    """每月2000元 as 每年2000元, and the other way round, where the amount stands beside it."""
    for old, new in _PERIODS:
        pattern = rf"{old}(?=[\d.]+万?元)" if old.startswith("每") else re.escape(old)
        for match in re.finditer(pattern, answer):
            changed = answer[: match.start()] + new + answer[match.end() :]
            yield Mutation("period", changed, old, new, match.start(), None)


def _read_again(text: str) -> tuple[str, Meaning] | None:
    found = figures(text)
    return (text, (found[0].value, found[0].unit)) if len(found) == 1 else None


def _words(number: int) -> str:
    """The numeral of one digit and zeros: 3000 → 三千."""
    digit, zeros = int(str(number)[0]), len(str(number)) - 1
    scales = ("", "十", "百", "千", "万", "十万", "百万", "千万")
    return ("" if zeros == 1 and digit == 1 else chinese_ordinal(digit)) + scales[zeros]
