"""Loads a policy: raw text and decisions, restored and built into its tree of clauses."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from corpus.clause import Policy
from corpus.errors import RestorationError
from corpus.restoration import Decision, Line, restore
from corpus.structure import build_tree
from corpus.yaml_file import read_yaml

POLICIES = Path(__file__).parent / "policies"
DEFAULT = "jilin-2021"


@dataclass(frozen=True, slots=True)
class Source:
    """A policy's folder as read: its raw text, the decisions on it, and its description."""

    folder: Path
    raw: str
    decisions: tuple[Decision, ...]
    joined: frozenset[int]
    title: str
    place: str
    issued: str
    prefix: str
    articles: Mapping[str, str]

    def lines(self) -> tuple[Line, ...]:
        return restore(self.raw, self.decisions)


@cache
def load_policy(name: str = DEFAULT) -> Policy:
    """The policy in `corpus/policies/<name>`, restored from its raw text, once."""
    source = read_source(POLICIES / name)
    clauses = build_tree(source.lines(), source.joined, source.prefix)
    return Policy(
        id=name,
        title=source.title,
        place=source.place,
        issued=source.issued,
        version=_version(source),
        clauses=MappingProxyType({clause.id: clause for clause in clauses}),
        articles=MappingProxyType(dict(source.articles)),
    )


def read_source(folder: Path) -> Source:
    """Read a policy's folder; the raw text must have the checksum kept beside it."""
    data = (folder / "raw.txt").read_bytes()
    expected = (folder / "raw.sha256").read_text().split()[0]
    if hashlib.sha256(data).hexdigest() != expected:
        raise RestorationError(f"{folder / 'raw.txt'}: the text does not have the checksum kept")
    raw = data.decode("utf-8")
    decisions = read_yaml(folder / "decisions.yaml")
    about = read_yaml(folder / "policy.yaml")
    return Source(
        folder=folder,
        raw=raw,
        decisions=tuple(_decision(entry, raw.split("\n")) for entry in decisions["lines"]),
        joined=frozenset(entry["line"] for entry in decisions["joined"]),
        title=about["title"],
        place=about["place"],
        issued=about["issued"],
        prefix=about.get("prefix", ""),
        articles=about.get("articles", {}),
    )


def _decision(entry: dict[str, object], raw_lines: list[str]) -> Decision:
    number = int(str(entry["line"]))
    starts = str(entry["starts"])
    if not raw_lines[number - 1].strip().startswith(starts):
        raise RestorationError(f"decisions.yaml: line {number} does not start with {starts!r}")
    edges = tuple(entry.get("edges", ()))  # type: ignore[arg-type, var-annotated]
    restored = entry.get("restored")
    return Decision(number, str(entry["reason"]), edges, str(restored) if restored else None)


def _version(source: Source) -> str:
    """Issue date and a hash over everything that the clause texts are made from."""
    digest = hashlib.sha256()
    for name in ("raw.txt", "decisions.yaml"):
        digest.update((source.folder / name).read_bytes())
    return f"{source.issued}+{digest.hexdigest()[:8]}"
