"""The calculator over one rulebook: prepares the rules once, calculates case after case.

Takes validated facts, a day and the programmes wanted; gives the Calculation of the contract.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from assistant.calculator.amount import worth
from assistant.calculator.answers import (
    amount_facts_by_programme,
    answers_by_fact,
    facts_by_programme,
)
from assistant.calculator.assessment import (
    Assessment,
    Verdict,
    assess,
    is_won,
    missing_facts,
    prepare_programme,
    split_by,
    verdict,
)
from assistant.calculator.case import Case, Domain, admits, make_case
from assistant.calculator.combination import Terms, combine
from assistant.calculator.formula import Formulas
from assistant.calculator.node import DECIDED, WIDE
from assistant.calculator.question import (
    NARROWED,
    is_open,
    question,
    score,
    stake,
    with_source,
)
from assistant.calculator.report import Report, frame
from assistant.calculator.result import Calculation, Department, Money, Question, Result
from assistant.calculator.trace import Tracer
from assistant.calculator.validation import SCHOOL, Given
from corpus.rulebook import Rulebook, Value
from corpus.rulebook.programme import Event

Update = Mapping[str, Value]
Gives = Callable[[Case], bool]
Seen = tuple[Value | None, ...]
SeenDomains = tuple[Domain | None, ...]
# Results kept for cases that look the same to a programme: most know nothing of most programmes.
KEPT_ENTRIES, KEPT_VERDICTS = 8192, 65536


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to calculate: for which programmes, on which day, without asking for what."""

    programmes: tuple[str, ...]
    day: date
    declined: tuple[str, ...] = ()


class Entry(NamedTuple):
    """What a programme comes to for the facts that it sees."""

    assessment: Assessment
    result: Result


class Calculator:
    """Calculates over one rulebook; safe to use from several threads."""

    def __init__(
        self,
        rulebook: Rulebook,
        departments: Mapping[str, tuple[Department, ...]],
        policy_version: str,
    ) -> None:
        self.rulebook = rulebook
        self._version = policy_version
        self._tracer = Tracer(rulebook.facts)
        self._formulas = Formulas(rulebook.facts)
        self._frames = {
            name: frame(one, rulebook.validity, departments[name])
            for name, one in rulebook.programmes.items()
        }
        self._prepared = {
            name: prepare_programme(one, rulebook.validity.start, rulebook.facts["applicant"])
            for name, one in rulebook.programmes.items()
        }
        selections = frozenset(one.name for one in rulebook.facts.values() if one.selection)
        self._won = frozenset(
            name for name, one in rulebook.programmes.items() if is_won(one, selections)
        )
        self._answers = answers_by_fact(rulebook)
        self._linked = self._linked_facts()
        self._sources = {
            resolved: fact.name for fact in rulebook.facts.values() for resolved in fact.resolves
        }
        self._touched = self._touched_programmes()
        self._facts = {name: self._seen_by(name) for name in rulebook.programmes}
        self._entry = lru_cache(maxsize=KEPT_ENTRIES)(self._make_entry)
        self._verdict = lru_cache(maxsize=KEPT_VERDICTS)(self._make_verdict)

    def calculate(self, given: Given, wanted: Wanted) -> Calculation:
        """One result for every programme wanted, the combination, the next question."""
        case = make_case(self.rulebook, given.values)
        cases = self._cases(given, case)
        entries = {
            one: self._entry(one, *self._seen(one, cases), given.notes, wanted.day)
            for one in wanted.programmes
        }
        assessed = {name: one.assessment for name, one in entries.items()}
        results = tuple([one.result for one in entries.values()])
        scores = self._scores(results, assessed, case, wanted.day)
        payees = {one.programme: one.payee for one in results}
        return Calculation(
            as_of=wanted.day.isoformat(),
            policy_version=self._version,
            results=results,
            combination=combine(Terms(self.rulebook, assessed, self._won, case), payees),
            next_question=self._next(scores, wanted.declined),
            notes=given.notes,
        )

    def verdicts(self, given: Given, wanted: Wanted) -> dict[str, Verdict]:
        """Status and amount alone, for many cases in a row."""
        cases = self._cases(given, make_case(self.rulebook, given.values))
        return {
            one: self._verdict(one, *self._seen(one, cases), wanted.day)
            for one in wanted.programmes
        }

    def if_received(self, given: Given, wanted: Wanted) -> dict[str, Money | None]:
        """What each programme pays whoever receives it; None where there is no figure."""
        cases = self._cases(given, make_case(self.rulebook, given.values))
        found: dict[str, Money | None] = {}
        for name in wanted.programmes:
            prepared = self._prepared[name]
            amount = prepared.amount_on(wanted.day) if prepared.amounts else None
            if amount is None:
                found[name] = None
                continue
            full = worth(amount, self._case_seen(name, *self._seen(name, cases)))
            found[name] = Money(full.low, full.high) if full.figure == "always" else None
        return found

    def _cases(self, given: Given, case: Case) -> dict[Event, Case]:
        """The case as it is today, and as it was at other events that programmes count up to."""
        cases: dict[Event, Case] = {"today": case}
        for event, update in given.until.items():
            values = {**given.values, **update}
            known = {name: one for name, one in values.items() if one is not None}
            cases[event] = make_case(self.rulebook, known)
        return cases

    def _seen(self, programme: str, cases: Mapping[Event, Case]) -> tuple[Seen, SeenDomains]:
        """What a programme sees of a case: its facts and their domains, in its order."""
        names = self._facts[programme]
        case = cases.get(self.rulebook.programmes[programme].years_until, cases["today"])
        domains = tuple(map(case.domains.get, names)) if case.domains else ()
        return tuple(map(case.values.get, names)), domains

    def _case_seen(self, programme: str, values: Seen, domains: SeenDomains) -> Case:
        """The part of a case that a programme sees."""
        names = self._facts[programme]
        return Case(
            {name: one for name, one in zip(names, values, strict=True) if one is not None},
            {name: one for name, one in zip(names, domains, strict=False) if one is not None},
        )

    def _make_verdict(
        self, programme: str, values: Seen, domains: SeenDomains, day: date
    ) -> Verdict:
        case = self._case_seen(programme, values, domains)
        return verdict(self._prepared[programme], case, day)

    def _make_entry(
        self,
        programme: str,
        values: Seen,
        domains: SeenDomains,
        notes: tuple[str, ...],
        day: date,
    ) -> Entry:
        case = self._case_seen(programme, values, domains)
        one = assess(self._prepared[programme], case, day)
        missing = with_source(missing_facts(one, case), self._sources, case)
        report = Report(self.rulebook, self._tracer, self._formulas, case, day, notes)
        return Entry(one, report.result(one, tuple(missing), self._frames[programme]))

    def _scores(
        self,
        results: Iterable[Result],
        assessed: Mapping[str, Assessment],
        case: Case,
        day: date,
    ) -> dict[str, float]:
        """How much each missing fact would decide, in the order in which the rules need them."""
        names = dict.fromkeys(name for one in results for name in one.missing)
        return {name: self._score(name, assessed, case, day) for name in names}

    def _score(self, name: str, assessed: Mapping[str, Assessment], case: Case, day: date) -> float:
        """The score of one fact: what it decides on average over the answers still possible."""
        at_stake = [
            self._stakes(assessed[one], name, day)
            for one, in_amount in self._touched[name]
            if one in assessed and is_open(assessed[one], in_amount=in_amount)
        ]
        gains = []
        for answer in self._answers[name]:
            new = self._answered(name, answer, case)
            if new is not None:
                gains.append(sum([stake if gives(new) else 0.0 for stake, gives in at_stake]))
        return score(self.rulebook.facts[name], gains)

    def _stakes(self, one: Assessment, name: str, day: date) -> tuple[float, Gives]:
        """What is at stake in a programme, and whether an answer to a question gives it."""
        if one.status != "needs_info":

            def narrows(new: Case) -> bool:
                return assess(one.prepared, new, day).money != one.money

            return NARROWED * stake(one), narrows
        rest, asking = split_by(one, self._linked.get(name) or frozenset((name,)))

        def decides(new: Case) -> bool:
            code = rest
            for each in asking:
                code &= each(new)
            return code in DECIDED or not code & WIDE

        return stake(one), decides

    def _answered(self, name: str, answer: Update, case: Case) -> Case | None:
        """The case with an answer, where the rest of it lets it be given."""
        if name not in self._linked:
            return Case({**case.values, **answer}, case.domains)
        for fact, value in answer.items():
            if case.values.get(fact, value) != value or not admits(case.domains.get(fact), value):
                return None
        return make_case(self.rulebook, {**case.values, **answer})

    def _next(self, scores: Mapping[str, float], declined: Iterable[str]) -> Question | None:
        """The best question that was not declined; the school goes before what follows from it."""
        open_scores = {name: one for name, one in scores.items() if name not in declined}
        resolved = self.rulebook.facts[SCHOOL].resolves if SCHOOL in open_scores else ()
        candidates = [name for name in open_scores if name not in resolved]
        if not candidates:
            return None
        best = max(candidates, key=lambda name: open_scores[name])
        return question(self.rulebook.facts[best])

    def _seen_by(self, programme: str) -> tuple[str, ...]:
        """All facts that anything in a programme's result can depend on."""
        one = self.rulebook.programmes[programme]
        names = set(facts_by_programme(self.rulebook)[programme])
        names |= {note.when.fact for note in one.notes if note.when}
        names |= {test.fact for test, _ in one.benefit_when}
        names |= {amount.due_by for amount in one.amounts if amount.due_by}
        names |= {self._sources[name] for name in names if name in self._sources}
        return tuple(sorted(names))

    def _linked_facts(self) -> dict[str, frozenset[str]]:
        """For each fact that says something of others: those others, and itself."""
        facts = self.rulebook.facts
        pairs = [{test.fact for test in rule.tests} for rule in self.rulebook.contradictions]
        pairs += [{rule.fact, rule.other} for rule in self.rulebook.not_above]
        linked = {}
        for name, fact in facts.items():
            names = {name, *fact.resolves}
            for pair in pairs:
                names |= pair if names & pair else set()
            linked[name] = frozenset(names)
        return {name: names for name, names in linked.items() if len(names) > 1}

    def _touched_programmes(self) -> dict[str, tuple[tuple[str, bool], ...]]:
        """For each fact the programmes that an answer to it may change, and whether in amount."""
        used = facts_by_programme(self.rulebook)
        paid = amount_facts_by_programme(self.rulebook)
        linked = {name: self._linked.get(name, frozenset({name})) for name in self.rulebook.facts}
        return {
            name: tuple(
                (programme, not paid[programme].isdisjoint(linked[name]))
                for programme, names in used.items()
                if not names.isdisjoint(linked[name])
            )
            for name in self.rulebook.facts
        }
