"""The citations of one answer, numbered as they are made, and the departments behind them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.answering.quoting import Weight, deciding_quotes
from assistant.reply import Citation, DepartmentInCharge
from corpus import Clause, Policy
from corpus.in_charge import in_charge

URL = "/policy#{clause_id}"


@dataclass(frozen=True, slots=True)
class Composed:
    """The text of an answer, its citations and the departments in charge."""

    answer: str
    citations: tuple[Citation, ...] = ()
    departments: tuple[DepartmentInCharge, ...] = ()


class Sheet:
    """Numbers citations; the same quote of the same clause keeps its number."""

    def __init__(self, asked: Iterable[str], weight: Weight) -> None:
        self.citations: list[Citation] = []
        self._asked = tuple(asked)
        self._weight = weight

    def deciding(self, clause: Clause) -> tuple[str, ...]:
        """The parts of a clause to quote for what was asked."""
        return deciding_quotes(clause, self._asked, self._weight)

    def cite(self, clause: Clause, quotes: Iterable[str]) -> int:
        """Add the quotes of a clause; the number of the first."""
        numbers = [self._number(clause, quote) for quote in quotes]
        return numbers[0]

    def has(self, clause_id: str) -> bool:
        """Whether a clause is cited already."""
        return any(one.clause_id == clause_id for one in self.citations)

    def _number(self, clause: Clause, quote: str) -> int:
        for one in self.citations:
            if one.clause_id == clause.id and one.quote == quote:
                return one.n
        number = len(self.citations) + 1
        self.citations.append(
            Citation(
                n=number,
                clause_id=clause.id,
                label=clause.label,
                quote=quote,
                url=URL.format(clause_id=clause.id),
            )
        )
        return number


def quote_block(quote: str) -> str:
    """A quote in Markdown."""
    return f"> {quote}"


def departments_of(policy: Policy, clauses: Sequence[Clause]) -> tuple[DepartmentInCharge, ...]:
    """The departments of the first clause for which somebody is in charge."""
    named = next(filter(None, (in_charge(policy, clause) for clause in clauses)), ())
    return tuple(
        DepartmentInCharge(name=one.name, role=one.role, clause_id=where) for one, where in named
    )


def departments_line(departments: Sequence[DepartmentInCharge]) -> str:
    """The departments by role, in one sentence; empty where there are none."""
    by_role: dict[str, list[str]] = {}
    for department in departments:
        by_role.setdefault(f"{department.role}部门", []).append(department.name)
    if not by_role:
        return ""
    named = "；".join(
        f"{role}：{'、'.join(dict.fromkeys(names))}" for role, names in by_role.items()
    )
    return f"{named}。"
