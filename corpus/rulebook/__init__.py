"""The rules that the policy makes, as values: facts, programmes, exclusions, contradictions."""

from corpus.rulebook.amount import Amount, Factor, Paid, Tier
from corpus.rulebook.condition import All, Any, Condition, Narrow, Test, Wide
from corpus.rulebook.exclusion import Contradiction, Exclusion, NotAbove, TogetherNote
from corpus.rulebook.fact import Fact, Value
from corpus.rulebook.programme import Apply, Note, Programme
from corpus.rulebook.rulebook import Rulebook, load_rulebook
from corpus.rulebook.validity import Validity

__all__ = [
    "All",
    "Amount",
    "Any",
    "Apply",
    "Condition",
    "Contradiction",
    "Exclusion",
    "Fact",
    "Factor",
    "Narrow",
    "NotAbove",
    "Note",
    "Paid",
    "Programme",
    "Rulebook",
    "Test",
    "Tier",
    "TogetherNote",
    "Validity",
    "Value",
    "Wide",
    "load_rulebook",
]
