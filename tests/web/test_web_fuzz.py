"""Whatever is sent to the calculator's doors: no failure, and answers as described."""

import subprocess
from pathlib import Path

from web_server import PROGRAM, Server

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
)


def test_the_doors_keep_to_their_description(server: Server, tmp_path: Path) -> None:
    ended = subprocess.run(
        [
            PROGRAM.with_name("schemathesis"),
            "run",
            f"{server.url}/openapi.json",
            "--include-path-regex=/(calculate|programmes|facts)",
            f"--checks={','.join(CHECKS)}",
            "--phases=examples,fuzzing",
            "--max-examples=20",
            "--seed=1",
            "--no-color",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout
    assert "4 selected" in ended.stdout
