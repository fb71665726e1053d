"""Proves what the policy states about itself: sums, products, lists, and figures said twice.

The statements are in statements.yaml; their values are read from the parsed figures of clauses.
"""

from collections.abc import Callable, Mapping, Sequence
from math import prod
from pathlib import Path
from typing import Any

from corpus.check.material import Material
from corpus.check.proof import Fault, Proof
from corpus.clause import Clause, Figure
from corpus.errors import DataError
from corpus.yaml_file import read_yaml

STATEMENTS = Path(__file__).parent / "statements.yaml"

Value = float | str | tuple[float | str, ...]


def prove_statements(material: Material) -> Proof:
    statements = read_yaml(STATEMENTS)
    faults = [fault for one in statements for fault in _faults(material, one)]
    terms = sum(len(one["equal"]) for one in statements)
    covered = f"{len(statements)} statements of the policy on itself, {terms} terms"
    return Proof("figures agree", covered, tuple(faults))


def _faults(material: Material, statement: Mapping[str, Any]) -> list[Fault]:
    says, terms = statement["says"], statement["equal"]
    try:
        values = [_value(material, term) for term in terms]
    except DataError as error:
        return [Fault(STATEMENTS, _line_of(says), f"{says}: {error}")]
    if len(set(values)) == 1:
        return []
    shown = " / ".join(map(str, values))
    clause, at = _place(material, terms)
    return [material.fault(clause, f"{says}: {shown}", at)]


def _value(material: Material, term: Any) -> Value:
    if isinstance(term, int):
        return term
    if isinstance(term, str):
        return _figure(material, term).value
    ((operation, of),) = term.items()
    if operation in _OVER_FIGURES:
        figures = [_figure(material, one).value for one in of]
        return _OVER_FIGURES[operation]([float(value) for value in figures])
    if operation in _OVER_STRETCH:
        clause = _clause(material, of["in"])
        return _OVER_STRETCH[operation](clause, *_stretch(clause, of["from"], of["to"]))
    raise DataError(f"unknown operation {operation!r}")


def _figure(material: Material, reference: str) -> Figure:
    """The only figure of a clause that stands right after some words."""
    clause_id, _, before = reference.partition(" ")
    clause = _clause(material, clause_id)
    found = [one for one in clause.figures if clause.text[: one.start].endswith(before)]
    if len(found) != 1:
        raise DataError(f"{len(found)} figures of {clause_id} stand after {before!r}")
    return found[0]


def _stretch(clause: Clause, start: str, end: str) -> tuple[int, int]:
    """The offsets between the first `start` and the next `end`."""
    first = clause.text.find(start)
    last = clause.text.find(end, first + len(start))
    if first < 0 or last < 0:
        raise DataError(f"{clause.id} has nothing from {start!r} to {end!r}")
    return first + len(start), last


def _within(clause: Clause, start: int, end: int) -> tuple[float | str, ...]:
    return tuple(one.value for one in clause.figures if start <= one.start and one.end <= end)


def _extent(clause: Clause, start: int, end: int) -> tuple[float | str, ...]:
    """The lowest and the highest figure of a stretch."""
    numbers = [one for one in _within(clause, start, end) if not isinstance(one, str)]
    return (min(numbers), max(numbers)) if numbers else ()


_OVER_FIGURES: Mapping[str, Callable[[list[float]], float]] = {"sum": sum, "product": prod}
_OVER_STRETCH: Mapping[str, Callable[[Clause, int, int], Value]] = {
    "list": lambda clause, start, end: len(clause.text[start:end].split("、")),
    "count": lambda clause, start, end: len(_within(clause, start, end)),
    "figures": _within,
    "extent": _extent,
}


def _clause(material: Material, clause_id: str) -> Clause:
    try:
        return material.clauses[material.source.prefix + clause_id]
    except KeyError:
        raise DataError(f"there is no clause {clause_id}") from None


def _place(material: Material, terms: Sequence[Any]) -> tuple[Clause, int]:
    """Clause and offset of the first figure or stretch that a statement names."""
    for term in terms:
        if isinstance(term, dict):
            of = next(iter(term.values()))
            if "in" not in of:
                return _place(material, of)
            clause = _clause(material, of["in"])
            return clause, _stretch(clause, of["from"], of["to"])[0]
        if isinstance(term, str):
            return _clause(material, term.partition(" ")[0]), _figure(material, term).start
    raise DataError("a statement that names no clause")


def _line_of(says: str) -> int:
    lines = STATEMENTS.read_text(encoding="utf-8").split("\n")
    return next(number for number, line in enumerate(lines, start=1) if says in line)
