"""The schools that are held by name: their tier, city and all names that they go by.

Names are compared as keys (`fold`): case, width, blanks, brackets and marks do not count.
"""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from corpus.errors import DataError
from corpus.yaml_file import read_yaml

SCHOOL_LISTS = Path(__file__).parent / "school_lists"

Tier = Literal["tsinghua_peking", "985_211", "other", "abroad"]

# The sections of the list of “双一流” and the tier that each gives.
SECTIONS: Mapping[str, Tier] = {
    "tsinghua_peking": "tsinghua_peking",
    "985": "985_211",
    "211": "985_211",
    "other": "other",
}
_OTHER_FILES: Mapping[str, Tier] = {
    "jilin_province.yaml": "other",
    "mainland.yaml": "other",
    "abroad.yaml": "abroad",
}


@dataclass(frozen=True, slots=True)
class School:
    """A school; `cities` are those of all its campuses, empty where they are not held."""

    name: str
    tier: Tier
    double_first_class: bool
    cities: tuple[str, ...]


class Listed(NamedTuple):
    """A school as it stands in a file, with the section it stands in and its other names."""

    file: str
    section: str
    school: School
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SchoolLists:
    """All schools, and by key every name of theirs with the schools that it may mean."""

    schools: tuple[School, ...]
    names: Mapping[str, tuple[School, ...]]


def fold(text: str) -> str:
    """The key of a name: letters, digits and characters only, narrow and lower."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).lower()))


def split(text: str | None) -> tuple[str, ...]:
    """The words of an entry of the files: 吉大、吉林大."""
    return tuple(text.split("、")) if text else ()


def listed(folder: Path = SCHOOL_LISTS) -> Iterator[Listed]:
    """Every school of the files, in order."""
    file = "double_first_class.yaml"
    sections = read_yaml(folder / file)
    for section, tier in SECTIONS.items():
        for cities, schools in sections[section].items():
            for name, others in schools.items():
                school = School(name, tier, True, split(cities))
                yield Listed(file, section, school, split(others))
    for file, tier in _OTHER_FILES.items():
        for place, schools in read_yaml(folder / file).items():
            cities = () if tier == "abroad" else split(place)
            for name, others in schools.items():
                yield Listed(file, place, School(name, tier, False, cities), split(others))


@cache
def read_lists(folder: Path = SCHOOL_LISTS) -> SchoolLists:
    """Read the lists; DataError where one name stands for two schools without being declared."""
    names: dict[str, tuple[School, ...]] = {}
    by_name: dict[str, School] = {}
    for one in listed(folder):
        by_name[one.school.name] = one.school
        for name in (one.school.name, *one.others):
            before = names.setdefault(fold(name), (one.school,))
            if before != (one.school,):
                what = f"{name!r} is said of {before[0].name} and of {one.school.name}"
                raise DataError(f"{folder / one.file}: {what}")
    path = folder / "ambiguous.yaml"
    for name, meant in read_yaml(path).items():
        unknown = [one for one in split(meant) if one not in by_name]
        # A school's own name may be declared to mean another as well.
        taken = fold(name) in names and name not in split(meant)
        if unknown or taken:
            what = f"{unknown[0]} is in no list" if unknown else "is said of one school elsewhere"
            raise DataError(f"{path}: {name!r}: {what}")
        names[fold(name)] = tuple(by_name[one] for one in split(meant))
    return SchoolLists(tuple(by_name.values()), names)


def load_schools() -> tuple[School, ...]:
    """All schools that are held by name."""
    return read_lists().schools
