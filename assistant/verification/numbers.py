"""Reads numbers of running text: 2000, 1,200, 1.2万, 12万5千, 十二, 两千五, 七八百, 3k.

`plain` brings digits and signs to one form, character for character, so that offsets stay.
"""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

_ALIKE = {
    "兩": "两", "俩": "两", "○": "〇", "萬": "万", "億": "亿", "￥": "¥", "～": "~", "﹪": "%",
    "٪": "%", "〜": "~", "\u00a0": " ", "\u3000": " ", "\u2009": " ", "\u202f": " ",
}  # fmt: skip
_FORMAL = dict(zip("壹贰貳叁參肆伍陆陸柒捌玖拾佰仟", "一二二三三四五六六七八九十百千", strict=True))
_FORMAL_RUN = re.compile(rf"[{''.join(_FORMAL)}零万亿]{{2,}}(?=\s?[元圆年个名人%])|(?<=¥)[壹-玖]")
_DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_SCALES = {"十": 10, "百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_LETTERS = {"k": 1000, "w": 10_000}

ARABIC = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
HAN_DIGIT = "一二两三四五六七八九"
HAN = (
    rf"[{HAN_DIGIT}十〇零][{HAN_DIGIT}十百千万亿零〇]*"
    rf"(?:点[{HAN_DIGIT}零〇]+[百千万亿]*)?"
)
NUMBER = (
    rf"(?:{ARABIC} ?[十百千万亿]{{1,2}}(?:零?(?:\d+(?:\.\d+)?|[{HAN_DIGIT}])[十百千万])*"
    rf"(?:[{HAN_DIGIT}](?=[元块]))?"
    rf"|{ARABIC} ?[kKwW](?![A-Za-z])|{ARABIC}[eE]\d{{1,2}}(?![\dA-Za-z])|{ARABIC}|{HAN})"
)
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|.")
_APPROXIMATE = re.compile(rf"([{HAN_DIGIT}])([{HAN_DIGIT}])([十百千万亿]*)")
_POINT = re.compile(r"(.+)点(.+?)([百千万亿]*)")


def plain(text: str) -> str:
    """The text with digits and signs in one form: full width, other scripts' digits, 壹贰叁."""
    narrow = "".join(map(_plain_character, text))
    return _FORMAL_RUN.sub(lambda run: "".join(_FORMAL.get(c, c) for c in run[0]), narrow)


def numbers(text: str) -> tuple[Fraction, ...]:
    """The value of a number; two values for 七八百; nothing where it cannot be read."""
    approximate = _APPROXIMATE.fullmatch(text)
    if approximate:
        low, high, scale = approximate.groups()
        both = [_value(one + scale) for one in (low, high)]
        return tuple(one for one in both if one is not None)
    value = _value(text)
    return () if value is None else (value,)


def scale_of(text: str) -> int:
    """What the number's last character multiplies by, when it is 万 and the like; else 1."""
    return _SCALES.get(text[-1], _LETTERS.get(text[-1].lower(), 1))


def _plain_character(character: str) -> str:
    code = ord(character)
    if code < 128:
        return character
    if 0xFF01 <= code <= 0xFF5E and character != "，":  # 500，300元 are two
        return chr(code - 0xFEE0)
    digit = unicodedata.decimal(character, None)
    return str(digit) if digit is not None else _ALIKE.get(character, character)


def _value(text: str) -> Fraction | None:
    text = text.replace(",", "").replace(" ", "")
    if re.fullmatch(r"[\d.]+(?:[eE]\d+)?", text):
        return Fraction(text) if text.count(".") < 2 else None
    if text[-1].lower() in _LETTERS:
        return Fraction(text[:-1]) * _LETTERS[text[-1].lower()]
    point = _POINT.fullmatch(text)
    if point:
        return _with_point(*point.groups())
    if len(text) > 1 and all(character in _DIGITS for character in text):
        return Fraction(int("".join(str(_DIGITS[one]) for one in text)))
    return _scaled(_TOKEN.findall(text))


def _with_point(whole: str, decimals: str, scales: str) -> Fraction | None:
    value = _value(whole)
    if value is None or any(one not in _DIGITS for one in decimals):
        return None
    digits = "".join(str(_DIGITS[one]) for one in decimals)
    value += Fraction(int(digits), 10 ** len(digits))
    for one in scales:
        value *= _SCALES[one]
    return value


def _scaled(tokens: list[str]) -> Fraction | None:
    """Digits and scales in order: 三百五 is 350, 十二万 is 120000; else None."""
    total, section = Fraction(0), Fraction(0)
    digit: Fraction | None = None
    last, zero = 0, False
    for token in tokens:
        if token not in _SCALES:
            if digit:
                return None
            digit = Fraction(token) if token[0].isdigit() else Fraction(_DIGITS[token])
            zero = zero or not digit
            continue
        scale = _SCALES[token]
        if scale >= 10_000:
            if not (total or section or digit):
                return None
            total, section = (total + section + (digit or 0)) * scale, Fraction(0)
        else:
            if (digit is None and scale != 10) or (0 < last <= scale and section):
                return None
            section += (1 if digit is None else digit) * scale
        digit, last, zero = None, scale, False
    if digit and last >= 100 and not zero and len(tokens) > 1:
        digit = digit * last / 10  # 两千五, 一万二
    return total + section + (digit or 0)
