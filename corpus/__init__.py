"""What the policy says, as data: restored text, clauses, and what people call things."""

from corpus.clause import Clause, Department, Figure, Policy
from corpus.errors import CorpusError, UnknownClause
from corpus.policy import load_policy

__all__ = [
    "Clause",
    "CorpusError",
    "Department",
    "Figure",
    "Policy",
    "UnknownClause",
    "load_policy",
]
