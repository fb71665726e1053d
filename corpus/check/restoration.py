"""Proves the restoration: the same characters line by line and as a whole, none out of place."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator

from corpus.check.material import Material
from corpus.check.proof import Fault, Proof
from corpus.clause import Clause
from corpus.figures import bare_digits

# All that the clauses leave out: how each kind of line looks, how many there are.
_LAYOUT = {
    "page marks": (re.compile(r"——\d+"), 2),
    "closing rules": (re.compile("─+"), 1),
    "bare lines 附件1 … 附件6": (re.compile("附件[1-6]"), 6),
}
_LATIN = re.compile(r"[A-Za-z+%:]+")
# Where Latin letters and signs stand in sound text: a card, a class, a share, a ratio, a sum.
_LATIN_IN_PLACE = re.compile(
    r"VIP(?=卡)|D(?=类)|(?<=\d)%|(?<=\d):(?=\d)|(?<=[\u4e00-\u9fff”])\+(?=[\u4e00-\u9fff“])"
)


def prove_restoration(material: Material) -> Iterator[Proof]:
    yield _checksum(material)
    yield _lines(material)
    yield _whole(material)
    yield _in_place(material)


def _checksum(material: Material) -> Proof:
    data = material.raw_file.read_bytes()
    kept = (material.source.folder / "raw.sha256").read_text().split()[0]
    faults = []
    if hashlib.sha256(data).hexdigest() != kept:
        faults.append(Fault(material.raw_file, 1, "the text does not have the checksum kept"))
    return Proof("checksum", f"{len(data)} bytes of raw.txt", tuple(faults))


def _lines(material: Material) -> Proof:
    faults = [
        Fault(material.raw_file, line.number, f"{line.restored!r} has not the raw characters")
        for line in material.lines
        if not line.layout and _characters(line.raw) != _characters(line.restored)
    ]
    filled = sum(bool(line.restored) for line in material.lines)
    decided = len(material.source.decisions)
    covered = f"{filled} of {len(material.lines)} lines hold text, {decided} by decision"
    return Proof("each line a permutation of its raw characters", covered, tuple(faults))


def _whole(material: Material) -> Proof:
    """Over the whole text nothing is added, and nothing lost but layout and white space."""
    layout = [line for line in material.lines if line.layout]
    faults = []
    seen: Counter[str] = Counter()
    for line in layout:
        kinds = [n for n, (form, _) in _LAYOUT.items() if form.fullmatch("".join(line.raw.split()))]
        seen.update(kinds)
        if not kinds:
            faults.append(Fault(material.raw_file, line.number, f"{line.raw!r} is no layout"))
    for name, (_, count) in _LAYOUT.items():
        if seen[name] != count:
            faults.append(Fault(material.raw_file, 1, f"{seen[name]} {name}, not {count}"))
    left_out = _characters("".join(line.raw for line in layout))
    given, made = _characters(material.source.raw), _characters(material.text)
    for name, difference in (("lost", given - left_out - made), ("added", made - given)):
        if difference:
            faults.append(Fault(material.raw_file, 1, f"{name}: {dict(difference)}"))
    if material.text != "".join(line.restored for line in material.lines):
        faults.append(
            Fault(material.raw_file, 1, "the clauses are not the restored lines in order")
        )
    covered = f"{made.total()} characters, {len(layout)} lines of layout left out"
    return Proof("nothing added, nothing lost", covered, tuple(faults))


def _in_place(material: Material) -> Proof:
    faults = [
        Fault(material.raw_file, line.number, f"a blank is left in {line.restored!r}")
        for line in material.lines
        if re.search(r"\s", line.restored)
    ]
    figures = 0
    for clause in material.clauses.values():
        figures += len(clause.figures)
        faults += [
            material.fault(clause, f"{digits} belongs to no figure", _bare(clause, digits))
            for digits in bare_digits(clause.text)
        ]
        placed = {i for m in _LATIN_IN_PLACE.finditer(clause.text) for i in range(*m.span())}
        faults += [
            material.fault(clause, f"{found[0]!r} is out of place", found.start())
            for found in _LATIN.finditer(clause.text)
            if not placed.issuperset(range(*found.span()))
        ]
    covered = f"{figures} figures, each with its unit, sign or bracket"
    return Proof("no blank left, no characters out of place", covered, tuple(faults))


def _bare(clause: Clause, digits: str) -> int:
    """Where in a clause these digits stand outside a figure."""
    return next(
        found.start()
        for found in re.finditer(rf"(?<!\d){digits}(?!\d)", clause.text)
        if not any(one.start <= found.start() < one.end for one in clause.figures)
    )


def _characters(text: str) -> Counter[str]:
    return Counter("".join(text.split()))
