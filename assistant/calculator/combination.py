"""The best of what can be received together, under the exclusions; exact, not the first by amount.

Best is by certain money, then by entitlements kept, then by what could be won. An award that must
still be won counts from nothing and so never pushes out what is certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import inf

from assistant.calculator.assessment import Assessment
from assistant.calculator.case import Case
from assistant.calculator.result import Alternative, Combination, LeftOut, Money
from assistant.calculator.texts import load_texts
from assistant.calculator.verdict import differing
from corpus.rulebook import Exclusion, Rulebook


@dataclass(frozen=True, slots=True)
class Candidate:
    """A benefit that may be received: what it adds for certain, and at most (None: no limit)."""

    id: str
    title: str
    low: int
    high: int | None
    is_entitlement: bool
    has_figure: bool


@dataclass(frozen=True, slots=True)
class Terms:
    """What the combination of one case is made from."""

    rulebook: Rulebook
    assessed: Mapping[str, Assessment]
    won: frozenset[str]
    case: Case

    def candidate(self, programme: str, *, as_won: bool = False) -> Candidate:
        """A programme as a candidate; `as_won` as if it were received for certain."""
        one = self.assessed[programme]
        full = one.worth
        has_figure = one.benefit == "cash" and full is not None and full.figure == "always"
        is_certain = as_won or one.programme.award == "entitlement" or programme in self.won
        return Candidate(
            id=programme,
            title=one.programme.title,
            low=full.low if has_figure and is_certain and full else 0,
            high=full.high if has_figure and full else 0,
            is_entitlement=one.programme.award == "entitlement" or programme in self.won,
            has_figure=has_figure,
        )


def combine(terms: Terms, payees: Mapping[str, str]) -> Combination:
    """The combination of the eligible programmes, what it leaves out, and what else there is."""
    eligible = [name for name, one in terms.assessed.items() if one.status == "eligible"]
    candidates = {name: terms.candidate(name) for name in eligible}
    kept, lost = _choose(candidates, terms)
    money = _total(candidates[name] for name in kept)
    texts = load_texts()["combination"]
    notes = [
        texts["no_figure"].format(title=terms.assessed[name].programme.title)
        for name in kept
        if terms.assessed[name].benefit == "cash" and not candidates[name].has_figure
    ]
    notes += [
        note.text
        for note in terms.rulebook.together_notes
        if all(any(name in candidates for name in group) for group in note.groups)
    ]
    return Combination(
        programmes=tuple(kept),
        amount_min=money.amount_min or 0,
        amount_max=money.amount_max,
        by_award=_sums(kept, candidates, lambda name: terms.assessed[name].programme.award),
        by_payee=_sums(kept, candidates, lambda name: payees[name]),
        left_out=tuple(
            LeftOut(name, rule.because, rule.clause, lost_to)
            for name, (rule, lost_to) in lost.items()
        ),
        alternatives=tuple(_alternatives(terms, Best(candidates, kept, money), lost)),
        notes=tuple(notes),
    )


Lost = dict[str, tuple[Exclusion, str]]


@dataclass(frozen=True, slots=True)
class Best:
    """The candidates, the best set of them, and its money."""

    candidates: Mapping[str, Candidate]
    kept: Sequence[str]
    money: Money


def _choose(
    candidates: Mapping[str, Candidate], terms: Terms, forced: str | None = None
) -> tuple[list[str], Lost]:
    """The best set, with `forced` in it if given; what is left out, by which rule, to what."""
    left = dict(candidates)
    lost: Lost = {}
    if forced is not None:
        _give_way(forced, left, lost, terms.rulebook.exclusions)
    searched = []
    for rule in terms.rulebook.exclusions:
        standing = [name for name in rule.programmes if name in left]
        stays = _stays(rule, standing, terms.case) if len(standing) > 1 else None
        if stays is None:
            searched.append(rule)
        else:
            _give_way(stays, left, lost, (rule,))
    chosen = _best(left, searched)
    for name in left:
        if name not in chosen:
            lost[name] = _loses(name, chosen, searched)
    return [name for name in candidates if name in chosen], lost


def _stays(rule: Exclusion, standing: Sequence[str], case: Case) -> str | None:
    """The one that a rule keeps whatever the money; None where the money decides."""
    if rule.keep == "first":
        return standing[0]
    is_wished = rule.wish is not None and case.values.get(rule.wish) is True
    return rule.wished if is_wished and rule.wished in standing else None


def _give_way(
    winner: str, left: dict[str, Candidate], lost: Lost, rules: Iterable[Exclusion]
) -> None:
    """Take out of `left` what the rules exclude beside `winner`."""
    for rule in rules:
        if winner in rule.programmes:
            for name in rule.programmes:
                if name != winner and name in left:
                    del left[name]
                    lost[name] = (rule, winner)


def _best(candidates: Mapping[str, Candidate], rules: Sequence[Exclusion]) -> set[str]:
    """The best set in which no rule holds twice, by trying every one (groups are small)."""
    in_conflict = {
        name
        for rule in rules
        for name in rule.programmes
        if name in candidates and sum(one in candidates for one in rule.programmes) > 1
    }
    free = set(candidates) - in_conflict
    order = [name for name in candidates if name in in_conflict]
    best: tuple[tuple[float, ...], set[str]] | None = None
    for choice in product((True, False), repeat=len(order)):
        chosen = {name for name, is_in in zip(order, choice, strict=True) if is_in}
        if any(len(chosen.intersection(rule.programmes)) > 1 for rule in rules):
            continue
        value = (
            float(sum(candidates[name].low for name in chosen)),
            float(sum(candidates[name].is_entitlement for name in chosen)),
            sum(_limit(candidates[name].high) for name in chosen),
            float(len(chosen)),
        )
        if best is None or value > best[0]:
            best = value, chosen
    return free | (best[1] if best else set())


def _loses(name: str, chosen: set[str], rules: Iterable[Exclusion]) -> tuple[Exclusion, str]:
    """The rule by which a programme is left out, and what it loses to."""
    return next(
        (rule, winner)
        for rule in rules
        if name in rule.programmes
        for winner in rule.programmes
        if winner in chosen
    )


def _alternatives(terms: Terms, best: Best, lost: Lost) -> Iterator[Alternative]:
    """The other sides of exclusions, what could be won, other readings, what a fact could add."""
    texts = load_texts()["combination"]
    for name, (rule, _) in lost.items():
        if rule.keep != "first":  # the same benefit under another name is no choice
            is_choice = terms.candidate(name).is_entitlement
            yield _alternative(terms, best, name, texts["if_chosen" if is_choice else "if_won"])
    for name in best.kept:
        candidate = best.candidates[name]
        if candidate.has_figure and not candidate.is_entitlement:
            yield _alternative(terms, best, name, texts["if_won_plain"])
    for name, one in terms.assessed.items():
        if one.status == "ambiguous":
            because = differing(one.prepared.whole, terms.case)[0]
            yield _alternative(terms, best, name, texts["if_wide"].replace("{because}", because))
        elif one.status == "needs_info" and one.benefit == "cash" and one.worth is not None:
            more = _alternative(terms, best, name, texts["if_info"])
            if _limit(more.amount_max) > _limit(best.money.amount_max):
                yield more


def _alternative(terms: Terms, best: Best, name: str, text: str) -> Alternative:
    """The best combination with a programme in it, received for certain."""
    mine = terms.candidate(name, as_won=True)
    ordered = {
        one: mine if one == name else best.candidates[one]
        for one in terms.assessed
        if one == name or one in best.candidates
    }
    if any(name in rule.programmes for rule in terms.rulebook.exclusions):
        chosen, _ = _choose(ordered, terms, forced=name)
    else:
        kept = {*best.kept, name}
        chosen = [one for one in ordered if one in kept]
    money = _total(ordered[one] for one in chosen)
    dropped = [best.candidates[one].title for one in best.kept if one not in chosen]
    texts = load_texts()
    lost = texts["enumeration"].join(dropped)
    choice = text.format(title=mine.title, lost=lost)
    if dropped and "{lost}" not in text:
        choice = texts["combination"]["instead"].format(choice=choice, lost=lost)
    return Alternative(choice, tuple(chosen), money.amount_min or 0, money.amount_max)


def _total(candidates: Iterable[Candidate]) -> Money:
    many = list(candidates)
    highs = [one.high for one in many]
    high = None if None in highs else sum(one for one in highs if one is not None)
    return Money(sum(one.low for one in many), high)


def _sums(
    kept: Iterable[str], candidates: Mapping[str, Candidate], key: Callable[[str], str]
) -> dict[str, Money]:
    groups: dict[str, list[Candidate]] = {}
    for name in kept:
        if candidates[name].has_figure:
            groups.setdefault(key(name), []).append(candidates[name])
    return {group: _total(many) for group, many in groups.items()}


def _limit(high: int | None) -> float:
    return inf if high is None else float(high)
