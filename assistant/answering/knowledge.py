"""Composes an answer by rules alone: conclusion, verbatim quotes with labels, departments.

Takes the clauses that were found; gives the parts of a reply. Every sentence that states anything
is a quote of the clause it names, so that no figure can stand in it that the clause does not have.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from assistant.answering.quoting import Weight
from assistant.answering.sheet import (
    Composed,
    Sheet,
    departments_line,
    departments_of,
    quote_block,
)
from corpus import Clause, Policy
from corpus.in_charge import measures

_ASKS_WHO = re.compile(
    r"(?:哪个|哪些|哪几个|什么|啥|哪)(?:部门|单位|局|委)|谁(?:负责|牵头|管|来管|主管|张罗|说了算|配合)"
    r"|归(?:谁|哪)|找谁|找哪|牵头|主管|责任部门|配合部门|哪里?管|哪儿管"
)


class Composer:
    """Composes answers about one policy; `weight` tells how much a search term says."""

    def __init__(self, policy: Policy, texts: dict[str, Any], weight: Weight) -> None:
        self._policy = policy
        self._texts = texts
        self._weight = weight

    def answer(self, question: str, asked: Iterable[str], clause_ids: Sequence[str]) -> Composed:
        """The answer that the clauses give, the deciding one first."""
        clauses = _with_measures(self._policy, [self._policy[one] for one in clause_ids])
        sheet = Sheet(tuple(asked), self._weight)
        asks_who = bool(_ASKS_WHO.search(question))
        blocks = [self._block(sheet, clause, first=not n) for n, clause in enumerate(clauses)]
        departments = departments_of(self._policy, clauses)
        line = departments_line(departments)
        if line and asks_who:
            blocks.insert(0, line)
        elif line:
            blocks.append(line)
        blocks.append(self._texts["tail"])
        return Composed("\n\n".join(blocks), tuple(sheet.citations), departments)

    def clause_text(self, clause_ids: Sequence[str]) -> Composed:
        """Whole clauses, as they were asked for by number; a heading with those under it."""
        sheet = Sheet((), self._weight)
        wanted = [self._policy[clause_id] for clause_id in clause_ids]
        whole = [one for clause in wanted for one in (clause, *self._policy.descendants(clause))]
        blocks = []
        for clause in whole:
            first = sheet.cite(clause, clause.paragraphs)
            lead = self._texts["reference_lead"].format(
                label=clause.label, title=_title(clause), n=first
            )
            blocks.append("\n\n".join([lead, *map(quote_block, clause.paragraphs)]))
        departments = departments_of(self._policy, wanted)
        return Composed("\n\n".join(blocks), tuple(sheet.citations), departments)

    def related(self, refusal: str, asked: Iterable[str], clause_ids: Sequence[str]) -> Composed:
        """A refusal, with what the policy does say about the subject."""
        sheet = Sheet(tuple(asked), self._weight)
        blocks = [refusal]
        for clause in (self._policy[clause_id] for clause_id in clause_ids):
            quotes = sheet.deciding(clause)
            first = sheet.cite(clause, quotes)
            blocks.append(self._texts["related"].format(n=first))
            blocks += map(quote_block, quotes)
        departments = departments_of(self._policy, [self._policy[one] for one in clause_ids])
        return Composed("\n\n".join(blocks), tuple(sheet.citations), departments)

    def sheet(self, asked: Iterable[str]) -> Sheet:
        """A sheet for citations on what was asked."""
        return Sheet(tuple(asked), self._weight)

    def appended(
        self, composed: Composed, asked: Iterable[str], clause_ids: Sequence[str]
    ) -> Composed:
        """An answer with further clauses quoted before its last block."""
        sheet = self.sheet(asked)
        sheet.citations += composed.citations
        blocks = [
            self._block(sheet, self._policy[clause_id], first=False) for clause_id in clause_ids
        ]
        *body, tail = composed.answer.split("\n\n")
        return Composed(
            "\n\n".join([*body, *blocks, tail]), tuple(sheet.citations), composed.departments
        )

    def _block(self, sheet: Sheet, clause: Clause, *, first: bool) -> str:
        quotes = sheet.deciding(clause)
        number = sheet.cite(clause, quotes)
        lead = self._texts["answer_lead" if first else "also"]
        parts = [lead.format(label=clause.label, title=_title(clause), n=number)]
        parts += map(quote_block, quotes)
        if first and clause.lead_in and clause.parent:
            parent = self._policy[clause.parent]
            number = sheet.cite(parent, (clause.lead_in,))
            parts.append(self._texts["scope_lead"].format(label=parent.label, n=number))
            parts.append(quote_block(clause.lead_in))
        return "\n\n".join(parts)


def _with_measures(policy: Policy, clauses: Sequence[Clause]) -> list[Clause]:
    """Who a measure is for (适用范围) says little without the measure: it follows at once."""
    found: list[Clause] = []
    for clause in clauses:
        found += [clause, *measures(policy, clause)]
    return list(dict.fromkeys(found))


def _title(clause: Clause) -> str:
    return f"“{clause.title}”" if clause.title and "“" not in clause.title else clause.title
