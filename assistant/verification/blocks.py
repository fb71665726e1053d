"""The Markdown blocks of an answer, its quotes and marks; and an answer without the bad ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.reply import Citation
from assistant.texts import load_texts
from assistant.verification.fault import Fault
from assistant.verification.no_figures import MARK

_BLOCK = re.compile(r"[^\n](?:.|\n(?!\s*\n))*")
_QUOTE_LINE = re.compile(r"^ {0,3}> ?(?P<quote>.*?)[ \t]*$", re.MULTILINE)
_TRAILING_MARKS = re.compile(rf"(?: ?{MARK.pattern})+$")


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of an answer and where it stands."""

    text: str
    start: int
    end: int

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a place that has an extent lies in this one."""
        return self.start < end and start < self.end


def blocks(answer: str) -> tuple[Span, ...]:
    """The pieces of an answer between blank lines."""
    return tuple(Span(one[0], *one.span()) for one in _BLOCK.finditer(answer))


def quotes(answer: str) -> Iterator[Span]:
    """The lines of `> ` blocks that hold words, without marks at their end."""
    for one in _QUOTE_LINE.finditer(answer):
        words = _TRAILING_MARKS.sub("", one["quote"])
        if words.strip():
            yield Span(words, one.start("quote"), one.start("quote") + len(words))


def marks(answer: str) -> Iterator[tuple[int, Span]]:
    """Every citation number that the answer shows: [1], [1][2], [1,2], [1-3]."""
    for one in MARK.finditer(answer):
        for part in re.split(r" ?[,，、] ?", one[1]):
            first, _, last = (number.strip() for number in re.sub("[—–]", "-", part).partition("-"))
            for number in range(int(first), min(int(last or first), int(first) + 50) + 1):
                yield number, Span(one[0], *one.span())


def without_faulty(answer: str, faults: Sequence[Fault]) -> str | None:
    """The answer without the blocks that hold a fault, nor leads that are left without their quote.

    None when nothing that states anything is left: of an answer with quotes or marks one must
    survive, of another a block that is no lead, no heading and not the closing line.
    """
    whole = blocks(answer)
    places = [(one.start, one.end) for one in faults if one.start < one.end]
    bad = {n for n, one in enumerate(whole) if any(one.overlaps(*place) for place in places)}
    if not bad:
        return answer
    for number in reversed(range(len(whole))):
        lost = [after for after in _followers(whole, number) if after in bad]
        if _is_lead(whole[number]) and lost and lost == list(_followers(whole, number)):
            bad.add(number)
    kept = [one for number, one in enumerate(whole) if number not in bad]
    must_cite = any(map(_cites, whole))
    if not any(_cites(one) if must_cite else _states(one) for one in kept):
        return None
    return "\n\n".join(one.text for one in kept)


def still_cited(answer: str, citations: Sequence[Citation]) -> tuple[Citation, ...]:
    """The citations that an answer still uses, by mark or by quote; their numbers stay."""
    shown = {number for number, _ in marks(answer)}
    return tuple(one for one in citations if one.n in shown or one.quote in answer)


def _followers(whole: Sequence[Span], number: int) -> Iterator[int]:
    """The quotes that a lead introduces, or the one block after it."""
    for after in range(number + 1, len(whole)):
        if not whole[after].text.lstrip().startswith(">"):
            if after == number + 1:
                yield after
            return
        yield after


def _is_lead(block: Span) -> bool:
    return block.text.rstrip().rstrip("*").endswith(("：", ":"))


def _cites(block: Span) -> bool:
    quoted = any(True for _ in quotes(block.text))
    return quoted or (not _is_lead(block) and bool(MARK.search(block.text)))


def _states(block: Span) -> bool:
    text = block.text.strip()
    return not (_is_lead(block) or text.startswith("#") or text == load_texts()["tail"])
