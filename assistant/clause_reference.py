"""Finds the clauses that a question names by number: 第十七条, 附件3第四部分（五）, annex3/4.5."""

import re
from dataclasses import dataclass

from corpus import Policy
from corpus.labels import CIRCLED
from corpus.numerals import NUMERAL, chinese_number

_NUMBER = rf"[{NUMERAL}]+|\d+"
_ID = re.compile(r"(?<![a-z])(?:main|annex\d+)/[a-z0-9.]+")
_ARTICLE = re.compile(rf"第\s*[（(]?\s*({_NUMBER})\s*[）)]?\s*[条调]")
_ANNEX = re.compile(rf"附件\s*[（(]?\s*({_NUMBER})\s*[）)]?")
_LEVELS = (
    re.compile(rf"第?({_NUMBER})\s*(?:大?部分|大?块|、)"),
    re.compile(rf"[（(]\s*([{NUMERAL}]+)\s*[）)]"),
    re.compile(r"第?\s*(\d+)\s*项|(?<![\d（(])(\d+)\.(?!\d)"),
    re.compile(r"第?[（(]\s*(\d+)\s*[）)]目?"),
    re.compile(rf"第?([{CIRCLED}])点?"),
)
_PARTS_OF_MAIN = re.compile(rf"(?:正文|意见|全文|政策)\s*(?:里|的|中)?第({_NUMBER})(?:大)?部分")

_NAMED = {"正文前言": "main/0", "正文附件目录": "main/annexes"}


@dataclass(frozen=True, slots=True)
class References:
    """The clauses that a text names, and the names that the policy does not have."""

    found: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def references(text: str, policy: Policy) -> References:
    """The clause numbers named in `text`; articles are those of the main text."""
    named: dict[str, str] = {match[0]: match[0] for match in _ID.finditer(text)}
    named |= {clause_id: words for words, clause_id in _NAMED.items() if words in text}
    for match in _ARTICLE.finditer(text):
        named[f"main/{_value(match[1])}"] = match[0]
    for match in _PARTS_OF_MAIN.finditer(text):
        named[f"main/s{_value(match[1])}"] = match[0]
    annexes = list(_ANNEX.finditer(text))
    ends = [*(match.start() for match in annexes[1:]), len(text)]
    for match, end in zip(annexes, ends, strict=False):
        rest = text[match.end() : end]
        number = _value(match[1])
        if f"annex{number}/0" not in policy:
            named[f"annex{number}"] = match[0]
            continue
        path, words = _path(rest)
        named[f"annex{number}/{path or '0'}"] = match[0] + words
    return References(
        found=tuple(clause_id for clause_id in named if clause_id in policy),
        unknown=tuple(words for clause_id, words in named.items() if clause_id not in policy),
    )


def _path(rest: str) -> tuple[str, str]:
    """The path that follows the name of an annex, and the words that it was read from."""
    numbers: list[str] = []
    position = 0
    for level in _LEVELS:
        match = level.match(rest, position)
        if not match:
            break
        numbers.append(str(_value(next(filter(None, match.groups())))))
        position = match.end()
    return ".".join(numbers), rest[:position]


def _value(text: str) -> int:
    if text in CIRCLED:
        return CIRCLED.index(text) + 1
    return int(text) if text.isdigit() else chinese_number(text)
