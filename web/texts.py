"""Loads the Chinese texts that people read at the doors."""

from functools import cache
from pathlib import Path
from typing import Any

from corpus.yaml_file import read_yaml

TEXTS = Path(__file__).parent / "texts.yaml"


@cache
def load_texts() -> dict[str, Any]:
    """The texts of texts.yaml, by section and key."""
    texts: dict[str, Any] = read_yaml(TEXTS)
    return texts


def command_texts() -> dict[str, Any]:
    """The section of texts.yaml that the command line speaks from."""
    texts: dict[str, Any] = load_texts()["command"]
    return texts
