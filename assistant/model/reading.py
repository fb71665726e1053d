"""Reads facts and intent out of a message: what the model says is kept only as far as it is proved.

The rules' own reading is the floor: the caller adds these facts where the rules found none.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, get_args

from assistant.calculator import InvalidFacts
from assistant.calculator.validation import validated
from assistant.model.client import ModelClient
from assistant.model.errors import Unfit
from assistant.model.evidence import carries
from assistant.model.prompts import READ, prompt
from assistant.model.words import Words, load_words
from corpus.rulebook import Fact, Rulebook, Value

Asks = Literal["amount", "conditions", "procedure", "departments", "clause", "other"]
About = Literal["self", "other", "hypothetical"]
MAX_HISTORY = 6
MAX_SAID = 40
MAX_FACTS = 40
_FENCED = re.compile(r"^\s*```(?:json)?\s*(.*?)\s*```\s*$", re.DOTALL)


class ReadFact(NamedTuple):
    """A fact, and the words of the message that it came from."""

    fact: str
    value: Value
    said: str


@dataclass(frozen=True, slots=True)
class ModelReading:
    """What a message says. `asks`, `about` and `programmes` are hints, None or empty if unknown."""

    facts: tuple[ReadFact, ...] = ()
    asks: Asks | None = None
    about: About | None = None
    programmes: tuple[str, ...] = ()


def read(
    client: ModelClient,
    message: str,
    history: Sequence[str],
    deadline: float,
    rulebook: Rulebook,
) -> ModelReading:
    """The reading of a message; raises ModelUnavailable and Unfit."""
    system = prompt(READ, facts=_fact_lines(rulebook), programmes=_programme_lines(rulebook))
    # The person's words stand inside a JSON string: they cannot end it.
    data = {"之前的话": list(history[-MAX_HISTORY:]), "这句话": message}
    user = json.dumps(data, ensure_ascii=False)
    with closing(client.stream((system, user), deadline, as_json=True)) as pieces:
        found = _parsed("".join(pieces))
    return ModelReading(
        facts=_proved(found.get("facts"), message, rulebook, load_words()),
        asks=_one_of(found.get("asks"), Asks),
        about=_one_of(found.get("about"), About),
        programmes=_programmes(found.get("programmes"), rulebook),
    )


def _parsed(text: str) -> Mapping[str, Any]:
    fenced = _FENCED.match(text)
    try:
        found = json.loads(fenced[1] if fenced else text)
    except (ValueError, RecursionError) as error:
        raise Unfit("broken JSON") from error
    if not isinstance(found, dict):
        raise Unfit("no JSON object")
    return found


def _proved(items: object, message: str, rulebook: Rulebook, words: Words) -> tuple[ReadFact, ...]:
    """The facts that the message carries; those that contradict one another are all left out."""
    candidates = items[:MAX_FACTS] if isinstance(items, list) else []
    found: dict[str, ReadFact] = {}
    doubtful: set[str] = set()
    for one in filter(None, (_proved_one(item, message, rulebook, words) for item in candidates)):
        if found.setdefault(one.fact, one).value != one.value:
            doubtful.add(one.fact)
    doubtful |= _sharing_a_number(found.values(), message, rulebook)
    kept = {name: one for name, one in found.items() if name not in doubtful}
    while kept:
        try:
            validated({name: one.value for name, one in kept.items()}, rulebook)
        except InvalidFacts as error:
            fields = {field for problem in error.problems for field in problem.fields}
            if not fields & kept.keys():
                return ()
            kept = {name: one for name, one in kept.items() if name not in fields}
        else:
            break
    return tuple(kept.values())


def _proved_one(item: object, message: str, rulebook: Rulebook, words: Words) -> ReadFact | None:
    if not isinstance(item, dict):
        return None
    name, value, said = item.get("fact"), item.get("value"), item.get("said")
    fact = rulebook.facts.get(name) if isinstance(name, str) else None
    if fact is None or value is None or not isinstance(said, str):
        return None
    said = said.strip()
    if len(said) > MAX_SAID or said not in message:
        return None
    try:
        sound = validated({fact.name: value}, rulebook).values[fact.name]
    except InvalidFacts:
        return None
    return ReadFact(fact.name, sound, said) if carries(said, fact, sound, words) else None


def _sharing_a_number(facts: Any, message: str, rulebook: Rulebook) -> set[str]:
    """Facts with a number whose words overlap: one 5 cannot be two of them."""
    numeric = [one for one in facts if rulebook.facts[one.fact].type in ("int", "number")]
    places = Counter(
        place
        for one in numeric
        for place in _span(one.said, message)
        if _is_numeral(message[place])
    )
    return {
        one.fact for one in numeric if any(places[place] > 1 for place in _span(one.said, message))
    }


def _span(said: str, message: str) -> Iterator[int]:
    start = message.index(said)
    return iter(range(start, start + len(said)))


def _is_numeral(character: str) -> bool:
    return load_words().has_numeral(character)


def _one_of(value: object, kind: Any) -> Any:
    return value if isinstance(value, str) and value in get_args(kind) else None


def _programmes(names: object, rulebook: Rulebook) -> tuple[str, ...]:
    wanted = names if isinstance(names, list) else []
    return tuple(one for one in rulebook.programmes if one in wanted)


def _fact_lines(rulebook: Rulebook) -> str:
    return "\n".join(f"{one.name}｜{one.title}｜{_kind(one)}" for one in rulebook.facts.values())


def _kind(fact: Fact) -> str:
    if fact.type == "bool":
        return "true 或 false"
    if fact.choices:
        values = "，".join(f"{value}={label}" for value, label in fact.choices)
        return f"{'列表，每项是' if fact.type == 'list' else ''}{values}"
    return f"数字，单位{fact.unit}" if fact.unit else "文字"


def _programme_lines(rulebook: Rulebook) -> str:
    return "\n".join(f"{one.id}｜{one.title}" for one in rulebook.programmes.values())
