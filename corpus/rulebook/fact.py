"""A fact: what may be known of a case, with its question, its choices and its bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast, get_args

from corpus.rulebook.entry import Entry

FactType = Literal["bool", "choice", "list", "int", "number", "text"]
About = Literal["person", "anyone", "enterprise", "training_org"]
Value = bool | str | int | float | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """`choices` are value and label, for a bool too; `values` the same without the labels.

    `minimum` and `maximum` are in `unit`; the maximum of a text is its length. The choices of an
    `ordered` fact run from low to high.
    """

    name: str
    title: str
    type: FactType
    ask: str
    about: About
    unit: str | None
    minimum: int | None
    maximum: int | None
    choices: tuple[tuple[bool | str, str], ...]
    ordered: bool
    resolves: tuple[str, ...]
    selection: bool
    values: tuple[bool | str, ...]

    def rank(self, value: object) -> int:
        """The place of a choice from low to high."""
        return self.values.index(cast(str, value))

    def label(self, value: object) -> str:
        """How a person says a choice."""
        return next((label for one, label in self.choices if one == value), str(value))


_YES_NO: dict[bool | str, str] = {True: "是", False: "否"}


def read_fact(entry: Entry) -> Fact:
    """A fact from facts.yaml."""
    kind = entry.text("type")
    if kind not in get_args(FactType):
        entry.fail(f"type {kind!r} is none of {', '.join(get_args(FactType))}")
    about = entry.text("about", "person")
    if about not in get_args(About):
        entry.fail(f"about {about!r} is none of {', '.join(get_args(About))}")
    choices = entry.take("choices", dict, _YES_NO if kind == "bool" else {})
    if bool(choices) != (kind in ("bool", "choice", "list")):
        entry.fail(f"choices do not go with type {kind}")
    if kind == "bool":  # JSON, in which the rules may be kept, has no keys but texts
        choices = {value in (True, "true"): label for value, label in choices.items()}
    fact = Fact(
        name=entry.text("fact"),
        title=entry.text("title"),
        type=cast(FactType, kind),
        ask=entry.text("ask"),
        about=cast(About, about),
        unit=entry.optional("unit"),
        minimum=entry.take("min", int, 0) if kind in ("int", "number") else None,
        maximum=entry.take("max", int) if kind in ("int", "number", "text") else None,
        choices=tuple(choices.items()),
        ordered=entry.take("ordered", bool, False),
        resolves=entry.texts("resolves", []),
        selection=entry.take("selection", bool, False),
        values=tuple(choices),
    )
    entry.close()
    return fact
