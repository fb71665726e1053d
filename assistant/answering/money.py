"""Amounts in words: 120000元（12万元）, 60000元至120000元, 最高, 不低于."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from corpus.yaml_file import read_yaml

WORDS = Path(__file__).parent / "words.yaml"
WAN = 10_000


@cache
def load_words() -> dict[str, Any]:
    """The words of words.yaml."""
    words: dict[str, Any] = read_yaml(WORDS)
    return words


def yuan(amount: int) -> str:
    """An amount of yuan, in 万元 as well where that is short."""
    words: Mapping[str, str] = load_words()["amount"]
    if amount >= WAN and amount % 1000 == 0:
        return words["both"].format(yuan=amount, wan=f"{amount / WAN:g}")
    return words["yuan"].format(yuan=amount)


def span(low: int, high: int | None) -> str:
    """A range of yuan: exact, at most, at least, from to."""
    words: Mapping[str, str] = load_words()["amount"]
    if high is None:
        return words["at_least"].format(low=yuan(low))
    if low == high:
        return words["exact"].format(low=yuan(low))
    if low == 0:
        return words["at_most"].format(high=yuan(high))
    return words["range"].format(low=yuan(low), high=yuan(high))
