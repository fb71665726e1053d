"""Proves that the policy's text and data are sound; `python -m corpus check` prints the proofs."""

from collections.abc import Iterator
from pathlib import Path

from corpus.check.departments import prove_departments
from corpus.check.glossary import prove_glossary
from corpus.check.material import Material, Unreadable
from corpus.check.proof import Fault, Proof
from corpus.check.questions import prove_questions
from corpus.check.restoration import prove_restoration
from corpus.check.rules import prove_rules
from corpus.check.schools import prove_schools
from corpus.check.scope import prove_scope
from corpus.check.statements import prove_statements
from corpus.check.structure import prove_structure
from corpus.check.wording import prove_wording

__all__ = ["CORPUS", "Fault", "Proof", "prove"]

CORPUS = Path(__file__).parent.parent


def prove(corpus: Path = CORPUS) -> Iterator[Proof]:
    """All proofs over a corpus folder; where the text itself cannot be built, that fault alone."""
    try:
        material = Material.read(corpus)
    except Unreadable as error:
        yield Proof("text", "restored and built into clauses", (error.fault,))
        return
    yield from prove_restoration(material)
    yield from prove_structure(material)
    yield from prove_wording(material)
    yield prove_statements(material)
    yield prove_departments(material)
    yield from prove_questions(material)
    yield prove_glossary(material)
    yield prove_scope(material)
    yield from prove_schools(material)
    yield from prove_rules(material)
