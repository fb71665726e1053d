"""Reads the facts of a case out of a message, without a model.

A value is right or absent: what the words leave open is listed as unclear. Relatives, room-mates
and suppositions are read as well; whose case a mention belongs to is told by its place.
"""

from __future__ import annotations

from datetime import date

from assistant.understanding.dates import born
from assistant.understanding.facts_candidate import Candidate, candidates
from assistant.understanding.facts_context import Cases
from assistant.understanding.facts_graduation import graduation_of, graduations, settled
from assistant.understanding.facts_mention import Extraction, FactMention, Graduation, Unclear
from assistant.understanding.facts_school import school_candidates
from assistant.understanding.facts_settle import settle
from assistant.understanding.facts_text import Text, read_text

__all__ = ["Extraction", "FactMention", "Graduation", "Unclear", "extract"]

_EMPTY = Extraction((), None, ())


def extract(message: str, today: date) -> Extraction:
    """All facts that a message states of somebody's case; `today` is the day it was written."""
    text = read_text(message)
    if not text.text:
        return _EMPTY
    cases = Cases.of(text)
    schools = list(school_candidates(text))
    ruled = [one for one in candidates(text) if not _is_told_by_school(one, schools)]
    found = [*ruled, *schools, *born(text, today)]
    held = sorted(settle(found, text, cases), key=lambda one: (one.start, one.end, one.fact))
    times = graduations(text, today)
    final = [one for one in held if one.fact == "degree" and one.value is not None]
    time = settled(times, text, cases, final) if times else None
    return Extraction(
        mentions=tuple(_mention(one, text) for one in held if one.value is not None),
        graduation=graduation_of(time, text) if time else None,
        unclear=tuple(_unclear(one, text) for one in held if one.value is None),
    )


def _is_told_by_school(one: Candidate, schools: list[Candidate]) -> bool:
    """Whether words are read as an employer that a school's name tells better: 吉林大学当老师."""
    return one.fact == "employer" and any(
        school.fact == "employer" and school.start < one.end and one.start < school.end
        for school in schools
    )


def _mention(one: Candidate, text: Text) -> FactMention:
    start, end = text.span(one.start, one.end)
    assert one.value is not None  # noqa: S101 - the callers see to it
    return FactMention(one.fact, one.value, text.message[start:end], start, end, one.certain)


def _unclear(one: Candidate, text: Text) -> Unclear:
    start, end = text.span(one.start, one.end)
    return Unclear(one.fact, text.message[start:end], one.note, start, end)
