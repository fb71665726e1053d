"""Proves the lists of schools: as many as the public lists count, each name in one place."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from corpus.check.material import Material
from corpus.check.proof import Fault, Proof
from corpus.check.yaml_places import Placed, placed_texts
from corpus.errors import CorpusError
from corpus.school_list import SECTIONS, fold, split
from corpus.school_name import ending

# By the public lists; of 211 the universities in two cities (joint) count once.
C985, C211, DOUBLE_FIRST_CLASS = 39, 112, 147
_SUMMIT = {"清华大学", "北京大学"}
_LISTS = ("double_first_class.yaml", "jilin_province.yaml", "mainland.yaml", "abroad.yaml")
_JILIN = frozenset(
    ("吉林市", "长春", "四平", "延吉", "龙井", "通化", "梅河口", "白城", "松原", "辽源", "白山")
)


class _Entry(NamedTuple):
    path: Path
    line: int
    section: str
    place: str
    name: str
    others: tuple[str, ...]


def prove_schools(material: Material) -> Iterator[Proof]:
    """The counts of the public lists, and names that mean one school or are declared not to."""
    folder = material.folder / "school_lists"
    try:
        entries = tuple(one for name in _LISTS for one in _entries(folder / name))
        joint = _section(folder / _LISTS[0], "joint")
        ambiguous = placed_texts(folder / "ambiguous.yaml")
    except (CorpusError, OSError, LookupError, ValueError) as error:
        yield Proof("schools", "read", (Fault.of(error, folder / _LISTS[0]),))
        return
    yield _counts(folder / _LISTS[0], entries, joint)
    yield _names(folder / "ambiguous.yaml", entries, ambiguous)
    yield _cities(entries)


def _entries(path: Path) -> Iterator[_Entry]:
    for one in placed_texts(path):
        if one.keys[0] == "joint":
            continue
        *section, place, name = one.keys
        yield _Entry(path, one.line, section[0] if section else "", place, name, _others(one))


def _others(one: Placed) -> tuple[str, ...]:
    return () if one.text in ("", "null", "~") else split(one.text)


def _section(path: Path, section: str) -> tuple[Placed, ...]:
    return tuple(one for one in placed_texts(path) if one.keys[0] == section)


def _counts(path: Path, entries: tuple[_Entry, ...], joint: tuple[Placed, ...]) -> Proof:
    """985 ⊂ 211 ⊂ “双一流” holds as each section adds to those before it."""
    sections: dict[str, set[str]] = {section: set() for section in SECTIONS}
    for one in entries:
        if one.path == path:
            sections.setdefault(one.section, set()).add(one.name)
    summit, c985, c211, rest = (sections[section] for section in SECTIONS)
    faults = [
        Fault(path, one.line, f"{name} is not in the section 211, yet counted with another there")
        for one in joint
        for name in split(one.text)
        if name not in c211
    ]
    if unknown := set(sections) - set(SECTIONS):
        faults.append(Fault(path, 1, f"unknown section {min(unknown)}"))
    if summit != _SUMMIT:
        faults.append(Fault(path, 1, f"tsinghua_peking holds {'、'.join(sorted(summit))}"))
    twice = sum(len(split(one.text)) - 1 for one in joint)
    upper = len(summit | c985)
    counted = {
        "985": (upper, C985),
        "211": (upper + len(c211) - twice, C211),
        "双一流": (len(summit | c985 | c211 | rest), DOUBLE_FIRST_CLASS),
    }
    faults += [
        Fault(path, 1, f"{name} counts {found} schools, not {due}")
        for name, (found, due) in counted.items()
        if found != due
    ]
    covered = ", ".join(f"{found} of {name}" for name, (found, _) in counted.items())
    return Proof("schools of the public lists", covered, tuple(faults))


def _names(path: Path, entries: tuple[_Entry, ...], ambiguous: tuple[Placed, ...]) -> Proof:
    faults, first = [], dict[str, str]()
    for one in entries:
        for name in (one.name, *one.others):
            what = _name_fault(name, one.name, first)
            faults += [Fault(one.path, one.line, what)] if what else []
    known = {one.name for one in entries}
    for declared in ambiguous:
        faults += [Fault(path, declared.line, what) for what in _meant(declared, known, first)]
    covered = f"{len(first)} names of {len(entries)} schools, {len(ambiguous)} declared ambiguous"
    return Proof("each name of a school in one place", covered, tuple(faults))


def _name_fault(name: str, school: str, first: dict[str, str]) -> str:
    if len(fold(name)) < 2:
        return f"{name!r} is too short for a name"
    before = first.get(fold(name))
    first[fold(name)] = before or school
    return f"{name!r} of {school} is also said of {before}" if before else ""


def _meant(one: Placed, known: set[str], first: dict[str, str]) -> Iterator[str]:
    name, meant = one.keys[0], split(one.text)
    if len(set(meant)) < 2:
        yield f"{name!r} means one school only"
    if unknown := [school for school in meant if school not in known]:
        yield f"{name!r} means {unknown[0]}, which is in no list"
    if fold(name) in first and name not in meant:
        yield f"{name!r} is declared ambiguous, and said of {first[fold(name)]}"


def _cities(entries: tuple[_Entry, ...]) -> Proof:
    local = [one for one in entries if one.path.name == "jilin_province.yaml"]
    faults = [
        Fault(one.path, one.line, f"{one.name}: {city!r} is no city of 吉林省 that is known")
        for one in local
        for city in split(one.place)
        if city not in _JILIN
    ]
    faults += [
        Fault(one.path, one.line, f"{one.name} has no ending of a school's name")
        for one in local
        if not ending(fold(one.name)) and not one.name.endswith("党校")
    ]
    cities = {city for one in local for city in split(one.place)}
    covered = f"{len(local)} schools in {len(cities)} cities"
    return Proof("schools of 吉林省 with their cities", covered, tuple(faults))
