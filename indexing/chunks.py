"""Cuts a policy into what is indexed: each clause with its breadcrumbs and its questions."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from corpus import Clause, Policy
from corpus.departments import without_departments


@dataclass(frozen=True, slots=True)
class Chunk:
    """What is indexed of a clause: where it stands, what it says, what people ask of it."""

    clause_id: str
    breadcrumbs: str
    text: str
    questions: tuple[str, ...]

    @property
    def passage(self) -> str:
        """Breadcrumbs and text, for embedding."""
        return f"{self.breadcrumbs}\n{self.text}"

    @property
    def hash(self) -> str:
        """A hash over all that is indexed of the clause."""
        content = "\0".join((self.clause_id, self.breadcrumbs, self.text, *self.questions))
        return hashlib.sha256(content.encode()).hexdigest()[:32]


def chunks(policy: Policy, questions: Mapping[str, tuple[str, ...]]) -> Iterator[Chunk]:
    """The chunks of all clauses that say something, in text order."""
    for clause in policy:
        if clause.kind != "heading":  # a bare heading answers nothing
            yield Chunk(
                clause.id,
                breadcrumbs(policy, clause),
                "\n".join(filter(None, (clause.lead_in, without_departments(clause.text)))),
                questions.get(clause.id, ()),
            )


def breadcrumbs(policy: Policy, clause: Clause) -> str:
    """Where a clause stands: title of its document, titles of its ancestors."""
    titles = [ancestor.title for ancestor in policy.ancestors(clause) if ancestor.title]
    document = policy.document_title(clause) if not clause.id.endswith("/0") else ""
    return " ".join(filter(None, [document, *titles]))
