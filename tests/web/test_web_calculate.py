"""POST /calculate, GET /programmes and /facts: the calculator by HTTP."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
from web_server import SERVE, running

from assistant.calculator import calculate
from corpus import load_policy
from corpus.rulebook import load_rulebook

CALCULATE = "/api/v1/calculate"
MASTER: dict[str, Any] = {
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


def refused(response: httpx.Response, field: str | None, *words: str) -> None:
    """A 422 in the one shape, whose message has the words."""
    assert response.status_code == 422, response.text
    error = response.json()["error"]
    assert set(error) == {"code", "message", "field", "request_id"}
    assert (error["code"], error["field"]) == ("invalid_facts", field), error
    assert re.search(r"[\u4e00-\u9fff]", error["message"])
    for word in words:
        assert word in error["message"]


def test_a_calculation_is_what_python_gives(client: httpx.Client) -> None:
    body = client.post(CALCULATE, json={"facts": MASTER, "as_of": "2026-11-23"}).json()
    assert body == calculate(MASTER, as_of="2026-11-23").model_dump()
    subsidy = body["results"][0]
    assert (subsidy["programme"], subsidy["status"]) == ("graduate-living-subsidy", "eligible")
    assert subsidy["amount_min"] == subsidy["amount_max"] == 120_000
    assert body["combination"]["amount_min"] == 120_000


def test_the_programmes_asked_for_and_no_others(client: httpx.Client) -> None:
    wanted = ["talent-post", "graduate-living-subsidy"]
    body = client.post(CALCULATE, json={"facts": {}, "programmes": wanted}).json()
    names = [one["programme"] for one in body["results"]]
    assert names == ["graduate-living-subsidy", "talent-post"]
    everything = client.post(CALCULATE, json={"facts": {}}).json()
    assert [one["programme"] for one in everything["results"]] == list(load_rulebook().programmes)
    assert date.fromisoformat(everything["as_of"])


def test_a_declined_fact_is_not_asked_for(client: httpx.Client) -> None:
    asked = client.post(CALCULATE, json={"facts": {}}).json()["next_question"]["fact"]
    other = client.post(CALCULATE, json={"facts": {}, "declined": [asked]}).json()
    assert other["next_question"]["fact"] != asked


@pytest.mark.parametrize(
    ("facts", "field", "words"),
    [
        ({"degre": "master"}, "degre", ["degree"]),
        ({"degree": "mster"}, "degree", ["master（硕士）", "学历"]),
        ({"degree": 5}, "degree", ["学历"]),
        ({"age": 13}, "age", ["14到100", "周岁"]),
        ({"age": 101}, "age", ["14到100"]),
        ({"age": 28.5}, "age", ["整数"]),
        ({"age": "28"}, "age", ["整数"]),
        ({"age": True}, "age", ["整数"]),
        ({"first_job": 1}, "first_job", ["true 或 false"]),
        ({"first_job": "是"}, "first_job", ["true 或 false"]),
        ({"contract_years": "5年"}, "contract_years", ["数字", "年"]),
        ({"skill_honours": "technical_expert"}, "skill_honours", ["列表"]),
        ({"skill_honours": ["expert"]}, "skill_honours", ["technical_expert"]),
        ({"school": ""}, "school", ["文字"]),
        ({"school": "大" * 61}, "school", ["60"]),
        ({"employer": "none", "first_job": True}, "employer", ["矛盾", "初次就业"]),
        (
            {"rural_expert_selected": True, "outstanding_rural_talent": False},
            "rural_expert_selected",
            ["矛盾"],
        ),
        ([], "facts", ["名称：值"]),
        (None, "facts", []),
    ],
)
def test_wrong_facts_are_named(
    client: httpx.Client, facts: object, field: str, words: list[str]
) -> None:
    refused(client.post(CALCULATE, json={"facts": facts}), field, *words)


def test_all_that_is_wrong_is_said_at_once(client: httpx.Client) -> None:
    refused(client.post(CALCULATE, json={"facts": {"age": 5, "degree": 1}}), "age", "年龄", "学历")


@pytest.mark.parametrize(
    ("more", "field", "words"),
    [
        ({"programmes": ["graduate-living-subsidi"]}, "programmes", ["graduate-living-subsidy"]),
        ({"programmes": "talent-post"}, "programmes", ["列表"]),
        ({"as_of": "2026-02-30"}, "as_of", ["2026-01-15"]),
        ({"as_of": 20260115}, "as_of", ["2026-01-15"]),
        ({"declined": ["agee"]}, "declined", ["age"]),
        ({"programs": []}, "programs", ["programmes"]),
        ({"fact": {}}, "fact", ["facts"]),
    ],
)
def test_what_else_can_be_wrong(
    client: httpx.Client, more: dict[str, object], field: str, words: list[str]
) -> None:
    refused(client.post(CALCULATE, json={"facts": {}, **more}), field, *words)


def test_5_0_is_a_whole_number_and_null_is_unknown(client: httpx.Client) -> None:
    sent = {"facts": {"age": 28.0, "degree": None}, "programmes": None, "as_of": None}
    assert client.post(CALCULATE, json=sent).status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "field"),
    [
        (b'{"facts": {"age": 28, "age": 30}}', 422, "age"),
        (b'{"facts": {}, "facts": {"age": 30}}', 422, "facts"),
        (b'{"facts": {"age": NaN}}', 400, None),
        (b'{"facts": {"age": -Infinity}}', 400, None),
        (b'{"facts": {"age": 1e999}}', 422, "age"),
        (b'{"facts": {"age": ' + b"9" * 50_000 + b"}}", 422, "age"),
        (b'{"facts": {"age": 2e1}}', 200, None),
        (b'{"facts": {"school": "\\ud800"}}', 400, None),
        (b'{"facts": {"school": "\xff"}}', 400, None),
        ('{"facts": {"school": "吉大"}}'.encode("utf-16"), 400, None),
        (b'{"facts": ' + b"[" * 30_000 + b"]" * 30_000 + b"}", 400, None),
        (b'{"facts": ' + b'{"age":' * 8_000 + b"1" + b"}" * 8_000 + b"}", 400, None),
        (b'{"facts": {"age": 28}', 400, None),
        (b"", 400, None),
        (b"[]", 422, None),
        (b"null", 422, None),
        (b"{}", 422, "facts"),
    ],
    ids=lambda value: value[:24].decode("latin-1") if isinstance(value, bytes) else None,
)
def test_json_is_read_strictly(
    client: httpx.Client, body: bytes, status: int, field: str | None
) -> None:
    response = client.post(CALCULATE, content=body, headers={"content-type": "application/json"})
    assert response.status_code == status, response.text
    if status != 200:
        assert response.json()["error"]["field"] == field


def test_many_unknown_names_are_answered_at_once(client: httpx.Client) -> None:
    facts = {f"degree{number}": 1 for number in range(3_000)}
    response = client.post(CALCULATE, json={"facts": facts})
    refused(response, "degree0", "degree")
    assert response.elapsed.total_seconds() < 1


def test_a_body_above_64_kib_is_too_large(client: httpx.Client) -> None:
    response = client.post(CALCULATE, json={"facts": {"school": "大" * 70_000}})
    assert response.status_code == 413
    assert "64 KiB" in response.json()["error"]["message"]


def test_it_answers_while_the_assistant_cannot_be_opened(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    data_dir.write_text("a file where a folder should be")
    with running(SERVE, data_dir, tmp_path) as server, server.client() as client:
        assert client.get("/readyz").status_code == 503
        assert client.post(CALCULATE, json={"facts": MASTER}).status_code == 200
        assert client.get("/api/v1/facts").status_code == 200


def test_all_programmes(client: httpx.Client) -> None:
    found = client.get("/api/v1/programmes").json()
    assert [one["programme"] for one in found] == list(load_rulebook().programmes)
    assert set(found[0]) == {"programme", "title", "award", "benefit", "for", "citations"}
    assert found[0]["for"] == ["person"]
    assert all(one in load_policy() for each in found for one in map(str, each["citations"]))


def test_all_facts(client: httpx.Client) -> None:
    found = {one["fact"]: one for one in client.get("/api/v1/facts").json()}
    assert list(found) == list(load_rulebook().facts)
    age, fields = found["age"], {"fact", "title", "type", "unit", "min", "max", "ask", "choices"}
    assert set(age) == fields
    assert (age["title"], age["type"], age["unit"], age["min"]) == ("年龄", "int", "周岁", 14)
    assert found["degree"]["choices"][3] == {"value": "master", "label": "硕士"}
    assert found["first_job"]["choices"][0]["value"] is True
    assert json.dumps(found["school"]["choices"]) == "[]"


def test_every_documented_fact_is_bounded_as_it_is(client: httpx.Client) -> None:
    schemas = client.get("/openapi.json").json()["components"]["schemas"]
    facts = schemas["Facts"]["properties"]
    assert list(facts) == list(load_rulebook().facts)
    assert (facts["age"]["type"], facts["age"]["minimum"], facts["age"]["maximum"]) == (
        ["integer", "null"],
        14,
        100,
    )
    example = schemas["CalculateRequest"]["examples"][0]
    assert client.post(CALCULATE, json=example).json()["combination"]["amount_min"] == 120_000
    batch = schemas["BatchRequest"]["examples"][0]
    response = client.post("/api/v1/calculate/batch", json=batch)
    assert json.loads(response.text.splitlines()[-1]) == {"rows": 2, "errors": 0}
