"""Lets the language model word an answer that the rules composed, paragraph by paragraph.

A paragraph is given out only after the gate has passed it; where the model fails, the rules' own
words take over.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.conversation import Said
from assistant.model import Draft, LanguageModel, WordingFailed
from assistant.verification import Evidence, faults
from corpus import Policy

# What the model may word: answers with clauses. Refusals and small talk stay as they are.
WORDED = ("answer", "question")


@dataclass(frozen=True, slots=True)
class Proof:
    """What a paragraph is checked against."""

    evidence: Evidence
    policy: Policy
    ask: str = ""


def can_be_worded(said: Said) -> bool:
    """Whether there is something for the model to word."""
    return said.kind in WORDED and bool(said.composed.citations)


def worded(
    model: LanguageModel, question: str, said: Said, proof: Proof, deadline: float
) -> Iterator[str]:
    """The verified paragraphs; none where the model gave none that may be shown."""
    citations = said.composed.citations

    def check(paragraph: str) -> bool:
        return not faults(
            paragraph, citations, proof.evidence, proof.policy, by_mark=True, is_part=True
        )

    verdicts = (proof.ask,) if proof.ask else ()
    draft = Draft(said.composed.answer, citations, check, verdicts=verdicts)
    given = False
    try:
        for paragraph in model.word(question, draft, deadline):
            given = True
            yield paragraph
    except WordingFailed as error:
        if given and error.rest:
            yield error.rest


def as_worded(said: Said, answer: str) -> Said:
    """What was said in the model's words, with the citations that they use."""
    used = tuple(
        one for one in said.composed.citations if f"[{one.n}]" in answer or one.quote in answer
    )
    return replace(said, composed=replace(said.composed, answer=answer, citations=used))
