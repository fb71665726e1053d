"""Loads the calculator's Chinese texts, and writes facts as people read them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from corpus.rulebook import Fact, Value
from corpus.yaml_file import read_yaml

TEXTS = Path(__file__).parent / "texts.yaml"


@cache
def load_texts() -> dict[str, Any]:
    """The texts of texts.yaml, by key."""
    texts: dict[str, Any] = read_yaml(TEXTS)
    return texts


def said(fact: Fact, value: Value) -> str:
    """A value as a person reads it: 硕士, 3年, 是."""
    texts = load_texts()
    if isinstance(value, tuple):
        return texts["enumeration"].join(map(fact.label, value)) or str(texts["listed_none"])
    if isinstance(value, bool | str):
        return fact.label(value)
    return f"{number(value)}{fact.unit or ''}"


def number(value: float) -> str:
    """A number without needless decimals."""
    return f"{int(value)}" if float(value).is_integer() else f"{value}"
