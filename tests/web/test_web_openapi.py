"""The API's own description: complete, in Chinese, served from here alone."""

import re
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser
from web_server import Server


@pytest.fixture(scope="module")
def document(client: httpx.Client) -> dict[str, Any]:
    loaded: dict[str, Any] = client.get("/openapi.json").json()
    return loaded


def operations(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [one for path in document["paths"].values() for one in path.values()]


def test_every_operation_and_parameter_is_described(document: dict[str, Any]) -> None:
    for operation in operations(document):
        texts = [operation["summary"], operation["description"]]
        texts += [one["description"] for one in operation["responses"].values()]
        texts += [one["description"] for one in operation.get("parameters", ())]
        assert all(re.search(r"[\u4e00-\u9fff]", text) for text in texts), operation


def test_every_schema_and_field_is_described(document: dict[str, Any]) -> None:
    for name, schema in document["components"]["schemas"].items():
        assert schema["description"], name
        for field, value in schema.get("properties", {}).items():
            assert value["description"], f"{name}.{field}"


def test_every_error_has_the_one_model(document: dict[str, Any]) -> None:
    for operation in operations(document):
        for status, response in operation["responses"].items():
            if status >= "400" and operation["operationId"] != "readyz":
                schema = response["content"]["application/json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/ErrorBody"}


def test_the_documented_example_is_accepted(document: dict[str, Any], client: httpx.Client) -> None:
    example = document["components"]["schemas"]["ChatRequest"]["examples"][0]
    assert client.post("/api/v1/chat", json=example).json()["kind"] == "answer"


def test_the_pages_of_the_api_need_no_other_server(server: Server, browser: Browser) -> None:
    page = browser.new_page()
    asked: list[str] = []
    wrong: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda line: wrong.append(line.text) if line.type == "error" else None)
    page.goto(server.url + "/docs")
    page.get_by_text("/api/v1/chat", exact=True).wait_for()
    assert {httpx.URL(url).host for url in asked} == {"127.0.0.1"}
    assert wrong == []
    page.close()
