"""Proves the scope files: patterns compile, and none takes the policy's own words for foreign."""

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.check.material import Material
from corpus.check.proof import Fault, Proof
from corpus.check.yaml_places import placed_texts
from corpus.errors import CorpusError
from corpus.scope import Absent, load_scope

_SENTENCE = re.compile(r"[^。；\n]+[。；]?")
# A document that the policy cites by its title is another document all the same.
_CITED = re.compile(r"《[^》]*》")
_PATTERNS = {"absent.yaml": "patterns", "unsafe.yaml": "patterns", "places.yaml": "origin_frames"}


def prove_scope(material: Material) -> Proof:
    folder = material.folder / "scope"
    try:
        broken = tuple(_broken_patterns(folder))
        if broken:
            return Proof("scope patterns", "compiled", broken)
        scope = load_scope(folder)
    except (CorpusError, OSError, LookupError) as error:
        return Proof("scope", "read", (Fault.of(error, folder),))
    absent = (*scope.benefits, *scope.facts, *scope.documents)
    faults = [
        *_own_words(material, folder / "absent.yaml", absent),
        *_own_words(material, folder / "unsafe.yaml", scope.unsafe),
    ]
    decoys = sum(map(len, scope.decoys.values()))
    covered = f"{len(absent) + len(scope.unsafe)} kinds of things beyond it, {decoys} decoys"
    return Proof("scope leaves the policy's own words alone", covered, tuple(faults))


def _broken_patterns(folder: Path) -> Iterator[Fault]:
    for name, key in _PATTERNS.items():
        for one in placed_texts(folder / name):
            if key in one.keys:
                try:
                    re.compile(one.text)
                except re.error as error:
                    yield Fault(folder / name, one.line, f"{one.text!r} does not compile: {error}")


def _own_words(material: Material, path: Path, many: tuple[Absent, ...]) -> Iterator[Fault]:
    for clause in material.clauses.values():
        for sentence in _SENTENCE.findall(clause.text):
            for one in many:
                own = _CITED.sub("", sentence) if one.kind == "document" else sentence
                if found := one.pattern.search(own):
                    what = f"{one.kind}: {found[0]!r} is said in {clause.id}"
                    yield Fault(path, _line_of(path, sentence), what)


def _line_of(path: Path, sentence: str) -> int:
    """The line of the first name or pattern in the file that matches the sentence."""
    for one in placed_texts(path):
        is_named = "names" in one.keys and one.text.lower() in sentence.lower()
        if is_named or ("patterns" in one.keys and re.search(one.text, sentence, re.IGNORECASE)):
            return one.line
    return 1
