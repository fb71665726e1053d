"""Puts displaced characters back into the lines of a PDF extraction.

Takes the raw text and its reviewed decisions; gives one restored line per raw line.

The extraction moved every run of digits, Latin letters and signs (`2000`, `VIP`, `80%`) out of
its place to the end of its line and left a blank there: `每人每月 元；其他院校博士研究2000`. Runs
are separated by blanks and stand in the order of their gaps. Where a gap lies at the edge of a
line its blank is lost; a reviewed decision then says at which edge.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from corpus.errors import RestorationError

Edge = Literal["start", "end"]

BLANK = " \u3000\f"
# Runs of displaced characters: at the end of the line, or before the departments in brackets,
# which stand in another font and so were extracted after them.
_GROUP = r"[0-9A-Za-z.%+:]+"
_DISPLACED = re.compile(
    rf"(?P<bracket>〔)?(?P<run>{_GROUP}(?: +{_GROUP})*)(?: +(?P<tail>（?牵头.*|（?责任.*|（.*))?$"
)
_ITEM_NUMBER = re.compile(r"^\d+\.$")
_GAP = re.compile(r"(?<=\S) +(?=\S)")
_LAYOUT = re.compile(r"^(?:— ?— *\d+|─+|附件 *\d)$")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a reviewer decided for one raw line, and why.

    `edges` names the edges of the line at which a gap lost its blank. `restored`, where given, is
    the whole restored line, for lines that are damaged in another way.
    """

    line: int
    reason: str
    edges: tuple[Edge, ...] = ()
    restored: str | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the extraction: its number (from 1), its raw and its restored characters."""

    number: int
    raw: str
    restored: str
    layout: bool = False


def restore(raw: str, decisions: Sequence[Decision]) -> tuple[Line, ...]:
    """Restore every line of `raw`; a decision that nothing needs is an error too."""
    by_line = {decision.line: decision for decision in decisions}
    if len(by_line) != len(decisions):
        raise RestorationError("two decisions name the same line")
    lines = tuple(
        _restore_line(number, text, by_line.get(number))
        for number, text in enumerate(raw.split("\n"), start=1)
    )
    _refuse_idle_decisions(lines, by_line)
    return lines


def is_permutation(raw: str, restored: str) -> bool:
    """Whether `restored` has exactly the characters of `raw`, white space aside."""
    return _characters(raw) == _characters(restored)


def _restore_line(number: int, raw: str, decision: Decision | None) -> Line:
    text = raw.strip(BLANK)
    if _LAYOUT.match(text):
        return Line(number, raw, "", layout=True)
    if decision and decision.restored is not None:
        restored = decision.restored
    else:
        restored = _fill(number, text, decision.edges if decision else ())
    if not is_permutation(raw, restored):
        raise RestorationError(f"line {number}: {restored!r} is no permutation of {raw!r}")
    return Line(number, raw, restored)


def _fill(number: int, text: str, edges: Sequence[Edge]) -> str:
    found = _DISPLACED.search(text)
    if not found:
        if " " in text:
            raise RestorationError(f"line {number}: a gap but nothing displaced in {text!r}")
        return text
    body = text[: found.start("run")]
    groups = found["run"].split()
    if not edges:
        edges = _evident_edges(body, groups[0])
    pieces = _GAP.split(body.strip())
    if "start" in edges:
        pieces.insert(0, "")
    if "end" in edges:
        pieces.append("")
    if len(groups) != len(pieces) - 1:
        raise RestorationError(
            f"line {number}: {len(groups)} displaced groups for {len(pieces) - 1} gaps in "
            f"{text!r}; add a decision that says at which edge of the line a gap lies"
        )
    filled = pieces[0] + "".join(g + p for g, p in zip(groups, pieces[1:], strict=True))
    return filled + (found["tail"] or "")


def _evident_edges(body: str, first_group: str) -> tuple[Edge, ...]:
    """The edge at which the line itself shows a gap, if it does."""
    if _ITEM_NUMBER.match(first_group):
        return ("start",)  # `1.` numbers an item, and the item begins the line
    if body.endswith(" "):
        return ("end",)  # the blank before the run shows that it stands in its place
    return ()


def _refuse_idle_decisions(lines: Sequence[Line], decisions: Mapping[int, Decision]) -> None:
    for number, decision in decisions.items():
        if not 1 <= number <= len(lines):
            raise RestorationError(f"a decision names line {number}, which does not exist")
        if not decision.reason.strip():
            raise RestorationError(f"line {number}: a decision without a reason")
        try:
            plain = _restore_line(number, lines[number - 1].raw, None).restored
        except RestorationError:
            continue
        if plain == lines[number - 1].restored:
            raise RestorationError(f"line {number}: a decision that changes nothing")


def _characters(text: str) -> Counter[str]:
    return Counter(character for character in text if not character.isspace())
