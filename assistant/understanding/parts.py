"""Takes a message apart into its questions, each with what it asks and the programmes it means.

What is told before a question belongs to it, and what is told last to the last one. A question
without a subject of its own (找谁办) is about what the message asked before.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.understanding.clauses import Clause, cut
from assistant.understanding.intent import Intent, intent_of, is_elliptic, is_personal, pattern
from assistant.understanding.programme_words import families_of, programmes_meant

BARE_TOPIC_LENGTH = 16
REPETITION_LENGTH = 6
_SOFT_SIGNS = "，,、：: \t\u3000\n；;。…~"
# 多少钱，能领多少 is one question; two of another intent are two.
_MERGED: tuple[Intent, ...] = ("amount", "who", "apply", "qualify", "when", "together")
# After a question about a case these are about the same case.
_OF_A_CASE: tuple[Intent, ...] = ("amount", "eligible", "together", "qualify", "when", "apply")
_LEANING = re.compile("呢|的是")
_FURTHER = re.compile(
    "能都|可以都|都拿|都领|都要|都享受|还能|还可以|还给|还让|还有|再领|再拿|再享|又能|也能|也可以|都能|都可以|都给"
)


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a message; `text` is `message[start:end]`.

    `programmes`: the ids meant, best first; empty where none is named (then context or search
    tells). `is_personal`: asked of a case rather than of the policy in general. `is_elliptic`:
    takes intent and topic from the turn before; what leans on the same message is filled in.
    """

    text: str
    start: int
    end: int
    intent: Intent
    programmes: tuple[str, ...]
    is_personal: bool
    is_elliptic: bool


@dataclass(frozen=True, slots=True)
class _Said:
    """A clause and what it asks (None: nothing by itself); `leans`: on a question before it."""

    clause: Clause
    intent: Intent | None
    leans: bool

    @classmethod
    def of(cls, clause: Clause) -> _Said:
        return cls(clause, intent_of(clause.words), is_elliptic(clause.words))

    @property
    def words(self) -> str:
        return self.clause.words

    @property
    def asks(self) -> bool:
        return self.intent is not None or (self.leans and bool(_LEANING.search(self.words)))


@dataclass(frozen=True, slots=True)
class _Draft:
    """A part in the making."""

    clauses: tuple[Clause, ...]
    intent: Intent
    programmes: tuple[str, ...]
    is_elliptic: bool = False


def parts_of(message: str, spoken: tuple[Clause, ...], *, has_context: bool) -> tuple[Part, ...]:
    """The questions of a message, whose clauses are `spoken`, in order.

    One part of intent "state" where it asks nothing.
    """
    parts: list[Part] = []
    for draft in _drafts(_single_questions(message, spoken), has_context=has_context):
        part = _part(message, draft)
        goes_on = bool(parts) and parts[-1].is_personal and part.intent in _OF_A_CASE
        parts.append(replace(part, is_personal=part.is_personal or goes_on))
    return tuple(parts)


def _drafts(spoken: list[_Said], *, has_context: bool) -> list[_Draft]:
    drafts: list[_Draft] = []
    told: list[Clause] = []
    scene = ""
    for said in spoken:
        if not said.asks:
            told.append(said.clause)
            scene += said.words
            continue
        draft = _draft(said, tuple(told), scene, drafts, has_context=has_context)
        if drafts and not told and _repeats(said, draft, drafts[-1]):
            drafts[-1] = replace(drafts[-1], clauses=(*drafts[-1].clauses, said.clause))
        else:
            drafts.append(draft)
        told = []
    if told and drafts:
        drafts[-1] = replace(drafts[-1], clauses=(*drafts[-1].clauses, *told))
    elif told:
        drafts.append(_statement(tuple(told), has_context=has_context))
    return drafts


def _single_questions(message: str, spoken: tuple[Clause, ...]) -> list[_Said]:
    """The clauses, those cut in two that ask two things in one breath (多少钱怎么领)."""
    single: list[_Said] = []
    for clause in spoken:
        rest = _Said.of(clause)
        for match in pattern("run_on").finditer(message, clause.start, clause.end):
            if match.start() <= rest.clause.start:
                continue
            before, after = map(_Said.of, cut(message, rest.clause, match.start()))
            if before.asks and after.asks:
                single.append(before)
                rest = after
        single.append(rest)
    return single


def _draft(
    said: _Said, told: tuple[Clause, ...], scene: str, drafts: list[_Draft], *, has_context: bool
) -> _Draft:
    programmes = programmes_meant(said.words, scene + said.words)
    intent = said.intent
    if said.leans and intent in (None, "eligible") and drafts and _LEANING.search(said.words):
        intent = drafts[-1].intent
    if intent is None:
        intent = "amount" if programmes else "eligible"
    earlier: tuple[str, ...] = ()
    if intent not in ("qualify", "define"):
        earlier = _told_topic(told, "" if programmes else said.words)
    if _is_of_both(said.words, intent, programmes, earlier):
        intent, programmes = "together", tuple(dict.fromkeys(earlier + programmes))
    if intent == "qualify" and programmes and "有没有" in said.words:
        intent = "eligible"
    programmes = programmes or earlier or _asked_topic(intent, drafts)
    leans = said.leans and has_context and not drafts
    return _Draft((*told, said.clause), intent, programmes, leans)


def _is_of_both(
    words: str, intent: Intent, programmes: tuple[str, ...], earlier: tuple[str, ...]
) -> bool:
    """领了生活补贴，还能住公寓吗; 生活补贴和房补都能拿吗: whether a question is of two benefits."""
    if intent not in ("eligible", "together") or not _FURTHER.search(words):
        return intent == "together"
    both = families_of(earlier + programmes)
    return bool(programmes) and len(both) > 1


def _told_topic(told: tuple[Clause, ...], asked: str) -> tuple[str, ...]:
    """The programmes named by what is told before a question that itself names none."""
    words = "".join(clause.words for clause in told)
    return programmes_meant(words + asked, words + asked) if words else ()


def _asked_topic(intent: Intent, drafts: list[_Draft]) -> tuple[str, ...]:
    """What the message asked of before: 找谁办 is about all of it, 多少 about the last."""
    if not drafts or intent in ("qualify", "define"):
        return ()
    if intent in ("who", "apply", "when"):
        return tuple(dict.fromkeys(one for draft in drafts for one in draft.programmes))
    return drafts[-1].programmes


def _repeats(said: _Said, draft: _Draft, before: _Draft) -> bool:
    """Whether a question only says the one before it again, or goes on with it."""
    if draft.intent != before.intent or said.leans:
        return False
    same = draft.programmes == before.programmes
    if draft.intent in _MERGED:
        return same
    return same and draft.intent == "eligible" and len(said.words) <= REPETITION_LENGTH


def _statement(told: tuple[Clause, ...], *, has_context: bool) -> _Draft:
    """What only tells; a bare topic (落户) asks what it is, a wish (想调回) if one can."""
    words = "".join(clause.words for clause in told)
    programmes = programmes_meant(words, words)
    names = programmes or not (has_context or not words or pattern("telling").search(words))
    bare = names and len(words) <= BARE_TOPIC_LENGTH and not is_personal(words)
    bare = bare and not pattern("chosen").search(words)
    if bare:
        return _Draft(told, "define", programmes)
    wishes = programmes and not has_context and pattern("wish").search(words)
    return _Draft(told, "eligible" if wishes else "state", programmes)


def _part(message: str, draft: _Draft) -> Part:
    start, end = draft.clauses[0].start, draft.clauses[-1].end
    text = message[start:end]
    start += len(text) - len(text.lstrip(_SOFT_SIGNS))
    end = max(start, end - (len(text) - len(text.rstrip(_SOFT_SIGNS))))
    words = "".join(clause.words for clause in draft.clauses)
    return Part(
        text=message[start:end],
        start=start,
        end=end,
        intent=draft.intent,
        programmes=draft.programmes,
        is_personal=draft.intent == "state" or is_personal(words),
        is_elliptic=draft.is_elliptic,
    )
