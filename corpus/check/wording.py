"""Proves the wording of clauses: marks in pairs, and no white space but between paragraphs."""

import re
from collections.abc import Iterator

from corpus.check.material import Material
from corpus.check.proof import Fault, Proof
from corpus.clause import Clause

_PAIRS = {"”": "“", "）": "（", "〕": "〔", "》": "《"}
_BLANK = re.compile(r"[^\S\n]|\n\n+|^\n|\n$")


def prove_wording(material: Material) -> Iterator[Proof]:
    clauses = material.clauses.values()
    unpaired = [fault for clause in clauses for fault in _unpaired(material, clause)]
    marks = sum(clause.text.count(mark) for clause in clauses for mark in _PAIRS)
    yield Proof("“” （） 〔〕 《》 in pairs", f"{marks} pairs", tuple(unpaired))
    blanks = [
        material.fault(clause, f"white space {found[0]!r}", found.start())
        for clause in clauses
        for found in _BLANK.finditer(clause.text)
    ]
    paragraphs = sum(len(clause.paragraphs) for clause in clauses)
    yield Proof("no white space but between paragraphs", f"{paragraphs} paragraphs", tuple(blanks))


def _unpaired(material: Material, clause: Clause) -> Iterator[Fault]:
    """Marks without their partner; a pair lies within one clause and does not cross another."""
    unclosed: list[tuple[str, int]] = []
    for at, mark in enumerate(clause.text):
        if mark in _PAIRS.values():
            unclosed.append((mark, at))
        elif mark in _PAIRS:
            if unclosed and unclosed[-1][0] == _PAIRS[mark]:
                unclosed.pop()
            else:
                yield material.fault(clause, f"{mark} closes nothing", at)
    for mark, at in unclosed:
        yield material.fault(clause, f"{mark} is not closed", at)
