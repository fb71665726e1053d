"""Of all candidates those that hold: one value for each fact, person and supposition.

What was put right counts as it was put right; a person's degrees give the last one, with its
school; where two values stand unreconciled there is none, and a note instead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from assistant.understanding.facts_candidate import Candidate
from assistant.understanding.facts_context import Cases, says
from assistant.understanding.facts_school import OF_A_DEGREE, degree_of, rank
from assistant.understanding.facts_text import Text
from corpus.rulebook.fact import Value

_CONFLICT = "conflict"
_EMPLOYERS_OF_FIRST_JOB = (None, "private_above_scale")
_ALL_FIRST_CLASS = ("985_211", "tsinghua_peking")


def settle(found: Iterable[Candidate], text: Text, cases: Cases) -> list[Candidate]:
    """The candidates that hold, and with value None what stays open."""
    groups: dict[tuple[str, int], list[Candidate]] = defaultdict(list)
    for one in found:
        who, supposed = cases.at(one.start)
        groups[who, supposed].append(replace(one, who=who, supposed=supposed))
    settled = [one for group in groups.values() for one in _case(group, text)]
    known = {one.fact for one in settled if one.value is not None}
    return [one for one in settled if one.value is not None or one.fact not in known]


def _case(group: list[Candidate], text: Text) -> list[Candidate]:
    """What holds of one person in one supposition."""
    by_fact: dict[str, list[Candidate]] = defaultdict(list)
    for one in sorted(group, key=lambda one: one.start):
        by_fact[one.fact].append(one)
    _keep_the_last_degree(by_fact, text)
    settled = [one for many in by_fact.values() for one in _one_value(many, text)]
    return _consistent(settled)


def _keep_the_last_degree(by_fact: dict[str, list[Candidate]], text: Text) -> None:
    """Drop the schools and tiers of the degrees before the last: 本科双非，硕士吉大."""
    degrees = [one for one in by_fact.get("degree", ()) if one.value is not None]
    last = next((one for one in _one_value(degrees, text) if one.value is not None), None)
    schools = by_fact.get("school", []) + by_fact.get("school_tier", [])
    if last is None or len({one.value for one in degrees}) < 2:
        return
    for fact in OF_A_DEGREE:
        kept, unassigned = [], []
        for one in by_fact.get(fact, []):
            owner = degree_of(one, degrees, schools, text)
            if owner is None:
                unassigned.append(one)
            elif owner.value == last.value:
                kept.append(one)
        if fact in by_fact:
            by_fact[fact] = kept or unassigned


def _one_value(many: list[Candidate], text: Text) -> list[Candidate]:
    """The one value of a fact with several candidates, or what stays open."""
    valued = [one for one in many if one.value is not None]
    if not valued:
        return many[:1]
    if isinstance(valued[0].value, tuple):
        return [_united(valued)]
    if len({one.value for one in valued}) == 1:
        return [replace(valued[0], certain=any(one.certain for one in valued))]
    sure = [one for one in valued if one.certain]
    if valued[0].fact != "degree" and len({one.value for one in sure}) == 1:
        return sure[:1]
    choose = {"degree": _last_degree, "employer": _last_employer}.get(valued[0].fact, _latest)
    return choose(valued, text)


def _united(many: list[Candidate]) -> Candidate:
    """Honours add up."""
    values = (value for one in many if isinstance(one.value, tuple) for value in one.value)
    return replace(
        many[0],
        value=tuple(dict.fromkeys(values)),
        end=max(one.end for one in many),
        certain=all(one.certain for one in many),
    )


def _latest(many: list[Candidate], text: Text) -> list[Candidate]:
    """The last value, where the words before it put the one before right or say that it is now."""
    last = many[-1]
    before = next(one for one in reversed(many) if one.value != last.value)
    between = text.text[before.end : last.start]
    is_new = isinstance(last.value, bool | str) and says("after_all", between)
    if says("correction", between) or is_new:
        return [last]
    return [replace(last, value=None, note=_CONFLICT)]


def _last_degree(many: list[Candidate], text: Text) -> list[Candidate]:
    latest = _latest(many, text)
    if latest[0].value is not None:
        return latest
    stretch = text.text[many[0].start : text.clause(many[-1].start, many[-1].end)[1]]
    gaps = [text.text[a.end : b.start] for a, b in pairwise(many)]
    if says("compare", stretch) or any(says("listed", gap) for gap in gaps):
        return latest
    best = max(many, key=lambda one: (one.certain, rank(one)))
    return [max(many, key=rank) if not best.certain else best]


def _last_employer(many: list[Candidate], text: Text) -> list[Candidate]:
    """Who works elsewhere and speaks of an employer here, asks about the one here."""
    here = [one for one in many if one.value not in ("outside_city", "none")]
    kinds = {one.value for one in here}
    away = [one for one in many if one not in here]
    if len(kinds) == 1 and away:
        now_away = says("after_all", text.text[here[-1].end : away[-1].start + 2])
        return [away[-1]] if now_away and away[-1].start > here[-1].start else here[-1:]
    if not here:
        return away[-1:]
    return _latest(many, text)


def _consistent(settled: list[Candidate]) -> list[Candidate]:
    """Without the values that cannot be true together with a better founded one."""
    known = {one.fact: one.value for one in settled if one.value is not None}
    return [
        replace(one, value=None, note=_CONFLICT)
        if _is_ruled_out(one, known) or _against_school(one, settled)
        else one
        for one in settled
    ]


def _is_ruled_out(one: Candidate, known: dict[str, Value]) -> bool:
    """Whether another fact rules the value out: a first job in a firm elsewhere is not the one."""
    match one.fact:
        case "first_job":
            return one.value is True and known.get("employer") not in _EMPLOYERS_OF_FIRST_JOB
        case "double_first_class":
            return one.value is False and known.get("school_tier") in _ALL_FIRST_CLASS
        case "partners":
            return known.get("business") not in (None, "partnership")
        case "probation_months":
            return known.get("in_probation_post") is False
        case "years_operating":
            return known.get("business") == "none"
    return False


def _against_school(one: Candidate, settled: list[Candidate]) -> bool:
    """Whether a tier is said that the school, which is named besides, does not have."""
    if one.fact not in ("school_tier", "double_first_class", "studied_in_jilin_city"):
        return False
    from corpus.schools import find_school

    named = next((s for s in settled if s.fact == "school" and s.value is not None), None)
    if named is None or one.value is None:
        return False
    match = find_school(str(named.value))
    attribute = {"school_tier": "tier"}.get(one.fact, one.fact)
    resolved = getattr(match, attribute)
    return resolved is not None and resolved != one.value
