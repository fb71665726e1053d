"""What the words around a fact make of it: asked, denied, supposed, unsure, of whom, put right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.understanding.facts_text import Text, load_data

_SENTENCE_END = re.compile(r"[。?!;\n]")
_NEAR = 10


@cache
def _cue(name: str) -> re.Pattern[str]:
    return re.compile(load_data("context")[name])


def is_asked(text: Text, start: int, end: int) -> bool:
    """Whether the words only test a requirement (必须全日制吗), and state nothing of a case."""
    first, last = text.clause(start, end)
    before, after = text.text[first:start], text.text[end : last + 1]
    if _cue("requires").search(before) or _is_doubled(text.text, start):
        return True
    if _cue("asks_after").match(after):
        return not (_cue("bare_ask").match(after) and _cue("self").search(before))
    asks = _cue("asks_before").search(before)
    if not asks or _cue("not_asks").search(before):
        return False
    if _cue("open_ask").search(asks.group()):
        return True
    whole = text.text[start : last + 1]
    return bool(_cue("yes_no").search(whole)) and not _cue("which").search(whole)


def _is_doubled(text: str, start: int) -> bool:
    """Whether a denial is the second half of a question: 算不算, 交没交."""
    return start > 0 and bool(_cue("doubled").match(text[start - 1 : start + 2]))


def is_denied(text: Text, start: int) -> bool:
    """Whether a negation stands right before."""
    before = text.text[max(0, start - 6) : start]
    found = _cue("no_before").search(before)
    return bool(found) and not _cue("not_no").search(before)


def is_unsure(text: Text, start: int, end: int) -> bool:
    """Whether the speaker is not certain: 好像是211, 五年左右, 应该算吧."""
    first, last = text.clause(start, end)
    before = text.text[max(first, start - _NEAR) : start]
    after = text.text[end : last + _NEAR]
    if _cue("maybe_inside").search(text.text[start:end]):
        return True
    return bool(_cue("maybe_before").search(before) or _cue("maybe_after").match(after))


def says(name: str, stretch: str) -> bool:
    """Whether a stretch of a text holds one of the named cues."""
    return bool(_cue(name).search(stretch))


@dataclass(frozen=True, slots=True)
class Cases:
    """Whose case each place of a text speaks of, and within which supposition."""

    people: tuple[tuple[int, int, str], ...]
    supposed: tuple[tuple[int, int], ...]

    @classmethod
    def of(cls, text: Text) -> Cases:
        people = tuple((m.start(), m.end(), m.group()) for m in _cue("person").finditer(text.text))
        supposed = []
        for found in _cue("case").finditer(text.text):
            stop = _SENTENCE_END.search(text.text, found.end())
            supposed.append((found.start(), stop.start() if stop else len(text.text)))
        return cls(people, tuple(supposed))

    def at(self, place: int) -> tuple[str, int]:
        """Who is spoken of, "" for the speaker, and the number of the supposition, -1 for none."""
        who = ""
        for start, _, name in self.people:
            if start > place:
                break
            who = "" if _cue("self_person").match(name) else name
        number = -1
        for i, (start, end) in enumerate(self.supposed):
            if start <= place < end:
                number = i
        return who, number
