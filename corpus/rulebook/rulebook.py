"""Loads the rules of `corpus/rules`: facts, shared conditions, programmes, what excludes what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from corpus.errors import DataError
from corpus.rulebook.entry import Entry
from corpus.rulebook.exclusion import (
    Contradiction,
    Exclusion,
    NotAbove,
    TogetherNote,
    read_contradiction,
    read_exclusion,
    read_together_note,
)
from corpus.rulebook.fact import Fact, read_fact
from corpus.rulebook.programme import Programme, read_programme
from corpus.rulebook.validity import Validity, read_validity

RULES = Path(__file__).parent.parent / "rules"


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All rules, by name and in the order in which they are shown."""

    facts: Mapping[str, Fact]
    programmes: Mapping[str, Programme]
    exclusions: tuple[Exclusion, ...]
    together_notes: tuple[TogetherNote, ...]
    contradictions: tuple[Contradiction, ...]
    not_above: tuple[NotAbove, ...]
    validity: Validity


@cache
def load_rulebook(folder: Path = RULES) -> Rulebook:
    """The rules in a folder; DataError names file and line of what is wrong."""
    return build_rulebook(read_rules(folder))


def read_rules(folder: Path = RULES) -> dict[str, Any]:
    """The content of the rules files, as read, the programmes of all files in one list."""
    from corpus.rulebook.lines import read_placed

    programmes = [
        one for path in sorted((folder / "programmes").glob("*.yaml")) for one in read_placed(path)
    ]
    names = ("facts", "conditions", "exclusions", "contradictions", "validity")
    return {
        **{name: read_placed(folder / f"{name}.yaml") for name in names},
        "programmes": programmes,
    }


def build_rulebook(rules: Mapping[str, Any]) -> Rulebook:
    """The rulebook of what `read_rules` gives."""
    facts = _by_name("fact", [read_fact(Entry(one)) for one in rules["facts"]], "name")
    shared = rules["conditions"]
    programmes = _by_name(
        "programme",
        [read_programme(Entry(one), facts, shared) for one in rules["programmes"]],
        "id",
    )
    entry = Entry(rules["exclusions"])
    exclusions = tuple(read_exclusion(one, programmes) for one in entry.entries("exclusions"))
    notes = tuple(read_together_note(one, programmes) for one in entry.entries("notes"))
    entry.close()
    validity = read_validity(Entry(rules["validity"]))
    _refuse_earlier_amounts(programmes, validity)
    read = [read_contradiction(Entry(one), facts) for one in rules["contradictions"]]
    return Rulebook(
        facts=MappingProxyType(facts),
        programmes=MappingProxyType(programmes),
        exclusions=exclusions,
        together_notes=notes,
        contradictions=tuple(one for one in read if isinstance(one, Contradiction)),
        not_above=tuple(one for one in read if isinstance(one, NotAbove)),
        validity=validity,
    )


def _refuse_earlier_amounts(programmes: Mapping[str, Programme], validity: Validity) -> None:
    for programme in programmes.values():
        for amount in programme.amounts:
            if amount.start < validity.start:
                what = f"{programme.id}: an amount from {amount.start}, before the policy"
                raise DataError(f"{amount.place}: {what}" if amount.place else what)


def _by_name(kind: str, many: list[Any], attribute: str) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for one in many:
        name = getattr(one, attribute)
        if name in found:
            raise DataError(f"{kind} {name!r} stands twice")
        found[name] = one
    return found
