"""`policy-assistant eval gate`: what the last check of an answer catches, and its false alarms."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from eval.bootstrap import SEED
from eval.gate.answers import from_calculator, from_chat, from_pairs, wording
from eval.gate.measure import Count, Measured, measure

EXAMPLES = 8


def gate(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，供程序读取")] = False,
    questions: Annotated[int, typer.Option(min=1, help="抽多少个问题")] = 300,
    pairs: Annotated[int, typer.Option(min=0, help="抽多少对条款")] = 100,
    persons: Annotated[int, typer.Option(min=1, help="算多少个随机情况")] = 300,
    seed: Annotated[int, typer.Option(min=0, help="随机种子")] = SEED,
) -> None:
    """核验：把正确回答里的数字改错，看能查出多少；未改的回答有没有被误拦。"""
    from assistant import Assistant

    with Assistant.open() as assistant:
        answers = [
            *from_chat(assistant, questions, seed),
            *from_pairs(assistant.policy, pairs, seed),
            *from_calculator(assistant.policy, persons, seed),
        ]
        measured = measure(answers, assistant.policy, seed)
    if as_json:
        typer.echo(json.dumps(as_dict(measured, seed), ensure_ascii=False, indent=2))
    else:
        typer.echo(as_text(measured, seed))


def as_dict(measured: Measured, seed: int) -> dict[str, Any]:
    """All figures, as plain values."""
    return {
        "seed": seed,
        "answers": measured.answers,
        "false_alarms": _rate(Count(len(measured.alarms), measured.answers)),
        "caught": _rate(measured.caught),
        "caught_with_coincidences": _rate(measured.everything),
        "coincidences": measured.coincided.count,
        "false_alarms_by_mark": _rate(Count(measured.alarms_by_mark, measured.answers)),
        "mixed_caught_by_mark": _rate(measured.mixed),
        "by_kind": {kind: _rate(measured.of_kind(kind)) for kind in wording()["kinds"]},
        "by_source": {name: _rate(measured.of_source(name)) for name in wording()["sources"]},
        "missed": [
            {"kind": one.kind, "before": one.before, "after": one.after, "sentence": _near(one)}
            for _, one in measured.missed
        ],
    }


def as_text(measured: Measured, seed: int) -> str:
    """The report that people read."""
    words = wording()
    caught, alarms = measured.caught, Count(len(measured.alarms), measured.answers)
    lines = [
        words["about"].format(
            answers=measured.answers, mutants=measured.everything.count, seed=seed
        ),
        words["unlabelled"],
        words["alarms"].format(alarms=alarms.hits, answers=alarms.count, **_interval(alarms)),
        words["caught"].format(hits=caught.hits, count=caught.count, **_interval(caught)),
        words["coincided"].format(
            count=measured.coincided.count, rate=measured.everything.interval.mean
        ),
        words["mixed"].format(
            hits=measured.mixed.hits,
            count=measured.mixed.count,
            alarms=measured.alarms_by_mark,
            **_interval(measured.mixed),
        ),
    ]
    rows = [(words["kinds"][kind], measured.of_kind(kind)) for kind in words["kinds"]]
    rows += [(words["sources"][name], measured.of_source(name)) for name in words["sources"]]
    lines += [
        words["row"].format(name=name, hits=one.hits, count=one.count, **_interval(one))
        for name, one in rows
        if one.count
    ]
    if measured.missed:
        lines.append(words["missed"])
    lines += [
        words["example"].format(
            kind=words["kinds"][one.kind].strip("　"),
            before=one.before,
            after=one.after,
            sentence=_near(one),
        )
        for _, one in measured.missed[:EXAMPLES]
    ]
    if measured.alarms:
        lines.append(words["alarmed"])
    lines += [
        words["alarm"].format(fault=f"{found[0].text} {found[0].why}", answer=one.answer[:60])
        for one, found in measured.alarms[:EXAMPLES]
    ]
    return "\n".join(lines)


def _near(one: Any) -> str:
    text: str = one.answer[max(0, one.start - 20) : one.start + 20]
    return text.replace("\n", " ")


def _interval(one: Count) -> dict[str, float]:
    interval = one.interval
    return {"rate": interval.mean, "low": interval.low, "high": interval.high}


def _rate(one: Count) -> dict[str, float]:
    return {"hits": one.hits, "count": one.count, **_interval(one)}
