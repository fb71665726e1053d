"""`policy-assistant eval answers` and `eval conversations`: scripts played, turn by turn."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from time import perf_counter
from typing import Annotated, Any

import typer

from eval.dialogue.play import Conversation, play
from eval.dialogue.script import load_scripts
from eval.told import told

SetOption = Annotated[str, typer.Option("--set", help="题集：dev，或对话文件的路径")]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取")]
WorstOption = Annotated[int, typer.Option(min=0, help="列出多少处不对的")]


def answers(
    *, set_name: SetOption = "dev", as_json: JsonOption = False, worst: WorstOption = 0
) -> None:
    """单条消息：结论、金额、情况、出处是否都对。"""
    _run("answers", set_name, as_json=as_json, worst=worst)


def conversations(
    *, set_name: SetOption = "dev", as_json: JsonOption = False, worst: WorstOption = 0
) -> None:
    """多轮对话：逐轮看结论、金额、记下的情况、出处、追问。"""
    _run("conversations", set_name, as_json=as_json, worst=worst)


def _run(suite: str, set_name: str, *, as_json: bool, worst: int) -> None:
    with told():
        scripts = load_scripts(suite, set_name)
    begun = perf_counter()
    found = play(scripts)
    report = as_dict(suite, found, perf_counter() - begun)
    if as_json:
        typer.echo(json.dumps(report, ensure_ascii=False, indent=2))
        return
    typer.echo(as_text(report))
    for line in report["wrong"][:worst]:
        typer.echo(f"- {line['id']}.{line['turn']} {line['user']}：{'；'.join(line['faults'])}")


def as_dict(suite: str, found: Sequence[Conversation], seconds: float) -> dict[str, Any]:
    """Figures over all turns, and every turn that is not wholly right."""
    turns = [turn for one in found for turn in one.turns]
    wrong = [
        {"id": one.script.id, "turn": place, "user": turn.turn.user, "faults": list(turn.faults)}
        for one in found
        for place, turn in enumerate(one.turns)
        if turn.faults
    ]
    return {
        "suite": suite,
        "conversations": len(found),
        "conversations_right": sum(one.is_right for one in found),
        "turns": len(turns),
        "turns_right": len(turns) - len(wrong),
        "ms_a_turn": round(1000 * seconds / len(turns), 1),
        "faults": dict(Counter(_kind(fault) for turn in turns for fault in turn.faults)),
        "wrong": wrong,
    }


def as_text(report: dict[str, Any]) -> str:
    """The report that people read."""
    lines = [
        "题目和标注由程序写成，尚无人工标注。",
        f"整段全对：{report['conversations_right']}/{report['conversations']}",
        f"逐轮全对：{report['turns_right']}/{report['turns']}",
        f"每轮 {report['ms_a_turn']} 毫秒（含打开索引）",
    ]
    lines += [f"  {kind}：{count}" for kind, count in sorted(report["faults"].items())]
    return "\n".join(lines)


def _kind(fault: str) -> str:
    """What a fault is about: kind, verdict, amount, ledger, words, citation or question."""
    kinds = {
        "kind ": "答复种类",
        "ledger ": "记下的情况",
        "does not contain": "缺的话",
        "contains": "不该有的话",
        "does not cite": "出处",
        "asks": "追问",
    }
    for start, name in kinds.items():
        if fault.startswith(start):
            return name
    return "金额" if " gives " in fault else "结论"
