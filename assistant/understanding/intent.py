"""What a clause asks: how much, who is in charge, what a term means; or nothing: it only tells."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, cast, get_args

from assistant.understanding.wording import read_data

Intent = Literal[
    "qualify",
    "amount",
    "eligible",
    "together",
    "apply",
    "who",
    "define",
    "plan",
    "compare",
    "when",
    "state",
]


@cache
def _order() -> tuple[tuple[Intent, re.Pattern[str]], ...]:
    entries = [(one["intent"], one["patterns"]) for one in read_data("intents")["order"]]
    unknown = {intent for intent, _ in entries} - set(get_args(Intent))
    if unknown:
        raise ValueError(f"intents.yaml: {unknown} are no intents")
    return tuple((cast(Intent, intent), any_of(patterns)) for intent, patterns in entries)


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One of the patterns of intents.yaml by its name."""
    listed = read_data("intents")[name]
    return any_of([listed] if isinstance(listed, str) else listed)


def any_of(patterns: list[str]) -> re.Pattern[str]:
    """One pattern that matches where any of `patterns` does."""
    return re.compile("|".join(patterns))


def intent_of(clause: str) -> Intent | None:
    """What a folded clause asks; None if it asks nothing."""
    return next((intent for intent, words in _order() if words.search(clause)), None)


def is_elliptic(clause: str) -> bool:
    """那买房呢, 国企也行吗: whether a clause needs the question before it to be understood."""
    bare = clause.rstrip("。!~. ")
    leaning = pattern("elliptic").search(bare) or pattern("elliptic").search(bare.rstrip("?"))
    return bool(leaning) and not pattern("asking").search(bare)


def is_personal(text: str) -> bool:
    """Whether a folded text speaks of somebody's case rather than of the policy in general."""
    return bool(pattern("personal").search(pattern("manner").sub("", text)))
