"""`policy-assistant eval …` as a person and as a script meet it."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from eval.cli import app
from eval.question import load_questions, set_path
from eval.report import as_text, wording
from eval.retrieval import Plan, Report, run


@pytest.fixture(scope="module")
def small_set(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Some questions of each kind of the development set."""
    lines = set_path("dev").read_text(encoding="utf-8").splitlines()
    path = tmp_path_factory.mktemp("sets") / "small.jsonl"
    path.write_text("\n".join(lines[::12]) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def report(small_set: Path) -> Report:
    return run(load_questions(small_set), plan=Plan(resamples=200))


def invoke(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def test_json_has_every_system_with_intervals(small_set: Path) -> None:
    result = invoke(
        "retrieval", "--set", str(small_set), "--json", "--resamples", "200", "--no-ablations"
    )
    assert result.exit_code == 0, result.output
    data: dict[str, Any] = json.loads(result.stdout)
    assert data["suite"] == "retrieval"
    assert data["plan"]["resamples"] == 200
    roles = [system["role"] for system in data["systems"]]
    assert roles[0] == "product"
    assert roles.count("baseline") == 5
    for system in data["systems"]:
        for interval in system["metrics"].values():
            assert 0 <= interval["low"] <= interval["mean"] <= interval["high"] <= 1


def test_the_product_beats_every_baseline_on_a_small_set(report: Report) -> None:
    product, *others = (one.metrics["recall@5"].mean for one in report.systems[:6])
    assert all(product > other for other in others)


def test_slices_split_the_questions(report: Report) -> None:
    for by in ("style", "persona", "gold", "history"):
        among = [one.count for one in report.slices if one.by == by]
        assert sum(among) == report.counts["answer"]


def test_what_is_missed_is_missed(report: Report) -> None:
    for missed in report.missed:
        gold = set(missed.question.gold)
        assert not gold <= set(missed.found[:5]) or missed.found[0] not in missed.question.right


def test_the_tables_name_everything_in_chinese(report: Report) -> None:
    text = as_text(report, "small", worst=3)
    words = wording()
    for system in report.systems:
        assert words["systems"][system.name] in text
    for rate in report.rates:
        assert words["rates"][rate.name].strip("　") in text
    for one in report.slices:
        assert f"{words['slices'][one.by]} {words['values'][one.value]}" in text


def test_a_run_leaves_the_user_folder_alone(
    small_set: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_DATA_DIR", str(tmp_path / "data"))
    run(load_questions(small_set), plan=Plan(baselines=False, ablations=False, resamples=100))
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("command", ["retrieval", "overlap"])
def test_a_bad_file_is_bad_usage(tmp_path: Path, command: str) -> None:
    path = tmp_path / "bad.jsonl"
    path.write_text('{"id": "1"}\n', encoding="utf-8")
    result = invoke(command, "--set", str(path))
    assert result.exit_code == 2
    assert f"{path}:1: " in result.stderr


def test_a_set_without_answers_cannot_be_measured(tmp_path: Path) -> None:
    path = tmp_path / "talk.jsonl"
    path.write_text('{"id": "1", "question": "你好", "kind": "smalltalk"}\n', encoding="utf-8")
    result = invoke("retrieval", "--set", str(path))
    assert result.exit_code == 1
    assert "answer" in result.stderr


def test_overlap_fails_where_a_clause_question_is_asked_again(tmp_path: Path) -> None:
    from corpus.questions import load_questions as load_clause_questions

    copied = load_clause_questions()["main/18"][0]
    path = tmp_path / "copied.jsonl"
    line = {"id": "1", "question": copied, "kind": "answer", "gold": ["main/18"]}
    path.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    result = invoke("overlap", "--set", str(path), "--json")
    assert result.exit_code == 1
    assert json.loads(result.stdout)[0]["similarity"] == 1.0
    assert invoke("overlap", "--set", "dev").exit_code == 0
