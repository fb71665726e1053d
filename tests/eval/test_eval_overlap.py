"""No question of a set may be one that the index knows already."""

import pytest

from corpus.questions import load_questions as load_clause_questions
from eval.overlap import THRESHOLD, bigrams, nearest
from eval.question import SET_NAMES, Question, load_questions, set_path


def ask(text: str) -> Question:
    return Question(id=text, question=text, kind="smalltalk")


def test_likeness_by_hand() -> None:
    pairs = nearest([ask("甲乙丙丁")], {"main/1": ("甲乙丙", "丙丁戊"), "main/2": ("己庚",)})
    assert [(one.clause_id, one.clause_question) for one in pairs] == [("main/1", "甲乙丙")]
    assert pairs[0].similarity == pytest.approx(2 / 3)


def test_a_copy_is_wholly_alike_and_comes_first() -> None:
    pairs = nearest([ask("丙丁己"), ask("甲乙，丙丁？")], {"main/1": ("甲 乙丙丁",)})
    assert [(one.question_id, one.similarity) for one in pairs] == [
        ("甲乙，丙丁？", 1.0),
        ("丙丁己", pytest.approx(1 / 4)),
    ]


def test_what_shares_nothing_has_no_pair() -> None:
    assert nearest([ask("甲乙")], {"main/1": ("丙丁",)}) == []


def test_bigrams_leave_out_punctuation_case_and_width() -> None:
    assert bigrams("ＶＩＰ 卡？") == bigrams("vip卡") == {"vi", "ip", "p卡"}


@pytest.mark.parametrize("name", SET_NAMES)
def test_own_sets_resemble_no_clause_question(name: str) -> None:
    pairs = nearest(load_questions(set_path(name)), load_clause_questions())
    assert len(pairs) > 200
    assert [pair for pair in pairs if pair.similarity > THRESHOLD] == []
