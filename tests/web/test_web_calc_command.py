"""`policy-assistant calc` as people and scripts use it."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from web_server import PROGRAM, Ended

from assistant.calculator import calculate

Command = Callable[..., Ended]
MASTER = (
    "applicant=个人",
    "学历=硕士",
    "全日制学历=是全日制",
    "school_tier=985_211",
    "毕业年数=1",
    "employer=本市规模以上民营企业",
    "first_job=是",
    "合同年限=5",
    "social_insurance=true",
)
FACTS: dict[str, Any] = {
    "applicant": "person",
    "degree": "master",
    "full_time_study": True,
    "school_tier": "985_211",
    "years_since_graduation": 1,
    "employer": "private_above_scale",
    "first_job": True,
    "contract_years": 5,
    "social_insurance": True,
}
TABLE = "id,学历,年龄\n甲,硕士,28\n=1+1,本科,五十\n丙,博士,３０\n"


def stated(*statements: str) -> list[str]:
    return [word for one in statements for word in ("--fact", one)]


def refused(ended: Ended, *words: str) -> None:
    assert (ended.status, ended.out) == (2, ""), ended
    assert "Traceback" not in ended.err
    for word in words:
        assert word in ended.err


@pytest.fixture
def table(tmp_path: Path) -> str:
    path = tmp_path / "people.csv"
    path.write_bytes(TABLE.encode("gb18030"))
    return str(path)


def test_a_person_to_read(command: Command) -> None:
    ended = command("calc", *stated(*MASTER))
    assert ended.status == 0
    headings = (
        "可一并领取：120000元",
        "\n符合（",
        "\n还缺情况（",
        "\n不符合（",
        "\n接下来请补充：",
    )
    places = [ended.out.index(one) for one in headings]
    assert places == sorted(places)
    assert "2000元/月 × 12月 × 5年 = 120000元" in ended.out
    assert "附件1第三部分（二）第1项第（1）目" in ended.out
    assert "在本市购房" in ended.out
    assert ended.out.count("大学生实习补贴") == 1


def test_all_says_why_not(command: Command) -> None:
    out = command("calc", *stated(*MASTER), "--all").out
    assert "--all" not in out
    reasons = out[out.index("\n不符合（") :]
    assert "企业职工技能大赛补贴" in reasons
    assert "不符合：" in reasons


def test_a_person_for_a_script(command: Command) -> None:
    ended = command("calc", *stated(*MASTER), "--as-of", "2026-11-23", "--json")
    assert json.loads(ended.out) == calculate(FACTS, as_of="2026-11-23").model_dump()


def test_programmes_and_lists(command: Command) -> None:
    words = ["--programme", "skill-honour-award", "--programme", "talent-post", "--json"]
    found = json.loads(
        command("calc", *stated("skill_honours=技能大奖,technical_expert"), *words).out
    )
    assert [one["programme"] for one in found["results"]] == ["talent-post", "skill-honour-award"]


@pytest.mark.parametrize(
    "value",
    [
        FACTS,
        {"facts": FACTS, "as_of": "2026-11-23", "programmes": None},
    ],
)
def test_a_json_file_of_one_person(command: Command, tmp_path: Path, value: object) -> None:
    path = tmp_path / "facts.json"
    path.write_text("\ufeff" + json.dumps(value, ensure_ascii=False), "utf-8")
    ended = command("calc", "--file", str(path), "--as-of", "2026-11-23", "--json")
    assert json.loads(ended.out) == calculate(FACTS, as_of="2026-11-23").model_dump()
    other = command("calc", "--file", str(path), *stated("degree=本科", "age="), "--json")
    bachelor = json.loads(other.out)
    assert bachelor["results"][0]["amount_max"] == 30_000


def test_a_json_file_of_several(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    rows = [{"id": "a", "facts": FACTS}, {"id": "b", "facts": {"age": 1}}]
    for value in (rows, {"rows": rows}):
        path.write_text(json.dumps(value))
        ended = command("calc", "--file", str(path), "--json")
        found = [json.loads(line) for line in ended.out.splitlines()]
        assert [one.get("id") for one in found] == ["a", "b", None]
        assert (ended.status, found[-1]) == (2, {"rows": 2, "errors": 1})


def test_a_table_to_read(command: Command, table: str) -> None:
    ended = command("calc", "--file", table, *stated(*MASTER[2:], "applicant=person"))
    assert ended.status == 2
    rows = [line.split() for line in ended.out.splitlines()]
    assert rows[0] == ["行", "编号", "合计", "符合项数"]
    assert [row[:3] for row in rows[1:]] == [["1", "甲", "120000元"], ["3", "丙", "120000元"]]
    for word in ("第2行", "文件第3行", "=1+1", "age", "年龄", "其中1行有误"):
        assert word in ended.err


def test_a_table_for_a_script(command: Command, table: str) -> None:
    found = [json.loads(one) for one in command("calc", "--file", table, "--json").out.splitlines()]
    assert [one.get("row") for one in found] == [1, 2, 3, None]
    assert found[1]["error"]["field"] == "age"
    assert found[2]["result"]["results"]


def test_standard_input(table: str) -> None:
    ended = subprocess.run(
        [PROGRAM, "calc", "--file", "-", "--json"],
        input=Path(table).read_bytes(),
        capture_output=True,
        check=False,
    )
    assert len(ended.stdout.splitlines()) == 4


def test_excel_for_hr(command: Command, table: str, tmp_path: Path) -> None:
    path = tmp_path / "out.xlsx"
    rest = stated(*MASTER[2:], "applicant=person")
    assert command("calc", "--file", table, *rest, "--xlsx", str(path)).status == 2
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["汇总", "明细", "错误"]
    for sheet in book:
        assert sheet.freeze_panes == "C2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.column_dimensions["B"].width == 18
    people, details, errors = book
    head = [cell.value for cell in people[1]]
    first = dict(zip(head, [cell.value for cell in people[2]], strict=True))
    assert (first["编号"], first["合计最低（元）"]) == ("甲", 120_000)
    assert first["规上民营企业毕业生生活补贴"] == "符合"
    assert first["规上民营企业毕业生生活补贴（最低，元）"] == 120_000
    assert people.max_row == 3
    rows = [[cell.value for cell in row] for row in details.iter_rows(min_row=2)]
    subsidy = next(row for row in rows if row[2] == "graduate-living-subsidy")
    assert subsidy[4:9] == ["符合", "符合即得", "现金", 120_000, 120_000]
    assert "附件1第三部分（二）第1项第（1）目" in subsidy[11]
    assert not any(row[4] == "不符合" for row in rows)
    wrong = errors[2]
    assert (wrong[0].value, wrong[1].value, wrong[2].value, wrong[3].value) == (2, "=1+1", 3, "age")
    assert wrong[1].data_type == "s"


def test_excel_of_one_person(command: Command, tmp_path: Path) -> None:
    path = tmp_path / "one.xlsx"
    ended = command("calc", *stated(*MASTER), "--json", "--xlsx", str(path))
    assert json.loads(ended.out)["results"]
    assert openpyxl.load_workbook(path)["汇总"].max_row == 2
    assert [one.name for one in tmp_path.iterdir()] == ["one.xlsx"]


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\x01=1"])
def test_no_text_becomes_a_formula(command: Command, tmp_path: Path, start: str) -> None:
    rows, path = tmp_path / "rows.json", tmp_path / "out.xlsx"
    rows.write_text(json.dumps([{"id": start, "facts": {}}]))
    one = ["--programme", "talent-post"]
    assert command("calc", "--file", str(rows), *one, "--xlsx", str(path)).status == 0
    cell = openpyxl.load_workbook(path)["汇总"]["B2"]
    assert (cell.value, cell.data_type) == (start.replace("\x01", ""), "s")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], ["--fact", "--file"]),
        (["--fact", "degre=master"], ["degre", "degree"]),
        (["--fact", "学厉=硕士"], ["学历"]),
        (["--fact", "degree"], ["名称=值"]),
        (["--fact", "age=5"], ["14到100"]),
        (["--fact", "age=28岁"], ["年龄", "整数"]),
        (["--fact", "age=28", "--fact", "年龄=29"], ["两次"]),
        (["--fact", "employer=没有工作", "--fact", "first_job=是"], ["矛盾"]),
        (["--fact", "age=28", "--programme", "talent-pots"], ["talent-post"]),
        (["--fact", "age=28", "--as-of", "tomorrow"], ["2026-01-15"]),
        (["--file", "/nowhere.csv"], ["/nowhere.csv"]),
        (["--file", "/"], ["读不了"]),
        (["--fact", "age=28", "--xlsx", "out.csv"], [".xlsx"]),
        (["--fct", "age=28"], ["--fct", "--help"]),
        (["--fact"], ["--fact", "--help"]),
        (["more"], ["--help"]),
    ],
)
def test_bad_facts_and_bad_usage(command: Command, words: list[str], said: list[str]) -> None:
    refused(command("calc", *words), *said)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "没有"),
        ("degre\nmaster\n", "degree"),
        ("degree,学历\n1,2\n", "两次"),
        ('{"degre": 1}', "degree"),
        ('{"degree": "master", "degree": "doctor"}', "两次"),
        ('{"degree": NaN}', "JSON"),
        ("[[[", "JSON"),
        ('{"rows": []}', "没有"),
    ],
)
def test_a_file_that_is_refused(command: Command, tmp_path: Path, content: str, said: str) -> None:
    path = tmp_path / "file"
    path.write_text(content)
    refused(command("calc", "--file", str(path)), said)


def test_a_place_that_cannot_be_written(command: Command) -> None:
    ended = command("calc", *stated("age=28"), "--json", "--xlsx", "/nowhere/out.xlsx")
    assert ended.status == 1
    assert "/nowhere/out.xlsx" in ended.err
    assert "Traceback" not in ended.err


def test_a_reader_that_goes_away_is_no_traceback(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("age\n" + "28\n" * 200)
    with subprocess.Popen(
        [PROGRAM, "calc", "--file", str(path), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 1


def test_a_long_table_shows_its_progress_on_a_terminal(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("age\n" + "28\n" * 60)
    reader, terminal = pty.openpty()
    words = [PROGRAM, "calc", "--file", str(path), "--programme", "talent-post"]
    ended = subprocess.run(words, stdout=subprocess.PIPE, stderr=terminal, check=True)
    os.close(terminal)
    shown = os.read(reader, 100_000).decode()
    os.close(reader)
    assert "正在测算" in shown
    assert "60/60" in shown
    assert len(ended.stdout.splitlines()) == 61
    quiet = subprocess.run(words, capture_output=True, check=True)
    assert quiet.stderr == b""


def test_one_person_needs_none_of_the_heavy_libraries() -> None:
    code = (
        "import atexit, sys\n"
        "sys.argv[1:] = ['calc', '--fact', 'degree=master']\n"
        "atexit.register(lambda: print('LOADED', *sys.modules, file=sys.stderr))\n"
        "from web.cli import main\n"
        "main()\n"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ended.stderr.split("LOADED ")[1].split())
    heavy = {"chromadb", "fastapi", "langchain", "numpy", "openpyxl", "pydantic", "structlog"}
    assert loaded.isdisjoint(heavy | {"typer", "rich", "tqdm"})


def test_after_an_option_of_the_program_too(command: Command) -> None:
    assert json.loads(command("--debug", "calc", "--fact", "age=28", "--json").out)["results"]
