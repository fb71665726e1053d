"""A PostgreSQL server of the tests' own, in a temporary folder, on a socket, of no network."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

# PostgreSQL refuses to run as root; Debian's package brings this user.
SYSTEM_USER = "postgres"
MISSING = "no PostgreSQL server found (initdb): install it, on Debian: apt-get install postgresql"


def program(name: str) -> str:
    """The newest of the server's programs, which Debian keeps off the PATH."""
    debian = Path("/usr/lib/postgresql").glob(f"*/bin/{name}")
    newest = sorted(debian, key=lambda path: float(path.parent.parent.name))
    found = str(newest[-1]) if newest else shutil.which(name)
    assert found, MISSING
    return found


class Server:
    """Starts, stops, and gives databases."""

    def __init__(self, folder: Path, user: str | None) -> None:
        self._folder = folder
        self._user = user
        self._numbers = count(1)
        role = ("--username=postgres", "--auth=trust", "--no-sync")
        kind = ("--no-locale", "--encoding=UTF8")
        self._run("initdb", "--pgdata", self._data, *role, *kind)
        self.start()

    def start(self) -> None:
        options = (
            f"-c listen_addresses= -c unix_socket_directories={self._folder}"
            " -c fsync=off -c shared_buffers=16MB -c max_connections=60"
        )
        log = str(self._folder / "log")
        self._run(
            "pg_ctl", "start", "--wait", "--pgdata", self._data, "--log", log, "--options", options
        )

    def stop(self) -> None:
        """As a crash does: every connection is cut."""
        self._run("pg_ctl", "stop", "--wait", "--mode=immediate", "--pgdata", self._data)

    def new_database(self) -> str:
        """The URL of an empty database."""
        name = f"test_{next(self._numbers)}"
        self.sql("postgres", f"CREATE DATABASE {name}")
        return f"postgresql://postgres@/{name}?host={self._folder}"

    def sql(self, database: str, statement: str) -> str:
        return self._client("psql", "-qtA", "-v", "ON_ERROR_STOP=1", "-c", statement, database)

    def dump(self, url: str) -> str:
        """All rows of a database as text."""
        return self._client("pg_dump", "--data-only", name_of(url))

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def _client(self, name: str, *arguments: str) -> str:
        return self._run(name, "-h", str(self._folder), "-U", "postgres", *arguments)

    def _run(self, name: str, *arguments: str) -> str:
        ended = subprocess.run(
            [program(name), *arguments],
            user=self._user,
            group=self._user,
            extra_groups=[] if self._user else None,
            cwd=self._folder,
            # Not a pipe for pg_ctl: the server would keep it open.
            stdout=subprocess.DEVNULL if name == "pg_ctl" else subprocess.PIPE,
            stderr=subprocess.DEVNULL if name == "pg_ctl" else subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )
        assert ended.returncode == 0, f"{name}: {ended.stderr or self._log()}"
        return ended.stdout or ""

    def _log(self) -> str:
        log = self._folder / "log"
        return log.read_text("utf-8", "replace")[-2000:] if log.exists() else "no log"


def name_of(url: str) -> str:
    return url.partition("@/")[2].partition("?")[0]


@contextmanager
def running() -> Iterator[Server]:
    """A server, gone without a trace afterwards."""
    # Not pytest's folder: a socket's path must be short, and another user must reach it.
    folder = Path(tempfile.mkdtemp(prefix="pg-", dir="/tmp"))
    user = SYSTEM_USER if os.geteuid() == 0 else None
    server = None
    try:
        if user:
            owner = pwd.getpwnam(user)
            os.chown(folder, owner.pw_uid, owner.pw_gid)
        server = Server(folder, user)
        yield server
    finally:
        if server:
            server.stop()
        shutil.rmtree(folder, ignore_errors=True)
