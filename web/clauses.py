"""The clauses as the doors show them: the list in text order, one clause with its relations."""

from dataclasses import dataclass
from difflib import get_close_matches

from corpus import Clause, Policy
from corpus.clause import Role


@dataclass(frozen=True, slots=True)
class ClauseSummary:
    """A clause's place in the policy, without its text."""

    clause_id: str
    label: str
    title: str
    parent: str | None
    children: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClauseList:
    """All clauses in text order."""

    policy_version: str
    clauses: tuple[ClauseSummary, ...]


@dataclass(frozen=True, slots=True)
class ClauseDepartment:
    """A department that a clause names, with its role."""

    name: str
    role: Role
    clause_id: str


@dataclass(frozen=True, slots=True)
class ClauseView:
    """A clause: its own words, its relations, the departments it names."""

    clause_id: str
    label: str
    title: str
    text: str
    parent: str | None
    children: tuple[str, ...]
    departments: tuple[ClauseDepartment, ...]


def clause_list(policy: Policy) -> ClauseList:
    """Every clause of the policy, headings included."""
    return ClauseList(policy.version, tuple(_summary(clause) for clause in policy))


def clause_view(policy: Policy, clause_id: str) -> ClauseView:
    """One clause; raises corpus.UnknownClause."""
    clause = policy[clause_id]
    return ClauseView(
        clause_id=clause.id,
        label=clause.label,
        title=clause.title,
        text=clause.text,
        parent=clause.parent,
        children=clause.children,
        departments=tuple(
            ClauseDepartment(one.name, one.role, clause.id) for one in clause.departments
        ),
    )


def nearest_ids(policy: Policy, clause_id: str) -> tuple[str, ...]:
    """The ids most like an unknown one, to offer to the person who typed it."""
    wanted = clause_id.strip().lower()[:100]
    document = wanted.partition("/")[0]
    beside = [one.id for one in policy if one.document == document]
    return tuple(get_close_matches(wanted, beside or policy.clauses, n=3, cutoff=0.4))


def _summary(clause: Clause) -> ClauseSummary:
    return ClauseSummary(clause.id, clause.label, clause.title, clause.parent, clause.children)
