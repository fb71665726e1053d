"""Every command of the READMEs does what they show; `make run` starts from nothing."""

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import readme_text
from readme_text import READMES, ROOT, blocks

SHOWN_ELSEWHERE = {"make run", "make test"}  # run by the fixture here, and by .ci/run
START_SECONDS = 100


@pytest.fixture(scope="session", autouse=True)
def own_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Commands of these tests keep their index to themselves."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSISTANT_DATA_DIR", str(tmp_path_factory.mktemp("readme-data")))
        yield


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, str]]:
    """`make run` on a free port: the port, and what it printed before serving."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    printed = tmp_path_factory.mktemp("make-run") / "printed"
    with printed.open("w") as output:
        process = subprocess.Popen(
            ["make", f"PORT={port}", "run"],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        _wait_until_serving(process, port, printed)
        yield port, printed.read_text(encoding="utf-8")
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def _wait_until_serving(process: subprocess.Popen[bytes], port: int, printed: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz").status_code == 200:
                return
        except httpx.TransportError:
            pass
        assert process.poll() is None, printed.read_text(encoding="utf-8")
        time.sleep(0.2)
    raise AssertionError(f"`make run` did not serve: {printed.read_text(encoding='utf-8')}")


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_transcripts_and_figures_are_what_the_commands_print(
    readme: Path, figures: dict[str, object]
) -> None:
    assert readme.read_text(encoding="utf-8") == readme_text.rendered(readme, figures)


@pytest.fixture(scope="session")
def figures() -> dict[str, object]:
    return readme_text.measured()


def test_make_run_answers_a_question_and_serves_the_page(served: tuple[int, str]) -> None:
    port, printed = served
    assert "每人每月2000元" in printed
    page = httpx.get(f"http://127.0.0.1:{port}/")
    assert page.status_code == 200
    assert "吉林市人才政策" in page.text


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_shell_commands_work(readme: Path, served: tuple[int, str]) -> None:
    port, _ = served
    lines = [
        line for block in blocks(readme.read_text("utf-8"), "sh") for line in block.splitlines()
    ]
    assert set(lines) >= SHOWN_ELSEWHERE
    for line in filter(None, (one for one in lines if one not in SHOWN_ELSEWHERE)):
        command = shlex.split(line.replace(":8000", f":{port}"))
        assert command[0] == "curl", line
        body = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        assert re.search(r'"(answer|results|clause_id)"', body), line


@pytest.mark.parametrize("readme", READMES, ids=lambda path: path.name)
def test_python_examples_run(readme: Path) -> None:
    for block in blocks(readme.read_text("utf-8"), "python"):
        done = subprocess.run(
            [sys.executable, "-c", block], check=False, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stderr
        assert "annex2/3.2" in done.stdout
