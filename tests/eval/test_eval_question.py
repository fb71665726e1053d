"""Question files: what is read, and how a wrong line is told."""

import json
from pathlib import Path
from typing import Any

import pytest

from corpus import load_policy
from eval.errors import QuestionFileError
from eval.question import SET_NAMES, load_questions, set_path

GOOD: dict[str, Any] = {
    "id": "Q1",
    "persona": "graduate",
    "style": "colloquial",
    "history": [{"role": "user", "content": "你好"}],
    "question": "硕士每月领多少？",
    "kind": "answer",
    "gold": ["annex1/3.2.1.1"],
    "also_ok": ["main/17"],
    "must_contain": [["2000元", "2000"], ["5年"]],
    "must_not_contain": ["3000元"],
    "note": "",
}
OTHER = {"id": "Q2", "question": "今天天气怎么样", "kind": "refuse", "note": "far"}


def write(path: Path, *lines: dict[str, Any] | str) -> Path:
    texts = (one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in lines)
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def test_a_line_is_read_as_it_stands(tmp_path: Path) -> None:
    question, other = load_questions(write(tmp_path / "set.jsonl", GOOD, "", OTHER))
    assert question.gold == ("annex1/3.2.1.1",)
    assert question.right == {"annex1/3.2.1.1", "main/17"}
    assert question.must_contain == (("2000元", "2000"), ("5年",))
    assert question.history[0].content == "你好"
    assert other.category == "far"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"unknown": 1}, "unknown"),
        ({"kind": "maybe"}, "kind"),
        ({"gold": "main/17"}, "gold"),
        ({"gold": []}, "at least one gold"),
        ({"gold": ["main/99"]}, "main/99"),
        ({"also_ok": ["annex9/1"]}, "annex9/1"),
        ({"gold": ["main/17", "main/17"]}, "once"),
        ({"also_ok": ["annex1/3.2.1.1"]}, "once"),
        ({"question": " "}, "empty"),
        ({"history": [{"role": "robot", "content": ""}]}, "history.0.role"),
        ({"kind": "refuse"}, "no gold"),
        ({"id": "Q2"}, "line 1 already"),
    ],
)
def test_an_error_names_file_line_and_what_is_wrong(
    tmp_path: Path, change: dict[str, Any], says: str
) -> None:
    path = write(tmp_path / "set.jsonl", OTHER, GOOD | change)
    with pytest.raises(QuestionFileError) as error:
        load_questions(path)
    assert str(error.value).startswith(f"{path}:2: ")
    assert says in str(error.value)


def test_broken_json_names_its_line(tmp_path: Path) -> None:
    path = write(tmp_path / "set.jsonl", GOOD, OTHER, '{"id": ')
    with pytest.raises(QuestionFileError, match=r"set\.jsonl:3: "):
        load_questions(path)


@pytest.mark.parametrize("missing", ["id", "question", "kind"])
def test_a_line_lacks_nothing_that_is_needed(tmp_path: Path, missing: str) -> None:
    line = {key: value for key, value in GOOD.items() if key != missing}
    with pytest.raises(QuestionFileError, match=f"1: {missing}"):
        load_questions(write(tmp_path / "set.jsonl", line))


def test_a_file_that_is_missing_or_empty_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionFileError, match=r"none\.jsonl"):
        load_questions(tmp_path / "none.jsonl")
    with pytest.raises(QuestionFileError, match="no questions"):
        load_questions(write(tmp_path / "empty.jsonl", ""))


@pytest.mark.parametrize("name", SET_NAMES)
def test_own_sets_ask_about_every_clause_that_says_something(name: str) -> None:
    gold = {one for question in load_questions(set_path(name)) for one in question.gold}
    assert {clause.id for clause in load_policy() if clause.kind != "heading"} <= gold


@pytest.mark.parametrize("name", SET_NAMES)
def test_own_sets_demand_only_what_a_right_clause_says(name: str) -> None:
    policy = load_policy()
    for question in load_questions(set_path(name)):
        if question.kind == "answer":
            text = "\n".join(policy[one].text for one in question.right)
            for group in question.must_contain:
                assert any(one in text for one in group), f"{question.id}: {group}"


def test_own_sets_share_no_question() -> None:
    dev, test = ({q.question for q in load_questions(set_path(name))} for name in SET_NAMES)
    assert dev.isdisjoint(test)


@pytest.mark.parametrize("name", SET_NAMES)
def test_own_sets_name_a_category_for_every_refusal(name: str) -> None:
    refused = [one for one in load_questions(set_path(name)) if one.kind == "refuse"]
    assert [one.id for one in refused if one.category == "other"] == []
