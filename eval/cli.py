"""`policy-assistant eval …`: the suites of the evaluation, and the checks of its question sets."""

from __future__ import annotations

import json
from dataclasses import asdict
from statistics import median
from typing import Annotated

import typer

from eval.bootstrap import RESAMPLES, SEED
from eval.dialogue.command import answers, conversations
from eval.gate.command import gate
from eval.overlap import THRESHOLD, nearest
from eval.question import load_questions, set_path
from eval.told import told

app = typer.Typer(help="评测：题库、指标、对照。", no_args_is_help=True)

SetOption = Annotated[str, typer.Option("--set", help="题集：dev、test，或题目文件的路径")]
JsonOption = Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取")]

app.command()(answers)
app.command()(conversations)
app.command()(gate)


@app.command()
def retrieval(
    *,
    set_name: SetOption = "dev",
    as_json: JsonOption = False,
    resamples: Annotated[int, typer.Option(min=100, help="自助抽样次数")] = RESAMPLES,
    seed: Annotated[int, typer.Option(min=0, help="随机种子")] = SEED,
    baselines: Annotated[bool, typer.Option(help="是否测对照方法")] = True,
    ablations: Annotated[bool, typer.Option(help="是否逐项关闭各部分再测")] = True,
    chat: Annotated[bool, typer.Option(help="是否测应答与拒答")] = True,
    worst: Annotated[int, typer.Option(min=0, help="列出最差的多少题")] = 0,
) -> None:
    """检索评测：找得准不准，该拒的拒没拒；dev 用来调整，test 只用来报告。"""
    from eval import report
    from eval.retrieval import Plan, run

    with told():
        questions = load_questions(set_path(set_name))
        plan = Plan(baselines, ablations, chat, resamples, seed)
        found = run(questions, plan=plan)
    if as_json:
        print(json.dumps(report.as_json(found, set_name, worst), ensure_ascii=False, indent=2))
    else:
        print(report.as_text(found, set_name, worst))


@app.command()
def calculator(
    *,
    as_json: JsonOption = False,
    persons: Annotated[int, typer.Option(min=20, help="测多少个随机情况")] = 1000,
    seed: Annotated[int, typer.Option(min=0, help="随机种子")] = SEED,
    asked: Annotated[int, typer.Option(min=2, help="追问次序测多少人")] = 40,
) -> None:
    """测算：一人全项的时间、批量的速度、追问几句能判定多少项；装了 openfisca-core 则一并对照。"""
    from eval.calculator.questions import STEPS, curves
    from eval.calculator.speed import measure
    from eval.calculator.wording import as_text

    speed, orders = measure(persons, seed), curves(asked, seed)
    if as_json:
        found = {"speed": asdict(speed), "steps": STEPS, "orders": [asdict(one) for one in orders]}
        print(json.dumps(found, ensure_ascii=False, indent=2))
    else:
        print(as_text(speed, orders))


@app.command()
def overlap(
    *,
    set_name: SetOption = "dev",
    as_json: JsonOption = False,
    threshold: Annotated[float, typer.Option(min=0, max=1, help="双字重合度上限")] = THRESHOLD,
) -> None:
    """查重：题集里有没有与索引所用问句过于相像的题；有则退出码为1。"""
    from corpus.questions import load_questions as load_clause_questions

    with told():
        questions = load_questions(set_path(set_name))
    found = nearest(questions, load_clause_questions())
    pairs = [pair for pair in found if pair.similarity > threshold]
    if as_json:
        print(json.dumps([asdict(pair) for pair in pairs], ensure_ascii=False, indent=2))
    else:
        middle = median(pair.similarity for pair in found) if found else 0.0
        print(f"{set_name}：{len(questions)} 题，与最像的索引问句双字重合度中位数 {middle:.2f}，")
        print(f"超过 {threshold} 的有 {len(pairs)} 题")
        for pair in pairs:
            print(f"{pair.similarity:.2f}  {pair.question_id} {pair.question}")
            print(f"      {pair.clause_id} {pair.clause_question}")
    if pairs:
        raise typer.Exit(1)


@app.command()
def card() -> None:
    """重写题集说明 CARD.md 里的统计表。"""
    from eval.card import update

    with told():
        changed = update()
    print("统计表已更新" if changed else "统计表无须更新")
