"""What may carry a figure of an answer: cited clauses, the calculation, the person's own words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any


@dataclass(frozen=True, slots=True)
class Evidence:
    """What an answer rests on.

    `clauses` are the whole texts of the cited clauses, and their labels; `calculation` a dumped
    Calculation, of the programmes that the answer speaks of; `said` the person's own words, all
    turns.
    """

    clauses: tuple[str, ...]
    calculation: Mapping[str, Any] | None
    said: tuple[str, ...]
    as_of: date
    policy_title: str
    policy_date: date
