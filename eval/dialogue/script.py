"""Scripts of conversations: turns with what every right assistant satisfies (JSON Lines)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.errors import QuestionFileError

FOLDERS = {name: Path(__file__).parent.parent / name for name in ("conversations", "answers")}
KEYS = frozenset(
    {
        "kind",
        "status",
        "amount",
        "profile",
        "not_in_profile",
        "must_contain",
        "must_not_contain",
        "cites",
        "not_asked",
    }
)


@dataclass(frozen=True, slots=True)
class Turn:
    """What is said, and what must hold then."""

    user: str
    expect: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Script:
    """A conversation; a single question is one of one turn."""

    id: str
    persona: str
    turns: tuple[Turn, ...]


def load_scripts(suite: str, name: str) -> tuple[Script, ...]:
    """The scripts of a suite's set, or of a path; QuestionFileError names the line."""
    path = Path(name) if name.endswith(".jsonl") else FOLDERS[suite] / f"{name}.jsonl"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise QuestionFileError(f"{path}: {error.strerror}") from error
    return tuple(
        _script(path, number, line) for number, line in enumerate(lines, start=1) if line.strip()
    )


def _script(path: Path, number: int, line: str) -> Script:
    try:
        entry = json.loads(line)
        turns = entry.get("turns") or [{"user": entry["message"], "expect": entry["expect"]}]
        for turn in turns:
            unknown = set(turn.get("expect", {})) - KEYS
            if unknown:
                raise QuestionFileError(f"{path}:{number}: unknown key {unknown.pop()!r}")
        read = tuple(Turn(turn["user"], turn.get("expect", {})) for turn in turns)
        return Script(entry["id"], entry.get("persona", ""), read)
    except (ValueError, KeyError, TypeError) as error:
        raise QuestionFileError(f"{path}:{number}: {error}") from error
