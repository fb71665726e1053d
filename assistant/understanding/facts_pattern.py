"""Patterns out of the word files, each written out and compiled when it is first needed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from assistant.understanding.facts_text import load_data
from assistant.understanding.quantities import COUNT, MONEY, TIME

_MACRO = re.compile(r"\{([a-z_]+\d?)\}")


@cache
def _macros() -> dict[str, str]:
    macros = {"t": TIME, "time": f"(?P<q>{TIME})", "count": f"(?P<q>{COUNT})"}
    macros |= {"count_plain": COUNT, "money": f"(?P<q>{MONEY})"}
    for name, text in load_data("macros").items():
        macros[name] = _written_out(text, macros)
    return macros


def _written_out(text: str, macros: dict[str, str]) -> str:
    return _MACRO.sub(lambda found: macros.get(found[1], found[0]), text)


@cache
def pattern(text: str) -> re.Pattern[str]:
    """A pattern of the word files, compiled; its quantities are the groups q0, q1 …"""
    parts = _written_out(text, _macros()).split("(?P<q>")
    numbered = (f"(?P<q{i}>{part}" for i, part in enumerate(parts[1:]))
    return re.compile(parts[0] + "".join(numbered))


@dataclass(frozen=True, slots=True)
class Reading:
    """One way in which words speak of a fact.

    `kind` says what comes of it: `value` and `guess` (an uncertain one) give `value`; `years`,
    `months`, `money` and `number` read it from the group q, `number_and_me` adds the speaker;
    `unclear` notes it under `value`; `skip` takes the words away from the readings after it.
    """

    kind: str
    value: object
    pattern: str


@dataclass(frozen=True, slots=True)
class Rule:
    """How a fact is spoken of: only messages with a word of `when` and one of `along` are searched.

    An empty `along` asks nothing.
    """

    fact: str
    when: tuple[str, ...]
    along: tuple[str, ...]
    readings: tuple[Reading, ...]

    def concerns(self, text: str) -> bool:
        spoken_of = any(word in text for word in self.when)
        return spoken_of and (not self.along or any(word in text for word in self.along))


_KINDS = ("skip", "years", "months", "money", "number", "number_and_me")
_NAMED = ("unclear", "unclear_after", "guess")


@cache
def load_rules() -> tuple[Rule, ...]:
    """The rules of all facts, in the order of the file."""
    rules = []
    for entry in load_data("facts")["rules"]:
        readings: list[Reading] = []
        for key, content in entry.items():
            if key in ("fact", "when", "along"):
                continue
            if key in _KINDS:
                readings += [Reading(key, None, one) for one in content]
            elif key in _NAMED:
                kind = key.removesuffix("_after")
                readings += [Reading(kind, v, one) for v, many in content.items() for one in many]
            else:
                readings += [Reading("value", key, one) for one in content]
        rules.append(
            Rule(entry["fact"], _words(entry["when"]), _words(entry.get("along")), tuple(readings))
        )
    return tuple(rules)


def _words(words: list[object] | None) -> tuple[str, ...]:
    return tuple(map(str, words or ()))
