"""Puts verdicts on a case into words: conclusion first, then reckoning, exclusions, procedure.

Every figure comes from the calculation; every verdict bears the mark of the clause it rests on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from assistant.answering.money import load_words, span
from assistant.answering.rule_quotes import granting_words, quotes_with, test_of
from assistant.answering.sheet import Sheet
from assistant.calculator.result import Calculation, Condition, Money, Result
from corpus import Clause, Policy
from corpus.rulebook import Programme, Rulebook
from corpus.rulebook.condition import tests

SCOPE = "适用范围"


@dataclass(frozen=True, slots=True)
class CaseView:
    """A case as it is to be spoken of: whose, what was calculated, what each would pay.

    `statuses` are those of all programmes; `given` is what the calculation was made from.
    """

    who: str
    calculation: Calculation
    received: Mapping[str, Money | None]
    statuses: tuple[tuple[str, str], ...] = ()
    given: dict[str, Any] = field(default_factory=dict)


class VerdictWriter:
    """Writes about results; one for the policy and its rules."""

    def __init__(self, policy: Policy, rulebook: Rulebook) -> None:
        self._policy = policy
        self._rulebook = rulebook

    def sentence(self, view: CaseView, result: Result, sheet: Sheet) -> str:
        """The verdict on one programme, with its citation."""
        words = load_words()["verdict"]
        key, values = self._said(view, result)
        if result.status == "ineligible" and not result.not_yet:
            n = self._cite_refusal(result, sheet)
        else:
            n = self.cite(result, sheet)
            self._cite_scope(result, sheet)
        return str(words[key].format(who=view.who, title=self._title(result), n=n, **values))

    def cite(self, result: Result, sheet: Sheet) -> int:
        """Cite the clause that grants a benefit; its mark."""
        programme = self._rulebook.programmes[result.programme]
        clause = self._policy[programme.clauses[0]]
        return sheet.cite(clause, self._quotes(programme, clause, sheet))

    def cite_words(self, clause_id: str, words: Iterable[str], sheet: Sheet) -> int:
        """Cite the sentences of a clause that hold some words; its mark."""
        clause = self._policy[clause_id]
        return sheet.cite(clause, quotes_with(clause, words) or sheet.deciding(clause))

    def reckoning(self, results: Sequence[Result]) -> list[str]:
        """How the amounts come about and when they are paid, a line each."""
        words = load_words()
        lines = []
        for one in results:
            if one.formula and one.status in ("eligible", "ambiguous", "needs_info"):
                paid = self._paid(one)
                text = f"{one.title}：{one.formula}" + (f"，{paid}" if paid else "。")
                lines.append(words["item"].format(text=text))
        return lines

    def how(self, results: Sequence[Result], sheet: Sheet) -> list[str]:
        """Who applies, when and to whom, as far as the text says; each sentence once."""
        words = load_words()["apply"]
        lines: dict[str, None] = {}
        for one in results:
            apply = one.apply
            if apply is None or one.status == "ineligible":
                continue
            said = [part for part in (apply.by, apply.when, apply.to) if part]
            n = self.cite_words(apply.clause_id, said, sheet)
            if apply.by and apply.when and apply.to:
                text = words["whole"].format(by=apply.by, when=apply.when, to=apply.to, n=n)
            elif apply.by and apply.when:
                text = words["by_when"].format(by=apply.by, when=apply.when, n=n)
            else:
                text = words["other"].format(words="，".join(said), n=n)
            lines[text] = None
        return list(lines)

    def left_out(self, calculation: Calculation, spoken: Iterable[str], sheet: Sheet) -> list[str]:
        """What excludes what, among the programmes that the answer speaks of."""
        words = load_words()
        named = set(spoken)
        lines = []
        for one in calculation.combination.left_out:
            if not {one.programme, one.lost_to} & named:
                continue
            rule = next(rule for rule in self._rulebook.exclusions if rule.because == one.because)
            n = self.cite_words(one.clause_id, (rule.says,), sheet)
            template = words["left_out_again" if rule.keep == "first" else "left_out"]
            lines.append(
                template.format(
                    lost=self.title(one.programme),
                    kept=self.title(one.lost_to),
                    because=one.because,
                    n=n,
                )
            )
        return lines

    def title(self, programme: str) -> str:
        """The title of a programme."""
        return self._rulebook.programmes[programme].title

    def titles(self, facts: Iterable[str]) -> str:
        """Facts as a list of what they are called; the school stands for what follows from it."""
        names = list(facts)
        resolved = {follower for name in names for follower in self._rulebook.facts[name].resolves}
        shown = [self._rulebook.facts[name].title for name in names if name not in resolved]
        return "、".join(shown)

    def _title(self, result: Result) -> str:
        return result.title

    def _said(self, view: CaseView, one: Result) -> tuple[str, dict[str, Any]]:
        """Which sentence says a verdict, and what goes into it."""
        amount = self._amount(view, one)
        if one.status == "eligible":
            return self._key_of_eligible(one), {"money": self._money(one)}
        if one.status == "ambiguous":
            because = "；".join(self._readings(one))
            money = load_words()["money"]["wide"].format(amount=amount) if amount else ""
            return "ambiguous", {"because": because, "money": money}
        if one.status == "needs_info":
            money = load_words()["money"]["if_met"].format(amount=amount) if amount else ""
            return "needs_info", {"missing": self._still_open(one), "money": money}
        lacking = load_words()["lacking"]["joined"].join(_refuted(one.conditions))
        if one.not_yet:
            if amount:
                lacking += load_words()["verdict"]["then"].format(amount=amount)
            return ("not_yet" if one.benefit != "in_kind" else "not_yet_in_kind"), {
                "lacking": lacking
            }
        return "ineligible", {"lacking": lacking}

    def _key_of_eligible(self, one: Result) -> str:
        if one.benefit == "loan":
            return "eligible_loan"
        is_won = any(
            self._rulebook.facts[name].selection
            for condition in one.conditions
            for name in condition.facts
        )
        return "eligible" if one.award == "entitlement" or is_won else "eligible_apply"

    def _money(self, one: Result) -> str:
        words = load_words()["money"]
        if one.benefit == "in_kind":
            return ""
        if one.amount_min is None:
            return str(words["unstated"])
        amount = span(one.amount_min, one.amount_max)
        if one.benefit == "loan":
            return str(words["loan"].format(amount=amount))
        if self._key_of_eligible(one) == "eligible_apply":
            return str(words["if_won"].format(amount=amount))
        if one.missing and one.amount_min != one.amount_max:
            return str(words["range"].format(amount=amount, missing=self.titles(one.missing)))
        return str(words["exact"].format(amount=amount))

    def _amount(self, view: CaseView, one: Result) -> str:
        """What would be paid if the rest were met, in words; empty without a figure."""
        money = view.received.get(one.programme)
        if money is None or one.benefit == "in_kind" or money.amount_max == 0:
            return ""
        if one.status == "ambiguous":
            return span(one.amount_max or 0, one.amount_max)
        return span(money.amount_min or 0, money.amount_max)

    def _still_open(self, one: Result) -> str:
        """The conditions that wait for a fact, in their own words."""
        waiting = [each.text for each in one.conditions if each.met is None]
        return "；".join(dict.fromkeys(waiting)) or self.titles(one.missing)

    def _readings(self, one: Result) -> Iterable[str]:
        return dict.fromkeys(lack for condition in one.conditions for lack in _doubts(condition))

    def _paid(self, one: Result) -> str:
        words = load_words()["schedule"]
        programme = self._rulebook.programmes[one.programme]
        paid = programme.amounts[-1].paid if programme.amounts else None
        if paid is None or paid.mode in ("credit", "term"):
            return ""
        if paid.mode == "yearly" and one.status != "eligible":
            return str(words["each_year"].format(years=paid.years))
        if paid.mode == "yearly" and one.schedule:
            each = one.schedule[0]
            due = [period.due for period in one.schedule]
            said = ""
            if True in due:
                count = due.count(True)
                said = words["due"].format(worked=count, count=count)
            amount = span(each.amount_min or 0, each.amount_max)
            return str(words["yearly"].format(years=paid.years, amount=amount, due=said))
        if paid.mode == "years":
            return str(words["years"].format(years=paid.years))
        return str(words["once"]) if paid.says else ""

    def _cite_refusal(self, result: Result, sheet: Sheet) -> int:
        """Cite the clause of the first condition that is not met, then what grants the benefit."""
        programme = self._rulebook.programmes[result.programme]
        failed = next(one for one in _leaves(result.conditions) if one.met is False)
        clause = self._policy[failed.clause_id]
        test = test_of(programme, failed.clause_id, failed.facts[0]) if failed.facts else None
        quotes = quotes_with(clause, (test.says,)) if test else ()
        n = sheet.cite(clause, quotes or sheet.deciding(clause))
        if clause.id != programme.clauses[0]:
            self.cite(result, sheet)
        return n

    def _cite_scope(self, result: Result, sheet: Sheet) -> None:
        """Cite the clause that says who a benefit is for, where another one grants it."""
        programme = self._rulebook.programmes[result.programme]
        asked = [test for condition in programme.conditions for test in tests(condition)]
        own = [test for test in asked if test.clause in programme.clauses[1:]]
        counted = Counter(test.clause for test in own)
        granting = sum(test.clause == programme.clauses[0] for test in asked)
        if not own or counted.most_common(1)[0][1] <= granting:
            return
        scopes = [one for one in counted if self._policy[one].title == SCOPE]
        clause_id = scopes[0] if scopes else counted.most_common(1)[0][0]
        self.cite_words(clause_id, [one.says for one in own if one.clause == clause_id], sheet)

    def _quotes(self, programme: Programme, clause: Clause, sheet: Sheet) -> tuple[str, ...]:
        return quotes_with(clause, granting_words(programme, clause.id)) or sheet.deciding(clause)


def _refuted(conditions: Iterable[Condition]) -> list[str]:
    return list(
        dict.fromkeys(one.lacking for one in conditions if one.met is False and one.lacking)
    )


def _leaves(conditions: Iterable[Condition]) -> Iterable[Condition]:
    for one in conditions:
        if one.parts and one.met is False:
            yield from _leaves(one.parts)
        else:
            yield one


def _doubts(condition: Condition) -> Iterable[str]:
    if condition.met is None and condition.lacking:
        yield condition.lacking
