"""Joins restored lines into paragraphs and paragraphs into the tree of clauses."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from corpus.clause import Clause, ClauseKind
from corpus.departments import departments
from corpus.errors import StructureError
from corpus.figures import figures
from corpus.labels import CIRCLED, label
from corpus.numerals import chinese_number
from corpus.restoration import Line

# A full line of the extraction is 50 to 53 columns wide (a 汉字 counts two), the first of an item
# INDENT less; a line well short of that ends its paragraph.
FULL_LINE = 46
INDENT = 4

_CHINESE = "[一二三四五六七八九十]+"
# The levels of numbering, outermost first: 一、 （一） 1. （1） ①
_LEVELS = (
    re.compile(rf"^({_CHINESE})、"),
    re.compile(rf"^（({_CHINESE})）"),
    re.compile(r"^(\d+)\.(?!\d)"),
    re.compile(r"^（(\d+)）"),
    re.compile(rf"^([{CIRCLED}])"),
)
_ANNEX = re.compile(r"附件 *(\d+)")
_TITLE = re.compile(r"^(.{2,20}?)。(?=.)", re.DOTALL)


@dataclass(slots=True)
class _Draft:
    """A clause while its paragraphs are being collected."""

    id: str
    number: int
    level: int
    parent: str | None
    paragraphs: list[str] = field(default_factory=list)
    children: list[str] = field(default_factory=list)


def build_tree(
    lines: Sequence[Line], joined: Collection[int], prefix: str = ""
) -> tuple[Clause, ...]:
    """The clauses of the restored `lines` in text order.

    `joined` holds the numbers of short lines that go on in the next line; `prefix` is put before
    every id (`POLICY:` for a further policy, nothing for this one).
    """
    drafts: dict[str, _Draft] = {}
    for document, part in _documents(lines):
        name = f"{prefix}{document}"
        if not part:
            raise StructureError(f"{name} has no text")
        for draft in _outline(name, _paragraphs(part, joined)):
            drafts[draft.id] = draft
    clauses = {draft.id: _clause(draft) for draft in drafts.values()}
    return tuple(_with_lead_in(clause, clauses) for clause in clauses.values())


def _documents(lines: Sequence[Line]) -> Iterable[tuple[str, list[Line]]]:
    """Split at the layout lines 附件1 … 附件6."""
    name = "main"
    part: list[Line] = []
    for line in lines:
        annex = _ANNEX.search(line.raw) if line.layout else None
        if annex:
            yield name, part
            name, part = f"annex{annex[1]}", []
        elif line.restored:
            part.append(line)
    yield name, part


def _paragraphs(lines: Sequence[Line], joined: Collection[int]) -> list[str]:
    paragraphs: list[str] = []
    open_paragraph = False
    for line in lines:
        if open_paragraph and not _starts_item(line.restored):
            paragraphs[-1] += line.restored
        else:
            paragraphs.append(line.restored)
        width = _width(line.restored) + (INDENT if _starts_item(line.restored) else 0)
        open_paragraph = width >= FULL_LINE or line.number in joined
    return paragraphs


def _outline(document: str, paragraphs: Sequence[str]) -> Iterable[_Draft]:
    """Assign each paragraph to a clause; only the next number in sequence starts a clause."""
    current = _Draft(f"{document}/0", 0, -1, None)
    is_main = document.endswith("main")
    open_drafts: list[_Draft] = []
    articles = 0
    for paragraph in paragraphs:
        if is_main and paragraph.startswith("附件："):
            yield current
            current = _Draft(f"{document}/annexes", 0, -1, None)
            open_drafts = []
        level, number = _numbering(paragraph)
        if level is None or current.id.endswith("/annexes"):
            current.paragraphs.append(paragraph)
            continue
        while open_drafts and open_drafts[-1].level > level:
            open_drafts.pop()
        last = open_drafts.pop() if open_drafts and open_drafts[-1].level == level else None
        expected = articles + 1 if is_main and level == 1 else last.number + 1 if last else 1
        if number != expected:
            raise StructureError(
                f"{document}: expected number {expected}, found {paragraph[:20]!r}"
            )
        yield current
        parent = open_drafts[-1] if open_drafts else None
        if is_main:
            articles = number if level == 1 else articles
            clause_id = f"{document}/s{number}" if level == 0 else f"{document}/{number}"
        else:
            path = parent.id.partition("/")[2] + "." if parent else ""
            clause_id = f"{document}/{path}{number}"
        current = _Draft(clause_id, number, level, parent.id if parent else None, [paragraph])
        if parent:
            parent.children.append(clause_id)
        open_drafts.append(current)
    yield current


def _numbering(paragraph: str) -> tuple[int | None, int]:
    for level, pattern in enumerate(_LEVELS):
        match = pattern.match(paragraph)
        if match:
            text = match[1]
            if text in CIRCLED:
                return level, CIRCLED.index(text) + 1
            return level, int(text) if text.isdigit() else chinese_number(text)
    return None, 0


def _starts_item(text: str) -> bool:
    return _numbering(text)[0] is not None


def _clause(draft: _Draft) -> Clause:
    text = "\n".join(draft.paragraphs)
    return Clause(
        id=draft.id,
        label=label(draft.id),
        title=_title(draft),
        text=text,
        kind=_kind(draft, text),
        parent=draft.parent,
        children=tuple(draft.children),
        departments=departments(text),
        figures=figures(text),
    )


def _kind(draft: _Draft, text: str) -> ClauseKind:
    """A heading is a title and nothing more; one that states a figure has content."""
    if draft.id.endswith("/annexes"):
        return "annex_list"
    if draft.level < 0:
        return "preamble"
    has_content = figures(text) or _body(draft.paragraphs, _title(draft))
    return "content" if has_content else "heading"


def _title(draft: _Draft) -> str:
    first = draft.paragraphs[0]
    if draft.level < 0:
        return first if draft.id.endswith("/0") else "附件目录"
    words = _LEVELS[draft.level].sub("", first)
    if len(draft.paragraphs) > 1 and _width(words) < FULL_LINE and not words.endswith("："):
        return words.rstrip("。")
    match = _TITLE.match(words)
    if match:
        return match[1]
    is_heading = draft.children and not words.endswith("。")
    return words.rstrip("。") if is_heading or (words.count("。") == 1 and len(words) < 12) else ""


def _body(paragraphs: Sequence[str], title: str) -> str:
    """What a clause says beyond its number and title."""
    text = "\n".join(paragraphs)
    if not title:
        return text
    return text[text.index(title) + len(title) :].lstrip("。\n")


def _with_lead_in(clause: Clause, clauses: dict[str, Clause]) -> Clause:
    if clause.parent is None:
        return clause
    parent = clauses[clause.parent]
    return replace(clause, lead_in=_body(parent.paragraphs, parent.title))


def _width(text: str) -> int:
    return sum(2 if ord(character) > 0x2000 else 1 for character in text)
