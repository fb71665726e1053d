"""What the calculator stands on: the rules as read, who is in charge of each, the text's version.

It is kept beside the rules in one JSON file, so that a calculation need neither parse them nor
restore the text. The file names the digest of all that it was made from: where that has changed,
it is passed over and everything is made anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from corpus.rulebook.rulebook import RULES, Rulebook, build_rulebook, read_rules

COMPILED = RULES / "compiled.json"
_POLICY = RULES.parent / "policies" / "jilin-2021"

Named = tuple[str, str, str]  # department, role, clause


@dataclass(frozen=True, slots=True)
class Ground:
    """The rules; for each programme its departments with role and clause; the policy's version."""

    rulebook: Rulebook
    departments: Mapping[str, tuple[Named, ...]]
    policy_version: str


@cache
def load_ground(compiled: Path = COMPILED) -> Ground:
    """The ground of this policy's calculator."""
    kept = _kept(compiled) or make_ground()
    return Ground(
        rulebook=build_rulebook(kept["rules"]),
        departments={
            name: tuple((one[0], one[1], one[2]) for one in many)
            for name, many in kept["departments"].items()
        },
        policy_version=kept["policy_version"],
    )


def write_ground(compiled: Path = COMPILED) -> None:
    """Make the file anew."""
    text = json.dumps(make_ground(), ensure_ascii=False, indent=0, default=_plain)
    compiled.write_text(text + "\n", encoding="utf-8")


def is_current(compiled: Path = COMPILED) -> bool:
    """Whether the file is what its sources make."""
    made = json.loads(json.dumps(make_ground(), ensure_ascii=False, default=_plain))
    return bool(_kept(compiled) == made)


def make_ground() -> dict[str, Any]:
    """What the file holds, from its sources."""
    from corpus.policy import load_policy

    policy, rules = load_policy(), read_rules()
    return {
        "digest": _digest(),
        "policy_version": policy.version,
        "departments": {
            one["programme"]: _departments(policy, one["clauses"]) for one in rules["programmes"]
        },
        "rules": rules,
    }


def _departments(policy: Any, clause_ids: Iterable[str]) -> list[Named]:
    """All that the clauses name; else who is in charge of the first, which grants the benefit."""
    from corpus.in_charge import in_charge

    clauses = [policy[one] for one in clause_ids]
    own = [(one, clause.id) for clause in clauses for one in clause.departments]
    named = own or in_charge(policy, clauses[0])
    return [(one.name, one.role, clause_id) for one, clause_id in named]


def _kept(compiled: Path) -> dict[str, Any] | None:
    try:
        kept: dict[str, Any] = json.loads(compiled.read_bytes())
    except (OSError, ValueError):
        return None
    return kept if kept.get("digest") == _digest() else None


def _digest() -> str:
    """A hash over the rules and over all that the clause texts are made from."""
    digest = hashlib.sha256()
    rules = [*sorted(RULES.glob("*.yaml")), *sorted((RULES / "programmes").glob("*.yaml"))]
    for path in (
        *rules,
        *(_POLICY / name for name in ("raw.txt", "decisions.yaml", "policy.yaml")),
    ):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"{value!r} cannot be kept as JSON")
