"""What is known of a person: each fact with the words that it came from.

Newer words win: what they contradict is forgotten, and so is what followed from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from assistant.calculator.errors import InvalidFacts
from assistant.calculator.validation import SCHOOL, validated
from assistant.understanding.facts_mention import FactMention, Graduation
from corpus.rulebook import Rulebook, Value

YEARS = "years_since_graduation"


@dataclass(frozen=True, slots=True)
class Known:
    """A fact's value, the words that it came from, and whether they were sure."""

    value: Value
    said: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Ledger:
    """Facts by name; the time of graduation is kept as it was said."""

    facts: Mapping[str, Known] = field(default_factory=dict)
    graduation: Graduation | None = None

    @classmethod
    def from_state(cls, state: Mapping[str, Any] | None) -> Ledger:
        """The ledger that `state` made."""
        if not state:
            return cls()
        facts = {
            name: Known(_value(one["value"]), one["said"], one.get("certain", True))
            for name, one in state.get("facts", {}).items()
        }
        graduation = state.get("graduation")
        return cls(facts, Graduation(**graduation) if graduation else None)

    def state(self) -> dict[str, Any]:
        """The ledger as plain JSON types."""
        facts = {
            name: {"value": plain(one.value), "said": one.said, "certain": one.certain}
            for name, one in self.facts.items()
        }
        return {
            "facts": facts,
            "graduation": asdict(self.graduation) if self.graduation else None,
        }

    def values(self) -> dict[str, Value]:
        return {name: one.value for name, one in self.facts.items()}

    def __bool__(self) -> bool:
        return bool(self.facts) or self.graduation is not None

    def told(
        self,
        mentions: Iterable[FactMention],
        graduation: Graduation | None,
        rulebook: Rulebook,
    ) -> Ledger:
        """The ledger after some words."""
        new = {one.fact: Known(one.value, one.said, one.certain) for one in mentions}
        kept = {name: one for name, one in self.facts.items() if name not in new}
        if graduation is not None:
            kept.pop(YEARS, None)
        for name in new:
            for resolved in rulebook.facts[name].resolves:
                kept.pop(resolved, None)
        facts = _without_conflicts(kept, new, rulebook)
        return Ledger(facts, graduation or (None if YEARS in new else self.graduation))

    def set(self, name: str, value: Value, said: str, rulebook: Rulebook) -> Ledger:
        """The ledger after a tapped choice or a correction."""
        mention = FactMention(name, value, said, 0, len(said))
        return self.told((mention,), None, rulebook)

    def without(self, names: Iterable[str]) -> Ledger:
        """The ledger after facts were taken back."""
        gone = set(names)
        facts = {name: one for name, one in self.facts.items() if name not in gone}
        return replace(self, facts=facts, graduation=None if YEARS in gone else self.graduation)


def _without_conflicts(
    kept: dict[str, Known], new: dict[str, Known], rulebook: Rulebook
) -> dict[str, Known]:
    """All facts, without the older ones that contradict newer ones."""
    facts = {**kept, **new}
    while True:
        try:
            validated({name: plain(one.value) for name, one in facts.items()}, rulebook)
        except InvalidFacts as error:
            fields = error.problems[0].fields or (error.field,)
            older = [name for name in fields if name in facts and name not in new]
            gone = older or [name for name in fields if name in facts]
            facts.pop(SCHOOL if SCHOOL in older else gone[0])
        else:
            return facts


def plain(value: Value) -> Any:
    """A value as JSON has it."""
    return list(value) if isinstance(value, tuple) else value


def _value(value: Any) -> Value:
    return tuple(value) if isinstance(value, list) else value
