"""Characters that are not what they seem: those that cannot be seen, and digits in disguise."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

# Control, format (zero width, bidi, tags), private use, surrogates, unassigned, keycaps.
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Me"})
# Fillers that count as letters or signs, and selectors that count as marks.
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_SELECTORS = (range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0100, 0xE01F0))

_WORDS = dict(zip("零〇○一幺二三四五六七八九", "0001123456789", strict=True))
_FORMAL = dict(zip("壹贰貳叁參肆伍陆陸柒捌玖", "122334566789", strict=True))
_LIKE_DIGITS = dict.fromkeys("OoОоΟοⲞ", "0") | dict.fromkeys("lIіІΙⅠ|", "1")
_LIKE_X = dict.fromkeys("xХх×ⅩⅹΧχ✕", "X")


def is_invisible(character: str) -> bool:
    """Whether a character takes no part in what a person reads; white space does."""
    if character.isspace():
        return False
    if unicodedata.category(character) in _INVISIBLE or character in _BLANK:
        return True
    return any(ord(character) in selectors for selectors in _SELECTORS)


def plain_digit(character: str) -> str:
    """A decimal digit of any script or width as 0–9; any other character as it is."""
    value = None if character.isascii() else unicodedata.decimal(character, None)
    return character if value is None else str(value)


def as_numbers(text: str) -> str:
    """The text with all that may stand for a digit as one, character for character.

    Full width, other scripts, ①, 一三八, 幺, 壹; O and l where they touch a digit. For finding
    numbers that identify somebody, not for reading.
    """
    signs = [_number_sign(character) for character in text]
    _like_digits(signs, range(len(signs)))
    _like_digits(signs, range(len(signs) - 1, -1, -1))
    return "".join(signs)


def _number_sign(character: str) -> str:
    if character.isascii():
        return character
    if character in _WORDS:
        return _WORDS[character]
    if character in _FORMAL:
        return _FORMAL[character]
    if character in _LIKE_X:
        return _LIKE_X[character]
    code = ord(character)
    if 0xFF01 <= code <= 0xFF5E:
        return chr(code - 0xFEE0)
    digit = unicodedata.digit(character, None)
    return str(digit) if digit is not None else character


def _like_digits(signs: list[str], order: Iterable[int]) -> None:
    """Turn O and l after a digit into one, in one direction."""
    before = ""
    for place in order:
        sign = signs[place]
        if sign in _LIKE_DIGITS and before.isdigit() and before.isascii():
            signs[place] = sign = _LIKE_DIGITS[sign]
        before = sign
