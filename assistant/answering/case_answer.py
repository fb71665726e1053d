"""Answers about cases: a verdict on some programmes, all that somebody qualifies for, two together.

Takes a case as it was heard; gives the blocks of the answer, the calculation, the next question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from assistant.answering.money import load_words, span
from assistant.answering.relevance import Chosen, choose
from assistant.answering.sheet import Composed, Sheet, departments_line, quote_block
from assistant.answering.verdicts import CaseView, VerdictWriter
from assistant.calculator.calculator import Calculator, Wanted
from assistant.calculator.result import Calculation, Money, Result
from assistant.calculator.texts import said as said_value
from assistant.calculator.validation import Given, validated
from assistant.case_facts import given_of, is_asked_back
from assistant.hearing import Spoken
from assistant.ledger import YEARS, Ledger, plain
from assistant.reply import DepartmentInCharge
from assistant.talk import SELF
from corpus import Policy

SHOWN_ALTERNATIVES = 2


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """What is said of one case: `spoken` the programmes, `is_open` where a verdict waits.

    `statuses` are those of all programmes, `received` what those spoken of would pay, `given` what
    the calculation was made from.
    """

    who: str
    calculation: Calculation
    spoken: tuple[str, ...]
    blocks: tuple[str, ...]
    question: str | None
    is_open: bool
    departments: tuple[DepartmentInCharge, ...] = ()
    statuses: tuple[tuple[str, str], ...] = ()
    received: tuple[Money, ...] = ()
    given: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Occasion:
    """The day of a turn, and what the person does not want to be asked."""

    today: date
    declined: tuple[str, ...] = ()


class CaseAnswers:
    """Writes answers about cases with one calculator."""

    def __init__(self, policy: Policy, calculator: Calculator) -> None:
        self._policy = policy
        self._calculator = calculator
        self._rulebook = calculator.rulebook
        self._writer = VerdictWriter(policy, calculator.rulebook)

    def answer(
        self,
        case: Spoken,
        focus: Sequence[str],
        occasion: Occasion,
        sheet: Sheet,
    ) -> CaseAnswer:
        """The answer on the programmes in focus; without any, on all that the case comes to."""
        wanted = tuple(name for name in focus if name in self._rulebook.programmes)
        names = wanted or tuple(self._rulebook.programmes)
        view = self._view(case, names, occasion)
        if wanted:
            chosen = Chosen.of_focus(view.calculation, wanted)
            blocks = self._on_focus(view, chosen, sheet)
        else:
            chosen = choose(view.calculation, self._rulebook, case.ledger.values())
            blocks = self._on_whole(view, chosen, case.ledger, sheet)
        question = self._question(case, chosen, names, occasion)
        blocks += self._remarks(case)
        return self._answered(view, chosen, blocks, question, is_generic=case.is_generic)

    def together(
        self,
        case: Spoken,
        focus: Sequence[str],
        occasion: Occasion,
        sheet: Sheet,
    ) -> CaseAnswer:
        """Whether benefits go together, by the policy, and what the case comes to."""
        view = self._view(case, tuple(self._rulebook.programmes), occasion)
        focus = self._without_twins(focus)
        blocks = list(self._pairs(focus, sheet))
        chosen = Chosen.of_focus(view.calculation, focus)
        if case.ledger:
            blocks.append(self._sentences(view, chosen.ordered(), sheet))
        else:
            for one in chosen.ordered():
                self._writer.cite(one, sheet)
        question = self._question(case, chosen, tuple(focus), occasion)
        asked = question if case.ledger else None
        return self._answered(view, chosen, blocks, asked, is_generic=True)

    def silent(self, case: Spoken, spoken: Sequence[str], occasion: Occasion) -> CaseAnswer:
        """What a case comes to, beside an answer in the policy's words."""
        view = self._view(case, tuple(self._rulebook.programmes), occasion)
        chosen = Chosen.of_focus(view.calculation, spoken)
        return self._answered(view, chosen, [], None, is_generic=True)

    def recalculated(
        self,
        given: Mapping[str, Any],
        spoken: Sequence[str],
        declined: Sequence[str],
        as_of: date | None,
    ) -> CaseAnswer:
        """A kept case calculated again, as it was spoken of."""
        until = {event: dict(one) for event, one in given["until"].items()}
        facts = validated(given["values"], self._rulebook)
        again = Given(facts.values, facts.notes, until)
        occasion = Occasion(as_of or date.today(), tuple(declined))  # noqa: DTZ011
        view = self._calculated(again, given["programmes"], occasion, given["who"])
        return CaseAnswer(
            who=given["who"],
            calculation=view.calculation,
            spoken=tuple(spoken),
            blocks=(),
            question=None,
            is_open=False,
            statuses=view.statuses,
            given=dict(given),
        )

    def profile(self, ledger: Ledger) -> str:
        """What is known of the person, with the words that it came from."""
        words = load_words()["profile"]
        if not ledger:
            return str(words["empty"])
        known = [
            words["one"].format(
                title=self._rulebook.facts[name].title,
                value=said_value(self._rulebook.facts[name], one.value),
                said=one.said,
            )
            for name, one in ledger.facts.items()
        ]
        if ledger.graduation is not None:
            known.append(f"“{ledger.graduation.said}”")
        return str(words["known"].format(facts="；".join(known)))

    def composed(self, answers: Sequence[CaseAnswer], sheet: Sheet) -> Composed:
        """The whole answer: each case, then departments, the next question, the clauses."""
        words = load_words()
        blocks = [block for one in answers for block in one.blocks]
        departments = tuple(dict.fromkeys(d for one in answers for d in one.departments))
        line = departments_line(departments[:8])
        if line:
            blocks.append(line)
        question = next((one.question for one in answers if one.question), None)
        if question is not None:
            ask = words["ask_first" if any(one.is_open for one in answers) else "ask"]
            blocks.append(ask.format(ask=self._rulebook.facts[question].ask))
        if sheet.citations:
            blocks.append(words["sections"]["clauses"])
            blocks += _clauses(sheet)
        blocks.append(words["tail"])
        return Composed("\n\n".join(blocks), tuple(sheet.citations), departments)

    def _view(self, case: Spoken, names: Sequence[str], occasion: Occasion) -> CaseView:
        given = self._given(case, names, occasion)
        return self._calculated(given, names, occasion, self._who(case))

    def _calculated(
        self, given: Given, names: Sequence[str], occasion: Occasion, who: str
    ) -> CaseView:
        wanted = Wanted(tuple(names), occasion.today, occasion.declined)
        everything = Wanted(tuple(self._rulebook.programmes), occasion.today)
        statuses = self._calculator.verdicts(given, everything)
        kept = {
            "who": who,
            "programmes": list(names),
            "values": {name: plain(one) for name, one in given.values.items()},
            "until": {event: dict(one) for event, one in given.until.items()},
        }
        return CaseView(
            who=who,
            calculation=self._calculator.calculate(given, wanted),
            received=self._calculator.if_received(given, wanted),
            statuses=tuple((name, one.status) for name, one in statuses.items()),
            given=kept,
        )

    def _given(self, case: Spoken, names: Sequence[str], occasion: Occasion) -> Given:
        applicant = self._applicant(case, names)
        return given_of(case.ledger, self._rulebook, occasion.today, applicant)

    def _applicant(self, case: Spoken, names: Sequence[str]) -> str | None:
        """People ask as persons, unless what they ask about first is for others alone."""
        if "applicant" in case.ledger.facts:
            return None
        first = self._rulebook.programmes[names[0]]
        return "person" if "person" in first.applicants else None

    def _who(self, case: Spoken) -> str:
        words = load_words()["who"]
        if case.who == SELF or case.is_generic:
            who = str(words["self"])
        elif case.who.startswith("group:"):
            said = "、".join(one.said for one in case.mentions) or case.who.partition(":")[2]
            who = words["group"].format(label=f"“{said}”这位")
        else:
            who = words["other"].format(label=case.who.partition(":")[2])
        return str(words["hypothetical"].format(who=who)) if case.supposed else who

    def _on_focus(self, view: CaseView, chosen: Chosen, sheet: Sheet) -> list[str]:
        words = load_words()
        ordered = chosen.ordered()
        blocks = [self._sentences(view, ordered, sheet)]
        blocks += self._exclusive(chosen.names, sheet)
        reckoning = self._writer.reckoning(ordered)
        if reckoning:
            blocks.append("\n".join([words["sections"]["reckoning"], "", *reckoning]))
        how = self._writer.how(ordered, sheet)
        if how:
            blocks.append(words["sections"]["how"] + "".join(how))
        return blocks

    def _on_whole(self, view: CaseView, chosen: Chosen, ledger: Ledger, sheet: Sheet) -> list[str]:
        words = load_words()
        if not ledger:
            return [str(words["sum"]["nothing_known"])]
        blocks = [self._sum(view)]
        for key, results in chosen.groups():
            lines = [
                words["item"].format(text=self._writer.sentence(view, one, sheet))
                for one in results
            ]
            if lines:
                blocks.append("\n".join([words["sections"][key], "", *lines]))
        blocks += self._writer.left_out(view.calculation, chosen.names, sheet)
        blocks += self._alternatives(view, chosen)
        reckoning = self._writer.reckoning(chosen.eligible)
        if reckoning:
            blocks.append("\n".join([words["sections"]["reckoning"], "", *reckoning]))
        how = self._writer.how(chosen.eligible, sheet)
        if how:
            blocks.append(words["sections"]["how"] + "".join(how))
        return blocks

    def _sum(self, view: CaseView) -> str:
        words = load_words()["sum"]
        one = view.calculation.combination
        if one.amount_max == 0:
            return str(words["none"])
        key = "certain" if one.amount_min == one.amount_max else "range"
        amount = span(one.amount_min, one.amount_max)
        return str(words[key].format(who=view.who, amount=amount)) + str(words["best"])

    def _sentences(self, view: CaseView, results: Iterable[Result], sheet: Sheet) -> str:
        return "".join(self._writer.sentence(view, one, sheet) for one in results)

    def _without_twins(self, focus: Sequence[str]) -> list[str]:
        """The programmes without those that are another of them under a second name."""
        kept: list[str] = []
        for name in focus:
            twins = [one.programmes for one in self._rulebook.exclusions if one.keep == "first"]
            if not any(name in many and set(kept).intersection(many) for many in twins):
                kept.append(name)
        return kept if len(kept) > 1 else list(focus)

    def _exclusive(self, names: Sequence[str], sheet: Sheet) -> Iterable[str]:
        """What excludes what among the programmes spoken of; said where there are several."""
        rules = [
            one for one in self._rulebook.exclusions if len(set(one.programmes) & set(names)) > 1
        ]
        return self._pairs(self._without_twins(names), sheet, free=False) if rules else ()

    def _pairs(self, focus: Sequence[str], sheet: Sheet, *, free: bool = True) -> Iterable[str]:
        """What the policy says of each two programmes."""
        words = load_words()["together"]
        for place, first in enumerate(focus):
            for second in focus[place + 1 :]:
                titles = {"first": self._writer.title(first), "second": self._writer.title(second)}
                rule = next(
                    (
                        one
                        for one in self._rulebook.exclusions
                        if {first, second} <= set(one.programmes)
                    ),
                    None,
                )
                if rule is None and not free:
                    continue
                if rule is None:
                    n = self._writer.cite_words("main/29", ("就高、不重复",), sheet)
                    yield words["free"].format(**titles, n=n)
                    continue
                n = self._writer.cite_words(rule.clause, (rule.says,), sheet)
                key = "same" if rule.keep == "first" else "excluded"
                yield words[key].format(**titles, because=rule.because, n=n)

    def _alternatives(self, view: CaseView, chosen: Chosen) -> list[str]:
        words = load_words()
        spoken = set(chosen.names)
        found = [
            words["alternative"].format(
                choice=one.choice, amount=span(one.amount_min, one.amount_max)
            )
            for one in view.calculation.combination.alternatives
            if set(one.programmes) <= spoken | set(view.calculation.combination.programmes)
        ]
        return found[:SHOWN_ALTERNATIVES]

    def _question(
        self,
        case: Spoken,
        chosen: Chosen,
        names: Sequence[str],
        occasion: Occasion,
    ) -> str | None:
        """The fact to ask for next, among the programmes that the answer speaks of."""
        if is_asked_back(case.ledger, occasion.today) and YEARS not in occasion.declined:
            return YEARS
        about = chosen.questioned() or tuple(names)
        if not case.ledger and len(about) == len(self._rulebook.programmes):
            return "degree"
        given = self._given(case, names, occasion)
        wanted = Wanted(about, occasion.today, occasion.declined)
        calculation = self._calculator.calculate(given, wanted)
        return calculation.next_question.fact if calculation.next_question else None

    def _remarks(self, case: Spoken) -> list[str]:
        """What was heard but not surely: it is said, so that it can be put right."""
        words = load_words()
        return [
            words["uncertain"].format(
                said=one.said, value=said_value(self._rulebook.facts[one.fact], one.value)
            )
            for one in case.mentions
            if not one.certain
        ]

    def _answered(
        self,
        view: CaseView,
        chosen: Chosen,
        blocks: list[str],
        question: str | None,
        *,
        is_generic: bool,
    ) -> CaseAnswer:
        waits = any(one.status == "needs_info" for one in chosen.ordered())
        is_open = waits and not chosen.eligible and not is_generic
        spoken_for = chosen.eligible or chosen.ordered()[:2]
        departments = tuple(
            DepartmentInCharge(name=d.name, role=d.role, clause_id=d.clause_id)  # type: ignore[arg-type]
            for one in chosen.ordered()
            if one in spoken_for
            for d in one.departments
        )
        return CaseAnswer(
            who=view.who,
            calculation=view.calculation,
            spoken=chosen.names,
            blocks=tuple(block for block in blocks if block),
            question=question,
            is_open=is_open,
            departments=tuple(dict.fromkeys(departments)),
            statuses=view.statuses,
            received=tuple(
                money for name in chosen.names if (money := view.received.get(name)) is not None
            ),
            given=view.given,
        )


def _clauses(sheet: Sheet) -> Iterable[str]:
    """Every quote under the label of its clause, each with its mark."""
    for one in sheet.citations:
        yield f"{one.label}[{one.n}]："
        yield quote_block(one.quote)
