"""What does not go together: benefits that exclude each other, and facts that contradict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, cast, get_args

from corpus.rulebook.condition import Test, read_test
from corpus.rulebook.entry import Entry
from corpus.rulebook.fact import Fact

Keep = Literal["first", "best", "choice"]


@dataclass(frozen=True, slots=True)
class Exclusion:
    """At most one of `programmes` is received; `keep` tells which.

    first: the earlier in the list always stays. best: the one with more certain money. choice: as
    best, but where the fact `wish` is true, `wished`.
    """

    id: str
    programmes: tuple[str, ...]
    keep: Keep
    because: str
    clause: str
    says: str
    wish: str | None = None
    wished: str | None = None
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class TogetherNote:
    """A note where one programme of each group is received."""

    groups: tuple[tuple[str, ...], ...]
    text: str
    clause: str
    place: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Tests that cannot all be true of one case."""

    tests: tuple[Test, ...]
    because: str


@dataclass(frozen=True, slots=True)
class NotAbove:
    """A number that cannot be above another."""

    fact: str
    other: str
    because: str


def read_exclusion(entry: Entry, programmes: Mapping[str, object]) -> Exclusion:
    """An entry under `exclusions`."""
    keep = entry.text("keep")
    if keep not in get_args(Keep):
        entry.fail(f"keep {keep!r} is none of {', '.join(get_args(Keep))}")
    exclusion = Exclusion(
        id=entry.text("id"),
        programmes=entry.texts("at_most_one"),
        keep=cast(Keep, keep),
        because=entry.text("because"),
        clause=entry.text("clause"),
        says=entry.text("says"),
        wish=entry.optional("wish"),
        wished=entry.optional("wished"),
        place=entry.place,
    )
    entry.close()
    _known(entry, exclusion.programmes, programmes)
    if (keep == "choice") != (exclusion.wish is not None and exclusion.wished is not None):
        entry.fail("keep: choice goes with wish and wished")
    return exclusion


def read_together_note(entry: Entry, programmes: Mapping[str, object]) -> TogetherNote:
    """An entry under `notes`."""
    groups = tuple(tuple(group) for group in entry.take("together", list))
    note = TogetherNote(groups, entry.text("text"), entry.text("clause"), entry.place)
    entry.close()
    for group in groups:
        _known(entry, group, programmes)
    return note


def read_contradiction(entry: Entry, facts: Mapping[str, Fact]) -> Contradiction | NotAbove:
    """An entry of contradictions.yaml."""
    because = entry.text("because")
    if entry.has("together"):
        parts = tuple(read_test(one, facts, cited=False) for one in entry.entries("together"))
        entry.close()
        return Contradiction(parts, because)
    rule = NotAbove(entry.text("fact"), entry.text("not_above"), because)
    entry.close()
    for name in (rule.fact, rule.other):
        if name not in facts:
            entry.fail(f"there is no fact {name!r}")
    return rule


def _known(entry: Entry, ids: tuple[str, ...], programmes: Mapping[str, object]) -> None:
    for one in ids:
        if one not in programmes:
            entry.fail(f"there is no programme {one!r}")
