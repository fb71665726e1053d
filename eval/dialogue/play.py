"""Plays scripts against the assistant and tells, turn by turn, what does not hold."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant import Assistant, Reply, Settings
from eval.dialogue.script import Script, Turn

DAY = date(2026, 11, 24)


@dataclass(frozen=True, slots=True)
class Played:
    """A turn as it went: the reply, and what did not hold (nothing: right)."""

    turn: Turn
    reply: Reply
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A script as it went."""

    script: Script
    turns: tuple[Played, ...]

    @property
    def is_right(self) -> bool:
        return not any(one.faults for one in self.turns)


def play(scripts: Sequence[Script]) -> tuple[Conversation, ...]:
    """All scripts, each in a session of its own, on the day for which they were written."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder))
        with Assistant.open(settings, clock=lambda: DAY) as assistant:
            return tuple(_played(assistant, one) for one in scripts)


def _played(assistant: Assistant, script: Script) -> Conversation:
    session: str | None = None
    turns = []
    for turn in script.turns:
        reply = assistant.chat(turn.user, session)
        session = reply.session_id
        turns.append(Played(turn, reply, tuple(faults(turn.expect, reply))))
    return Conversation(script, tuple(turns))


def faults(expect: Mapping[str, Any], reply: Reply) -> Iterator[str]:
    """What of an expectation does not hold."""
    if "kind" in expect and reply.kind not in expect["kind"]:
        yield f"kind {reply.kind}, expected {expect['kind']}"
    yield from _calculated(expect, reply.calculation)
    yield from _known(expect, reply.profile)
    text = reply.answer
    for group in expect.get("must_contain", ()):
        if not any(one in text for one in group):
            yield f"does not contain {group}"
    for one in expect.get("must_not_contain", ()):
        if one in text:
            yield f"contains {one}"
    cited = {one.clause_id for one in reply.citations}
    for group in expect.get("cites", ()):
        if cited.isdisjoint(group):
            yield f"does not cite {group}, but {sorted(cited)}"
    asked = reply.next_question["fact"] if reply.next_question else None
    if asked in expect.get("not_asked", ()):
        yield f"asks {asked}"


def _calculated(expect: Mapping[str, Any], calculation: Mapping[str, Any] | None) -> Iterator[str]:
    cases = [calculation, *calculation.get("cases", ())] if calculation else []
    results = {one["programme"]: one for case in reversed(cases) for one in case["results"]}
    statuses = {
        programme: status
        for case in reversed(cases)
        for status, programmes in case["others"].items()
        for programme in programmes
    } | {programme: one["status"] for programme, one in results.items()}
    for programme, wanted in expect.get("status", {}).items():
        allowed = [wanted] if isinstance(wanted, str) else wanted
        found = {
            one["status"]
            for case in cases
            for one in case["results"]
            if one["programme"] == programme
        } or {statuses.get(programme)}
        if not found.intersection(allowed):
            yield f"{programme} is {statuses.get(programme)}, expected {allowed}"
    for programme, wanted in expect.get("amount", {}).items():
        got = [
            [one["amount_min"], one["amount_max"]]
            for case in cases
            for one in case["results"]
            if one["programme"] == programme
        ]
        if wanted not in got:
            yield f"{programme} gives {got}, expected {wanted}"


def _known(expect: Mapping[str, Any], profile: Mapping[str, Any]) -> Iterator[str]:
    for fact, wanted in expect.get("profile", {}).items():
        got = profile.get(fact, {}).get("value")
        if got != wanted and not (isinstance(wanted, list) and got in wanted):
            yield f"ledger has {fact}={got!r}, expected {wanted!r}"
    for fact in expect.get("not_in_profile", ()):
        if fact in profile:
            yield f"ledger has {fact}={profile[fact]['value']!r}"
