"""What people say and what the policy calls it: 买房 → 购房, 厂子 → 企业, 娃上学 → 子女入学."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, get_args

from corpus.errors import DataError
from corpus.yaml_file import read_yaml

GLOSSARY = Path(__file__).parent / "glossary.yaml"

# lay: another word for the same thing; abbreviation: a short form; dialect: north-eastern speech;
# misspelling: a wrong character, to be replaced rather than added to.
EntryKind = Literal["lay", "abbreviation", "dialect", "misspelling"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One group of words that people say, and the policy's words for it."""

    kind: EntryKind
    say: tuple[str, ...]
    means: tuple[str, ...]


@cache
def load_glossary(path: Path = GLOSSARY) -> tuple[Entry, ...]:
    """All entries of the glossary; a word may stand in one entry of a kind only."""
    entries: list[Entry] = []
    seen: dict[tuple[str, str], int] = {}
    for kind, groups in read_yaml(path).items():
        if kind not in get_args(EntryKind):
            raise DataError(f"{path}: unknown kind {kind!r}, allowed: {get_args(EntryKind)}")
        for number, group in enumerate(groups, start=1):
            entry = Entry(kind, tuple(map(str, group["say"])), tuple(map(str, group["means"])))
            for word in entry.say:
                if (kind, word) in seen:
                    raise DataError(f"{path}: {kind} says {word!r} twice")
                seen[kind, word] = number
            entries.append(entry)
    return tuple(entries)
