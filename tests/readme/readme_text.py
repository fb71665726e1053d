"""The parts of a README that a command can write again: outputs under `$ …`, the table of figures.

`python tests/readme/readme_text.py` rewrites README.md and README.zh-CN.md in place.
"""

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
READMES = (ROOT / "README.md", ROOT / "README.zh-CN.md")
COMMAND = Path(sys.executable).parent / "policy-assistant"

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FIGURES = re.compile(r"(?<=<!-- figures -->\n).*?(?=<!-- /figures -->)", re.DOTALL)

METRICS = ("first_right", "recall@5", "mrr_ok@10")
SYSTEMS = {
    "product": ("this project", "本项目"),
    "bm25_characters": ("BM25 over character 1- and 2-grams", "BM25，单字与双字"),
    "bm25_words": ("BM25 over words", "BM25，分词"),
    "tutorial": ("LangChain tutorial pipeline", "LangChain 教程做法"),
    "grep": ("substring search", "文本查找"),
}
HEADS = {
    "README.md": ("| | first hit right | recall@5 | MRR@10 |", 0),
    "README.zh-CN.md": ("| | 首条正确 | 召回@5 | MRR@10 |", 1),
}
REFUSALS = {
    "README.md": "Refused: {refused_far} of far questions, {refused_near} of near ones; "
    "{false_refusal} of the answerable ones by mistake.",
    "README.zh-CN.md": "拒答：无关问题 {refused_far}，貌似相关而政策没有的 {refused_near}；"
    "该答而误拒 {false_refusal}。",
}


def blocks(text: str, language: str) -> list[str]:
    """The contents of the fenced blocks of a language."""
    return [match[2] for match in FENCE.finditer(text) if match[1] == language]


def rendered(path: Path, figures: dict[str, Any]) -> str:
    """The README as its commands would write it now."""
    text = FENCE.sub(_with_outputs, path.read_text(encoding="utf-8"))
    table = figures_table(path.name, figures)
    return FIGURES.sub(lambda _: table, text)


def measured() -> dict[str, Any]:
    """The figures on the test set: product and baselines, refusals."""
    command = ["eval", "retrieval", "--set", "test", "--no-ablations", "--json"]
    result: dict[str, Any] = json.loads(_run(command))
    return result


def figures_table(name: str, figures: dict[str, Any]) -> str:
    """The table and the line on refusals of one README."""
    head, language = HEADS[name]
    rows = {system["name"]: system["metrics"] for system in figures["systems"]}
    lines = [head, "| --- | --- | --- | --- |"]
    for system, titles in SYSTEMS.items():
        cells = " | ".join(_interval(rows[system][metric]) for metric in METRICS)
        lines.append(f"| {titles[language]} | {cells} |")
    rates = {rate["name"]: _interval(rate) for rate in figures["rates"]}
    return "\n".join([*lines, "", REFUSALS[name].format(**rates), ""])


def _interval(value: dict[str, float]) -> str:
    return f"{value['mean']:.3f} [{value['low']:.3f}, {value['high']:.3f}]"


def _with_outputs(match: re.Match[str]) -> str:
    if match[1] != "console":
        return match[0]
    commands = [line for line in match[2].splitlines() if line.startswith("$ ")]
    parts = [f"{command}\n{_run(_arguments(command))}" for command in commands]
    return "```console\n" + "\n".join(parts) + "```"


def _arguments(command: str) -> list[str]:
    import shlex

    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == "policy-assistant", command
    return arguments


def _run(arguments: list[str]) -> str:
    return subprocess.run(
        [str(COMMAND), *arguments], capture_output=True, text=True, check=True, cwd=ROOT
    ).stdout


if __name__ == "__main__":
    now = measured()
    for readme in READMES:
        readme.write_text(rendered(readme, now), encoding="utf-8")
