"""What a conversation keeps between two turns; small, and plain JSON in the store."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.ledger import Ledger

SELF = "self"
# The facts and persons that a conversation can hold are bounded; the oldest others go first.
MAX_OTHERS = 8


@dataclass(frozen=True, slots=True)
class Talk:
    """The person's own ledger, other people's, and what the last turn was about.

    `about` is whose case it was; `supposed` the case as last supposed (要是我读博呢), if it was.
    `focus` are the programmes spoken of, `pending` the fact that was asked for.
    """

    ledger: Ledger = field(default_factory=Ledger)
    others: Mapping[str, Ledger] = field(default_factory=dict)
    about: str = SELF
    supposed: Ledger | None = None
    focus: tuple[str, ...] = ()
    intent: str = ""
    pending: str | None = None
    declined: tuple[str, ...] = ()
    last_question: str = ""

    @classmethod
    def from_state(cls, state: Mapping[str, Any]) -> Talk:
        """The talk that `state` made; a new one of an empty state."""
        if not state:
            return cls()
        supposed = state.get("supposed")
        return cls(
            ledger=Ledger.from_state(state.get("ledger")),
            others={who: Ledger.from_state(one) for who, one in state["others"].items()},
            about=state["about"],
            supposed=Ledger.from_state(supposed) if supposed else None,
            focus=tuple(state["focus"]),
            intent=state["intent"],
            pending=state["pending"],
            declined=tuple(state["declined"]),
            last_question=state["last_question"],
        )

    def state(self) -> dict[str, Any]:
        """The talk as plain JSON types."""
        others = dict(list(self.others.items())[-MAX_OTHERS:])
        return {
            "ledger": self.ledger.state(),
            "others": {who: one.state() for who, one in others.items()},
            "about": self.about,
            "supposed": self.supposed.state() if self.supposed else None,
            "focus": list(self.focus),
            "intent": self.intent,
            "pending": self.pending,
            "declined": list(self.declined),
            "last_question": self.last_question,
        }

    def case_of(self, who: str) -> Ledger:
        """What is known of somebody."""
        return self.ledger if who == SELF else self.others.get(who, Ledger())
