"""Scripts of messages and conversations, played and counted."""

import json
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from eval.cli import app

RIGHT: dict[str, Any] = {
    "id": "t1",
    "persona": "毕业生",
    "turns": [
        {
            "user": "双非硕士，规上民企签了五年，生活补贴能领吗",
            "expect": {
                "status": {"graduate-living-subsidy": "needs_info"},
                "amount": {"graduate-living-subsidy": [0, 60000]},
                "profile": {"degree": "master", "contract_years": 5},
                "cites": [["annex1/3.2.1", "annex1/3.2.1.1"]],
            },
        }
    ],
}


def test_a_script_that_holds_is_right_and_one_that_does_not_is_told(tmp_path: Path) -> None:
    wrong = json.loads(json.dumps(RIGHT)) | {"id": "t2"}
    wrong["turns"][0]["expect"] |= {
        "amount": {"graduate-living-subsidy": [1, 1]},
        "profile": {"degree": "doctor"},
        "must_contain": [["白送一套房"]],
    }
    path = tmp_path / "scripts.jsonl"
    lines = [json.dumps(one, ensure_ascii=False) for one in (RIGHT, wrong)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    result = CliRunner().invoke(app, ["conversations", "--set", str(path), "--json"])
    assert result.exit_code == 0, result.output
    report = json.loads(result.stdout)
    assert (report["turns"], report["turns_right"]) == (2, 1)
    assert report["conversations_right"] == 1
    assert report["faults"] == {"金额": 1, "记下的情况": 1, "缺的话": 1}
    assert [one["id"] for one in report["wrong"]] == ["t2"]


def test_a_set_that_is_not_there_is_named() -> None:
    result = CliRunner().invoke(app, ["answers", "--set", "nowhere.jsonl"])
    assert result.exit_code == 2
    assert "nowhere.jsonl" in result.output
