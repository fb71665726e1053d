"""What can be measured: anything that ranks clause ids for a question, and what it ranks."""

from typing import Protocol

from corpus import Clause, Policy


class Ranker(Protocol):
    """Ranks clauses for a question."""

    def rank(self, question: str, k: int) -> list[str]:
        """At most k clause ids, best first, none twice."""


def ranked_clauses(policy: Policy) -> tuple[Clause, ...]:
    """The clauses that a ranker may find: all but bare headings, which answer nothing."""
    return tuple(clause for clause in policy if clause.kind != "heading")
