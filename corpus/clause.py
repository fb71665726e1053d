"""The values of the corpus: a clause, the figures and departments it names, and a policy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from corpus.errors import UnknownClause

FigureKind = Literal[
    "money", "share", "duration", "count", "date", "age", "area", "ratio", "document", "name"
]
Role = Literal["牵头", "配合", "责任"]
ClauseKind = Literal["preamble", "heading", "content", "annex_list"]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a clause, as written and as a number.

    `value` is in `unit`: money in 元, shares in %, durations in 年, 月, 日 or 工作日; dates are
    ISO-like text (`2021-09-01`, `11-01`, `2022`), ratios and names the characters themselves.
    `start` and `end` are offsets into the clause's text.
    """

    text: str
    value: float | str
    unit: str
    kind: FigureKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Department:
    """A department with its role: 牵头 (leads), 配合 (assists), 责任 (is responsible)."""

    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Clause:
    """A node of the policy's tree.

    `text` is the clause's own words with number and title, without its children's; paragraphs are
    separated by one line feed. `lead_in` is what the parent says before its list of items.
    """

    id: str
    label: str
    title: str
    text: str
    kind: ClauseKind
    parent: str | None
    children: tuple[str, ...] = ()
    lead_in: str = ""
    departments: tuple[Department, ...] = ()
    figures: tuple[Figure, ...] = ()

    @property
    def document(self) -> str:
        """`main` or `annex1` … `annex6`, with the policy's prefix if it has one."""
        return self.id.rpartition("/")[0]

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(self.text.split("\n"))

    @property
    def dates(self) -> tuple[Figure, ...]:
        return tuple(figure for figure in self.figures if figure.kind == "date")


@dataclass(frozen=True, slots=True)
class Policy:
    """A policy document: its clauses by id, in text order.

    `articles` gives, for each annex, the article of the main text that it carries out.
    """

    id: str
    title: str
    place: str
    issued: str
    version: str
    clauses: Mapping[str, Clause]
    articles: Mapping[str, str]

    def __iter__(self) -> Iterator[Clause]:
        return iter(self.clauses.values())

    def __len__(self) -> int:
        return len(self.clauses)

    def __contains__(self, clause_id: object) -> bool:
        return clause_id in self.clauses

    def __getitem__(self, clause_id: str) -> Clause:
        try:
            return self.clauses[clause_id]
        except KeyError:
            raise UnknownClause(clause_id) from None

    def document_title(self, clause: Clause) -> str:
        """The title of the main text or annex that `clause` stands in."""
        return self.clauses[f"{clause.document}/0"].title

    def ancestors(self, clause: Clause) -> tuple[Clause, ...]:
        """The clause's ancestors, outermost first."""
        chain: list[Clause] = []
        parent = clause.parent
        while parent is not None:
            chain.append(self.clauses[parent])
            parent = self.clauses[parent].parent
        return tuple(reversed(chain))

    def descendants(self, clause: Clause) -> tuple[Clause, ...]:
        """All clauses below `clause`, in text order."""
        below: list[Clause] = []
        for child_id in clause.children:
            child = self.clauses[child_id]
            below += [child, *self.descendants(child)]
        return tuple(below)
