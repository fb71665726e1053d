"""The answer that the rules composed, as it is handed to the model's wording."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.reply import Citation


@dataclass(frozen=True, slots=True)
class Draft:
    """`answer` is Markdown and stands whether a model is there or not.

    `facts_line` says what is known of the person, for the model to see (its figures masked).
    `verdicts` are passages whose lines must stay whole and be shown, such as the next question;
    lines with a verdict word are so anyway.
    `check` tells whether a paragraph, as a person would read it, may be shown.
    """

    answer: str
    citations: Sequence[Citation]
    check: Callable[[str], bool]
    facts_line: str = ""
    verdicts: Sequence[str] = ()
