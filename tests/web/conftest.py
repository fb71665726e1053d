"""A running server, a real browser, and the command as it is typed."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, sync_playwright
from web_server import PROGRAM, SERVE, Ended, Server, running

CHROMIUM = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of the tests' own, for server and commands alike."""
    return tmp_path_factory.mktemp("web-data")


@pytest.fixture(scope="session")
def server(data_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(SERVE, data_dir, tmp_path_factory.mktemp("server")) as started:
        started.wait_until_ready()
        yield started


@pytest.fixture(scope="session")
def client(server: Server) -> Iterator[httpx.Client]:
    with server.client() as opened:
        yield opened


@pytest.fixture(scope="session")
def command(data_dir: Path) -> Callable[..., Ended]:
    """Runs `policy-assistant …`; `env` overrides its environment."""

    def run(*arguments: str | bytes, env: dict[str, str] | None = None) -> Ended:
        ended = subprocess.run(
            [PROGRAM, *arguments],
            env=os.environ | {"ASSISTANT_DATA_DIR": str(data_dir)} | (env or {}),
            capture_output=True,
            timeout=60,
            check=False,
        )
        return Ended(ended.returncode, ended.stdout.decode(), ended.stderr.decode())

    return run


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)), None)
    assert path, "no chromium on PATH"
    arguments = [*CHROMIUM, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=arguments)
        yield started
        started.close()
