"""What the policy does not cover: places, benefits, kinds of facts, documents, unsafe requests."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from corpus.errors import DataError
from corpus.yaml_file import read_yaml

SCOPE = Path(__file__).parent / "scope"


@dataclass(frozen=True, slots=True)
class Places:
    """Names for the city itself, for other places, and for the province it lies in.

    `not_place` are words that hold a place's name and mean another thing (schools above all);
    `origin` matches a place (`{P}` in the file) that a person only comes from.
    """

    here: tuple[str, ...]
    elsewhere: tuple[str, ...]
    province: tuple[str, ...]
    not_place: tuple[str, ...]
    origin: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Absent:
    """Something the policy does not have: how people name it, and a note for a person."""

    kind: str
    pattern: re.Pattern[str]
    note: str


@dataclass(frozen=True, slots=True)
class Scope:
    """All data on the policy's limits; `decoys` are questions beyond them, by category."""

    places: Places
    benefits: tuple[Absent, ...]
    facts: tuple[Absent, ...]
    documents: tuple[Absent, ...]
    unsafe: tuple[Absent, ...]
    decoys: Mapping[str, tuple[str, ...]]


@cache
def load_scope(folder: Path = SCOPE) -> Scope:
    """Read the files of `corpus/scope`; a pattern that does not compile names its file."""
    places = read_yaml(folder / "places.yaml")
    absent = read_yaml(folder / "absent.yaml")
    decoys = read_yaml(folder / "decoys.yaml")
    path = folder / "absent.yaml"
    return Scope(
        places=_places(places),
        benefits=tuple(_named(path, entry, "benefit") for entry in absent["benefits"]),
        facts=tuple(_matching(path, entry) for entry in absent["facts"]),
        documents=tuple(_named(path, entry, "document") for entry in absent["documents"]),
        unsafe=tuple(
            _matching(folder / "unsafe.yaml", entry) for entry in read_yaml(folder / "unsafe.yaml")
        ),
        decoys=MappingProxyType({name: tuple(texts) for name, texts in decoys.items()}),
    )


def _places(data: Mapping[str, list[str]]) -> Places:
    elsewhere = (*data["elsewhere"], *data["foreign"])
    place = f"(?:{any_of(elsewhere)})"
    frames = "|".join(frame.replace("{P}", place) for frame in data["origin_frames"])
    return Places(
        here=tuple(data["here"]),
        elsewhere=elsewhere,
        province=tuple(data["province"]),
        not_place=tuple(data["not_place"]),
        origin=re.compile(frames),
    )


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _named(path: Path, entry: Mapping[str, Any], kind: str) -> Absent:
    named = [any_of(map(str, entry["names"]))] if entry["names"] else []
    return _absent(path, kind, "|".join([*named, *entry.get("patterns", ())]), entry)


def _matching(path: Path, entry: Mapping[str, Any]) -> Absent:
    return _absent(path, str(entry["kind"]), "|".join(entry["patterns"]), entry)


def _absent(path: Path, kind: str, pattern: str, entry: Mapping[str, Any]) -> Absent:
    try:
        return Absent(kind, re.compile(pattern, re.IGNORECASE), str(entry.get("note", "")))
    except re.error as error:
        raise DataError(f"{path}: pattern {pattern!r} does not compile: {error}") from error
