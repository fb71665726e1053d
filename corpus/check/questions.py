"""Proves the question files: every clause asked about, evenly, no question twice or copied."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.check.material import Material
from corpus.check.proof import Fault, Proof
from corpus.check.yaml_places import placed_texts
from corpus.errors import CorpusError
from corpus.questions import load_questions, voices

FEWEST = 8  # questions a clause
UNEVENNESS = 1.5  # most to fewest; what is asked about less is found less
COPY = 12  # characters in a row that make a question the policy's own words

_NOT_WORDS = re.compile(r"\W|_")


@dataclass(frozen=True, slots=True)
class _Asked:
    clause_id: str
    words: str  # the question without its punctuation
    question: str
    path: Path
    line: int


def prove_questions(material: Material) -> Iterator[Proof]:
    folder = material.folder / "questions"
    try:
        load_questions(folder)
        asked = _asked(folder)
    except (CorpusError, OSError) as error:
        yield Proof("questions", "read", (Fault.of(error, folder),))
        return
    yield _evenly(material, folder, asked)
    yield _once(asked)
    yield _own_words(material, asked)


def _asked(folder: Path) -> tuple[_Asked, ...]:
    paths = [path for voice in voices(folder) for path in sorted((folder / voice).glob("*.yaml"))]
    return tuple(
        _Asked(one.keys[0], _words(one.text), one.text, path, one.line)
        for path in paths
        for one in placed_texts(path)
    )


def _evenly(material: Material, folder: Path, asked: Sequence[_Asked]) -> Proof:
    counts = Counter({c.id: 0 for c in material.clauses.values() if c.kind != "heading"})
    faults = []
    for one in asked:
        if one.clause_id in counts:
            counts[one.clause_id] += 1
        else:
            what = "a bare heading" if one.clause_id in material.clauses else "no clause"
            faults.append(Fault(one.path, one.line, f"{one.clause_id} is {what}"))
    fewest, most = min(counts.values()), max(counts.values())
    for clause_id, count in counts.items():
        if count < FEWEST:
            faults.append(Fault(folder, 1, f"{clause_id} has {count} questions, not {FEWEST}"))
        elif count * UNEVENNESS < most:
            faults.append(Fault(folder, 1, f"{clause_id} has {count} questions, another {most}"))
    covered = f"{counts.total()} for {len(counts)} clauses, {fewest} to {most} each"
    return Proof("questions spread evenly", covered, tuple(faults))


def _once(asked: Sequence[_Asked]) -> Proof:
    first: dict[str, _Asked] = {}
    faults = []
    for one in asked:
        other = first.setdefault(one.words, one)
        if other is not one:
            place = f"{other.path.parent.name}/{other.path.name}:{other.line}"
            faults.append(Fault(one.path, one.line, f"{one.question!r} stands in {place} too"))
    return Proof("no question twice", f"{len(first)} questions", tuple(faults))


def _own_words(material: Material, asked: Sequence[_Asked]) -> Proof:
    policy = _words(material.text)
    faults = [
        Fault(one.path, one.line, f"{one.question!r} is copied from the policy")
        for one in asked
        if not one.words or (len(one.words) >= COPY and one.words in policy)
    ]
    return Proof("no question copied from the policy", f"{len(asked)} questions", tuple(faults))


def _words(text: str) -> str:
    return _NOT_WORDS.sub("", text).lower()
