"""Looks a school up by what a person typed: any of its names, its faculties, a slip of the pen.

A wrong higher tier is the worst failure: what may mean schools of several tiers keeps none.
"""

import re
from collections.abc import Iterator
from functools import cache

from corpus.school_list import School, fold, read_lists
from corpus.school_match import UNKNOWN, SchoolMatch, match
from corpus.school_name import ending, load_words, read_name, read_tail
from corpus.school_slip import slip

_LONGEST = 60
_YEAR = re.compile(r"(?:19|20)?\d\d(?:年|届|级)(?:毕业)?$")
_LINK = re.compile(r"(?:市|省)?(?:的|那个|那所|那边的|这边的|这个|本地的)*")


def look_up(text: str) -> SchoolMatch:
    """The school that `text` names, were it nothing but a name with its usual trimmings."""
    forms = tuple(spoken_forms(fold(text[: _LONGEST * 2])))
    if not forms or len(forms[0]) > _LONGEST:
        return UNKNOWN
    for read in (named, described, branch):
        for form in forms:
            found = read(form)
            if found.schools:
                return found
    return _unlisted(forms)


def spoken_forms(key: str) -> Iterator[str]:
    """The key, then without the words around it, one by one: 我是吉大毕业的 → … → 吉大."""
    while key:
        yield key
        shorter = _trimmed(key)
        if shorter == key or len(shorter) < 2:
            return
        key = shorter


def _trimmed(key: str) -> str:
    words = load_words()
    tail = max((one for one in words["tails"] if key.endswith(one)), key=len, default="")
    # 北京大学生 is a student in 北京, not one of 北京大学.
    if tail and not key.removesuffix(tail).endswith("大" if tail.startswith("学") else "\0"):
        return key.removesuffix(tail)
    if year := _YEAR.search(key):
        return key[: year.start()]
    head = max((one for one in words["heads"] if key.startswith(one)), key=len, default="")
    return key.removeprefix(head)


def named(key: str) -> SchoolMatch:
    """The schools that go by this very name."""
    return match(read_lists().names.get(key, ()))


def described(key: str) -> SchoolMatch:
    """A place and a short form: 吉林市那个北华, 西安那个交大, 长春那个师大.

    By a form alone (师大) only schools of 吉林省 are told, as all of them are held.
    """
    lists, forms = read_lists(), load_words().forms
    for city in school_cities():
        if not key.startswith(city):
            continue
        link = _LINK.match(key, len(city))
        rest = key[link.end() if link else len(city) :]
        there = [one for one in lists.names.get(rest, ()) if city in one.cities]
        if not there and rest in forms and city in _jilin_cities():
            word = forms[rest]
            there = [one for one in lists.schools if city in one.cities and word in one.name]
        if there:
            return match(there)
    return UNKNOWN


@cache
def school_cities() -> frozenset[str]:
    """The cities in which a school is held to lie."""
    return frozenset(city for school in read_lists().schools for city in school.cities)


def _jilin_cities() -> frozenset[str]:
    return frozenset(("吉林市", "长春", "四平", "延吉", "通化", "白城", "松原", "辽源", "白山"))


def branch(key: str) -> SchoolMatch:
    """A university and its faculty or campus, or an independent college that bears its name."""
    names = read_lists().names
    for end in range(len(key) - 1, 1, -1):
        schools = names.get(key[:end])
        if schools and (found := _with_tail(schools, key[:end], key[end:])).schools:
            return found
    return UNKNOWN


def _with_tail(schools: tuple[School, ...], base: str, tail: str) -> SchoolMatch:
    cities = {city for school in schools for city in school.cities}
    kind = read_tail(tail, cities)
    if kind == "none":
        return UNKNOWN
    if kind == "own" or all(one.tier == "abroad" for one in schools):
        return match(schools)
    whole = schools[0].name if len(schools) == 1 else base
    full = (
        f"{whole}{tail}" if ending(tail) or tail[-2:] in ("分校", "校区") else f"{whole}{tail}学院"
    )
    college = School(full, "other", False, schools[0].cities if len(schools) == 1 else ())
    return match((*schools, college) if kind == "unsure" else (college,))


def _unlisted(forms: tuple[str, ...]) -> SchoolMatch:
    """By the closed lists: a mainland name on none of them is `other`; a slip is put right."""
    kinds = {form: read_name(form) for form in forms}
    for form, kind in kinds.items():
        if kind in ("mainland", "abroad"):
            return match_unlisted(form, is_abroad=kind == "abroad")
    if any(kind == "generic" for kind in kinds.values()):
        return UNKNOWN
    for form in reversed(forms):
        if meant := slip(form):
            return match((meant,))
    placed = next((form for form, kind in kinds.items() if kind == "placed"), None)
    return match_unlisted(placed, is_abroad=False) if placed else UNKNOWN


def match_unlisted(name: str, *, is_abroad: bool) -> SchoolMatch:
    """A school that is on no list, under the name that was given."""
    found = match((School(name, "abroad" if is_abroad else "other", False, ()),))
    if is_abroad or not any(one in name for one in load_words()["jilin_city_places"]):
        return found
    # Its name puts it near; that it is not on the list of the province proves too little.
    return SchoolMatch(found.kind, found.schools, found.tier, False, None)
