"""Makes of what was said the reply of the contract: calculation, ledger, question, departments.

The reply is verified last; what no clause, calculation or word of the person carries is not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import structlog

from assistant.answering.case_answer import CaseAnswer
from assistant.answering.money import load_words
from assistant.answering.sheet import Composed
from assistant.calculator.question import question as question_of
from assistant.case_facts import years_today
from assistant.conversation import Said
from assistant.ledger import YEARS, Ledger, plain
from assistant.reply import Composer, Reply
from assistant.store.stored import Answered
from assistant.talk import Talk
from assistant.verification import Evidence, faults, without_faulty
from corpus import Policy
from corpus.rulebook import Rulebook

_log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Ids:
    """The ids of one turn."""

    session_id: str
    message_id: str
    record_code: str


class Replies:
    """Makes replies about one policy."""

    def __init__(self, policy: Policy, rulebook: Rulebook) -> None:
        self._policy = policy
        self._rulebook = rulebook

    def reply(
        self,
        ids: Ids,
        said: Said,
        talk: Talk,
        today: date,
        *,
        composed_by: Composer = "rules",
        label: str | None = None,
    ) -> Reply:
        """The reply as it goes out, not yet verified."""
        question = self._rulebook.facts[said.next_question] if said.next_question else None
        return Reply(
            session_id=ids.session_id,
            message_id=ids.message_id,
            record_code=ids.record_code,
            kind=said.kind,
            reason=said.reason,
            answer=said.composed.answer,
            citations=said.composed.citations,
            calculation=self.calculation(said.cases),
            profile=self.profile(talk.ledger, today),
            next_question=question_of(question).model_dump() if question else None,
            suggestions=said.suggestions,
            departments=said.composed.departments,
            composed_by=composed_by,
            label=label,
            policy_version=self._policy.version,
        )

    def verified(self, said: Said, words: Sequence[str], today: date) -> Said:
        """What was said without the paragraphs that hold a fault; else that it cannot be said."""
        evidence = self.evidence(said, words, today)
        found = faults(said.composed.answer, said.composed.citations, evidence, self._policy)
        if not found:
            return said
        _log.error("unverified answer", faults=[(one.kind, one.why) for one in found])
        kept = without_faulty(said.composed.answer, found)
        if kept is None:
            return replace(
                said, kind="handoff", composed=Composed(load_words()["unsaid"]), cases=()
            )
        cited = tuple(
            one for one in said.composed.citations if f"[{one.n}]" in kept or one.quote in kept
        )
        composed = replace(said.composed, answer=kept, citations=cited)
        return replace(said, composed=composed)

    def evidence(self, said: Said, words: Sequence[str], today: date) -> Evidence:
        """What may carry the figures of an answer."""
        clauses = [
            self._policy[one.clause_id]
            for one in said.composed.citations
            if one.clause_id in self._policy
        ]
        return Evidence(
            clauses=tuple(part for one in clauses for part in (one.text, one.label)),
            calculation=_together(said.cases),
            said=tuple(words),
            as_of=today,
            policy_title=self._policy.title,
            policy_date=date.fromisoformat(self._policy.issued),
        )

    def calculation(self, cases: Sequence[CaseAnswer]) -> dict[str, Any] | None:
        """The calculation of the case spoken of: its programmes whole, the rest by status.

        Of several cases the first stands at the root, and all under `cases`.
        """
        if not cases:
            return None
        dumped = [_dumped(one) for one in cases]
        if len(dumped) > 1:
            return {**dumped[0], "cases": dumped}
        return dumped[0]

    def profile(self, ledger: Ledger, today: date) -> dict[str, dict[str, Any]]:
        """The ledger: every fact with the words that it came from."""
        known: dict[str, dict[str, Any]] = {
            name: {"value": plain(one.value), "said": one.said}
            for name, one in ledger.facts.items()
        }
        if ledger.graduation is not None and YEARS not in known:
            years = years_today(ledger.graduation, today)
            known[YEARS] = {"value": years, "said": ledger.graduation.said}
        return known

    def answered(self, reply: Reply, said: Said, talk: Talk, today: date) -> Answered:
        """What the store keeps of a reply: facts and versions, from which it is computed again."""
        first = said.cases[0] if said.cases else None
        return Answered(
            reply=reply,
            facts=first.given if first else {},
            declined=talk.declined,
            programmes=first.spoken if first else (),
            as_of=today,
        )


def _dumped(one: CaseAnswer) -> dict[str, Any]:
    """A case's calculation as JSON, of its results those that the answer speaks of."""
    spoken = set(one.spoken)
    results = tuple(each for each in one.calculation.results if each.programme in spoken)
    others: dict[str, list[str]] = {}
    for programme, status in one.statuses:
        if programme not in spoken:
            others.setdefault(status, []).append(programme)
    dumped = replace(one.calculation, results=results).model_dump()
    return {**dumped, "who": one.who, "others": others}


def _together(cases: Sequence[CaseAnswer]) -> dict[str, Any] | None:
    """One mapping over all cases, for what may carry a figure."""
    if not cases:
        return None
    dumped = [_dumped(one) for one in cases]
    received = [money.model_dump() for one in cases for money in one.received]
    if len(dumped) == 1:
        return {**dumped[0], "received": received}
    return {"results": [], "cases": dumped, "received": received}
