"""Understands what a message asks: its questions, and whose cases it speaks of.

Takes the message as typed and whether a conversation came before it; gives a Request. Facts, small
talk and the limits of the policy are read elsewhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.understanding.clauses import clauses
from assistant.understanding.intent import Intent
from assistant.understanding.parts import Part, parts_of
from assistant.understanding.programme_words import programmes_in
from assistant.understanding.segments import Segment, segments_of
from assistant.understanding.signals import signals_of

__all__ = ["Intent", "Part", "Request", "Segment", "programmes_in", "read_request"]


@dataclass(frozen=True, slots=True)
class Request:
    """A message understood.

    `parts` are its questions; `segments` cover it, in order, by the person spoken of.
    `taken_back`: the facts (facts.yaml) that are not to be counted any more. `restart`: forget all
    that was said. `declines`: of the pending question. `asks_profile`: what is known of me?
    """

    parts: tuple[Part, ...]
    segments: tuple[Segment, ...]
    correction: bool
    taken_back: tuple[str, ...]
    restart: bool
    wants_person: bool
    declines: bool
    asks_profile: bool


def read_request(message: str, *, has_context: bool) -> Request:
    """Understand a message; `has_context`: whether a conversation came before it."""
    spoken = clauses(message)
    signals = signals_of(message, has_context=has_context)
    return Request(
        parts=parts_of(message, spoken, has_context=has_context),
        segments=segments_of(message, spoken),
        correction=signals.correction,
        taken_back=signals.taken_back,
        restart=signals.restart,
        wants_person=signals.wants_person,
        declines=signals.declines,
        asks_profile=signals.asks_profile,
    )
