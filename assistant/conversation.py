"""One turn of a conversation, decided by rules: gates, facts, calculation, quotes, in this order.

Pure over the talk that it is given: takes the talk, the message and a day, gives what is to be
said and the talk as it then stands. Nothing is stored here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assistant.answering.case_answer import CaseAnswer, CaseAnswers, Occasion
from assistant.answering.knowledge import Composer
from assistant.answering.money import load_words
from assistant.answering.sheet import Composed
from assistant.calculator.answers import amount_facts_by_programme
from assistant.hearing import EVENTS, Heard, Listener, Spoken
from assistant.reply import Kind, Reason
from assistant.scope import ScopeGate, Verdict
from assistant.talk import SELF, Talk
from assistant.understanding.facts_mention import FactMention
from assistant.understanding.request import Part, programmes_in
from corpus.rulebook import Rulebook
from indexing.search import Ranking

# A refusal of these kinds quotes what the policy does say, where a clause is near enough.
WITH_RELATED = ("not_in_policy", "other_document", "other_benefit")
RELATED_SCORE = 0.25
# Questions that are answered with a verdict where they are about a case.
OF_CASES = ("qualify", "amount", "eligible", "state", "compare")
# Whoever speaks of a case names somebody: himself, or another.
PERSONS = ("我", "俺", "咱", "本人", "他", "她", "您")
# A message of no more characters can go on without naming its subject.
FOLLOWS = 24
# Intents that the policy's words answer, whoever asks.
OF_TEXT = ("define", "plan", "when", "who", "apply")


@dataclass(frozen=True, slots=True)
class Said:
    """What a turn comes to: kind and reason, the composed answer, the cases calculated."""

    kind: Kind
    composed: Composed
    reason: Reason | None = None
    cases: tuple[CaseAnswer, ...] = ()
    next_question: str | None = None
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Search:
    """How the conversation looks things up: ranking with what came before, and its clauses."""

    rank: Callable[[str, str], Ranking]
    near: Callable[[Ranking], Sequence[str]]
    asked: Callable[[str], Sequence[str]]


class Conversation:
    """Takes turns; one for a policy, its rules and its search."""

    def __init__(
        self,
        *,
        rulebook: Rulebook,
        gate: ScopeGate,
        composer: Composer,
        answers: CaseAnswers,
        search: Search,
        texts: dict[str, Any],
    ) -> None:
        self._rulebook = rulebook
        self._listener = Listener(rulebook)
        self._gate = gate
        self._composer = composer
        self._answers = answers
        self._search = search
        self._texts = texts
        self._amount_facts = amount_facts_by_programme(rulebook)

    def take(
        self, message: str, talk: Talk, today: date, read: tuple[FactMention, ...] = ()
    ) -> tuple[Said, Talk]:
        """What is said to a message, and the talk after it; `read` by a model beside the rules."""
        verdict = self._gate.by_gates(message)
        heard = self._listener.hear(message, talk, today, read)
        if heard.request.wants_person and (verdict is None or verdict.reason is None):
            return Said("handoff", Composed(load_words()["handoff"])), talk
        if verdict is not None and _is_told_only(verdict, heard, talk):
            verdict = None
        if verdict is not None and not (heard.answered or heard.declined):
            if verdict.referred:
                composed = self._composer.clause_text(verdict.referred)
                return Said("answer", composed), _asked(heard.talk, message)
            return self._declined(message, verdict, talk), self._with_topic(message, talk)
        plain = self._plain(heard)
        if plain is not None:
            return plain, heard.talk
        is_term = not (talk.ledger or talk.focus or talk.pending) and self._gate.is_term(message)
        if not is_term and self._is_of_case(heard, talk):
            return self._about_cases(message, heard, talk, today)
        return self._about_policy(message, heard, talk, today)

    def go_on(self, talk: Talk, today: date) -> tuple[Said, Talk]:
        """What is said when only facts were tapped: the last subject, calculated anew."""
        ledger = talk.supposed if talk.supposed is not None else talk.case_of(talk.about)
        case = Spoken(talk.about, ledger, talk.supposed is not None)
        return self._calculated((case,), talk, today, "")

    def recalculated(
        self,
        given: dict[str, Any],
        programmes: Sequence[str],
        declined: Sequence[str],
        as_of: date | None,
    ) -> CaseAnswer:
        """The case of a kept answer, from what it was made from."""
        return self._answers.recalculated(given, programmes, declined, as_of)

    def _with_topic(self, message: str, talk: Talk) -> Talk:
        """The talk after a message that was turned down: what it was about can be gone on with."""
        named = programmes_in(message)
        return replace(talk, pending=None, focus=named[:2] or talk.focus)

    def _plain(self, heard: Heard) -> Said | None:
        """Answers that are about the conversation itself."""
        words = load_words()
        request = heard.request
        if request.restart and not heard.tells:
            return Said("answer", Composed(words["profile"]["restarted"]))
        if request.asks_profile:
            return Said("answer", Composed(self._answers.profile(heard.talk.ledger)))
        return None

    def _is_of_case(self, heard: Heard, talk: Talk) -> bool:
        """Whether the turn is answered with verdicts on a case, not with the policy's words."""
        if heard.answered or heard.declined or heard.request.taken_back:
            return True
        parts = heard.request.parts
        asks_case = [part for part in parts if self._asks_case(part, heard, talk)]
        return bool(asks_case) or (not parts and heard.tells)

    def _asks_case(self, part: Part, heard: Heard, talk: Talk) -> bool:
        if part.intent == "together":
            return len(part.programmes) >= 2
        if part.intent == "state":
            return heard.tells or (part.is_personal and bool(talk.ledger))
        if part.intent not in OF_CASES:
            return False
        known = bool(talk.ledger)
        speaks_of_somebody = known or heard.tells or any(one in part.text for one in PERSONS)
        if (part.is_personal and speaks_of_somebody) or _is_told(heard):
            return True
        topic = part.programmes or talk.focus or self._implied(heard)
        is_bearing = self._bears_on_amount(heard, topic)
        if part.intent in ("amount", "qualify", "compare"):
            return part.is_elliptic or bool(talk.ledger) or is_bearing
        if part.is_elliptic and talk.intent in OF_CASES:
            is_bearing = bool(talk.ledger) or heard.tells
        return bool(topic) and is_bearing and (heard.tells or part.is_elliptic)

    def _implied(self, heard: Heard) -> tuple[str, ...]:
        """The programmes whose amount hangs on what was told: 985硕士给多少 is about those."""
        told = self._told(heard)
        return tuple(name for name, facts in self._amount_facts.items() if told & facts)

    def _told(self, heard: Heard) -> set[str]:
        told = {one.fact for one in heard.extraction.mentions}
        return told | {name for one in told for name in self._rulebook.facts[one].resolves}

    def _bears_on_amount(self, heard: Heard, programmes: Sequence[str]) -> bool:
        """Whether what was told changes what is paid: then a sum says more than the clause."""
        told = self._told(heard)
        return any(told & self._amount_facts[name] for name in programmes)

    def _about_cases(
        self, message: str, heard: Heard, talk: Talk, today: date
    ) -> tuple[Said, Talk]:
        """Verdicts, with the policy's words for the parts that ask for those."""
        parts = [part for part in heard.request.parts if self._asks_case(part, heard, talk)]
        text_parts = [part for part in heard.request.parts if part.intent in OF_TEXT]
        cases = heard.cases
        focus = tuple(dict.fromkeys(name for part in parts for name in part.programmes))
        intent = next((part.intent for part in parts if part.intent != "state"), "")
        if not focus and self._goes_on(parts, heard, talk):
            focus, intent = talk.focus, intent or talk.intent
        if not parts:
            focus, intent = talk.focus, talk.intent
        if not focus and intent in ("amount", "compare"):
            focus = self._implied(heard)
        if intent == "together":
            after = replace(heard.talk, focus=focus, intent=intent)
            return self._together(message, cases[0], after, today)
        after = replace(heard.talk, focus=focus, intent=intent or "qualify")
        said, after = self._calculated(cases, after, today, message)
        if not said.composed.citations and heard.request.parts:
            said = self._in_words_too(said, message, talk)
        is_general = parts and not any(one.is_personal or one.intent == "state" for one in parts)
        says_amount = intent == "amount" and _says_amount(said)
        if said.kind == "question" and (is_general or says_amount):
            said = replace(said, kind="answer")
        if text_parts:
            said = self._with_text(said, text_parts, message)
        return said, _asked(after, message)

    def _in_words_too(self, said: Said, message: str, talk: Talk) -> Said:
        """Where a case comes to nothing yet: what the policy says of the matter, if it does."""
        rankings: list[Ranking] = []

        def rank(text: str) -> Ranking:
            rankings.append(self._search.rank(text, talk.last_question))
            return rankings[-1]

        verdict = self._gate.by_sense(message, rank, has_context=bool(talk.last_question))
        if not verdict.covered:
            return said
        clause_ids = list(self._search.near(rankings[-1] if rankings else rank(message)))
        asked = self._search.asked(message)
        composed = self._composer.answer(message, asked, clause_ids)
        question = said.composed.answer.split("\n\n")[-2:-1] if said.next_question else []
        answer = "\n\n".join([composed.answer, *question])
        return replace(said, kind="answer", composed=replace(composed, answer=answer))

    def _goes_on(self, parts: Sequence[Part], heard: Heard, talk: Talk) -> bool:
        """Whether a turn without a topic of its own is about the last one's."""
        if not talk.focus:
            return False
        if heard.answered or heard.declined or heard.request.correction:
            return True
        return all(
            part.is_elliptic or part.intent in ("state", "amount", "eligible") for part in parts
        )

    def _calculated(
        self, cases: Sequence[Spoken], talk: Talk, today: date, message: str
    ) -> tuple[Said, Talk]:
        """Verdicts on the talk's focus, for each case."""
        sheet = self._composer.sheet(self._search.asked(message) if message else ())
        occasion = Occasion(today, talk.declined)
        answers = [self._answers.answer(one, talk.focus, occasion, sheet) for one in cases]
        composed = self._answers.composed(answers, sheet)
        question = next((one.question for one in answers if one.question), None)
        kind: Kind = "question" if question and any(one.is_open for one in answers) else "answer"
        said = Said(kind, composed, None, tuple(answers), question)
        return said, replace(talk, pending=question)

    def _together(self, message: str, case: Spoken, talk: Talk, today: date) -> tuple[Said, Talk]:
        sheet = self._composer.sheet(self._search.asked(message))
        answer = self._answers.together(case, talk.focus, Occasion(today, talk.declined), sheet)
        composed = self._answers.composed([answer], sheet)
        said = Said("answer", composed, None, (answer,), answer.question)
        return said, _asked(replace(talk, pending=answer.question), message)

    def _with_text(self, said: Said, parts: Sequence[Part], message: str) -> Said:
        """The verdicts, followed by the policy's words on the other parts of the question."""
        extra: list[str] = []
        for part in parts:
            if part.intent in ("apply", "who") and not part.programmes:
                continue  # departments and procedure stand in the answer on the case
            ranking = self._search.rank(part.text, message)
            extra += self._search.near(ranking)[:1]
        cited = {one.clause_id for one in said.composed.citations}
        missing = [one for one in dict.fromkeys(extra) if one not in cited]
        if not missing:
            return said
        more = self._composer.appended(said.composed, self._search.asked(message), missing)
        return replace(said, composed=more)

    def _goes_on_by_words(self, message: str, talk: Talk) -> bool:
        """Whether few words without a subject of their own go on with what was spoken of."""
        has_topic = bool(talk.focus or talk.ledger)
        words = self._texts["follow_up_words"]
        return has_topic and len(message) <= FOLLOWS and any(word in message for word in words)

    def _continued(self, message: str, heard: Heard, talk: Talk, today: date) -> tuple[Said, Talk]:
        """The last subject again: its verdict where a case is known, else its clauses."""
        if talk.focus and heard.cases and heard.cases[0].ledger:
            said, after = self._calculated(
                heard.cases, replace(heard.talk, focus=talk.focus), today, message
            )
            return said, _asked(after, message)
        if talk.focus:
            clause_ids = [self._rulebook.programmes[name].clauses[0] for name in talk.focus[:2]]
        else:
            clause_ids = list(self._search.near(self._search.rank(message, talk.last_question)))
        composed = self._composer.answer(
            message, self._search.asked(message), list(dict.fromkeys(clause_ids))
        )
        return Said("answer", composed), _asked(heard.talk, message)

    def _about_policy(
        self, message: str, heard: Heard, talk: Talk, today: date
    ) -> tuple[Said, Talk]:
        """The policy's own words, where it covers the question."""
        before = talk.last_question
        parts = heard.request.parts
        on_focus = self._on_focus(message, parts, talk)
        if on_focus is not None:
            return on_focus, _asked(heard.talk, message)
        rankings: list[Ranking] = []

        def rank(text: str) -> Ranking:
            rankings.append(self._search.rank(text, before))
            return rankings[-1]

        verdict = self._gate.by_sense(message, rank, has_context=bool(before))
        named = any(part.programmes for part in parts)
        if not verdict.covered and not (named and verdict.reason == "other_subject"):
            if self._goes_on_by_words(message, talk):
                return self._continued(message, heard, talk, today)
            return self._declined(message, verdict, heard.talk), heard.talk
        clause_ids = list(self._search.near(rankings[-1] if rankings else rank(message)))
        if len(parts) > 1:
            clause_ids = list(dict.fromkeys((*clause_ids[:1], *self._by_parts(parts, message))))
        composed = self._composer.answer(message, self._search.asked(message), clause_ids)
        focus = tuple(dict.fromkeys(name for part in parts for name in part.programmes))
        intent = next((part.intent for part in parts), "")
        granted = self._granted_by(clause_ids)
        after = replace(heard.talk, focus=focus or granted, intent=intent)
        cases: tuple[CaseAnswer, ...] = ()
        if heard.talk.ledger:
            case = Spoken(SELF, heard.talk.ledger)
            cases = (self._answers.silent(case, focus or granted, Occasion(today)),)
        return Said("answer", composed, cases=cases), _asked(after, message)

    def _on_focus(self, message: str, parts: Sequence[Part], talk: Talk) -> Said | None:
        """The words on payment or procedure of what was spoken of, where nothing else is named."""
        asks = [part for part in parts if part.intent in ("when", "who", "apply")]
        if not asks or not talk.focus or any(part.programmes for part in parts):
            return None
        clause_ids: list[str] = []
        for name in talk.focus[:2]:
            programme = self._rulebook.programmes[name]
            apply = programme.apply.clause if programme.apply else None
            own = [programme.clauses[0], *([apply] if apply else [])]
            clause_ids += own if asks[0].intent == "when" else reversed(own)
        clause_ids = list(dict.fromkeys(clause_ids))
        composed = self._composer.answer(message, self._search.asked(message), clause_ids)
        return Said("answer", composed)

    def _by_parts(self, parts: Sequence[Part], message: str) -> list[str]:
        """The best clause of each part, in the light of the whole message."""
        found: list[str] = []
        for part in parts:
            ranking = self._search.rank(part.text, message)
            found += list(self._search.near(ranking))[:2]
        return list(dict.fromkeys(found))

    def _granted_by(self, clause_ids: Sequence[str]) -> tuple[str, ...]:
        """The programmes that the best clause grants: what a follow-up is about."""
        best = clause_ids[0] if clause_ids else ""
        return tuple(
            name for name, one in self._rulebook.programmes.items() if one.clauses[0] == best
        )

    def _declined(self, message: str, verdict: Verdict, talk: Talk) -> Said:
        suggestions = tuple(self._texts["suggestions"])
        if verdict.unclear:
            return Said("question", Composed(self._texts["unclear"]), suggestions=suggestions)
        if verdict.small_talk:
            text = self._texts["smalltalk"][verdict.small_talk]
            return Said("smalltalk", Composed(text), suggestions=suggestions)
        composed = self._refusal(message, verdict, talk.last_question)
        return Said("refusal", composed, verdict.reason, suggestions=suggestions)

    def _refusal(self, message: str, verdict: Verdict, before: str) -> Composed:
        """Why the policy does not answer, with what it does say where a clause is near enough."""
        template: str = self._texts["refusal"][verdict.reason]
        text = template.format(subject=verdict.subject)
        if verdict.reason not in WITH_RELATED:
            return Composed(text)
        best = self._search.rank(message, before).hits(1)
        related = [hit.clause_id for hit in best if hit.score >= RELATED_SCORE]
        return self._composer.related(text, self._search.asked(message), related)


def _is_told_only(verdict: Verdict, heard: Heard, talk: Talk) -> bool:
    """Whether a gate took for a question what only tells: 我家松原的 is no question about 松原."""
    if verdict.covered or verdict.reason not in ("other_place", "unreadable"):
        return False
    asks = any(part.intent != "state" for part in heard.request.parts)
    return heard.tells and not asks and bool(talk.ledger or talk.focus)


def _says_amount(said: Said) -> bool:
    """Whether the sum asked for is said, though a verdict waits: no fact would change it."""
    return all(
        money.amount_min == money.amount_max for case in said.cases for money in case.received
    ) and any(case.received for case in said.cases)


def _is_told(heard: Heard) -> bool:
    """Whether a message without a person in it tells what happens to one: signed, paid, worked."""
    told = {one.fact for one in heard.extraction.mentions}
    return heard.extraction.graduation is not None or bool(told & EVENTS)


def _asked(talk: Talk, message: str) -> Talk:
    return replace(talk, last_question=message)
