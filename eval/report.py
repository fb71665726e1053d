"""A report as text for people (Chinese) and as JSON for programs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

from corpus import load_policy
from corpus.yaml_file import read_yaml
from eval.bootstrap import Interval
from eval.metrics import METRICS
from eval.question import Question
from eval.refusals import Outcome
from eval.retrieval import Difference, Measured, Report

WORDING = Path(__file__).parent / "wording.yaml"
HEADLINE = ("first_right", "recall@5", "all_gold@5", "mrr@10")  # of slices and differences
COLUMNS = 4  # metrics side by side
SIGNIFICANT = 0.05
_FURTHER = 5  # clauses shown of what was found


@cache
def wording() -> Mapping[str, Mapping[str, str]]:
    """What stands for each name, by the section of wording.yaml."""
    words: Mapping[str, Mapping[str, str]] = read_yaml(WORDING)
    return words


def as_text(report: Report, set_name: str, worst: int = 0) -> str:
    """The report as tables; with `worst` questions that went wrong."""
    headings = wording()["headings"]
    kinds = {kind: report.counts.get(kind, 0) for kind in ("answer", "refuse", "unsafe")}
    lines = [
        headings["title"].format(
            set=set_name, smalltalk=report.counts.get("smalltalk", 0), **kinds
        ),
        headings["about"].format(
            policy_version=report.policy_version,
            encoder=report.encoder,
            resamples=report.plan.resamples,
            seed=report.plan.seed,
        ),
        headings["unlabelled"],
    ]
    for section in (_systems, _differences, _slices, _rates, _latencies):
        lines += section(report)
    if worst:
        lines += _worst(report, worst)
    return "\n".join(lines)


def as_json(report: Report, set_name: str, worst: int = 0) -> dict[str, Any]:
    """The report as plain data; the same names as in the code, figures unrounded."""
    data = asdict(report)
    data["missed"] = data["missed"][:worst]
    data["chat_errors"] = [
        {"id": one.question.id, "kind": one.kind, "reason": one.reason, "cited": one.cited}
        for one in report.chat_errors
    ]
    return {"suite": "retrieval", "set": set_name, **data}


def _systems(report: Report) -> Iterator[str]:
    names = list(METRICS)
    for start in range(0, len(names), COLUMNS):
        part = names[start : start + COLUMNS]
        rows = [
            [_word("systems", system.name), *(_interval(system.metrics[name]) for name in part)]
            for system in report.systems
        ]
        yield from _table("systems", ["system", *part], rows)


def _differences(report: Report) -> Iterator[str]:
    others = [system for system in report.systems if system.differences]
    rows = [[_word("systems", system.name), *_apart(system)] for system in others]
    if rows:
        yield from _table("differences", ["system", *HEADLINE], rows)


def _apart(system: Measured) -> list[str]:
    return [_signed(system.differences[name]) for name in HEADLINE]


def _slices(report: Report) -> Iterator[str]:
    rows = [
        [
            f"{_word('slices', one.by)} {_word('values', one.value)}",
            str(one.count),
            *(_interval(one.metrics[name]) for name in HEADLINE),
        ]
        for one in report.slices
    ]
    yield from _table("slices", ["slice", "count", *HEADLINE], rows)


def _rates(report: Report) -> Iterator[str]:
    rows = [
        [_word("rates", rate.name), f"{rate.hits}/{rate.count}", _interval(rate)]
        for rate in report.rates
    ]
    if rows:
        yield from _table("rates", ["what", "count", "rate"], rows)


def _latencies(report: Report) -> Iterator[str]:
    rows = [
        [_word("latencies", one.what), str(one.calls), f"{one.p50_ms:.1f}", f"{one.p95_ms:.1f}"]
        for one in report.latencies
    ]
    yield from _table("latencies", ["what", "count", "p50", "p95"], rows)


def _worst(report: Report, count: int) -> Iterator[str]:
    headings, labels = wording()["headings"], wording()["labels"]
    yield from ("", headings["worst"].format(count=count))
    for missed in report.missed[:count]:
        yield _asked(missed.question)
        yield f"  {labels['found']}：{_clauses(missed.found[:_FURTHER], missed.question)}"
    if report.chat_errors:
        yield from ("", headings["chat_errors"].format(count=count))
    for outcome in report.chat_errors[:count]:
        yield _asked(outcome.question)
        yield f"  → {_met(outcome)}"


def _asked(question: Question) -> str:
    labels = wording()["labels"]
    line = f"{question.id} {question.question}"
    if question.history:
        line += labels["followed_up"]
    if question.gold:
        line += f"\n  {labels['gold']}：{_clauses(question.gold)}"
    if question.also_ok:
        line += f"\n  {labels['also_ok']}：{_clauses(question.also_ok)}"
    return line


def _met(outcome: Outcome) -> str:
    reply = f"{outcome.kind} {outcome.reason}" if outcome.reason else outcome.kind
    return f"{reply}；{wording()['labels']['cited']}：{_clauses(outcome.cited)}"


def _clauses(clause_ids: Iterable[str], question: Question | None = None) -> str:
    """Labels with ids; those that are right for the question are marked."""
    policy = load_policy()
    marked = (
        f"{'✓' if question and one in question.right else ''}{policy[one].label}（{one}）"
        for one in clause_ids
    )
    return "、".join(marked) or wording()["labels"]["nothing"]


def _interval(interval: Interval | Any) -> str:
    return f"{interval.mean:.3f} [{interval.low:.3f}, {interval.high:.3f}]"


def _signed(difference: Difference) -> str:
    mark = "*" if difference.p is not None and difference.p < SIGNIFICANT else ""
    return f"{difference.mean:+.3f} [{difference.low:+.3f}, {difference.high:+.3f}]{mark}"


def _word(section: str, name: str) -> str:
    return wording()[section].get(name, name)


def _table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    words = {**wording()["metrics"], **wording()["headings"]}
    header = [words.get(column, column) for column in columns]
    widths = [max(map(_width, column)) for column in zip(header, *rows, strict=True)]
    yield from ("", words[title])
    for row in (header, *rows):
        cells = (cell + " " * (room - _width(cell)) for cell, room in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()


def _width(text: str) -> int:
    """Columns on a terminal: a 汉字 takes two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
