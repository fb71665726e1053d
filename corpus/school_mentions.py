"""Finds the schools that running text names: 我是吉大毕业的硕士，媳妇是东师的.

The bar is high: a short form counts only among words that speak of studying (人大代表 is none).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from corpus.school_list import fold, read_lists
from corpus.school_lookup import branch, match_unlisted, named, school_cities
from corpus.school_match import SchoolMatch
from corpus.school_name import ending, load_words, read_name

_LONGEST_TAIL = 14
_STOP = re.compile("[的在是和跟上读]|毕业|硕士|博士|本科")
_NAME_ENDS = ("大学", "学院", "学校")
_TAIL_ENDS = ("学院", "校区", "分校", "学部", "书院", "生院", "究院")


@dataclass(frozen=True, slots=True)
class SchoolMention:
    """A school in a message: `text` is `message[start:end]`."""

    start: int
    end: int
    text: str
    match: SchoolMatch


@dataclass(frozen=True, slots=True)
class _Folded:
    """A message as a key, with the place of each of its characters in the message."""

    message: str
    key: str
    places: tuple[int, ...]

    @classmethod
    def of(cls, message: str) -> "_Folded":
        pairs = [
            (letter, place)
            for place, one in enumerate(message)
            for letter in unicodedata.normalize("NFKC", one).lower()
            if letter.isalnum()
        ]
        return cls(message, "".join(a for a, _ in pairs), tuple(b for _, b in pairs))

    def opens(self, start: int) -> bool:
        """Whether a clause begins here."""
        place = self.places[start]
        return place == 0 or not self.message[place - 1].isalnum()

    def closes(self, end: int) -> bool:
        """Whether a clause ends here."""
        place = self.places[end - 1] + 1
        return place == len(self.message) or not self.message[place].isalnum()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where it stands in the message, with the bracket that closes it."""
        first, last = self.places[start], self.places[end - 1] + 1
        opened = set("（(") & set(self.message[first:last])
        return first, last + (bool(opened) and self.message[last : last + 1] in tuple("）)"))


def school_mentions(message: str) -> tuple[SchoolMention, ...]:
    """All schools in a message, in order, without overlaps."""
    text = _Folded.of(message)
    found: list[SchoolMention] = []
    start = 0
    while start < len(text.key):
        end, meant = _at(text, start)
        if meant is None:
            start += 1
            continue
        first, last = text.span(start, end)
        if not found or first >= found[-1].end:
            found.append(SchoolMention(first, last, message[first:last], meant))
        start = end
    return tuple(found)


def _at(text: _Folded, start: int) -> tuple[int, SchoolMatch | None]:
    for length in _lengths().get(text.key[start : start + 2], ()):
        end = start + length
        base = text.key[start:end]
        if len(base) < length or not (meant := named(base)).schools:
            continue
        if extended := _extended(text, start, end):
            return extended
        if _is_meant(text, start, end, meant):
            return end, meant
    return _unlisted(text, start)


@cache
def _lengths() -> Mapping[str, tuple[int, ...]]:
    """The lengths of names by their first two characters, the longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for name in read_lists().names:
        lengths[name[:2]].add(len(name))
    return {head: tuple(sorted(found, reverse=True)) for head, found in lengths.items()}


def _extended(text: _Folded, start: int, end: int) -> tuple[int, SchoolMatch] | None:
    for last in range(min(end + _LONGEST_TAIL, len(text.key)), end + 2, -1):
        if text.key[last - 2 : last] in _TAIL_ENDS:
            found = branch(text.key[start:last])
            if found.schools and not _is_trapped(text, start, last):
                return last, found
    return None


def _unlisted(text: _Folded, start: int) -> tuple[int, SchoolMatch | None]:
    """A well-built mainland name that is on no list."""
    if text.key[start : start + 2] not in _place_heads():
        return start, None
    for end in range(min(start + 18, len(text.key)), start + 3, -1):
        name = text.key[start:end]
        if name[-2:] not in _NAME_ENDS or _is_trapped(text, start, end):
            continue
        if read_name(name) == "mainland":
            return end, match_unlisted(name, is_abroad=False)
    return start, None


@cache
def _place_heads() -> frozenset[str]:
    return frozenset(place[:2] for place in load_words()["places"])


def _is_meant(text: _Folded, start: int, end: int, meant: SchoolMatch) -> bool:
    name = text.key[start:end]
    if name in load_words()["field_only"] or _is_trapped(text, start, end):
        return False
    if name[0].isascii():
        return _is_latin_name(text, start, end)
    if ending(name) and len(name) > len(ending(name)) + 1 and len(meant.schools) < 4:
        return True
    if name in load_words()["plain"]:
        plain = load_words()["plain"]
        if meant.tier == "tsinghua_peking" and not _left(text, start):
            return text.key[start - 2 : start] in plain  # 清华北大, but no other word before it
        return (
            text.key[end : end + 2] in plain
            or _right(text, end)
            or _ends_with(text.key[:start], "strong_left")
        )
    return _is_short_name(text, start, end, meant)


def _is_short_name(text: _Folded, start: int, end: int, meant: SchoolMatch) -> bool:
    before, after = text.key[:start], text.key[end:]
    if not (_left(text, start) and _right(text, end)):
        return False
    studies = _ends_with(before, "strong_left") or _starts_with(after, "strong_right")
    belongs = before.endswith("是") and after.startswith("的")
    alone = not before and not after
    plain = end - start > 2 and meant.tier != "abroad"
    return studies or belongs or alone or plain


def _is_latin_name(text: _Folded, start: int, end: int) -> bool:
    first, last = text.span(start, end)
    original = text.message[first:last]
    if text.message[:first][-1:].isascii() and text.message[:first][-1:].isalnum():
        return False
    if text.message[last:][:1].isascii() and text.message[last:][:1].isalnum():
        return False
    if end - start > 6:
        return True
    is_capital = original[0].isupper() and original.isalpha()
    cued = _left(text, start) and _right(text, end)
    return is_capital and (original.isupper() or end - start > 4) and cued


def _is_trapped(text: _Folded, start: int, end: int) -> bool:
    """Whether the characters around make another word of it: 人大代表, 东北大的, 北京大学生."""
    words = load_words()
    before, after = text.key[:start], text.key[end:]
    if before and before[-1] in words.left_traps.get(text.key[start], ""):
        return end - start < 4 and before[-2:] not in words["plain"]
    if after.startswith("学") and f"{text.key[start:end]}学" in read_lists().names:
        return True
    if _ends_with(before, "abroad_words") or _is_elsewhere(text.key[start:end], before):
        return True
    if after.startswith("生") and after[1:2] in words["after_sheng"]:
        return False
    if any(one in _STOP.split(after[:12])[0] for one in words["not_studying"]):
        return True
    return not text.closes(end) and _starts_with(after, "right_traps")


def _is_elsewhere(name: str, before: str) -> bool:
    """Whether a city in which the school does not lie is set before it: 珠海北理工."""
    schools = read_lists().names.get(name, ())
    near = [before[-length:] for length in (2, 3, 4) if before[-length:] in school_cities()]
    return any(schools and not any(city in one.cities for one in schools) for city in near)


def is_bounded(message: str, mention: SchoolMention) -> bool:
    """Whether a mention stands by itself, or what is around it speaks of studying."""
    before, after = message[: mention.start], message[mention.end :]
    if before[-1:].isalnum():
        key = fold(before)
        if not any(_ends_with(key, cue) for cue in ("left_cues", "strong_left", "places")):
            return False
    cues = ("right_cues", "strong_right", "own")
    return not after[:1].isalnum() or any(_starts_with(fold(after), cue) for cue in cues)


def _left(text: _Folded, start: int) -> bool:
    before = text.key[:start]
    cued = _ends_with(before, "left_cues") or _ends_with(before, "strong_left")
    return text.opens(start) or cued


def _right(text: _Folded, end: int) -> bool:
    after = text.key[end:]
    cued = _starts_with(after, "right_cues") or _starts_with(after, "strong_right")
    return text.closes(end) or cued


def _ends_with(text: str, purpose: str) -> bool:
    words = load_words()[purpose]
    return any(text[-length:] in words for length in range(1, 5) if length <= len(text))


def _starts_with(text: str, purpose: str) -> bool:
    words = load_words()[purpose]
    return any(text[:length] in words for length in range(1, 5) if length <= len(text))
