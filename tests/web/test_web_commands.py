"""The command line as people and scripts use it."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from web_server import PROGRAM, SERVE, Ended

from corpus import load_policy

Command = Callable[..., Ended]
QUESTION = "硕士去规上民营企业，每月生活补贴多少？"
COMMANDS = ("ask", "search", "show", "calc", "index", "migrate", "serve", "eval")


def assert_said(ended: Ended, status: int, *words: str) -> None:
    """A command that ended badly: Chinese on stderr, no traceback, nothing on stdout."""
    assert ended.status == status, ended
    assert ended.out == ""
    assert "Traceback" not in ended.err
    for word in words:
        assert word in ended.err


def test_help_is_chinese_and_names_every_command(command: Command) -> None:
    ended = command("--help")
    assert ended.status == 0
    assert all(f"\n  {name} " in ended.out for name in COMMANDS)
    assert not re.search(r"Usage|Options|Commands|Show this", ended.out)


@pytest.mark.parametrize("name", [*COMMANDS, "index build", "eval retrieval"])
def test_help_of_each_command_is_chinese(command: Command, name: str) -> None:
    ended = command(*name.split(), "--help")
    assert ended.status == 0
    assert ended.out.startswith(f"用法：policy-assistant {name}")
    assert not re.search(r"Usage|Options|Commands|Show this|default|required", ended.out)


def test_ask_for_a_person(command: Command) -> None:
    ended = command("ask", QUESTION)
    assert ended.status == 0
    assert "附件1第三部分（二）第1项第（1）目" in ended.out
    assert "硕士研究生每人每月2000元" in ended.out
    assert "部门" in ended.out
    assert "**" not in ended.out
    assert "\n> " not in ended.out


def test_ask_for_a_script(command: Command) -> None:
    reply = json.loads(command("ask", QUESTION, "--json").out)
    assert reply["kind"] == "answer"
    assert reply["citations"][0]["clause_id"] == "annex1/3.2.1.1"


def test_search(command: Command) -> None:
    assert "人才公寓" in command("search", "人才公寓", "-k", "2").out
    results = json.loads(command("search", "人才公寓", "-k", "2", "--json").out)["results"]
    assert len(results) == 2


def test_show_a_clause_with_what_stands_under_it(command: Command) -> None:
    ended = command("show", "annex1/3.2.1")
    assert ended.status == 0
    for words in ("附件1第三部分（二）第1项", "初次就业", "annex1/3.2.1.2", "给予住房补贴"):
        assert words in ended.out
    assert "牵头  市人社局" in command("show", "main/17").out


def test_show_for_a_script_is_what_the_api_gives(command: Command) -> None:
    clause = load_policy()["main/17"]
    shown = json.loads(command("show", "main/17", "--json").out)
    assert (shown["clause_id"], shown["text"]) == (clause.id, clause.text)
    listed = json.loads(command("show", "--json").out)
    assert [one["clause_id"] for one in listed["clauses"]] == list(load_policy().clauses)


def test_show_lists_all(command: Command) -> None:
    assert len(command("show").out.splitlines()) == len(load_policy())


def test_index_build_tells_what_it_did_and_keeps_what_it_has(
    command: Command, tmp_path: Path
) -> None:
    env = {"ASSISTANT_DATA_DIR": str(tmp_path)}
    first = json.loads(command("index", "build", "--json", env=env).out)
    assert first["embedded"] == first["clauses"] > 100
    assert first["kept"] == 0
    second = json.loads(command("index", "build", "--json", env=env).out)
    assert (second["embedded"], second["kept"]) == (0, first["clauses"])
    forced = command("index", "build", "--force", env=env)
    assert f"新算{first['clauses']}个" in forced.out
    assert f"{first['clauses']}/{first['clauses']}" in forced.err


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["ask"], "缺少question"),
        (["nothing"], "没有命令"),
        (["shw"], "show"),
        (["show", "--nothing"], "没有选项 --nothing"),
        (["search", "补贴", "-k", "many"], "-k"),
        (["search", "补贴", "-k", "0"], "1到50"),
        (["search", "补贴", "-k", "1000000000"], "1到50"),
        (["ask", ""], "请输入"),
        (["ask", "  \u200b "], "请输入"),
        (["ask", "补" * 10_000], "10000"),
        (["show", "annex1/3.2.1.9"], "annex1/3.2.1"),
        (["show", "main/1", "main/2"], "--help"),
        (["serve", "--port", "70000"], "65535"),
        (["eval", "nothing"], "没有命令"),
    ],
)
def test_bad_usage_has_status_2(command: Command, arguments: list[str], words: str) -> None:
    assert_said(command(*arguments), 2, words)


def test_broken_utf8_is_no_traceback(command: Command) -> None:
    assert_said(command("show", b"main/\xff\xfe"), 2, "没有编号")
    assert "Traceback" not in command("ask", b"\xff\xfe\xe8\xa1").err


def test_a_terminal_without_utf8(command: Command) -> None:
    env = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    assert "解释工作" in command("show", "main/32", env=env).out


@pytest.mark.parametrize(
    ("env", "words"),
    [
        ({"ASSISTANT_DATA_DIR": "/dev/null"}, "/dev/null"),
        ({"ASSISTANT_CHROMA_URL": "http://127.0.0.1:1"}, "ASSISTANT_CHROMA_URL"),
    ],
)
def test_a_failure_has_status_1(command: Command, env: dict[str, str], words: str) -> None:
    assert_said(command("ask", "补贴有多少？", env=env), 1, "出错了", words)


def test_debug_shows_where_it_failed(command: Command) -> None:
    ended = command("--debug", "ask", "补贴有多少？", env={"ASSISTANT_DATA_DIR": "/dev/null"})
    assert ended.status == 1
    assert "Traceback" in ended.err


def test_a_taken_address_is_said_at_once(command: Command) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert_said(command("serve", "--port", port), 1, port, "占用")


def test_a_reader_that_goes_away_is_no_traceback() -> None:
    with subprocess.Popen(
        [PROGRAM, "show", "--json"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


@pytest.mark.parametrize("said", ["正在启动", "已启动"])
def test_an_interrupt_is_no_traceback(data_dir: Path, said: str) -> None:
    with subprocess.Popen(
        SERVE, env=os.environ | {"ASSISTANT_DATA_DIR": str(data_dir)}, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr
        while said not in process.stderr.readline().decode():
            assert process.poll() is None
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=30)
    assert process.returncode in (0, 130)
    assert b"Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "forbidden"),
    [
        (["--help"], ("chromadb", "gradio", "langchain", "fastapi", "numpy", "uvicorn")),
        (["show", "main/1"], ("chromadb", "gradio", "langchain", "fastapi", "numpy", "uvicorn")),
        (["ask", QUESTION], ("torch", "sentence_transformers", "gradio", "fastapi")),
    ],
)
def test_a_command_imports_only_what_it_needs(
    data_dir: Path, arguments: list[str], forbidden: tuple[str, ...]
) -> None:
    code = (
        "import atexit, sys\n"
        f"sys.argv[1:] = {arguments!r}\n"
        "atexit.register(lambda: print('LOADED', *sys.modules, file=sys.stderr))\n"
        "from web.cli import main\n"
        "main()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | {"ASSISTANT_DATA_DIR": str(data_dir)},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = set(ended.stderr.split("LOADED ")[1].split())
    assert "web.commands" in loaded
    assert loaded.isdisjoint(forbidden)
