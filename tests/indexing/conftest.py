import hashlib
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import pytest

import indexing
from indexing.build import build_index
from indexing.encoders import Encoder, Vectors, open_encoder
from indexing.search import Searcher
from indexing.training import Recipe, train

ROOT = Path(indexing.__file__).parent.parent
TINY = Recipe(dimension=16, epochs=1, steps=2)


@dataclass
class CountingEncoder:
    """Another encoder's vectors under a name of its own; counts the texts it is given."""

    inner: Encoder
    name: str = "counting"
    texts: list[str] = field(default_factory=list)

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return self.inner.encode(texts)


@dataclass
class Project:
    """A copy of the packages `corpus` and `indexing` that a test may change and run."""

    root: Path

    def replace(self, file: str, old: str, new: str) -> None:
        path = self.root / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{old!r} is not in {file}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    def run(self, code: str, *arguments: str) -> str:
        """What Python code prints that is run with this copy; JSON where it prints JSON."""
        ended = start_python(self.root, code, *arguments)
        out, err = ended.communicate(timeout=100)
        assert ended.returncode == 0, err
        return out


def start_python(root: Path, code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        cwd=root,
        env=os.environ | {"PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def embedding(text: str) -> list[float]:
    digest = hashlib.sha256(text.encode()).digest()
    return [byte / 255 for byte in digest[:8]]


def ok(texts: list[str]) -> tuple[int, bytes]:
    """A right answer, its rows in another order than asked, as the protocol allows."""
    rows = [{"index": i, "embedding": embedding(text)} for i, text in enumerate(texts)]
    return 200, json.dumps({"data": rows[::-1]}).encode()


@dataclass
class EmbeddingsEndpoint:
    """An OpenAI-compatible embeddings endpoint on this machine; `answer` may be exchanged."""

    url: str = ""
    requests: list[dict[str, Any]] = field(default_factory=list)
    answer: Callable[[list[str]], tuple[int, bytes]] = field(default=ok)


@pytest.fixture
def endpoint() -> Iterator[EmbeddingsEndpoint]:
    state = EmbeddingsEndpoint()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            key = self.headers.get("Authorization", "")
            state.requests.append({"path": self.path, "key": key, **body})
            status, content = state.answer(body["input"])
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        state.url = f"http://127.0.0.1:{server.server_port}/v1"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield state
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return open_encoder()


@pytest.fixture(scope="session")
def built(encoder: Encoder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the shipped policy with the built-in encoder; not to be changed."""
    folder = tmp_path_factory.mktemp("index")
    build_index(folder, encoder)
    return folder


@pytest.fixture(scope="session")
def searcher(built: Path, encoder: Encoder) -> Searcher:
    return Searcher.open(built, encoder, build=False)


@pytest.fixture
def index(built: Path, tmp_path: Path) -> Path:
    """A copy of the index that a test may spoil."""
    return Path(shutil.copytree(built, tmp_path / "index"))


@pytest.fixture
def counting(encoder: Encoder) -> CountingEncoder:
    return CountingEncoder(encoder)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    for package in ("corpus", "indexing"):
        shutil.copytree(
            ROOT / package,
            tmp_path / "project" / package,
            ignore=shutil.ignore_patterns("__pycache__"),
        )
    return Project(tmp_path / "project")


@pytest.fixture
def python() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Starts Python code in a process of its own; what still runs at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def start(code: str, *arguments: str) -> subprocess.Popen[str]:
        started.append(start_python(ROOT, code, *arguments))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small sentence-transformers folder, trained for the tests."""
    folder = tmp_path_factory.mktemp("model") / "tiny"
    train(folder, TINY)
    return folder


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture
def closed_port() -> int:
    """A port of this machine that nobody listens on."""
    return free_port()


@pytest.fixture
def chroma_server(chroma_process: str) -> Iterator[str]:
    """The address of a real Chroma server; connections of the test are closed after it."""
    from chromadb.api import ServerAPI
    from chromadb.api.shared_system_client import SharedSystemClient

    yield chroma_process
    for system in SharedSystemClient._identifier_to_system.values():
        server = system.instance(ServerAPI)  # type: ignore[type-abstract]
        session = getattr(server, "_session", None)
        if session is not None:  # Chroma itself leaves it open
            session.close()


@pytest.fixture(scope="session")
def chroma_process(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    port = free_port()
    program = Path(sys.executable).with_name("chroma")
    path = tmp_path_factory.mktemp("server")
    server = subprocess.Popen(
        [program, "run", "--path", path, "--host", "127.0.0.1", "--port", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(f"http://127.0.0.1:{port}/api/v2/heartbeat", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "the Chroma server ended at once"
        try:
            if httpx.get(address, timeout=2).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.1)
    pytest.fail("the Chroma server did not come up in 30 s")


@pytest.fixture
def rows() -> Vectors:
    """Five vectors of length 1."""
    vectors = np.random.default_rng(7).normal(size=(5, 8)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)
