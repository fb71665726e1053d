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


def prove_scope(material: Material) -> Proof:
    folder = material.folder / "scope"
    faults = list(_patterns_that_fail(folder))
    if faults:
        return Proof("scope patterns", "compiled", tuple(faults))
    try:
        scope = load_scope(folder)
    except (CorpusError, OSError, LookupError) as error:
        return Proof("scope", "read", (Fault(folder, 1, str(error)),))
    files = {
        folder / "absent.yaml": (*scope.benefits, *scope.facts, *scope.documents),
        folder / "unsafe.yaml": scope.unsafe,
    }
    absent = 0
    for path, many in files.items():
        absent += len(many)
        for one in many:
            faults += _own_words(material, path, one)
    decoys = sum(map(len, scope.decoys.values()))
    covered = f"{absent} absent things, {decoys} decoys"
    return Proof("scope leaves the policy's own words alone", covered, tuple(faults))


def _patterns_that_fail(folder: Path) -> Iterator[Fault]:
    for name in ("absent.yaml", "unsafe.yaml"):
        for one in _texts(folder / name):
            if "patterns" in one.keys:
                try:
                    re.compile(one.text)
                except re.error as error:
                    yield Fault(folder / name, one.line, f"{one.text!r} does not compile: {error}")
