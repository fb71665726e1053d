"""POST /calculate/batch: many people at once, by JSON and by CSV, streamed."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from web_server import Server

from assistant.calculator import calculate
from web.api.batch import MAX_ROWS
from web.body_limit import MAX_BATCH

BATCH = "/api/v1/calculate/batch"
ONE = {"programmes": ["graduate-living-subsidy"]}


def lines(response: httpx.Response) -> list[dict[str, Any]]:
    assert response.status_code == 200, response.text
    assert response.headers["content-type"].startswith("application/x-ndjson")
    return [json.loads(line) for line in response.text.removesuffix("\n").split("\n")]


def upload(client: httpx.Client, file: bytes | str, **form: object) -> httpx.Response:
    data = file.encode() if isinstance(file, str) else file
    return client.post(BATCH, files={"file": ("people.csv", data)}, data=form)


def refused(response: httpx.Response, field: str, *words: str) -> None:
    assert response.status_code == 422, response.text
    error = response.json()["error"]
    assert (error["code"], error["field"]) == ("invalid_facts", field), error
    for word in words:
        assert word in error["message"], error["message"]


def test_a_line_a_row_in_order_and_a_last_one(client: httpx.Client) -> None:
    facts: list[Any] = [{"degree": "master"}, {"age": 5}, {"age": 28.0}, {"degre": 1}, {}]
    rows = [{"id": f"人-{number}", "facts": one} for number, one in enumerate(facts)]
    found = lines(client.post(BATCH, json={"rows": rows, "as_of": "2026-11-23"}))
    assert [one.get("row") for one in found] == [1, 2, 3, 4, 5, None]
    assert [one["id"] for one in found[:-1]] == [row["id"] for row in rows]
    assert found[0]["result"] == calculate(facts[0], as_of="2026-11-23").model_dump()
    assert found[1]["error"]["field"] == "age"
    assert set(found[1]["error"]) == {"code", "message", "field"}
    assert "degree" in found[3]["error"]["message"]
    assert found[-1] == {"rows": 5, "errors": 2}


@pytest.mark.parametrize(
    ("row", "field"),
    [
        (5, None),
        ([], None),
        ({"id": "x"}, "facts"),
        ({"facts": []}, "facts"),
        ({"facts": {}, "id": 5}, "id"),
        ({"facts": {}, "id": "x" * 201}, "id"),
        ({"fact": {}}, "fact"),
        ({"facts": {"employer": "none", "first_job": True}}, "employer"),
    ],
)
def test_a_bad_row_does_not_stop_the_others(client: httpx.Client, row: Any, field: Any) -> None:
    found = lines(client.post(BATCH, json={"rows": [row, {"facts": {}}], **ONE}))
    assert found[0]["error"]["field"] == field
    assert "result" in found[1]
    assert found[2] == {"rows": 2, "errors": 1}


def test_a_key_twice_is_an_error_of_its_row(client: httpx.Client) -> None:
    body = b'{"rows": [{"facts": {"age": 20, "age": 30}}, {"id": "a", "id": "b", "facts": {}}]}'
    found = lines(client.post(BATCH, content=body))
    assert [one["error"]["field"] for one in found[:2]] == ["age", "id"]


@pytest.mark.parametrize(
    ("body", "field", "word"),
    [
        ({"rows": []}, "rows", "没有"),
        ({"rows": {}}, "rows", "数组"),
        ({"row": []}, "row", "rows"),
        ({}, "rows", "缺少"),
        ({"rows": [{"facts": {}}], "programmes": ["talent-pots"]}, "programmes", "talent-post"),
        ({"rows": [{"facts": {}}], "as_of": "tomorrow"}, "as_of", "2026-01-15"),
        ({"rows": [{"facts": {}}] * (MAX_ROWS + 1)}, "rows", "10000"),
    ],
)
def test_a_request_is_refused_before_anything_is_streamed(
    client: httpx.Client, body: object, field: str, word: str
) -> None:
    refused(client.post(BATCH, json=body), field, word)


TABLE = (
    "编号,学历,全日制学历,年龄,first_job,国家和省技能称号,年薪,employer\r\n"
    '甲,硕士,是全日制,２８,是,技能大奖；technical_expert,"1,200,000",本市国有企业\r\n'
    "乙,master,false,28.0,否,,,\r\n"
    "\r\n"
    "丙,bachelor,TRUE,28,True,没有,150000,state_owned\r\n"
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_all_its_spellings(client: httpx.Client, encoding: str) -> None:
    found = lines(upload(client, TABLE.encode(encoding), as_of="2026-11-23"))
    assert [one.get("id") for one in found] == ["甲", "乙", "丙", None]
    assert found[-1] == {"rows": 3, "errors": 0}
    first = {
        "degree": "master",
        "full_time_study": True,
        "age": 28,
        "first_job": True,
        "skill_honours": ["skill_grand_prize", "technical_expert"],
        "annual_salary": 1_200_000,
        "employer": "state_owned",
    }
    assert found[0]["result"] == calculate(first, as_of="2026-11-23").model_dump()
    third = {**first, "degree": "bachelor", "skill_honours": [], "annual_salary": 150_000}
    assert found[2]["result"] == calculate(third, as_of="2026-11-23").model_dump()


def test_bad_cells_and_rows_that_are_too_wide(client: httpx.Client) -> None:
    table = "id,合同年限,first_job\n1,5年,是\n2,1.200,否\n3,5,可能\n4,5,是,9\n5,5\n6,5,是,,\n"
    found = lines(upload(client, table, programmes="talent-post;rural-posts"))
    fields = [one["error"]["field"] if "error" in one else "" for one in found[:-1]]
    assert fields == ["contract_years", "", "first_job", None, "", ""]
    assert "4格" in found[3]["error"]["message"]
    assert [one["programme"] for one in found[1]["result"]["results"]] == [
        "talent-post",
        "rural-posts",
    ]


@pytest.mark.parametrize(
    ("file", "field", "words"),
    [
        ("", "file", ["没有"]),
        ("id,degree\n", "file", ["没有"]),
        ("\n\n ,,\n", "file", ["没有"]),
        ("id,degre\n1,master\n", "degre", ["degree"]),
        ("id,合同年数\n1,5\n", "合同年数", ["合同年限"]),
        ("degree,学历\nmaster,硕士\n", "degree", ["两次"]),
        ("id,编号\n1,2\n", "id", ["两次"]),
        ("id,,age\n1,,28\n", "file", ["第2列"]),
        ('id,age\n1,"28\n2,30\n', "file", ["引号"]),
        (b"\xff\xfe\xff\xff", "file", ["GB18030"]),
        (b"PK\x03\x04rest of a workbook", "file", ["Excel"]),
        ("age\n" + "28\n" * (MAX_ROWS + 1), "file", ["10000"]),
    ],
)
def test_a_file_is_refused_before_anything_is_streamed(
    client: httpx.Client, file: bytes | str, field: str, words: list[str]
) -> None:
    refused(upload(client, file), field, *words)


def test_forms_that_are_no_upload(client: httpx.Client) -> None:
    part = ("people.csv", b"age\n28\n")
    refused(client.post(BATCH, files={"table": part}), "table", "没有“table”")
    refused(client.post(BATCH, files={"file": part}, data={"asof": "x"}), "asof", "as_of")
    refused(client.post(BATCH, files={"file": (None, b"age\n28\n")}), "file", "上传")
    twice = [("file", part), ("file", part)]
    assert client.post(BATCH, files=twice).status_code == 400
    headers = {"content-type": "multipart/form-data; boundary=x"}
    broken = client.post(BATCH, content=b"--y\r\nnothing", headers=headers)
    assert broken.status_code == 400
    assert "file" in broken.json()["error"]["message"]
    assert client.post(BATCH, content=b"\x00\xff").status_code == 400


def test_a_thousand_rows(client: httpx.Client) -> None:
    people = [f"{number},{18 + number % 60}" for number in range(1_000)]
    people[499] = "499,0"
    found = lines(upload(client, "id,年龄\n" + "\n".join(people)))
    assert [one["row"] for one in found[:-1]] == list(range(1, 1_001))
    assert [one["id"] for one in found[:-1]] == [str(number) for number in range(1_000)]
    assert found[499]["error"]["field"] == "age"
    assert found[-1] == {"rows": 1_000, "errors": 1}


def body_of(size: int) -> bytes:
    row = b'{"facts":{"age":28}}'
    return b'{"rows":[' + row + b" " * (size - len(row) - 11) + b"]}"


@pytest.mark.parametrize("is_chunked", [False, True])
def test_16_mib_are_read_and_not_a_byte_more(client: httpx.Client, *, is_chunked: bool) -> None:
    def sent(body: bytes) -> bytes | Iterator[bytes]:
        parts = range(0, len(body), 1_000_000)
        return (body[at : at + 1_000_000] for at in parts) if is_chunked else body

    assert lines(client.post(BATCH, content=sent(body_of(MAX_BATCH))))[-1]["rows"] == 1
    response = client.post(BATCH, content=sent(body_of(MAX_BATCH + 1)))
    assert response.status_code == 413
    assert "16 MiB" in response.json()["error"]["message"]


def test_an_upload_above_16_mib(client: httpx.Client) -> None:
    assert upload(client, b"age\n" + b"28\n" * 6_000_000).status_code == 413
    assert client.get("/healthz").status_code == 200


def test_others_are_answered_while_it_streams_and_leaving_stops_it(server: Server) -> None:
    rows = {"rows": [{"facts": {"age": 28}}] * MAX_ROWS}
    waits = []
    with server.client() as other, server.client() as client:
        with client.stream("POST", BATCH, json=rows) as response:
            found = response.iter_lines()
            for _ in range(20):
                next(found)
                begun = time.monotonic()
                assert other.get("/healthz").json() == {"status": "ok"}
                waits.append(time.monotonic() - begun)
        assert max(waits) < 1
        time.sleep(1)
        before = _cpu_seconds(server)
        time.sleep(1)
        assert _cpu_seconds(server) - before < 0.3
    assert "Traceback" not in server.log.read_text()


def _cpu_seconds(server: Server) -> float:
    fields = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / 100
