"""The questions of an evaluation set: the shape of a line, and the loader that checks it.

Takes a JSON Lines file (or the name of a set: dev, test); gives frozen questions. Every error
names file and line.
"""

from collections.abc import Container, Sequence
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationError, model_validator

from corpus import load_policy
from eval.errors import QuestionFileError

SETS = Path(__file__).parent / "questions"
SET_NAMES = ("dev", "test")

Kind = Literal["answer", "refuse", "unsafe", "smalltalk"]

FAR = "far"
# Why the policy does not answer a question that sounds as if it might.
NEAR = ("other_place", "other_benefit", "never_stated", "no_such_clause", "other_document")


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Turn(_Strict):
    """An earlier turn of the conversation that a question follows up."""

    role: Literal["user", "assistant"]
    content: str


class Question(_Strict):
    """One line of a question file.

    `gold` are the clauses that answer directly, `also_ok` those that are right to cite too.
    `must_contain` is a list of groups of alternatives: one of each group is in a right answer.
    For `refuse`, `note` is the category: `far`, or one of NEAR.
    """

    id: str
    question: str
    kind: Kind
    persona: str = ""
    style: str = ""
    history: tuple[Turn, ...] = ()
    gold: tuple[str, ...] = ()
    also_ok: tuple[str, ...] = ()
    must_contain: tuple[tuple[str, ...], ...] = ()
    must_not_contain: tuple[str, ...] = ()
    note: str = ""

    @property
    def right(self) -> frozenset[str]:
        """All clauses that are right to find first."""
        return frozenset(self.gold) | frozenset(self.also_ok)

    @property
    def category(self) -> str:
        """The category of a question to refuse; `other` where the note is none."""
        return self.note if self.note == FAR or self.note in NEAR else "other"

    @model_validator(mode="after")
    def _is_consistent(self) -> Self:
        if not self.id.strip() or not self.question.strip():
            raise ValueError("id and question must not be empty")
        if self.kind == "answer" and not self.gold:
            raise ValueError("an answer question needs at least one gold clause")
        if self.kind in ("refuse", "smalltalk") and (self.gold or self.also_ok):
            raise ValueError(f"a {self.kind} question has no gold and no also_ok clauses")
        twice = {one for one in self.gold if self.gold.count(one) > 1}
        if twice or set(self.gold) & set(self.also_ok):
            raise ValueError("a clause may stand once only in gold and also_ok together")
        return self


def set_path(name: str) -> Path:
    """The file of a set: `dev` and `test` are the project's own, all else is a path."""
    return SETS / f"{name}.jsonl" if name in SET_NAMES else Path(name)


def load_questions(path: Path, clauses: Container[str] | None = None) -> tuple[Question, ...]:
    """All questions of a file, checked; `clauses` are the ids there are (default: the policy's).

    Raises QuestionFileError.
    """
    known = load_policy() if clauses is None else clauses
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionFileError(f"{path}: cannot be read as UTF-8 text: {error}") from error
    questions: list[Question] = []
    first_seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        where = f"{path}:{number}"
        question = _read(line, where)
        _refuse_unknown_clauses(question, known, where)
        if question.id in first_seen:
            raise QuestionFileError(
                f"{where}: id {question.id!r} stands in line {first_seen[question.id]} already"
            )
        first_seen[question.id] = number
        questions.append(question)
    if not questions:
        raise QuestionFileError(f"{path}: holds no questions; one JSON object a line")
    return tuple(questions)


def answerable(questions: Sequence[Question]) -> tuple[Question, ...]:
    """The questions that the policy answers: those that retrieval is measured on."""
    return tuple(question for question in questions if question.kind == "answer")


def _read(line: str, where: str) -> Question:
    try:
        return Question.model_validate_json(line)
    except ValidationError as error:
        problems = "; ".join(
            f"{'.'.join(map(str, problem['loc'])) or 'line'}: {problem['msg']}"
            for problem in error.errors()
        )
        raise QuestionFileError(f"{where}: {problems}") from error


def _refuse_unknown_clauses(question: Question, known: Container[str], where: str) -> None:
    for clause_id in (*question.gold, *question.also_ok):
        if clause_id not in known:
            raise QuestionFileError(f"{where}: no clause has the id {clause_id!r}")
