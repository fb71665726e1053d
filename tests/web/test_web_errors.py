"""What a wrong request gets: one shape, Chinese, the field named, nothing of the inside."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from web_server import Server, running

CHAT = "/api/v1/chat"
JSON = {"content-type": "application/json"}


def error(response: httpx.Response, status: int, code: str, field: str | None = None) -> str:
    """The message of an error, after all else about it has been checked."""
    assert response.status_code == status, response.text
    found: dict[str, str] = response.json()["error"]
    assert set(found) == {"code", "message", "field", "request_id"}
    assert (found["code"], found["field"]) == (code, field)
    assert found["request_id"] == response.headers["x-request-id"]
    assert re.search(r"[\u4e00-\u9fff]", found["message"])
    return found["message"]


@pytest.mark.parametrize("message", ["", "   ", "\u200b\u200d\ufeff", "\n\t"])
def test_an_empty_message(client: httpx.Client, message: str) -> None:
    error(client.post(CHAT, json={"message": message}), 422, "invalid_message", "message")


def test_a_message_of_10000_characters(client: httpx.Client) -> None:
    response = client.post(CHAT, json={"message": "补" * 10_000})
    assert "10000" in error(response, 422, "invalid_message", "message")


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "message"),
        ({"message": 5}, "message"),
        ({"message": None}, "message"),
        ({"message": "你好", "sesion_id": "x"}, "sesion_id"),
        ({"message": "你好", "session_id": 7}, "session_id"),
        ({"message": "你好", "session_id": "x" * 129}, "session_id"),
        ({"message": "你好", "facts": []}, "facts"),
        ({"message": "你好", "declined": ["age", 5]}, "declined.1"),
        ([], None),
        ("你好", None),
        (None, None),
    ],
)
def test_a_body_of_the_wrong_shape(client: httpx.Client, body: object, field: str | None) -> None:
    response = client.post(CHAT, content=json.dumps(body), headers=JSON)
    message = error(response, 422, "invalid_request", field)
    assert (field or "") in message


@pytest.mark.parametrize(
    "body",
    [
        b'{"message": ',
        b"",
        '{"message": "你好"}'.encode("gb18030"),
        b'{"message": "\xff\xfe"}',
        b'{"message": "x", "facts": ' + b'{"a":' * 9_000 + b"1" + b"}" * 9_000 + b"}",
    ],
    ids=["cut off", "nothing", "GB18030", "no UTF-8", "9000 levels deep"],
)
def test_a_body_that_cannot_be_read(client: httpx.Client, body: bytes) -> None:
    response = client.post(CHAT, content=body, headers=JSON)
    code = "invalid_body" if body else "invalid_request"
    error(response, 400 if body else 422, code)


def test_lone_surrogates_are_refused_without_harm(client: httpx.Client) -> None:
    body = r'{"message": "\ud800", "\udfff": 1}'
    assert client.post(CHAT, content=body, headers=JSON).status_code == 422


@pytest.mark.parametrize("is_chunked", [False, True])
def test_a_body_of_5_megabytes(client: httpx.Client, *, is_chunked: bool) -> None:
    body = b'{"message": "' + b"a" * 5_000_000 + b'"}'
    content = iter([body[:1_000_000], body[1_000_000:]]) if is_chunked else body
    error(client.post(CHAT, content=content, headers=JSON), 413, "too_large")
    assert client.get("/healthz").status_code == 200


@pytest.mark.parametrize(
    ("query", "code", "field"),
    [
        ("q=补贴&k=0", "invalid_message", "k"),
        ("q=补贴&k=-1", "invalid_message", "k"),
        ("q=补贴&k=1000000000", "invalid_message", "k"),
        ("q=补贴&k=" + "9" * 5000, "invalid_request", "k"),
        ("q=补贴&k=five", "invalid_request", "k"),
        ("k=5", "invalid_request", "q"),
        ("q=", "invalid_message", "q"),
        ("q=" + "补" * 3000, "invalid_message", "q"),
    ],
)
def test_a_wrong_search(client: httpx.Client, query: str, code: str, field: str) -> None:
    error(client.get(f"/api/v1/search?{query}"), 422, code, field)


def test_an_unknown_clause_names_near_ones(client: httpx.Client) -> None:
    message = error(
        client.get("/api/v1/clauses/annex1/3.2.1.9"), 404, "unknown_clause", "clause_id"
    )
    assert "annex1/3.2.1.9" in message
    assert "annex1/3.2.1" in message.replace("annex1/3.2.1.9", "")


@pytest.mark.parametrize("clause_id", ["%00", "%FF%FE", "../../etc/passwd", "", "a" * 5000])
def test_a_clause_id_of_any_kind(client: httpx.Client, clause_id: str) -> None:
    assert client.get(f"/api/v1/clauses/x{clause_id}").status_code == 404


@pytest.mark.parametrize(
    "path", ["/nothing", "/api/v1/chat/more", "/ui/nothing.css", "/gradio_api/upload", "/login"]
)
def test_an_unknown_path(client: httpx.Client, path: str) -> None:
    error(client.get(path), 404, "not_found")


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", CHAT), ("POST", "/healthz"), ("DELETE", "/api/v1/clauses"), ("POST", "/")],
)
def test_a_wrong_method(client: httpx.Client, method: str, path: str) -> None:
    response = client.request(method, path)
    error(response, 405, "method_not_allowed")
    assert response.headers["allow"]


def test_every_response_has_a_request_id(client: httpx.Client) -> None:
    paths = ("/", "/policy", "/docs", "/healthz", "/api/v1/clauses", "/nothing", "/ui/base.css")
    ids = [client.get(path).headers["x-request-id"] for path in paths]
    assert len(set(ids)) == len(paths)


def test_the_clients_own_request_id_is_kept_if_sound(client: httpx.Client) -> None:
    kept = client.get("/healthz", headers={"x-request-id": "office-7.1"})
    assert kept.headers["x-request-id"] == "office-7.1"
    for unsound in ("a b", "x" * 65, "<script>"):
        other = client.get("/healthz", headers={"x-request-id": unsound})
        assert other.headers["x-request-id"] != unsound


@pytest.mark.parametrize("path", ["/", "/policy", "/docs", "/api/v1/clauses", "/nothing"])
def test_security_headers(client: httpx.Client, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "http:" not in policy
    assert "https:" not in policy
    assert "script-src 'self' 'unsafe-inline'" not in policy


@pytest.fixture(scope="module")
def broken(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    command = [sys.executable, str(Path(__file__).with_name("broken_server.py"))]
    with running(command, data_dir, tmp_path_factory.mktemp("broken")) as started:
        started.wait_until_ready()
        yield started


def test_an_unforeseen_exception_is_logged_and_not_shown(broken: Server) -> None:
    with broken.client() as client:
        response = client.post(CHAT, json={"message": "你好"}, headers={"x-request-id": "trace-me"})
        error(response, 500, "internal")
        assert "secret" not in response.text
        assert client.get("/healthz").status_code == 200
    log = broken.log.read_text()
    assert "secret-of-the-inside" in log
    assert "trace-me" in log
