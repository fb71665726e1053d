"""Lays the policy's text out for reading: parts, passages with number and title apart."""

from collections.abc import Iterator
from dataclasses import dataclass

from corpus import Clause, Policy
from corpus.departments import without_departments


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `head` is number and title, `tail` the closing bracket of departments."""

    head: str
    body: str
    tail: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause as it is printed, `depth` levels in."""

    clause: Clause
    depth: int
    paragraphs: tuple[Paragraph, ...]

    @property
    def is_heading(self) -> bool:
        return self.depth == 0 and bool(self.clause.children)


@dataclass(frozen=True, slots=True)
class Part:
    """The main text or an annex: its opening, whose first line is the title, and the rest."""

    name: str
    opening: Clause
    passages: tuple[Passage, ...]

    @property
    def entries(self) -> tuple[Clause, ...]:
        """What the table of contents lists."""
        return tuple(one.clause for one in self.passages if one.depth == 0 and one.clause.title)


def parts(policy: Policy) -> tuple[Part, ...]:
    """The main text and the annexes, in text order."""
    openings = [clause for clause in policy if clause.kind == "preamble"]
    return tuple(_part(policy, opening) for opening in openings)


def _part(policy: Policy, opening: Clause) -> Part:
    passages = tuple(
        Passage(clause, len(policy.ancestors(clause)), tuple(_paragraphs(clause)))
        for clause in policy
        if clause.document == opening.document and clause is not opening
    )
    name = opening.document.rpartition(":")[2]
    return Part("正文" if name == "main" else name.replace("annex", "附件"), opening, passages)


def _paragraphs(clause: Clause) -> Iterator[Paragraph]:
    for place, text in enumerate(clause.paragraphs):
        head = _head(text, clause.title) if place == 0 else ""
        words = without_departments(text)
        end = len(words) if text.startswith(words) else len(text)
        yield Paragraph(head, text[len(head) : end], text[max(end, len(head)) :])


def _head(text: str, title: str) -> str:
    """Number and title at the beginning of a clause's first paragraph, with the 。 after them."""
    if not title or title not in text:
        return ""
    end = text.index(title) + len(title)
    return text[: end + text[end:].startswith("。")]
