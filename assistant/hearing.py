"""Hears a message: what it tells of whom, what it takes back, and what it asks.

Takes a talk and the words of a turn; gives the talk as it then stands and the cases spoken of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from assistant.calculator.answers import facts_by_programme
from assistant.ledger import YEARS, Ledger
from assistant.talk import SELF, Talk
from assistant.understanding.bare_answers import Declined, read_answer
from assistant.understanding.facts import extract
from assistant.understanding.facts_mention import Extraction, FactMention, Graduation
from assistant.understanding.request import Request, Segment, read_request
from assistant.understanding.segments import names_self
from corpus.rulebook import Rulebook

# A reply to a question is short; longer messages are read for what they tell.
BARE_ANSWER_LENGTH = 24
# A clause with one of these asks; one without states.
ASKING = re.compile(
    r"[?？]|[吗呢嘛么]|多少|几|啥|什么|怎么|咋|哪|谁|是不是|算不算|能|可以|可不可|有没有|行不|给不|[不没]$"
)
# What is repeated from elsewhere is nobody's case: 听说硕士每月给3000.
REPORTED = re.compile(r"听说|听人|据说|文件|政策|网上|有人说|人家说|别人说|都说|规定|写着|要求")
CLAUSE = re.compile(r"[^,，。.;；!！\n]+[?？]?")
# 今年评上了, without a word of what: the award that was spoken of.
CHOSEN = re.compile(
    r"^[我俺们]*(今年|去年|前年|已经|刚|真|也|都|被|这次|这回)*(评上|选上|入选|当选)(了|啦|过了)?"
    r"[^?？吗么呢不没]{0,4}$"
)


@dataclass(frozen=True, slots=True)
class Spoken:
    """A case that a message speaks of: whose, what is known of it, whether it is only supposed."""

    who: str
    ledger: Ledger
    supposed: bool = False
    is_generic: bool = False
    mentions: tuple[FactMention, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What came of hearing: the talk, the cases in the order in which they were spoken of."""

    talk: Talk
    request: Request
    cases: tuple[Spoken, ...]
    extraction: Extraction
    answered: bool = False
    declined: bool = False

    @property
    def tells(self) -> bool:
        """Whether the message told any fact."""
        return bool(self.extraction.mentions or self.extraction.graduation or self.answered)


@dataclass(frozen=True, slots=True)
class Told:
    """What a segment tells; `is_own` where it is told of the person who writes."""

    mentions: tuple[FactMention, ...]
    graduation: Graduation | None
    is_own: bool
    is_elliptic: bool


class Listener:
    """Hears messages by one rulebook."""

    def __init__(self, rulebook: Rulebook) -> None:
        self._rulebook = rulebook
        self._facts_of = facts_by_programme(rulebook)

    def hear(
        self, message: str, talk: Talk, today: date, read: tuple[FactMention, ...] = ()
    ) -> Heard:
        """What a message tells and asks; of what a model `read`, what the rules did not."""
        request = read_request(message, has_context=bool(talk.last_question or talk.focus))
        extraction = _with_read(extract(message, today), read)
        if CHOSEN.match(message) and not extraction.mentions:
            extraction = replace(extraction, mentions=self._chosen(message, talk))
        if talk.about != SELF and names_self(message):
            talk = replace(talk, about=SELF, supposed=None)
        if request.restart:
            talk = replace(Talk(), last_question=talk.last_question)
        if request.taken_back:
            talk = replace(talk, ledger=talk.ledger.without(request.taken_back))
        pending = talk.pending
        talk = replace(talk, pending=None)
        reply = self._bare(pending, message, request, extraction, today)
        if isinstance(reply, Declined) or (pending and request.declines):
            declined = (*talk.declined, *((pending,) if pending else ()))
            return Heard(
                replace(talk, declined=tuple(dict.fromkeys(declined))),
                request,
                (Spoken(talk.about, self._current(talk)),),
                extraction,
                declined=True,
            )
        if isinstance(reply, FactMention):
            ledger = self._current(talk).told((reply,), None, self._rulebook)
            talk = self._kept(talk, talk.about, ledger)
            case = Spoken(talk.about, ledger, mentions=(reply,))
            return Heard(talk, request, (case,), extraction, answered=True)
        talk, cases = self._told(message, talk, request, extraction)
        return Heard(talk, request, cases, extraction)

    def _chosen(self, message: str, talk: Talk) -> tuple[FactMention, ...]:
        """That somebody won what the talk is about."""
        for programme in talk.focus:
            for fact in sorted(self._facts_of[programme]):
                if fact.endswith("_selected"):
                    return (FactMention(fact, True, message, 0, len(message)),)
        return ()

    def _current(self, talk: Talk) -> Ledger:
        """The case that the talk is about."""
        return talk.supposed if talk.supposed is not None else talk.case_of(talk.about)

    def _bare(
        self,
        pending: str | None,
        message: str,
        request: Request,
        extraction: Extraction,
        today: date,
    ) -> FactMention | Declined | None:
        """The reply to the pending question, where the message is one and nothing else."""
        if pending is None or len(message) > BARE_ANSWER_LENGTH:
            return None
        if any(one.fact == pending for one in extraction.mentions):
            return None  # read with the rest of the message
        if pending == YEARS and extraction.graduation is not None:
            return None
        if any(part.intent != "state" and not _is_bare(part.text) for part in request.parts):
            return None
        value = read_answer(pending, message, today)
        if value is None or isinstance(value, Declined):
            return value
        others = [one for one in extraction.mentions if one.fact != pending]
        return None if others else FactMention(pending, value, message, 0, len(message))

    def _told(
        self, message: str, talk: Talk, request: Request, extraction: Extraction
    ) -> tuple[Talk, tuple[Spoken, ...]]:
        is_own = _is_own(message, request, talk, extraction)
        is_elliptic = any(part.is_elliptic for part in request.parts)
        cases: dict[tuple[str, bool, int], Spoken] = {}
        for place, segment in enumerate(request.segments):
            mentions = _within(segment, extraction.mentions)
            graduation = _graduation(segment, extraction.graduation)
            if not mentions and graduation is None and segment.who == SELF:
                continue
            who = self._person(segment, talk)
            told = Told(mentions, graduation, is_own, is_elliptic)
            spoken = self._case(who, segment, told, talk)
            key = (who, segment.hypothetical, place if who.startswith("group") else 0)
            if key in cases:
                spoken = replace(
                    spoken,
                    ledger=cases[key].ledger.told(mentions, graduation, self._rulebook),
                    mentions=(*cases[key].mentions, *mentions),
                )
            cases[key] = spoken
            talk = self._remembered(talk, spoken)
        cases = _by_alternatives(cases, self._rulebook)
        if not cases:
            elliptic = any(part.is_elliptic or not part.programmes for part in request.parts)
            if elliptic and talk.supposed is not None:
                return talk, (Spoken(talk.about, talk.supposed, supposed=True),)
            return replace(talk, supposed=None), (Spoken(talk.about, talk.case_of(talk.about)),)
        return talk, tuple(cases.values())

    def _person(self, segment: Segment, talk: Talk) -> str:
        """Who a segment is about; a bare pronoun goes on with the person spoken of."""
        if segment.who in _PRONOUNS and talk.about != SELF:
            return talk.about
        return segment.who

    def _case(self, who: str, segment: Segment, told: Told, talk: Talk) -> Spoken:
        mentions, graduation = told.mentions, told.graduation
        base = Ledger() if who.startswith("group") else talk.case_of(who)
        known = base.values()
        otherwise = any(known.get(one.fact, one.value) != one.value for one in mentions)
        if who == SELF and told.is_elliptic and (otherwise or not told.is_own):
            # 那博士呢？ supposes: the person stays what he is.
            ledger = self._current(talk).told(mentions, graduation, self._rulebook)
            return Spoken(who, ledger, supposed=True, mentions=mentions)
        if who == SELF and not told.is_own:
            ledger = Ledger().told(mentions, graduation, self._rulebook)
            return Spoken(who, ledger, is_generic=True, mentions=mentions)
        ledger = base.told(mentions, graduation, self._rulebook)
        return Spoken(who, ledger, segment.hypothetical, mentions=mentions)

    def _remembered(self, talk: Talk, spoken: Spoken) -> Talk:
        if spoken.supposed or spoken.is_generic:
            return replace(talk, supposed=spoken.ledger, about=spoken.who)
        return self._kept(replace(talk, supposed=None), spoken.who, spoken.ledger)

    def _kept(self, talk: Talk, who: str, ledger: Ledger) -> Talk:
        """The talk with somebody's ledger, which it is now about."""
        if talk.supposed is not None and who == talk.about:
            return replace(talk, supposed=ledger)
        if who == SELF:
            return replace(talk, ledger=ledger, about=SELF)
        if who.startswith("group"):
            return talk
        return replace(talk, others={**_without(talk.others, who), who: ledger}, about=who)


# Facts that nobody tells of a class of people, but of somebody.
EVENTS = frozenset(
    {
        "contract_years",
        "social_insurance",
        "first_job",
        "years_worked",
        "bought_home_in_city",
        "family_owns_home_in_city",
        "had_housing_subsidy",
        "internship_months",
        "age",
        "annual_salary",
        "years_operating",
        "jilin_city_origin",
        "rural_expert_selected",
        "craftsman_selected",
        "songhua_selected",
        "team_selected",
        "returning_entrepreneur_selected",
        "training_org_selected",
        "studio",
        "contest_prize",
        "family_farm",
        "township_years",
        "mid_title_years",
        "transfer_net_income",
        "project_funds_in_place",
        "project_total_investment",
        "tech_deal_total",
        "apprentices",
        "contest_projects",
    }
)
_PRONOUNS = ("other:他", "other:她", "other:孩子", "other:TA", "other:他们")


def _with_read(extraction: Extraction, read: tuple[FactMention, ...]) -> Extraction:
    """The rules' reading, which is the floor, and what a model read of other facts."""
    known = {one.fact for one in extraction.mentions}
    if extraction.graduation is not None:
        known.add(YEARS)
    more = tuple(one for one in read if one.fact not in known)
    return replace(extraction, mentions=(*extraction.mentions, *more)) if more else extraction


def _is_plain(clause: str) -> bool:
    return not (ASKING.search(clause) or REPORTED.search(clause))


def states(message: str, extraction: Extraction) -> bool:
    """Whether a clause that asks nothing tells a fact: 川大本科，能领多少."""
    spans = [one.span() for one in CLAUSE.finditer(message) if _is_plain(one[0])]
    facts = [one.fact for one in extraction.mentions]
    if len(set(facts)) < len(facts):
        return False  # two values of one fact are compared
    return any(
        start <= one.start and one.end <= end for one in extraction.mentions for start, end in spans
    )


def _is_own(message: str, request: Request, talk: Talk, extraction: Extraction) -> bool:
    """Whether what the message tells of nobody else is told of the person who writes."""
    if states(message, extraction):
        return True
    if any(part.is_personal or part.intent == "state" for part in request.parts):
        return True
    if extraction.graduation or any(one.fact in EVENTS for one in extraction.mentions):
        return True
    return not request.parts or (request.correction and bool(talk.ledger))


def _by_alternatives(
    cases: dict[tuple[str, bool, int], Spoken], rulebook: Rulebook
) -> dict[tuple[str, bool, int], Spoken]:
    """A general question with two values of one fact (985和双非差多少) is about two cases."""
    if len(cases) != 1:
        return cases
    ((key, case),) = cases.items()
    values: dict[str, list[FactMention]] = {}
    for one in case.mentions:
        values.setdefault(one.fact, []).append(one)
    count = max((len(many) for many in values.values()), default=1)
    if count < 2 or not case.is_generic:
        return cases
    found = {}
    for place in range(count):
        chosen = tuple(many[min(place, len(many) - 1)] for many in values.values())
        ledger = Ledger().told(chosen, None, rulebook)
        found[(key[0], key[1], place)] = replace(case, ledger=ledger, mentions=chosen)
    return found


def _is_bare(text: str) -> bool:
    return not any(mark in text for mark in "？?吗呢么")


def _within(segment: Segment, mentions: Iterable[FactMention]) -> tuple[FactMention, ...]:
    return tuple(one for one in mentions if segment.start <= one.start < segment.end)


def _graduation(segment: Segment, graduation: Graduation | None) -> Graduation | None:
    if graduation is None or not segment.start <= graduation.start < segment.end:
        return None
    return graduation


def _without(others: Mapping[str, Ledger], who: str) -> dict[str, Ledger]:
    return {name: one for name, one in others.items() if name != who}
