"""The schools of a message as candidates, and which degree a school, a tier or a mode is of."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from assistant.understanding.facts_candidate import Candidate, known_facts
from assistant.understanding.facts_context import is_asked, is_unsure, says
from assistant.understanding.facts_text import Text, load_data
from corpus.school_mentions import SchoolMention, school_mentions

OF_A_DEGREE = ("school", "school_tier", "double_first_class", "full_time_study")
_NEAR = 10


def school_candidates(text: Text) -> Iterator[Candidate]:
    """Where somebody studies, or works; a name of several schools gives what they share."""
    for mention in school_mentions(_plainer(text.text)):
        start, end = mention.start, mention.end
        if is_asked(text, start, end):
            continue
        before, after = text.text[:start][-_NEAR:], text.text[end:]
        if says("school_works", after):
            yield _employer(mention, start, end)
        elif not says("school_apart", after) and not says("school_before", before):
            yield from _studied(mention, start, end, not is_unsure(text, start, end))


def _plainer(text: str) -> str:
    """With words of equal length that the look-up knows: 浙大直博 as 浙大博士."""
    for said, known in load_data("context")["school_plainer"].items():
        text = text.replace(said, known)
    return text


def _employer(mention: SchoolMention, start: int, end: int) -> Candidate:
    here = mention.match.studied_in_jilin_city
    value = {True: "university_or_institute", False: "outside_city"}.get(bool(here))
    if here is None:
        return Candidate("employer", None, start, end, note="which_school")
    return Candidate("employer", value, start, end)


def _studied(mention: SchoolMention, start: int, end: int, certain: bool) -> Iterator[Candidate]:
    match = mention.match
    if match.kind == "found":
        yield Candidate("school", match.schools[0].name, start, end, certain)
        return
    yield Candidate("school", None, start, end, note="which_school")
    if match.tier is not None:
        yield Candidate("school_tier", match.tier, start, end, certain)


@cache
def _ranks() -> dict[str, int]:
    return {str(value): i for i, value in enumerate(known_facts()["degree"].values)}


def rank(degree: Candidate) -> int:
    """The place of a degree from low to high."""
    return _ranks()[str(degree.value)]


def degree_of(
    one: Candidate, degrees: list[Candidate], schools: list[Candidate], text: Text
) -> Candidate | None:
    """The degree that a school, a tier or a mode of study goes with, where the words tell."""
    for degree in degrees:
        if degree.start < one.end and one.start < degree.end:
            return degree
    first, last = text.clause(one.start, one.end)
    here = [degree for degree in degrees if first <= degree.start < last]
    if len(here) < 2:
        return here[0] if here else None
    opening = min((s.start for s in schools if first <= s.start < last), default=one.start)
    if here[0].start < opening:
        return next((d for d in reversed(here) if d.end <= one.start), here[0])
    return next((d for d in here if d.start >= one.end), here[-1])
