"""Loads the questions that people ask, clause by clause: `corpus/questions/VOICE/DOCUMENT.yaml`.

Each voice is one writer's: young people, offices, practical people, people without any of the
policy's words. Keeping them apart lets one measure how the search does on words of another hand.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from corpus.errors import DataError
from corpus.yaml_file import read_yaml

QUESTIONS = Path(__file__).parent / "questions"


def voices(folder: Path = QUESTIONS) -> tuple[str, ...]:
    """The names of all voices."""
    return tuple(sorted(path.name for path in folder.iterdir() if path.is_dir()))


@cache
def load_questions(
    folder: Path = QUESTIONS, only: tuple[str, ...] | None = None
) -> Mapping[str, tuple[str, ...]]:
    """Questions by clause id, each with the clause as a direct answer; of `only` some voices."""
    found: dict[str, list[str]] = {}
    for voice in voices(folder) if only is None else only:
        for path in sorted((folder / voice).glob("*.yaml")):
            for clause_id, questions in read_yaml(path).items():
                if not all(isinstance(one, str) and one.strip() for one in questions):
                    raise DataError(f"{path}: {clause_id} has an entry that is not a question")
                found.setdefault(clause_id, []).extend(questions)
    return MappingProxyType({clause_id: tuple(many) for clause_id, many in found.items()})
