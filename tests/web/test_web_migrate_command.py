"""`policy-assistant migrate`, and that commands without a store do not load one."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from web_server import Ended

Command = Callable[..., Ended]


@pytest.fixture
def setting(tmp_path: Path) -> dict[str, str]:
    return {"ASSISTANT_DATA_DIR": str(tmp_path)}


def test_from_nothing_and_again(command: Command, setting: dict[str, str], tmp_path: Path) -> None:
    first = command("migrate", env=setting)
    assert first.status == 0
    assert "（空） → 0" in first.out
    assert str(tmp_path / "conversations.db") in first.out
    again = command("migrate", env=setting)
    assert again.status == 0
    assert "已是最新" in again.out


def test_for_a_script(command: Command, setting: dict[str, str]) -> None:
    done = json.loads(command("migrate", "--json", env=setting).out)
    assert done["from"] is None
    again = json.loads(command("migrate", "--json", env=setting).out)
    assert again["from"] == again["to"] == done["to"]


def test_what_is_wrong_is_said_in_chinese(command: Command, setting: dict[str, str]) -> None:
    secret = "postgresql://user:geheim@127.0.0.1:1/nowhere"
    for url, words in (("mysql://a/b", "ASSISTANT_DATABASE_URL 不对"), (secret, "数据库连不上")):
        ended = command("migrate", env=setting | {"ASSISTANT_DATABASE_URL": url})
        assert ended.status == 1
        assert words in ended.err
        assert "geheim" not in ended.err + ended.out
        assert "Traceback" not in ended.err


@pytest.mark.parametrize("words", [["calc", "--fact", "degree=master"], ["show", "main/1"]])
def test_what_needs_no_store_loads_none(words: list[str]) -> None:
    code = (
        "import sys; from web.cli import main; sys.argv[1:] = {words!r}\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "assert not [name for name in ('sqlalchemy', 'alembic', 'psycopg') if name in sys.modules]"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code.format(words=words)],
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr.decode()


def test_errors_of_the_store_load_no_database() -> None:
    code = (
        "import sys; from assistant.store import StoreBusy\nassert 'sqlalchemy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], timeout=60, check=True)


def test_the_store_opens_without_the_tools_of_migration(setting: dict[str, str]) -> None:
    code = (
        "import sys, pathlib; from assistant.store import ConversationStore\n"
        "folder = pathlib.Path({folder!r})\n"
        "ConversationStore.open(None, folder).close()\n"
        "assert ('alembic' in sys.modules) == {first}"
    )
    for first in (True, False):
        program = code.format(folder=setting["ASSISTANT_DATA_DIR"], first=first)
        subprocess.run([sys.executable, "-c", program], timeout=60, check=True)
