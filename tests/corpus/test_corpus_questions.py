from pathlib import Path

import pytest

from corpus import load_policy
from corpus.errors import DataError
from corpus.questions import load_questions, voices


def write(folder: Path, name: str, text: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_every_clause_that_says_something_is_asked_about_by_every_voice() -> None:
    asked = {clause.id for clause in load_policy() if clause.kind != "heading"}
    assert set(load_questions()) == asked
    for voice in voices():
        assert min(map(len, load_questions(only=(voice,)).values())) >= 1, voice


def test_the_voices_together_are_all_questions() -> None:
    apart = [load_questions(only=(voice,)) for voice in voices()]
    together = load_questions()
    for clause_id, questions in together.items():
        assert sorted(questions) == sorted(q for one in apart for q in one.get(clause_id, ()))


def test_questions_of_one_clause_are_gathered_from_all_voices(tmp_path: Path) -> None:
    write(tmp_path, "young/main.yaml", "main/1: [编制咋办, 有编吗]\n")
    write(tmp_path, "young/annex1.yaml", "annex1/1: [引进多少人]\n")
    write(tmp_path, "office/main.yaml", "main/1: [空编如何使用]\n")
    assert voices(tmp_path) == ("office", "young")
    assert load_questions(tmp_path) == {
        "main/1": ("空编如何使用", "编制咋办", "有编吗"),
        "annex1/1": ("引进多少人",),
    }
    assert load_questions(tmp_path, only=("office",)) == {"main/1": ("空编如何使用",)}


@pytest.mark.parametrize("entry", ["2021", "''", "{a: b}", "null"])
def test_an_entry_that_is_no_question_is_refused(tmp_path: Path, entry: str) -> None:
    write(tmp_path, "young/main.yaml", f"main/1: [编制咋办, {entry}]\n")
    with pytest.raises(DataError, match=r"main\.yaml: main/1 has an entry that is not a question"):
        load_questions(tmp_path)
