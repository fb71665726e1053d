"""Loads the groups of people of groups.yaml: who one is, and the facts to be asked first."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from corpus.errors import DataError
from corpus.rulebook import Fact, load_rulebook
from corpus.yaml_file import read_yaml

GROUPS = Path(__file__).parent / "groups.yaml"


@dataclass(frozen=True, slots=True)
class Group:
    """`applicant` is None where it has to be asked."""

    group: str
    title: str
    hint: str
    facts: tuple[str, ...]
    applicant: str | None = None


@cache
def load_groups(path: Path = GROUPS) -> tuple[Group, ...]:
    """The groups in the order in which they are offered; DataError names a fact that is none."""
    known = load_rulebook().facts
    return tuple(_group(one, known, path) for one in read_yaml(path))


def _group(entry: dict[str, Any], known: Mapping[str, Fact], path: Path) -> Group:
    group = Group(**{**entry, "facts": tuple(entry["facts"])})
    unknown = [name for name in group.facts if name not in known]
    if unknown:
        raise DataError(f"{path}: group {group.group}: no fact {', '.join(unknown)}")
    if group.applicant is not None and group.applicant not in known["applicant"].values:
        raise DataError(f"{path}: group {group.group}: no applicant {group.applicant}")
    return group
