"""Servers and commands in processes of their own, for the tests of the doors."""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

PROGRAM = Path(sys.executable).with_name("policy-assistant")
SERVE = [str(PROGRAM), "serve", "--port", "0"]
ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+")


@dataclass(frozen=True)
class Server:
    """A running server: its address, its log, its process."""

    url: str
    log: Path
    process: subprocess.Popen[bytes]

    def client(self) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=30)

    def wait_until_ready(self, seconds: float = 40) -> None:
        _until(lambda: httpx.get(self.url + "/readyz", timeout=5).status_code == 200, seconds)


@dataclass(frozen=True)
class Ended:
    """A command that has ended."""

    status: int
    out: str
    err: str


def _until(is_so: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, f"not so within {seconds} s"
        time.sleep(0.1)


@contextmanager
def running(command: list[str], data_dir: Path, folder: Path) -> Iterator[Server]:
    """A server that prints its address on stderr."""
    log = folder / "server.log"
    with log.open("wb") as sink:
        process = subprocess.Popen(
            command,
            env=os.environ | {"ASSISTANT_DATA_DIR": str(data_dir)},
            stdout=sink,
            stderr=sink,
        )
    try:
        _until(lambda: bool(ADDRESS.search(log.read_text())) or process.poll() is not None, 60)
        found = ADDRESS.search(log.read_text())
        assert found, log.read_text()
        yield Server(found[0], log, process)
    finally:
        process.terminate()
        process.wait(timeout=20)
