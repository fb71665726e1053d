"""Finds the one school that a name with a single wrong, missing or surplus character means."""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from corpus.school_list import School, read_lists
from corpus.school_name import ending, load_words

_SHORTEST = 4


def slip(key: str) -> School | None:
    """The only school one character away.

    A name of four characters may be wrong in its ending alone (吉林大雪): 青华大学 could be many.
    The caller has made sure that `key` is no well-built name of another school.
    """
    if len(key) < _SHORTEST or key.endswith("大学生"):
        return None
    near = {name: school for name, school in _near(key).items() if _may_mean(key, name)}
    schools = set(near.values())
    return schools.pop() if len(schools) == 1 else None


def _near(key: str) -> dict[str, School]:
    """The names one character away that begin as it does: 陇南师范大学 is no slip for 华南."""
    lists = read_lists().names
    return {name: lists[name][0] for name in _beginnings().get(key[:2], ()) if one_apart(key, name)}


def _may_mean(key: str, name: str) -> bool:
    """Whether the name may have been meant: its stem is long, or its ending was mistyped."""
    if ending(key):
        return len(name) - len(ending(name)) > 2 and len(key) > _SHORTEST
    if len(key) != len(name):
        return key[-1] == key[-2] if len(key) > len(name) else len(name) > _SHORTEST
    slips = load_words().slips
    wrong = [(a, b) for a, b in zip(name, key, strict=True) if a != b]
    return len(wrong) > 1 or wrong[0][1] in slips.get(wrong[0][0], "")


@cache
def _beginnings() -> Mapping[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for name, schools in read_lists().names.items():
        if len(schools) == 1 and len(name) >= _SHORTEST and ending(name):
            names[name[:2]].append(name)
    return names


def one_apart(one: str, other: str) -> bool:
    """Whether one replaced, inserted, dropped or swapped character makes the one of the other."""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    if len(one) == len(other):
        swapped = other[start : start + 2][::-1] + other[start + 2 :]
        return one[start + 1 :] == other[start + 1 :] or one[start:] == swapped
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    return longer[start + 1 :] == shorter[start:]
