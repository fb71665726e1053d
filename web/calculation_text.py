"""A calculation to read in a terminal: what can be had together, then all by their verdict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from unicodedata import east_asian_width

from web.texts import command_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from assistant.calculator.result import Alternative, Calculation, Combination, Question, Result
    from corpus import Policy
    from corpus.rulebook import Rulebook

_ALTERNATIVES = 3  # shown unless all are asked for
_GROUPS = ("eligible", "ambiguous", "needs_info", "not_yet")


def group(result: Result) -> str:
    """The status, or `not_yet` where time alone is lacking."""
    return "not_yet" if result.not_yet else result.status


def money_text(low: int | None, high: int | None) -> str:
    """A range of yuan; empty without a figure."""
    texts = command_texts()["calc"]["money"]
    if low is None:
        return ""
    if high is None:
        return str(texts["at_least"].format(low=low))
    if low == high:
        return str(texts["exactly"].format(low=low))
    key = "range" if low else "at_most"
    return str(texts[key].format(low=low, high=high))


def padded(text: str, width: int) -> str:
    """The text, filled up to a width in columns of the terminal."""
    return text + " " * (width - columns(text))


def columns(text: str) -> int:
    """How many columns of the terminal a text takes."""
    return sum(2 if east_asian_width(one) in "WF" else 1 for one in text)


def open_calculation_text() -> CalculationText:
    """The texts over this policy."""
    from assistant.calculator.calculate import open_calculator
    from corpus import load_policy

    return CalculationText(load_policy(), open_calculator().rulebook)


class CalculationText:
    """Writes calculations as text, with the labels of clauses and the titles of facts."""

    def __init__(self, policy: Policy, rulebook: Rulebook) -> None:
        self._policy = policy
        self._rulebook = rulebook
        self._texts: dict[str, Any] = command_texts()["calc"]

    def text(self, calculation: Calculation, *, show_all: bool = False) -> str:
        """The whole calculation; with `show_all` also why each of the others is out of reach."""
        texts = self._texts
        by_group: dict[str, list[Result]] = {}
        for one in calculation.results:
            by_group.setdefault(group(one), []).append(one)
        blocks: list[str] = [
            texts["head"].format(as_of=calculation.as_of, version=calculation.policy_version),
            "\n".join(self._combination(calculation.combination, show_all=show_all)),
            *("\n".join(self._section(one, by_group[one])) for one in _GROUPS if one in by_group),
        ]
        others = by_group.get("ineligible", [])
        if others and show_all:
            blocks.append("\n".join(self._section("ineligible", others)))
        elif others:
            names = "、".join(one.title for one in others)
            blocks.append(texts["others"].format(n=len(others), names=names))
        blocks += calculation.notes
        if calculation.next_question is not None:
            blocks.append("\n".join(self._question(calculation.next_question)))
        return "\n\n".join(blocks)

    def label(self, clause_id: str) -> str:
        """How people call a clause."""
        return self._policy[clause_id].label

    def titles(self, facts: Iterable[str]) -> str:
        """Facts by their titles."""
        return "、".join(self._rulebook.facts[one].title for one in facts)

    def _combination(self, found: Combination, *, show_all: bool) -> Iterator[str]:
        texts = self._texts
        amount = money_text(found.amount_min, found.amount_max)
        yield texts["sum"].format(amount=amount, n=len(found.programmes))
        yield from (f"  {self._title(one)}" for one in found.programmes)
        for lost in found.left_out:
            why = {"because": lost.because, "label": self.label(lost.clause_id)}
            yield texts["left_out"].format(title=self._title(lost.programme), **why)
        shown = found.alternatives if show_all else found.alternatives[:_ALTERNATIVES]
        yield from (f"  {self._alternative(one)}" for one in shown)
        if len(shown) < len(found.alternatives):
            yield texts["more_alternatives"].format(n=len(found.alternatives) - len(shown))
        yield from (f"  {note}" for note in found.notes)

    def _alternative(self, one: Alternative) -> str:
        amount = money_text(one.amount_min, one.amount_max)
        return str(self._texts["alternative"].format(choice=one.choice, amount=amount))

    def _section(self, name: str, results: list[Result]) -> Iterator[str]:
        yield self._texts["groups"][name].format(n=len(results))
        width = max(columns(one.title) for one in results) + 2
        for one in results:
            yield f"  {padded(one.title, width)}{self._amount(one)}".rstrip()
            yield "      " + "  ".join((*self._details(name, one), self.label(one.citations[0])))

    def _amount(self, one: Result) -> str:
        amount = money_text(one.amount_min, one.amount_max)
        if one.benefit == "loan" and amount:
            return str(self._texts["money"]["loan"].format(amount=amount))
        if one.benefit == "cash" and not amount and one.status == "eligible":
            return str(self._texts["money"]["no_figure"])
        return amount or ("" if one.benefit == "cash" else self._texts["benefits"][one.benefit])

    def _details(self, name: str, one: Result) -> Iterator[str]:
        if one.formula and name in ("eligible", "ambiguous"):
            yield one.formula
        if one.missing:
            yield self._texts["missing"].format(titles=self.titles(one.missing))
        if name in ("ambiguous", "not_yet"):
            yield from one.notes[:1]
        if name == "ineligible":
            yield from [c.lacking or c.text for c in one.conditions if c.met is False][:1]

    def _question(self, question: Question) -> Iterator[str]:
        yield self._texts["next"].format(ask=question.ask, fact=question.fact)
        for one in question.choices:
            value = str(one.value).lower() if isinstance(one.value, bool) else one.value
            yield f"  --fact {question.fact}={value}  {one.label}"

    def _title(self, programme: str) -> str:
        return self._rulebook.programmes[programme].title
