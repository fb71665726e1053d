"""Verdicts in words that the calculation does not give: 您可以领取… of what it finds ineligible.

Conservative: a programme's full title and a verdict must stand in one clause of a sentence that
has no condition and no question in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.verification.fault import Fault

_SENTENCE = re.compile(r"[^。；！？!?\n]+[。；！？!?]?")
_PART = re.compile(r"[^，,]+")
_AFFIRMS = re.compile(
    r"符合(?!.{0,6}(?:的，|的,|的$|者))|(?:可以?|能够?|有权|将)(?:直接|全额|立即|马上|同时|每[月年])?"
    r"(?:申?领(?:取|到)?|享受|拿(?:到)?|得到|获得|申请)|有资格|具备.{0,4}资格|够条件|满足.{0,6}条件"
    r"|(?:^|[：:])\s*可领"
)
_DENIES = re.compile(
    r"不符合|不满足|没有资格|无资格|不具备|不够条件|领不了|拿不到|无法(?:享受|领取|申请)"
    r"|不(?:能|可以?)(?!.{0,4}(?:同时|重复|兼|都|一并|叠加))(?:申?领|享受|拿|申请|获得)"
)
_NEGATES = re.compile(r"不|没|未|无法|难以|非|别")
_HEDGES = re.compile(
    r"如果|如|若|要是|假如|只要|只有|倘|除非|是否|能否|可否|能不能|可不可以|是不是|有没有|可能|也许"
    r"|或许|预计|前提|须|需|待(?!遇)|(?<!人)才|的话|[？?]|吗|呢|后，|之后|取决|看您|要看|选择|改领|其余条件|还差|再"
    r"|的人|人员|者|哪些|什么|多少|届时|将来|以后|申请条件|符合条件的|适用|对象|一般|凡"
)
_PROMISES = re.compile(
    r"(?<!不)(?:一定|肯定|必定|必然|保证|绝对|百分之百|100%)(?:就)?(?:能|可以|会|领|拿|有)(?![不否])"
)
_PERSON = re.compile(r"[您你]")
_POSITIVE, _NEGATIVE = "eligible", "ineligible"


@dataclass(frozen=True, slots=True)
class Verdicts:
    """Status by title, of the programmes of a calculation; those that another one displaces."""

    by_title: Mapping[str, str]
    left_out: frozenset[str]

    @classmethod
    def of(cls, calculation: Mapping[str, Any] | None) -> Verdicts:
        """The verdicts of a dumped calculation."""
        results = (calculation or {}).get("results") or ()
        combination = (calculation or {}).get("combination") or {}
        gone = {one["programme"] for one in combination.get("left_out") or ()}
        return cls(
            {one["title"]: one["status"] for one in results},
            frozenset(one["title"] for one in results if one["programme"] in gone),
        )

    @property
    def denies_all(self) -> bool:
        """Whether there are verdicts, and each is that the person does not get it."""
        return bool(self.by_title) and set(self.by_title.values()) == {_NEGATIVE}


def claim_faults(
    answer: str, verdicts: Verdicts, skipped: Sequence[tuple[int, int]]
) -> list[Fault]:
    """Sentences that promise or deny against the calculation; `skipped` are verbatim quotes."""
    found = []
    for match in _SENTENCE.finditer(answer):
        if any(start < match.end() and match.start() < end for start, end in skipped):
            continue
        why = next(_wrong(match[0], verdicts), None)
        if why:
            found.append(Fault("claim", match[0], match.start(), match.end(), why))
    return found


def _wrong(sentence: str, verdicts: Verdicts) -> Iterator[str]:
    if _PROMISES.search(sentence) and not _NEGATES.search(sentence):
        yield "promises what only the department decides"
    if _HEDGES.search(_without_titles(sentence, verdicts)):
        return
    said = False
    for part in _PART.findall(sentence):
        titles = _titles(part, verdicts)
        rest = _without_titles(part, verdicts)
        affirms = bool(_AFFIRMS.search(rest)) and not _NEGATES.search(rest)
        denies = bool(_DENIES.search(rest))
        said = said or (affirms and bool(_PERSON.search(sentence)))
        for title in titles:
            status = verdicts.by_title[title]
            if affirms and status != _POSITIVE:
                yield f"affirms {title}, which is {status}"
            if denies and status == _POSITIVE and title not in verdicts.left_out:
                yield f"denies {title}, which is {status}"
    if said and verdicts.denies_all and not _NEGATES.search(sentence):
        yield "affirms, and every programme of the calculation is ineligible"


def _titles(part: str, verdicts: Verdicts) -> list[str]:
    """The titles that stand in a part, not those inside a longer one."""
    found = [title for title in verdicts.by_title if title in part]
    return [
        title for title in found if not any(title != other and title in other for other in found)
    ]


def _without_titles(text: str, verdicts: Verdicts) -> str:
    for title in sorted(verdicts.by_title, key=len, reverse=True):
        text = text.replace(title, "〇")
    return text
