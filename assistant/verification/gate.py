"""The last check of an answer: nothing is shown that no clause, calculation or word carries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.clause_reference import references
from assistant.reply import Citation
from assistant.verification.blocks import Span, blocks, marks, quotes
from assistant.verification.carried import Carried
from assistant.verification.claims import Verdicts, claim_faults
from assistant.verification.evidence import Evidence
from assistant.verification.fault import Fault
from assistant.verification.figures import figures_said
from assistant.verification.no_figures import CLAUSE_ID
from assistant.verification.own_counts import OwnCounts
from corpus import Clause, Policy


def faults(
    answer: str,
    citations: Sequence[Citation],
    evidence: Evidence,
    policy: Policy,
    *,
    by_mark: bool = False,
    is_part: bool = False,
) -> tuple[Fault, ...]:
    """All that is wrong with an answer, in order of its place; empty when it may be shown.

    With `by_mark` the figures of a block with marks must be carried by just those clauses (or the
    calculation, or the person's words): for worded text, which may mix clauses up. `is_part` is
    for a piece of an answer in a stream: it need not use every citation.
    """
    check = _Check(answer, citations, evidence, policy)
    found = [
        *check.citation_faults(),
        *check.mark_faults(is_part=is_part),
        *check.quote_faults(),
        *check.clause_faults(),
        *check.figure_faults(by_mark=by_mark),
        *claim_faults(answer, Verdicts.of(evidence.calculation), check.verbatim),
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


class _Check:
    def __init__(
        self, answer: str, citations: Sequence[Citation], evidence: Evidence, policy: Policy
    ) -> None:
        self._answer = answer
        self._citations = citations
        self._evidence = evidence
        self._policy = policy
        self._clauses = [policy[one.clause_id] for one in citations if one.clause_id in policy]
        self._quotes = list(quotes(answer))
        self._marks = list(marks(answer))
        self.verbatim = [(one.start, one.end) for one in self._quotes if self._is_verbatim(one)]

    def citation_faults(self) -> Iterator[Fault]:
        """Citations of clauses that do not exist, with a false label, or not verbatim."""
        for one in self._citations:
            if one.clause_id not in self._policy:
                yield from self._at_marks(one, "clause", one.clause_id, "no such clause")
                continue
            clause = self._policy[one.clause_id]
            if one.label != clause.label:
                yield from self._at_marks(one, "clause", one.label, f"the label is {clause.label}")
            if not _in_one_paragraph(one.quote, clause):
                yield from self._at_marks(one, "quote", one.quote, f"not in {clause.id}")

    def mark_faults(self, *, is_part: bool) -> Iterator[Fault]:
        """Marks without a citation, and citations that the answer does not use."""
        numbers = [one.n for one in self._citations]
        for number, span in self._marks:
            if number not in numbers:
                yield Fault("mark", span.text, span.start, span.end, f"no citation {number}")
        shown = {number for number, _ in self._marks}
        for one in self._citations:
            if numbers.count(one.n) > 1 or one.n < 1:
                yield from self._at_marks(one, "mark", f"[{one.n}]", "not a number of its own")
            if not is_part and one.n not in shown and one.quote not in self._answer:
                yield Fault("mark", f"[{one.n}]", 0, 0, "citation is not used")

    def quote_faults(self) -> Iterator[Fault]:
        """`> ` lines that are neither a clause's words nor the person's."""
        for one in self._quotes:
            if (one.start, one.end) not in self.verbatim and not self._is_persons(one.text):
                yield Fault("quote", one.text, one.start, one.end, "not verbatim in a cited clause")

    def clause_faults(self) -> Iterator[Fault]:
        """Clause numbers and ids in the text that the policy does not have."""
        for match in CLAUSE_ID.finditer(self._answer):
            if match[0] not in self._policy and not self._is_persons(match[0]):
                yield Fault("clause", match[0], *match.span(), "no such clause")
        prose = CLAUSE_ID.sub(lambda match: " " * len(match[0]), self._prose())
        for words in references(prose, self._policy).unknown:
            start = prose.find(words)
            if not self._is_persons(words):
                yield Fault("clause", words, start, start + len(words), "no such clause")

    def figure_faults(self, *, by_mark: bool) -> Iterator[Fault]:
        """Figures outside verbatim quotes that nothing carries."""
        prose = self._prose()
        carried = self._carried(self._clauses, self._evidence.clauses)
        own = OwnCounts(self._answer, self._citations, self._evidence.calculation, self._policy)
        narrow = self._narrow() if by_mark else []
        for one in figures_said(prose):
            of_block = next((c for span, c in narrow if span.overlaps(one.start, one.end)), carried)
            if not of_block.carries(one) and not own.has(one):
                yield Fault("figure", one.text, one.start, one.end, f"{one.value} {one.unit}")

    def _narrow(self) -> list[tuple[Span, Carried]]:
        """What the clauses marked in a block carry, for each block with marks."""
        found = []
        for block in blocks(self._answer):
            here = {n for n, span in self._marks if block.overlaps(span.start, span.end)}
            ids = [one.clause_id for one in self._citations if one.n in here]
            if ids:
                clauses = [self._policy[one] for one in ids if one in self._policy]
                found.append((block, self._carried(clauses, ())))
        return found

    def _carried(self, clauses: Sequence[Clause], further: Sequence[str]) -> Carried:
        texts = dict.fromkeys((*(one.text for one in clauses), *further))
        return Carried.by(replace(self._evidence, clauses=tuple(texts)))

    def _prose(self) -> str:
        """The answer with verbatim quotes and the policy's title blanked; places stay."""
        text = self._answer
        for start, end in self.verbatim:
            text = text[:start] + " " * (end - start) + text[end:]
        title = self._evidence.policy_title
        return text.replace(title, " " * len(title)) if title else text

    def _is_verbatim(self, quote: Span) -> bool:
        cited = [n for n, span in self._marks if 0 <= span.start - quote.end <= 1]
        clauses = [
            self._policy[one.clause_id]
            for one in self._citations
            if one.clause_id in self._policy and (not cited or one.n in cited)
        ]
        return any(_in_one_paragraph(quote.text, clause) for clause in clauses)

    def _is_persons(self, words: str) -> bool:
        return any(words.strip() in said for said in self._evidence.said)

    def _at_marks(self, one: Citation, kind: str, text: str, why: str) -> Iterator[Fault]:
        """A fault of a citation, at its marks and at its quote; in no place when it has none."""
        places = [span for number, span in self._marks if number == one.n]
        places += [span for span in self._quotes if one.quote and span.text == one.quote]
        for span in places or [Span("", 0, 0)]:
            yield Fault(kind, text, span.start, span.end, why)  # type: ignore[arg-type]


def _in_one_paragraph(quote: str, clause: Clause) -> bool:
    return bool(quote.strip()) and any(quote in paragraph for paragraph in clause.paragraphs)
