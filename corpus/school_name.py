"""Reads a school's name by its parts: place, subjects, ending; and what follows a known name."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from corpus.school_list import SCHOOL_LISTS, split
from corpus.yaml_file import read_yaml

# mainland: certainly a mainland school; placed: begins with a mainland place, the rest unknown;
# abroad; generic: no name at all; odd: it might be any school; none: not built like a name.
NameKind = Literal["mainland", "placed", "abroad", "generic", "odd", "none"]
# own: a faculty or campus of the university before it; independent: another school that bears
# its name; unsure: either.
TailKind = Literal["own", "independent", "unsure", "none"]

_OWN_ENDINGS = ("研究生院", "研究院", "研究所", "学院", "学部", "书院", "系", "专业", "班")
_CAMPUS = ("校区", "校园", "校本部", "本部")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of which names and sentences about schools are made, by purpose."""

    sets: Mapping[str, frozenset[str]]
    forms: Mapping[str, str]
    left_traps: Mapping[str, str]
    slips: Mapping[str, str]

    def __getitem__(self, purpose: str) -> frozenset[str]:
        return self.sets[purpose]


@cache
def load_words(folder: Path = SCHOOL_LISTS) -> Words:
    data = {purpose: split(text) for purpose, text in read_yaml(folder / "words.yaml").items()}
    sets = {purpose: frozenset(words) for purpose, words in data.items()}
    sets["transliteration"] = frozenset("".join(data["transliteration"]))
    sets["own"] = sets["subjects"] | sets["faculties"] | frozenset("与和及")
    sets["vague"] = sets["generic"] | sets["subjects"] | sets["places"]
    forms, traps, slips = (
        dict(one.split("=") for one in data[name]) for name in ("forms", "left_traps", "slips")
    )
    return Words(sets, forms, traps, slips)


def spells(text: str, words: Collection[str], longest: int = 8) -> bool:
    """Whether `text` is nothing but such words, one after another."""
    ends = {0}
    for end in range(1, len(text) + 1):
        starts = range(max(0, end - longest), end)
        if any(start in ends and text[start:end] in words for start in starts):
            ends.add(end)
    return len(text) in ends


def ending(key: str) -> str:
    """The ending of a school's name (大学, 职业技术学院 …), else nothing."""
    return max((one for one in load_words()["endings"] if key.endswith(one)), key=len, default="")


def read_name(key: str) -> NameKind:
    """What a name that is on no list can be, told by its parts alone."""
    last = ending(key)
    stem = key.removesuffix(last)
    if not last or "大学" in stem or "学院" in stem or len(key) > 24:
        return "none"
    if not stem or "某" in stem or "的" in stem:
        return "abroad" if _is_abroad(stem) else "generic"
    if any("a" <= one <= "z" for one in key):
        return "odd"
    return _read_stem(stem, last, key)


def _read_stem(stem: str, last: str, key: str) -> NameKind:
    words = load_words()
    places = [stem[:n] for n in range(2, 7) if stem[:n] in words["places"]]
    if _is_abroad(stem) and not set(places) - words["regions"]:
        return "abroad"
    if any(_names_place(stem, place, last) for place in places):
        return "mainland"
    if spells(stem, words["vague"]):
        return "generic"
    return "placed" if places else _unplaced(key, stem)


def _names_place(stem: str, place: str, last: str) -> bool:
    words = load_words()
    rest = stem.removeprefix(place)
    if not rest:
        return place not in words["regions"] or last not in ("大学", "学院")
    if rest in "省市县区":
        return last not in ("大学", "学院")
    return spells(rest.lstrip("省市"), words["subjects"])


def _unplaced(key: str, stem: str) -> NameKind:
    words = load_words()
    if any(key.endswith(one) for one in words["mainland_endings"]):
        return "mainland"
    sounds = sum(one in words["transliteration"] for one in stem)
    return "abroad" if sounds == len(stem) >= 3 else "odd"


def _is_abroad(stem: str) -> bool:
    return any(one in stem for one in load_words()["abroad_words"])


def read_tail(tail: str, cities: Collection[str]) -> TailKind:
    """What follows a university's name: 法学院 and 南校区 are its own, 珠海学院 is not."""
    words = load_words()
    if tail in cities:
        return "own"
    for one in _CAMPUS:
        if tail.endswith(one):
            stem = tail.removesuffix(one)
            if len(stem) > 6:
                return "none"
            return "unsure" if stem in words["independent_stems"] - frozenset(cities) else "own"
    return _read_college(tail)


def _read_college(tail: str) -> TailKind:
    words = load_words()
    if tail in words["independent_stems"]:
        return "independent"
    last = next((one for one in _OWN_ENDINGS if tail.endswith(one)), "")
    stem = tail.removesuffix(last).removesuffix("国际" if len(tail) > 6 else "")
    college = last == "学院" or tail.endswith("分校")
    if college and (tail.endswith("分校") or _is_independent(stem)):
        return "independent"
    if _is_own(stem):
        return "own" if stem or last in ("研究生院", "研究院", "书院") else "none"
    return "independent" if college and _is_plain(stem) else "none"


def _is_own(stem: str) -> bool:
    words = load_words()
    names = [one for one in ("", *words["own_colleges"]) if stem.startswith(one)]
    return any(spells(stem.removeprefix(one), words["own"]) for one in names)


def _is_independent(stem: str) -> bool:
    words = load_words()
    if stem in words["own_colleges"] or not stem:
        return False
    return (
        stem in words["independent_stems"]
        or f"{stem}学院" in words["independent_stems"]
        or spells(stem, words["independent_words"])
        or any(one in stem for one in ("职业", "独立", "附属"))
        or any(stem.startswith(one) for one in words["places"] - words["regions"])
    )


def _is_plain(stem: str) -> bool:
    """Whether it can be the middle of a name at all, rather than a piece of a sentence."""
    return 0 < len(stem) <= 8 and not any(one in stem for one in "的我是在和有了大校")
