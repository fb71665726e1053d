"""Decides whether the policy covers a question: ordered gates first, then the calibrated model.

The gates are for what a score separates badly: another place, a named benefit or document that
the policy does not have, a kind of fact that it never states, a clause that does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from assistant.clause_reference import References, references
from assistant.message import has_words, is_chinese
from assistant.place import asks_about_elsewhere
from assistant.reply import Reason
from assistant.scope_model import SMALL_TALK, UNSAFE, Exemplars, ScopeModel
from assistant.small_talk import SMALL_TALK_LENGTH, SmallTalk, manner_of, small_talk
from corpus import Policy
from corpus.glossary import load_glossary
from corpus.scope import Absent, Scope
from indexing.search import Ranking
from indexing.terms import normalise

BARE_TERM_LENGTH = 8
_WITHOUT_SUBJECT = re.compile(
    r"(?:我|我们|请问|想问下?|那|这个|这|你们|市里|都)*"
    r"(?:(?:怎么|咋|如何|在哪|去哪|找谁|啥时候|什么时候|能不能|可以|能)(?:申请|申报|办理|办|领取|领|报名|弄|整)"
    r"|(?:有|给|能享受|能领|能拿)(?:什么|啥|哪些|多少)(?:补贴|补助|政策|待遇|优惠|好处|钱|扶持)?"
    r"|(?:需要|要|有)?(?:什么|啥|哪些)(?:条件|要求|手续|流程|政策|补贴)"
    r"|(?:能|可以)?(?:给|补|领|拿|发)?多少钱?|找谁|归谁管|哪个部门管?)(?:吗|呢|啊|呀|的|不|嘛)?"
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
    unclear: bool = False


class ScopeGate:
    """The gates over one policy, in their order."""

    def __init__(self, policy: Policy, scope: Scope, exemplars: Exemplars, model: ScopeModel):
        self._policy = policy
        self._scope = scope
        self._exemplars = exemplars
        self._model = model
        self._policy_text = normalise(" ".join(clause.text for clause in policy))
        self._spoken = frozenset(
            normalise(word)
            for entry in load_glossary()
            if entry.kind in ("lay", "abbreviation")
            for word in entry.say
        )

    def judge(
        self, question: str, rank: Callable[[str], Ranking], *, has_context: bool = False
    ) -> Verdict:
        """The verdict on a cleaned question; `rank` gives its search ranking when needed.

        With a question before it, one without a subject of its own is about that one's.
        """
        return self.by_gates(question) or self.by_sense(question, rank, has_context=has_context)

    def by_gates(self, question: str) -> Verdict | None:
        """What the ordered gates say, whatever else the message tells."""
        return (
            self._unreadable(question)
            or _talk(question)
            or self._unsafe(question)
            or _by_number(references(question, self._policy))
            or self._elsewhere(question)
            or self._absent(question)
        )

    def by_sense(
        self, question: str, rank: Callable[[str], Ranking], *, has_context: bool = False
    ) -> Verdict:
        """What the words mean where no gate spoke: unclear, a bare term, or as the model weighs."""
        return (
            _unclear(question, has_context=has_context)
            or self._bare_term(question)
            or self._by_model(question, rank(question))
        )

    def _unreadable(self, question: str) -> Verdict | None:
        if has_words(question) and (is_chinese(question) or self._is_known(question)):
            return None
        return _talk(question) or Verdict(False, "unreadable")

    def _is_known(self, question: str) -> bool:
        """Whether the policy itself, or somebody asking about it, says just this."""
        words = normalise(question).strip(" ?!.,~。、")
        return 2 <= len(words) <= BARE_TERM_LENGTH and (
            words in self._policy_text or words in self._spoken
        )

    def is_term(self, question: str) -> bool:
        """Whether a message is a term of the policy and nothing more: 落户, 985."""
        return self._is_known(question)

    def _bare_term(self, question: str) -> Verdict | None:
        """落户, 985, 人才公寓: a term alone asks what the policy says of it."""
        return Verdict(True) if self._is_known(question) else None

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
            return Verdict(False, small_talk=manner_of(question), probability=probability)
        reason: Reason = "unsafe" if resemblance.decoy == UNSAFE else "other_subject"
        return Verdict(False, reason, probability=probability)


def _unclear(question: str, *, has_context: bool) -> Verdict | None:
    """怎么申请, 有啥条件: nothing tells what is meant."""
    asks_nothing = _WITHOUT_SUBJECT.fullmatch(question.strip(" ？?。！!~"))
    return Verdict(False, unclear=True) if asks_nothing and not has_context else None


def _talk(question: str) -> Verdict | None:
    kind = small_talk(question)
    return Verdict(False, small_talk=kind) if kind else None


def _by_number(named: References) -> Verdict | None:
    if named.unknown:
        return Verdict(False, "no_such_clause", named.unknown[0])
    return Verdict(True, referred=named.found) if named.found else None


def _first(entries: Iterable[Absent], question: str) -> Absent | None:
    return next((entry for entry in entries if entry.pattern.search(question)), None)
