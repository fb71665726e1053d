"""Decides whether the policy covers a question: ordered gates first, then the calibrated model.

The gates are for what a score separates badly: another place, a named benefit or document that
the policy does not have, a kind of fact that it never states, a clause that does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.clause_reference import References, references
from assistant.message import has_words, is_chinese
from assistant.place import asks_about_elsewhere
from assistant.reply import Reason
from assistant.scope_model import SMALL_TALK, Exemplars, ScopeModel
from corpus import Policy
from corpus.scope import Absent, Scope
from indexing.search import Ranking

SmallTalk = Literal["greeting", "thanks", "identity", "farewell", "complaint"]

# Longer messages that begin with a greeting ask something.
SMALL_TALK_LENGTH = 24
SMALL_TALK_PATTERNS: tuple[tuple[SmallTalk, re.Pattern[str]], ...] = (
    (
        "identity",
        re.compile(
            r"(?:你|您)是(谁|啥|什么|干啥|干什么|真人|人工|机器|不是机器|不是真人)|你叫(啥|什么)|(你|这)能(干|做)(啥|什么)|介绍一?下?(你自己|自己)"
        ),
    ),
    (
        "thanks",
        re.compile(
            r"谢谢|多谢|感谢|谢了|thx|thank|辛苦了|太好了|明白了|知道了|懂了|好的|收到|厉害"
        ),
    ),
    ("farewell", re.compile(r"再见|拜拜|回见|88|bye|晚安")),
    (
        "greeting",
        re.compile(
            r"你好|您好|哈喽|嗨|hi|hello|在吗|在不|在么|早上好|上午好|下午好|晚上好|早安|有人吗"
        ),
    ),
)
_GREETING_WORDS = re.compile(
    r"你好|您好|哈喽|嗨|hi|hello|在吗|在不在?|在么|有人吗|请问|麻烦|谢谢(你|您|啦|了)?|多谢|[，,。！!？?~～\s]"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether to answer; if not, why, about what, and which decoys it is like."""

    covered: bool
    reason: Reason | None = None
    subject: str = ""
    small_talk: SmallTalk | None = None
    referred: tuple[str, ...] = ()
    probability: float = 1.0


class ScopeGate:
    """The gates over one policy, in their order."""

    def __init__(self, policy: Policy, scope: Scope, exemplars: Exemplars, model: ScopeModel):
        self._policy = policy
        self._scope = scope
        self._exemplars = exemplars
        self._model = model

    def judge(self, question: str, rank: Callable[[str], Ranking]) -> Verdict:
        """The verdict on a cleaned question; `rank` gives its search ranking when needed."""
        named = references(question, self._policy)
        return (
            _unreadable(question)
            or _small_talk(question)
            or self._unsafe(question)
            or _by_number(named)
            or self._elsewhere(question)
            or self._absent(question)
            or self._by_model(question, rank(question))
        )

    def _unsafe(self, question: str) -> Verdict | None:
        found = _first(self._scope.unsafe, question)
        if not found:
            return None
        return Verdict(False, "private_data" if found.kind == "private_data" else "unsafe")

    def _elsewhere(self, question: str) -> Verdict | None:
        place = asks_about_elsewhere(question, self._scope.places)
        return Verdict(False, "other_place", place) if place else None

    def _absent(self, question: str) -> Verdict | None:
        kinds: tuple[tuple[Reason, tuple[Absent, ...]], ...] = (
            ("other_document", self._scope.documents),
            ("other_benefit", self._scope.benefits),
            ("not_in_policy", self._scope.facts),
        )
        for reason, entries in kinds:
            found = _first(entries, question)
            if found:
                return Verdict(False, reason, found.note)
        return None

    def _by_model(self, question: str, ranking: Ranking) -> Verdict:
        resemblance = self._exemplars.resemblance(question, ranking)
        probability = self._model.probability(resemblance)
        if probability >= self._model.threshold:
            return Verdict(True, probability=probability)
        if resemblance.decoy == SMALL_TALK and len(question) <= SMALL_TALK_LENGTH:
            return Verdict(False, small_talk=_manner(question), probability=probability)
        return Verdict(False, "other_subject", probability=probability)


def _manner(question: str) -> SmallTalk:
    """What kind of small talk a message is that is known to be some."""
    lowered = question.lower()
    named = (name for name, pattern in SMALL_TALK_PATTERNS if pattern.search(lowered))
    return next(named, "greeting")


def _unreadable(question: str) -> Verdict | None:
    if has_words(question) and is_chinese(question):
        return None
    return _small_talk(question.lower()) or Verdict(False, "unreadable")


def _small_talk(question: str) -> Verdict | None:
    if len(question) > SMALL_TALK_LENGTH:
        return None
    for name, pattern in SMALL_TALK_PATTERNS:
        rest = _GREETING_WORDS.sub("", pattern.sub("", question.lower()))
        if pattern.search(question.lower()) and len(rest) <= 3:
            return Verdict(False, small_talk=name)
    return None


def _by_number(named: References) -> Verdict | None:
    if named.unknown:
        return Verdict(False, "no_such_clause", named.unknown[0])
    return Verdict(True, referred=named.found) if named.found else None


def _first(entries: Iterable[Absent], question: str) -> Absent | None:
    return next((entry for entry in entries if entry.pattern.search(question)), None)
