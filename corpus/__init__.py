"""What the policy says, as data: restored text, clauses, rules, and what people call things.

Names are imported when they are first used: the rules can be read without the text.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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

_HOMES = {
    "Clause": "corpus.clause",
    "CorpusError": "corpus.errors",
    "Department": "corpus.clause",
    "Figure": "corpus.clause",
    "Policy": "corpus.clause",
    "UnknownClause": "corpus.errors",
    "load_policy": "corpus.policy",
}


def __getattr__(name: str) -> Any:
    """Import a public name on its first use."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
