"""The prompts, each a file with its version in its name; a change of words is a new version."""

from functools import cache
from pathlib import Path

READ = "read.v1"
WORD = "word.v1"


def prompt(name: str, **parts: str) -> str:
    """A prompt with its «parts» filled in."""
    text = _text(name)
    for key, value in parts.items():
        text = text.replace(f"«{key}»", value)
    return text


@cache
def _text(name: str) -> str:
    return (Path(__file__).parent / f"{name}.md").read_text(encoding="utf-8")
