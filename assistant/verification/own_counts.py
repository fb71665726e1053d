"""Counting words about the answer itself, which no clause need carry: 以下3项, 这两项, 六个附件.

Narrow on purpose. Only 项 种 类 样 点 步 条 处 方面, and 个 with a word such as 条件 or 补贴, can
count something of the answer: the items of a list, its citations, the calculation's programmes or
conditions, what is enumerated after it in the sentence. 这两项 points at what was named and may;
两种读法 says that the text is ambiguous. The policy's own articles and annexes may be counted too.
No amount, share or duration ever passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from assistant.reply import Citation
from assistant.verification.said_figure import SaidFigure
from corpus import Policy

_UNITS = frozenset(("项", "种", "类", "样", "点", "步", "条", "处", "方面"))
_COUNTED_BY_GE = re.compile(
    r"条件|问题|办法|选择|选项|方案|项目|步骤|要点|方面|部分|政策|补贴|待遇|奖项|情形|情况|答案"
    r"|途径|渠道|地方|附件|条款|档次|材料"
)
_POINTS_BACK = re.compile(r"(?:这|那|上述|以上|上面|前|后|其余|其他|另外|剩下)的?$")
_ITEM = re.compile(
    r"^\s*(?:[-*+•]\s|\d{1,2}[.)、]|[①-⑳]|[(（][一二三四五六七八九十\d]{1,2}[)）]|\|)"
)
_ANNEXES = re.compile(r"附件(?:一?共|总共|有|共有)?$")
_SENTENCE_END = re.compile(r"[。！？\n]")
LARGEST = 99


class OwnCounts:
    """What an answer may count of its own."""

    def __init__(
        self,
        answer: str,
        citations: Sequence[Citation],
        calculation: Mapping[str, Any] | None,
        policy: Policy,
    ) -> None:
        self._answer = answer
        self._counted = {
            *_list_lengths(answer),
            len(citations),
            len({one.clause_id for one in citations}),
            *_calculated(calculation or {}),
        }
        names = [one.id.rpartition(":")[2] for one in policy]
        self._articles = sum(bool(re.fullmatch(r"main/[1-9]\d*", name)) for name in names)
        self._annexes = len({name.split("/")[0] for name in names if name.startswith("annex")})

    def has(self, one: SaidFigure) -> bool:
        """Whether the figure only counts something of the answer, or of the policy's outline."""
        if one.kind != "count" or isinstance(one.value, str) or one.value > LARGEST:
            return False
        before, after = self._answer[: one.start], self._answer[one.end :]
        if after.startswith("读法") or self._is_outline(one, before, after):
            return True
        if one.unit not in _UNITS and not (one.unit == "个" and _COUNTED_BY_GE.match(after)):
            return False
        if _POINTS_BACK.search(before) and one.value < 10:
            return True
        return one.value in self._counted or one.value in set(_enumerated(after))

    def _is_outline(self, one: SaidFigure, before: str, after: str) -> bool:
        """三十三条 and 六个附件 of the policy itself."""
        names_annexes = after.startswith("附件") or bool(_ANNEXES.search(before))
        is_articles = one.unit == "条" and one.value == self._articles
        return is_articles or (one.unit == "个" and names_annexes and one.value == self._annexes)


def _list_lengths(answer: str) -> Iterator[int]:
    """How many items each list has, and all together."""
    length = total = 0
    for line in answer.split("\n"):
        if _ITEM.match(line):
            length += 1
            continue
        if line.strip() and not line.startswith((" ", ">")):
            yield length
            total, length = total + length, 0
    yield length
    yield total + length


def _calculated(calculation: Mapping[str, Any]) -> Iterator[int]:
    results: Sequence[Mapping[str, Any]] = calculation.get("results") or ()
    yield len(results)
    others: Mapping[str, Sequence[str]] = calculation.get("others") or {}
    for status in ("eligible", "ambiguous", "needs_info", "ineligible"):
        of_status = sum(one.get("status") == status for one in results)
        yield of_status
        yield len(others.get(status) or ())
        yield of_status + len(others.get(status) or ())
    combination: Mapping[str, Any] = calculation.get("combination") or {}
    for name in ("programmes", "left_out", "alternatives"):
        yield len(combination.get(name) or ())
    for one in results:
        yield len(one.get("missing") or ())
        conditions = one.get("conditions") or ()
        yield len(conditions)
        for met in (True, False, None):
            yield sum(condition.get("met") is met for condition in conditions)


def _enumerated(after: str) -> Iterator[int]:
    """How many things the rest of the sentence names one after the other."""
    rest = _SENTENCE_END.split(after, maxsplit=1)[0]
    for sign in "、；":
        if sign in rest:
            yield rest.count(sign) + 1
