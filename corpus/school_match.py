"""What a look-up gives: the schools that a name may mean, and what they have in common."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from corpus.school_list import School, Tier

CITY = "吉林市"


@dataclass(frozen=True, slots=True)
class SchoolMatch:
    """The school, the candidates, or none; what they do not share or nobody knows is None.

    `studied_in_jilin_city` is true where they lie in 吉林市 only, false where none lies there.
    """

    kind: Literal["found", "ambiguous", "unknown"]
    schools: tuple[School, ...]
    tier: Tier | None
    double_first_class: bool | None
    studied_in_jilin_city: bool | None


UNKNOWN = SchoolMatch("unknown", (), None, None, None)


def match(schools: Iterable[School]) -> SchoolMatch:
    """The match of one school, of several candidates, or of none."""
    found = tuple(dict.fromkeys(schools))
    if not found:
        return UNKNOWN
    tiers = {one.tier for one in found}
    classes = {one.double_first_class for one in found}
    local = {_in_city(one) for one in found}
    return SchoolMatch(
        kind="found" if len(found) == 1 else "ambiguous",
        schools=found,
        tier=tiers.pop() if len(tiers) == 1 else None,
        double_first_class=classes.pop() if len(classes) == 1 else None,
        studied_in_jilin_city=local.pop() if len(local) == 1 else None,
    )


def _in_city(school: School) -> bool | None:
    if CITY not in school.cities:
        return False
    return True if school.cities == (CITY,) else None
