"""Masks what identifies a person before a message is stored, logged or sent anywhere.

Identity cards, mobile and fixed telephones, bank cards, e-mail, passports, WeChat and QQ names,
licence plates; also with blanks or dashes in them, in full width, in 汉字, split by characters that
cannot be seen. Names stay. So do amounts, years, dates, 12345, 985/211 and 吉发〔2021〕3号.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.characters import as_numbers, is_invisible
from corpus.yaml_file import read_yaml

_WORDS = Path(__file__).with_suffix(".yaml")
_Check = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without private numbers, and the kinds that were in it, as people call them."""

    text: str
    kinds: tuple[str, ...] = ()


def masked(text: str) -> Masked:
    """The text with every private number replaced by its kind: 〔手机号〕.

    Never raises; of a masked text it gives that text again.
    """
    kinds: dict[str, None] = {}
    while True:
        seen = [place for place, character in enumerate(text) if not is_invisible(character)]
        spans = _spans(as_numbers("".join(text[place] for place in seen)))
        if not spans:
            return Masked(text, tuple(kinds))
        for start, end, kind in reversed(spans):
            mask = _words()["mask"].format(kind=_words()[kind])
            rest = text[seen[end] :] if end < len(seen) else ""
            text = text[: seen[start]] + mask + rest
        kinds |= dict.fromkeys(_words()[kind] for _, _, kind in spans)


@cache
def _words() -> dict[str, str]:
    words: dict[str, str] = read_yaml(_WORDS)
    return words


def _spans(text: str) -> list[tuple[int, int, str]]:
    """Start, end and kind of what is to be masked, in order; the first rule takes a place."""
    taken: list[tuple[int, int, str]] = []
    for kind, pattern, check in _RULES:
        for match in pattern.finditer(text):
            start, end = match.span("n")
            is_free = all(end <= other or other_end <= start for other, other_end, _ in taken)
            if is_free and check(match["n"]):
                taken.append((start, end, kind))
    return sorted(taken)


def _digits(text: str) -> str:
    return re.sub(r"[^\dX]", "", text.upper())


def _groups(text: str) -> list[str]:
    return re.findall(r"\d+", text)


def _always(_: str) -> bool:
    return True


def _is_identity(text: str) -> bool:
    """A province, a day of birth; 18 characters, or 15 of an old card. Slips are masked too."""
    digits = _digits(text)
    born = digits[6:14] if len(digits) == 18 else f"19{digits[6:12]}"
    month, day = int(born[4:6]), int(born[6:8])
    return bool(_PROVINCES.match(digits)) and 1 <= month <= 12 and 1 <= day <= 31


def _is_card(text: str) -> bool:
    """The check digit, or 62 of a domestic card, where slips are masked too."""
    digits = _digits(text)
    is_domestic = digits.startswith("62") and len(digits) >= 16
    return (is_domestic or _luhn(digits)) and not _are_amounts(text)


def _luhn(digits: str) -> bool:
    doubled = (int(one) * (2 if place % 2 else 1) for place, one in enumerate(digits[::-1]))
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0


def _is_mobile(text: str) -> bool:
    """Not a date with what follows (1995-08-12 985), nor a list of amounts (1500 1600 500)."""
    groups = _groups(text)
    is_date = len(groups) > 2 and len(groups[0]) == 4 and len(groups[1]) <= 2
    return not is_date and not _are_amounts(text)


def _are_amounts(text: str) -> bool:
    groups = _groups(text)
    return len(groups) > 2 and all(len(one) >= 3 and one.endswith("00") for one in groups)


_PROVINCES = re.compile("1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3]|91")
# What stands between the digits of one number.
_GAP = r"[\s\-–—‐‑‒−_.·•*/\\()]{0,3}"
_DASH = r"[\s\-–—‐‑‒−.]{0,2}"
_LIST = r"[\s\-–—‐‑‒−_.·,，、]{1,2}"
_BREAKABLE = rf"(?:{_GAP}\d)"
_CALLED = r"(?:[号码是为:= ]|我的|的|就|叫){0,5}"
_PLATE_PLACES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"

_RULES: tuple[tuple[str, re.Pattern[str], _Check], ...] = (
    (
        "email",
        re.compile(
            r"(?P<n>[A-Za-z0-9._%+\-]{1,64} ?(?:@|\(at\)|\[at\]) ?"
            r"[A-Za-z0-9\-]{1,63}(?: ?[.。] ?[A-Za-z]{2,24}){1,4})"
        ),
        _always,
    ),
    (
        "identity",
        re.compile(rf"(?<!\d)(?P<n>[1-9]{_BREAKABLE}{{16}}{_GAP}[\dXx])(?![\dA-Za-z])"),
        _is_identity,
    ),
    ("identity", re.compile(r"(?<!\d)(?P<n>[1-9]\d{16}[\dXx])(?!\d)"), _is_identity),
    ("identity", re.compile(r"(?<!\d)(?P<n>[1-9]\d{14})(?!\d)"), _is_identity),
    ("bank_card", re.compile(r"(?<!\d)(?P<n>\d{13,19})(?!\d)"), _is_card),
    (
        "bank_card",
        re.compile(
            rf"(?<!\d)(?P<n>[3-69]\d{{3}}(?:{_LIST}\d{{4}}){{3}}(?:{_LIST}\d{{1,3}})?)(?!\d)"
        ),
        _is_card,
    ),
    ("bank_card", re.compile(rf"(?<!\d)(?P<n>[3-69]{_BREAKABLE}{{15,18}})(?!\d)"), _is_card),
    ("identity", re.compile(rf"(?<!\d)(?P<n>[1-9]{_BREAKABLE}{{14}})(?!\d)"), _is_identity),
    (
        "bank_card",
        re.compile(rf"(?:卡号?|[账帐][号户]){_CALLED}(?P<n>\d{_BREAKABLE}{{11,18}})(?!\d)"),
        _always,
    ),
    (
        "mobile",
        re.compile(
            rf"(?<!\d)(?P<n>(?:(?:\+|00) ?86{_DASH}|86{_DASH})?1{_GAP}[3-9]{_BREAKABLE}{{9}})(?!\d)"
        ),
        _is_mobile,
    ),
    (
        "mobile",
        re.compile(rf"(?<!\d)(?P<n>1[3-9]\d{_LIST}\d{{4}}{_LIST}\d{{4}})(?!\d)"),
        _is_mobile,
    ),
    (
        "telephone",
        re.compile(
            rf"(?<!\d)(?P<n>(?:(?:\+|00) ?86{_DASH})?\(?0(?:10|2\d|[3-9]\d{{2}})\)?{_DASH}"
            rf"[1-9]\d{{2,3}}{_DASH}\d{{4}}(?: ?(?:转|-|ext\.?) ?\d{{1,6}})?)(?!\d)"
        ),
        _always,
    ),
    ("telephone", re.compile(rf"(?<!\d)(?P<n>[48]00{_DASH}\d{{3}}{_DASH}\d{{4}})(?!\d)"), _always),
    (
        "telephone",
        re.compile(
            rf"(?:电话|座机|手机|联系方式|号码|致电|打给?我|(?i:tel|phone)){_CALLED}"
            rf"(?P<n>\d{{3,4}}{_DASH}\d{{4}}|\d{{7,11}})(?!\d)"
        ),
        _always,
    ),
    (
        "qq",
        re.compile(rf"(?:(?i:qq)|扣扣|企鹅){_CALLED}(?P<n>\d{{5,12}})(?!\d)"),
        _always,
    ),
    (
        "wechat",
        re.compile(
            rf"(?:微信|薇信|威信|[vV]信|(?<![A-Za-z])(?i:vx|wx|wechat|weixin))(?:(?i:id))?{_CALLED}"
            r"(?P<n>[A-Za-z][A-Za-z0-9_\-]{5,19})(?![A-Za-z0-9_])"
        ),
        _always,
    ),
    (
        "passport",
        re.compile(
            r"(?<![A-Za-z\d])(?P<n>[EGDSPHMCW] ?\d{4} ?\d{4}|E[A-Z] ?\d{7})(?![A-Za-z\d])",
            re.IGNORECASE,
        ),
        _always,
    ),
    (
        "passport",
        re.compile(rf"(?:护照|通行证|军官证|证件){_CALLED}(?P<n>[A-Za-z]{{0,2}}\d{{6,12}})(?!\d)"),
        _always,
    ),
    (
        "plate",
        re.compile(
            rf"(?P<n>[{_PLATE_PLACES}] ?[A-HJ-NP-Z] ?[·.\-]? ?(?=[A-Z]{{0,3}}\d)"
            r"[A-HJ-NP-Z\d]{5,6})(?![A-Za-z\d])"
        ),
        _always,
    ),
    ("long", re.compile(r"(?P<n>\d{11,})"), _always),
)
