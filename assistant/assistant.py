"""The assistant: one message in, one cited answer out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any

from assistant.answering.knowledge import Composer
from assistant.answering.sheet import Composed
from assistant.errors import InvalidMessage
from assistant.message import read_message
from assistant.reply import Kind, Reply, SearchResult
from assistant.scope import ScopeGate, Verdict
from assistant.scope_model import Exemplars, ScopeModel
from assistant.sessions import Sessions, new_id
from assistant.settings import Settings
from assistant.texts import load_texts
from corpus import Policy, load_policy
from corpus.questions import load_questions
from corpus.scope import load_scope
from indexing.encoders import open_encoder
from indexing.expansion import Expansion
from indexing.search import Ranking, Searcher
from indexing.terms import terms

MAX_RESULTS = 50
MAX_CITED = 3
# A further clause is cited too when it fits nearly as well as the best one.
ALSO_CITED = 0.85
# What a follow-up takes from the question before it.
CONTEXT_WEIGHT = 0.5
# A refusal of these kinds quotes what the policy does say, where a clause is near enough.
WITH_RELATED = ("not_in_policy", "other_document", "other_benefit")
RELATED_SCORE = 0.25
_FOLLOW_UP = re.compile(r"^(?:那|这|他|她|它|还有|另外|其中|然后|再|上面|刚才)|呢[？?]?$")
FOLLOW_UP_LENGTH = 14


class Assistant:
    """Answers questions about the policy; safe to use from several threads."""

    def __init__(self, policy: Policy, searcher: Searcher, settings: Settings) -> None:
        self.policy = policy
        self.settings = settings
        self._searcher = searcher
        self._texts = load_texts()
        scope = load_scope()
        inside = [question for many in load_questions().values() for question in many]
        gate = Exemplars(inside, scope.decoys)
        self._gate = ScopeGate(policy, scope, gate, ScopeModel.load())
        self._composer = Composer(policy, self._texts, searcher.term_weight)
        self._expansion = Expansion.of_glossary()
        self._sessions = Sessions()

    @classmethod
    def open(cls, settings: Settings | None = None) -> Assistant:
        """The assistant over the index of the settings, built first where it is not up to date."""
        settings = settings or Settings()
        encoder = open_encoder(
            settings.encoder, model=settings.encoder_model, api_key=settings.encoder_api_key
        )
        searcher = Searcher.open(settings.index_dir, encoder, server=settings.chroma_url)
        return cls(load_policy(), searcher, settings)

    def __enter__(self) -> Assistant:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of what is open; the index on disk stays."""

    def chat(
        self,
        message: str,
        session_id: str | None = None,
        *,
        facts: Mapping[str, Any] | None = None,
        declined: Sequence[str] | None = None,
        client_message_id: str | None = None,
    ) -> Reply:
        """The reply to a message; raises InvalidMessage where it cannot be read.

        The same `client_message_id` in a session gives the same reply again. There is no ledger
        of facts yet: `facts` and `declined` that are not empty are refused, not ignored.
        """
        for field, value in (("facts", facts), ("declined", declined)):
            if value:
                raise InvalidMessage(field, self._texts["no_ledger"])
        question = read_message(message, self._texts)
        session = self._sessions.open(session_id)
        if client_message_id and client_message_id in session.replies:
            return session.replies[client_message_id]
        reply = self._reply(session.id, question, session.last_question)
        followed = question if reply.kind == "answer" else ""
        self._sessions.remember(session, followed, reply, client_message_id)
        return reply

    def search(self, query: str, k: int = 5) -> tuple[SearchResult, ...]:
        """The `k` clauses that fit a query best, best first."""
        if not 1 <= k <= MAX_RESULTS:
            raise InvalidMessage("k", self._texts["bad_k"].format(limit=MAX_RESULTS))
        cleaned = read_message(query, self._texts, field="q")
        clauses = ((self.policy[hit.clause_id], hit) for hit in self._searcher.search(cleaned, k))
        return tuple(
            SearchResult(clause_id=one.id, label=one.label, text=one.text, score=hit.score)
            for one, hit in clauses
        )

    def health(self) -> dict[str, Any]:
        """Whether a question can be answered now, and what stands in the way."""
        problems = [] if self._searcher.search("人才", 1) else ["索引查不到任何条款。"]
        return {
            "ready": not problems,
            "problems": problems,
            "policy_version": self.policy.version,
            "clauses": len(self.policy),
            "encoder": self._searcher.encoder_name,
        }

    def _reply(self, session_id: str, question: str, before: str) -> Reply:
        kind: Kind
        ranking: list[Ranking] = []

        def rank(text: str) -> Ranking:
            ranking.append(self._rank(text, before))
            return ranking[-1]

        verdict = self._gate.judge(question, rank, has_context=bool(before))
        if verdict.covered and verdict.referred:
            kind, composed = "answer", self._composer.clause_text(verdict.referred)
        elif verdict.covered:
            found = ranking[-1] if ranking else rank(question)  # a gate may do without
            kind, composed = "answer", self._answer(question, found)
        else:
            kind, composed = self._decline(question, verdict, before)
        return Reply(
            session_id=session_id,
            message_id=new_id(),
            kind=kind,
            reason=verdict.reason,
            answer=composed.answer,
            citations=composed.citations,
            departments=composed.departments,
            suggestions=() if kind == "answer" else tuple(self._texts["suggestions"]),
            policy_version=self.policy.version,
        )

    def _rank(self, question: str, before: str) -> Ranking:
        if before and (len(question) <= FOLLOW_UP_LENGTH or _FOLLOW_UP.search(question)):
            return self._searcher.rank(question, before, CONTEXT_WEIGHT)
        return self._searcher.rank(question)

    def _answer(self, question: str, ranking: Ranking) -> Composed:
        best = ranking.scores[0]
        near = [
            clause_id
            for clause_id, score in zip(ranking.clause_ids, ranking.scores, strict=True)
            if score >= ALSO_CITED * best
        ]
        return self._composer.answer(question, self._asked(question), near[:MAX_CITED])

    def _decline(self, question: str, verdict: Verdict, before: str) -> tuple[Kind, Composed]:
        if verdict.unclear:
            return "question", Composed(self._texts["unclear"])
        if verdict.small_talk:
            return "smalltalk", Composed(self._texts["smalltalk"][verdict.small_talk])
        template: str = self._texts["refusal"][verdict.reason]
        text = template.format(subject=verdict.subject)
        if verdict.reason not in WITH_RELATED:
            return "refusal", Composed(text)
        best = self._rank(question, before).hits(1)
        related = [hit.clause_id for hit in best if hit.score >= RELATED_SCORE]
        return "refusal", self._composer.related(text, self._asked(question), related)

    def _asked(self, question: str) -> list[str]:
        corrected = self._expansion.corrected(question)
        return [*terms(corrected), *self._expansion.added(corrected)]
