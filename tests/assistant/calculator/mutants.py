"""Changes the rules one number, operator or member at a time."""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

Change = Callable[[dict[str, Any]], None]
Path = tuple[Any, ...]

_STRICTER = {
    "at_least": "more_than",
    "more_than": "at_least",
    "at_most": "less_than",
    "less_than": "at_most",
}
_OPPOSITE = _STRICTER | {
    "in": "not_in",
    "not_in": "in",
    "all": "any",
    "any": "all",
    "wide": "narrow",
    "narrow": "wide",
}
_BOUNDS = ("exactly", "at_most", "at_least")
# Words, places and choices of wording are no rules.
_WORDING = {"text", "clause", "says", "word", "because", "title", "notes", "apply", "clauses"}


@dataclass(frozen=True)
class Mutant:
    """A change, and the programmes that it can touch (none: any)."""

    name: str
    change: Change
    programmes: frozenset[str]

    def of(self, rules: dict[str, Any]) -> dict[str, Any]:
        """The rules with the change made."""
        changed = copy.deepcopy(rules)
        self.change(changed)
        return changed


def mutants(rules: dict[str, Any]) -> Iterator[Mutant]:
    """Every mutant of the rules."""
    users = _users(rules)
    for number, programme in enumerate(rules["programmes"]):
        yield from _below(("programmes", number), programme, frozenset({programme["programme"]}))
    for name, conditions in rules["conditions"].items():
        for number, one in enumerate(conditions):
            yield from _below(("conditions", name, number), one, users[name])
    for number, one in enumerate(rules["exclusions"]["exclusions"]):
        where = ("exclusions", "exclusions", number)
        for member in range(len(one["at_most_one"])):
            yield _mutant((*where, "at_most_one"), _without(member), frozenset())
        yield from _sets((*where, "keep"), one["keep"], ("first", "best"))
    for number, one in enumerate(rules["contradictions"]):
        yield _mutant(("contradictions",), _without(number), frozenset())
        for part, test in enumerate(one.get("together", ())):
            yield from _below(("contradictions", number, "together", part), test, frozenset())
    yield from _numbers(("validity", "plan", "years"), 5, frozenset())
    yield from _dates(("validity", "start", "from"), rules["validity"]["start"]["from"])


def _below(where: Path, data: Any, programmes: frozenset[str]) -> Iterator[Mutant]:
    if isinstance(data, list):
        for number, one in enumerate(data):
            yield from _below((*where, number), one, programmes)
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in _WORDING:
                yield from _entry((*where, key), key, value, programmes, data)


def _entry(
    where: Path, key: str, value: Any, programmes: frozenset[str], data: dict[str, Any]
) -> Iterator[Mutant]:
    yield from _operators(where, key, value, programmes, data)
    if isinstance(value, bool):
        if key not in ("conversion", "once", "credit"):
            yield _mutant(where, lambda _: not value, programmes, f"not {value}")
    elif isinstance(value, int):
        yield from _numbers(where, value, programmes)
    elif isinstance(value, list) and key == "yuan":
        for number, one in enumerate(value):
            yield from _numbers((*where, number), one, programmes)
    elif isinstance(value, date):
        yield from _dates(where, value, programmes)
    else:
        yield from _below(where, value, programmes)


def _operators(
    where: Path, key: str, value: Any, programmes: frozenset[str], data: dict[str, Any]
) -> Iterator[Mutant]:
    if key in _OPPOSITE and (key not in _STRICTER or ("fact" in data and "whole" not in data)):
        yield _mutant(where[:-1], _renamed(key, _OPPOSITE[key]), programmes)
    if key in ("in", "not_in", "for", "conditions") and (len(value) > 1 or key == "conditions"):
        for number in range(len(value)):
            yield _mutant(where, _without(number), programmes)
    if key == "bound":
        yield from _sets(where, value, _BOUNDS, programmes)


def _numbers(where: Path, value: int, programmes: frozenset[str]) -> Iterator[Mutant]:
    for other in dict.fromkeys((value + 1, value - 1)):
        if other > 0:
            yield _mutant(where, lambda _, other=other: other, programmes, f"{value} → {other}")


def _dates(where: Path, value: date, programmes: frozenset[str] = frozenset()) -> Iterator[Mutant]:
    for days in (1, -1):
        other = value + timedelta(days=days)
        yield _mutant(where, lambda _, other=other: other, programmes, f"{value} → {other}")


def _sets(
    where: Path, value: str, values: tuple[str, ...], programmes: frozenset[str] = frozenset()
) -> Iterator[Mutant]:
    for other in values:
        if other != value:
            yield _mutant(where, lambda _, other=other: other, programmes, f"{value} → {other}")


def _mutant(
    where: Path, new: Callable[[Any], Any], programmes: frozenset[str], what: str = ""
) -> Mutant:
    def change(rules: dict[str, Any]) -> None:
        parent: Any = rules
        for key in where[:-1]:
            parent = parent[key]
        parent[where[-1]] = new(parent[where[-1]])

    return Mutant(f"{'.'.join(map(str, where))} {what or new.__doc__ or ''}", change, programmes)


def _without(number: int) -> Callable[[Any], Any]:
    def new(value: list[Any]) -> list[Any]:
        return value[:number] + value[number + 1 :]

    new.__doc__ = f"without {number}"
    return new


def _renamed(key: str, other: str) -> Callable[[Any], Any]:
    def new(value: dict[str, Any]) -> Any:
        changed = copy.copy(value)
        changed.clear()
        changed.update({other if name == key else name: one for name, one in value.items()})
        return changed

    new.__doc__ = f"{key} → {other}"
    return new


def _users(rules: dict[str, Any]) -> dict[str, frozenset[str]]:
    """The programmes that use each set of shared conditions."""

    def uses(data: Any, name: str) -> bool:
        if isinstance(data, dict):
            return data.get("use") == name or any(uses(one, name) for one in data.values())
        return isinstance(data, list) and any(uses(one, name) for one in data)

    return {
        name: frozenset(
            one["programme"] for one in rules["programmes"] if uses(one["conditions"], name)
        )
        for name in rules["conditions"]
    }
