"""The assistant: one message in, one verified answer out, kept before it is given."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import TracebackType
from typing import TYPE_CHECKING, Any

from assistant.answering.case_answer import CaseAnswers
from assistant.answering.knowledge import Composer
from assistant.answering.money import load_words
from assistant.calculator.calculate import open_calculator
from assistant.calculator.texts import said as said_value
from assistant.calculator.validation import known_declined, validated
from assistant.conversation import Conversation, Said, Search
from assistant.errors import InvalidMessage
from assistant.events import Done, Event, Started, Token
from assistant.message import read_message
from assistant.privacy import masked
from assistant.replies import Ids, Replies
from assistant.reply import Reply, SearchResult
from assistant.scope import ScopeGate
from assistant.scope_model import Exemplars, ScopeModel
from assistant.settings import Settings
from assistant.store import ConversationStore, StoredAnswer, Turn
from assistant.talk import SELF, Talk
from assistant.texts import load_texts
from assistant.understanding.facts_mention import FactMention
from assistant.worded import Proof, as_worded, can_be_worded, worded
from corpus import Policy, load_policy
from corpus.questions import load_questions
from corpus.scope import load_scope
from indexing.encoders import open_encoder
from indexing.expansion import Expansion
from indexing.search import Ranking, Searcher
from indexing.terms import terms

if TYPE_CHECKING:
    from assistant.model import LanguageModel

MAX_RESULTS = 50
MAX_CITED = 3
# A further clause is cited too when it fits nearly as well as the best one.
ALSO_CITED = 0.85
# What a follow-up takes from the question before it.
CONTEXT_WEIGHT = 0.5
_FOLLOW_UP = re.compile(r"^(?:那|这|他|她|它|还有|另外|其中|然后|再|上面|刚才)|呢[？?]?$")
FOLLOW_UP_LENGTH = 14


@dataclass(frozen=True, slots=True)
class Asked:
    """What a turn was asked: the cleaned text, tapped facts, facts not to be asked for."""

    text: str
    facts: Mapping[str, Any]
    declined: tuple[str, ...]


class Assistant:
    """Answers questions about the policy; safe to use from several threads."""

    def __init__(
        self,
        policy: Policy,
        searcher: Searcher,
        settings: Settings,
        store: ConversationStore,
        *,
        clock: Callable[[], date] = date.today,
        model: LanguageModel | None = None,
    ) -> None:
        self.policy = policy
        self.settings = settings
        self.store = store
        self._clock = clock
        self._model = model
        self._searcher = searcher
        self._texts = load_texts()
        self._expansion = Expansion.of_glossary()
        self._calculator = open_calculator()
        rulebook = self._calculator.rulebook
        self._rulebook = rulebook
        scope = load_scope()
        inside = [question for many in load_questions().values() for question in many]
        gate = ScopeGate(policy, scope, Exemplars(inside, scope.decoys), ScopeModel.load())
        self._conversation = Conversation(
            rulebook=rulebook,
            gate=gate,
            composer=Composer(policy, self._texts, searcher.term_weight),
            answers=CaseAnswers(policy, self._calculator),
            search=Search(self._rank, self._near, self._asked),
            texts=self._texts,
        )
        self._replies = Replies(policy, rulebook)

    @classmethod
    def open(
        cls, settings: Settings | None = None, clock: Callable[[], date] = date.today
    ) -> Assistant:
        """The assistant over the index of the settings, built first where it is not up to date."""
        settings = settings or Settings()
        encoder = open_encoder(
            settings.encoder, model=settings.encoder_model, api_key=settings.encoder_api_key
        )
        searcher = Searcher.open(settings.index_dir, encoder, server=settings.chroma_url)
        store = ConversationStore.open(settings.database_url, settings.data_dir)
        model = None
        if settings.model:
            from assistant.model import LanguageModel

            model = LanguageModel.from_settings(settings)
        return cls(load_policy(), searcher, settings, store, clock=clock, model=model)

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
        """Let go of what is open; index and conversations stay."""
        self.store.close()
        if self._model is not None:
            self._model.close()

    def chat(
        self,
        message: str,
        session_id: str | None = None,
        *,
        facts: Mapping[str, Any] | None = None,
        declined: Sequence[str] | None = None,
        client_message_id: str | None = None,
        owner: str | None = None,
    ) -> Reply:
        """The reply to a message, kept in the store when this returns.

        `facts` are tapped choices or corrections (None takes a fact back), `declined` facts that
        are not to be asked for. The same `client_message_id` in a session gives the same reply
        again. Raises InvalidMessage, InvalidFacts, and the errors of the store.
        """
        asked = self._asked_of(message, facts, declined)
        events = self._turn(asked, session_id, client_message_id, owner)
        return next(event.reply for event in events if isinstance(event, Done))

    def stream(
        self,
        message: str,
        session_id: str | None = None,
        *,
        facts: Mapping[str, Any] | None = None,
        declined: Sequence[str] | None = None,
        client_message_id: str | None = None,
        owner: str | None = None,
    ) -> Iterator[Event]:
        """The same turn piece by piece; input is checked before the first event.

        Read it to its end: what is left in the middle is not kept.
        """
        asked = self._asked_of(message, facts, declined)
        return self._turn(asked, session_id, client_message_id, owner)

    def _asked_of(
        self, message: str, facts: Mapping[str, Any] | None, declined: Sequence[str] | None
    ) -> Asked:
        return Asked(
            self._read(message, facts, declined),
            self._tapped(facts),
            known_declined(list(declined) if declined else None, self._rulebook),
        )

    def _turn(
        self, asked: Asked, session_id: str | None, client_message_id: str | None, owner: str | None
    ) -> Iterator[Event]:
        with self.store.turn(session_id, client_message_id, owner=owner) as turn:
            if turn.repeated is not None:
                reply = self.recalled(turn.repeated)
                yield Started(reply.session_id, reply.message_id)
                yield from map(Token, pieces(reply.answer))
            else:
                yield Started(turn.session_id, turn.message_id)
                reply = yield from self._answered(turn, asked)
        yield Done(reply)

    def _answered(self, turn: Turn, asked: Asked) -> Generator[Event, None, Reply]:
        """The reply of a turn, verified and kept; its text piece by piece."""
        today = self._clock()
        deadline = time.monotonic() + self.settings.model_timeout
        talk = self._told(Talk.from_state(turn.state), asked.facts, asked.declined)
        private = masked(asked.text)
        read = self._read_by_model(private.text, talk, deadline)
        said, talk = self._take(private.text, talk, today, read)
        if private.kinds:
            said = _warned(said, private.kinds)
        words = (private.text, *(one.said for one in talk.ledger.facts.values()))
        said = self._replies.verified(said, words, today)
        text = ""
        if self._model is not None and can_be_worded(said):
            turn.start()
            proof = Proof(self._replies.evidence(said, words, today), self.policy)
            for paragraph in worded(self._model, private.text, said, proof, deadline):
                piece = f"\n\n{paragraph}" if text else paragraph
                text += piece
                yield Token(piece)
        ids = Ids(turn.session_id, turn.message_id, turn.record_code)
        if text:
            said = as_worded(said, text)
            label = self._texts["generated"]
            reply = self._replies.reply(ids, said, talk, today, composed_by="model", label=label)
        else:
            reply = self._replies.reply(ids, said, talk, today)
        answered = self._replies.answered(reply, said, talk, today)
        turn.commit(message=private.text, answered=answered, state=talk.state())
        if not text:
            yield from map(Token, pieces(reply.answer))
        return reply

    def _read_by_model(self, text: str, talk: Talk, deadline: float) -> tuple[FactMention, ...]:
        """Facts that the model reads; the rules' own reading goes before them."""
        if self._model is None or not text:
            return ()
        history = (talk.last_question,) if talk.last_question else ()
        reading = self._model.read(text, history, deadline)
        return tuple(
            FactMention(one.fact, one.value, one.said, place, place + len(one.said))
            for one in (reading.facts if reading else ())
            if (place := text.find(one.said)) >= 0
        )

    def recalled(self, stored: StoredAnswer) -> Reply:
        """A kept answer as it was given; its calculation is computed again."""
        if stored.answered is None:
            raise InvalidMessage("message_id", self._texts["not_answered"])
        answered = stored.answered
        calculation = None
        if answered.facts:
            case = self._conversation.recalculated(
                answered.facts, answered.programmes, answered.declined, answered.as_of
            )
            calculation = self._replies.calculation([case])
        return answered.reply.model_copy(update={"calculation": calculation})

    def keep_feedback(
        self, message_id: str, kind: str, note: str = "", owner: str | None = None
    ) -> None:
        """Keep what a person thinks of an answer, private numbers masked; UnknownAnswer."""
        self.store.feedback(message_id, kind, masked(note).text, owner=owner)

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
        problems = [] if self._searcher.search("人才", 1) else [self._texts["no_clause_found"]]
        if not self.store.healthy():
            problems.append(self._texts["store_down"])
        return {
            "ready": not problems,
            "problems": problems,
            "policy_version": self.policy.version,
            "clauses": len(self.policy),
            "encoder": self._searcher.encoder_name,
        }

    def _read(
        self,
        message: str,
        facts: Mapping[str, Any] | None,
        declined: Sequence[str] | None,
    ) -> str:
        """The cleaned message; it may be empty where something was tapped."""
        if not message.strip() and (facts or declined):
            return ""
        return read_message(message, self._texts)

    def _tapped(self, facts: Mapping[str, Any] | None) -> dict[str, Any]:
        """Tapped facts as the calculator takes them; None takes a fact back."""
        tapped: dict[str, Any] = {}
        for name, value in (facts or {}).items():
            given = validated({name: value}, self._rulebook).values
            tapped[name] = given.get(name)
        return tapped

    def _told(self, talk: Talk, tapped: Mapping[str, Any], declined: Sequence[str]) -> Talk:
        """The talk after what was tapped: of the case it is about if that was asked for."""
        for name, value in tapped.items():
            is_asked = name == talk.pending and talk.about != SELF and talk.about in talk.others
            ledger = talk.others[talk.about] if is_asked else talk.ledger
            if value is None:
                ledger = ledger.without((name,))
            else:
                fact = self._rulebook.facts[name]
                said = said_value(fact, value)
                ledger = ledger.set(name, value, said, self._rulebook)
            if is_asked:
                talk = replace(talk, others={**talk.others, talk.about: ledger})
            else:
                talk = replace(talk, ledger=ledger)
            talk = replace(talk, pending=None if name == talk.pending else talk.pending)
        refused = tuple(dict.fromkeys((*talk.declined, *declined)))
        is_refused = talk.pending in declined
        return replace(talk, declined=refused, pending=None if is_refused else talk.pending)

    def _take(
        self, text: str, talk: Talk, today: date, read: tuple[FactMention, ...]
    ) -> tuple[Said, Talk]:
        if not text:
            return self._conversation.go_on(talk, today)
        return self._conversation.take(text, talk, today, read)

    def _rank(self, question: str, before: str) -> Ranking:
        if before and (len(question) <= FOLLOW_UP_LENGTH or _FOLLOW_UP.search(question)):
            return self._searcher.rank(question, before, CONTEXT_WEIGHT)
        return self._searcher.rank(question)

    def _near(self, ranking: Ranking) -> list[str]:
        """The best clause and those that fit nearly as well."""
        best = ranking.scores[0]
        near = [
            clause_id
            for clause_id, score in zip(ranking.clause_ids, ranking.scores, strict=True)
            if score >= ALSO_CITED * best
        ]
        return near[:MAX_CITED]

    def _asked(self, question: str) -> list[str]:
        corrected = self._expansion.corrected(question)
        return [*terms(corrected), *self._expansion.added(corrected)]


def pieces(answer: str) -> Iterator[str]:
    """An answer in the pieces in which it is streamed: its blocks, with what parts them."""
    *blocks, last = answer.split("\n\n")
    yield from (f"{block}\n\n" for block in blocks)
    yield last


def _warned(said: Said, kinds: Sequence[str]) -> Said:
    """What was said, after a word on private numbers."""
    warning = load_words()["private"].format(kinds="、".join(kinds))
    composed = replace(said.composed, answer=f"{warning}\n\n{said.composed.answer}")
    return replace(said, composed=composed)
