"""The spans of a text in which digits and numerals are no figures.

Ordinals (第一年, 第（三）条), annexes, clause ids, citation marks, list numbering, addresses, and
the 一个月 of 一个月2000元.
"""

from __future__ import annotations

import re

from assistant.verification.numbers import HAN_DIGIT

_SMALL = rf"(?:\d{{1,3}}|[{HAN_DIGIT}十]{{1,4}}|[①-⑳])"
_BRACKETED = rf"[(（]? ?{_SMALL} ?[)）]?"
_JOINED = r" ?(?:[—–\-~、]|至|到|和) ?"
MARK = re.compile(r"\[(\d{1,3}(?: ?[,，、\-—–] ?\d{1,3})*)\](?!\d*号)")
CLAUSE_ID = re.compile(r"(?<![A-Za-z])(?:main|annex\d+)/(?:annexes|s\d+|\d+(?:\.\d+)*)")

_SPANS = (
    MARK,
    re.compile(r"https?://[^\s)）]+|\]\([^)\s]*\)"),
    CLAUSE_ID,
    re.compile(
        rf"第 ?{_BRACKETED}(?:{_JOINED}第? ?{_BRACKETED}(?![\d.]|[百千万%]|个?[元块]|[名人月]))*"
    ),
    re.compile(
        rf"附件 ?{_BRACKETED}(?:{_JOINED}(?:附件)? ?{_BRACKETED}(?![\d.]|[百千万年月元名人个%]))*"
    ),
    re.compile(rf"[(（] ?(?:\d{{1,2}}|[{HAN_DIGIT}十]{{1,3}}) ?[)）]"),
    re.compile(r"^[ \t>#*_\-]*(?:附件[:：])?\d{1,2}(?:[.)](?!\d)|、(?!\d))", re.MULTILINE),
    re.compile(rf"^[ \t>#*_\-]*[{HAN_DIGIT}十]{{1,3}}(?:、|[.](?!\d))", re.MULTILINE),
    re.compile(r"(?<![\d.])\d{1,2}\.(?=[\u4e00-\u9fff“])(?![万千百十亿元块年月日天个名人岁次])"),
    re.compile(r"(?<=[元块万千百])一(?:个月|年|天)"),
    re.compile(r"(?<![分第满])一(?:个月|年)(?=[能可以就最多高共合计补领发给约拿有到]{0,6} ?\d)"),
    re.compile(rf"(?:步骤|方案|选项|情形|情况|问题|方式|表|图|注){_SMALL}(?=[:：.、,，\s)）]|$)"),
)


def no_figures(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each such span of a text in its plain form."""
    return tuple(match.span() for pattern in _SPANS for match in pattern.finditer(text))
