"""Loads the questions that people ask, clause by clause, from `corpus/questions/*.yaml`."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from corpus.errors import DataError
from corpus.yaml_file import read_yaml

QUESTIONS = Path(__file__).parent / "questions"


@cache
def load_questions(folder: Path = QUESTIONS) -> Mapping[str, tuple[str, ...]]:
    """Questions by clause id, each with the clause as its direct answer."""
    found: dict[str, tuple[str, ...]] = {}
    for path in sorted(folder.glob("*.yaml")):
        for clause_id, questions in read_yaml(path).items():
            if clause_id in found:
                raise DataError(f"{path}: {clause_id} has questions in another file too")
            if not all(isinstance(question, str) and question.strip() for question in questions):
                raise DataError(f"{path}: {clause_id} has an entry that is not a question")
            found[clause_id] = tuple(questions)
    return MappingProxyType(found)
