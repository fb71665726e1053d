"""Alive, ready, and why not."""

from pathlib import Path

import httpx
from web_server import SERVE, Server, running


def test_a_ready_server_says_what_it_answers_from(client: httpx.Client) -> None:
    assert client.get("/healthz").json() == {"status": "ok"}
    body = client.get("/readyz").json()
    assert body["ready"] is True
    assert body["problems"] == []
    assert body["policy_version"] == client.get("/api/v1/clauses").json()["policy_version"]


def test_a_server_that_cannot_be_ready_says_why_and_heals(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    data_dir.write_text("a file where a folder should be")
    with running(SERVE, data_dir, tmp_path) as server, server.client() as client:
        assert client.get("/healthz").status_code == 200
        _wait_for_problem(client, str(data_dir))
        refused = client.post("/api/v1/chat", json={"message": "你好"})
        assert refused.status_code == 503
        assert refused.json()["error"]["code"] == "not_ready"
        assert client.get("/api/v1/clauses/main/1").status_code == 200
        data_dir.unlink()
        server.wait_until_ready()
        assert client.post("/api/v1/chat", json={"message": "你好"}).status_code == 200


def _wait_for_problem(client: httpx.Client, words: str) -> None:
    for _ in range(100):
        response = client.get("/readyz")
        assert response.status_code == 503
        assert response.json()["ready"] is False
        if words in response.text:
            return
    raise AssertionError(response.text)


def test_the_server_needs_at_most_400_megabytes(server: Server, client: httpx.Client) -> None:
    for question in ("生活补贴多少？", "人才公寓怎么申请？", "创业有哪些扶持？") * 5:
        client.post("/api/v1/chat", json={"message": question})
    client.get("/")
    status = Path(f"/proc/{server.process.pid}/status").read_text()
    kilobytes = next(int(line.split()[1]) for line in status.splitlines() if "VmRSS" in line)
    assert kilobytes < 400 * 1024
