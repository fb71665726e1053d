"""The retrieval suite: product, baselines and ablations on one set of questions, in one run.

Takes questions and settings; gives a report with intervals, slices, refusal rates and latencies.
All runs on an index in a temporary folder: a running installation's data is neither read nor
changed. Every system gets the question as typed; of earlier turns only the chat knows.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant import Assistant, Settings
from corpus import load_policy
from eval.bootstrap import RESAMPLES, SEED, ClusterBootstrap, Interval, holm
from eval.errors import EvalError
from eval.metrics import DEPTH, METRICS, Values, score
from eval.question import Question, answerable
from eval.refusals import Outcome, Rate, ask, errors, rates
from eval.systems import Role, System, ablations, baselines, product
from indexing.encoders import open_encoder

Scores = dict[str, Values]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to run besides the product, and how the intervals are drawn."""

    baselines: bool = True
    ablations: bool = True
    chat: bool = True
    resamples: int = RESAMPLES
    seed: int = SEED


@dataclass(frozen=True, slots=True)
class Difference:
    """A system minus the product, paired by question; `p` is adjusted (Holm) over the ablations.

    Only ablations have a `p`: they are the family of comparisons that is searched for effects.
    """

    mean: float
    low: float
    high: float
    p: float | None = None


@dataclass(frozen=True, slots=True)
class Measured:
    """A system's metrics, each with its interval, and its differences to the product."""

    name: str
    role: Role
    metrics: dict[str, Interval]
    differences: dict[str, Difference]


@dataclass(frozen=True, slots=True)
class Slice:
    """The product on the questions of one style, persona, or with earlier turns."""

    by: str
    value: str
    count: int
    metrics: dict[str, Interval]


@dataclass(frozen=True, slots=True)
class Latency:
    """Time of one call in this process; for information, as the machine is not controlled."""

    what: str
    calls: int
    p50_ms: float
    p95_ms: float


@dataclass(frozen=True, slots=True)
class Missed:
    """A question with what was found for it, best first."""

    question: Question
    found: tuple[str, ...]
    recall_at_5: float


@dataclass(frozen=True, slots=True)
class Report:
    """All that one run found; `missed` has what is not found whole and first, worst first."""

    policy_version: str
    encoder: str
    plan: Plan
    counts: dict[str, int]
    systems: tuple[Measured, ...]
    slices: tuple[Slice, ...]
    rates: tuple[Rate, ...]
    latencies: tuple[Latency, ...]
    missed: tuple[Missed, ...]
    chat_errors: tuple[Outcome, ...]


def run(
    questions: Sequence[Question], settings: Settings | None = None, plan: Plan | None = None
) -> Report:
    """Measure everything that `plan` names; raises EvalError where nothing can be measured."""
    plan = plan or Plan()
    asked = answerable(questions)
    if not asked:
        raise EvalError("the set has no question of kind `answer`: retrieval cannot be measured")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        # Data and vectors here, whatever the settings name.
        aside = (settings or Settings()).model_copy(
            update={"data_dir": Path(folder), "chroma_url": ""}
        )
        encoder = open_encoder(
            aside.encoder, model=aside.encoder_model, api_key=aside.encoder_api_key
        )
        ours = product(aside.index_dir, encoder)
        found, search_times = _rank_all(ours, asked)
        others = [
            *(baselines(encoder) if plan.baselines else ()),
            *(ablations(aside.index_dir, encoder) if plan.ablations else ()),
        ]
        scored = [(ours, score(found, asked))]
        scored += [(system, score(_rank_all(system, asked)[0], asked)) for system in others]
        outcomes = _chat(aside, questions) if plan.chat else []
    return Report(
        policy_version=load_policy().version,
        encoder=encoder.name,
        plan=plan,
        counts=_counts(questions),
        systems=compare(asked, scored, plan),
        slices=tuple(_slices(asked, scored[0][1], plan)),
        rates=tuple(rates(outcomes)),
        latencies=tuple(
            _latency(what, times)
            for what, times in {
                "search": search_times,
                "chat": [outcome.milliseconds for outcome in outcomes],
            }.items()
            if times
        ),
        missed=tuple(_worst_first(asked, found, scored[0][1])),
        chat_errors=tuple(errors(outcomes)),
    )


def compare(
    questions: Sequence[Question], scored: Sequence[tuple[System, Scores]], plan: Plan
) -> tuple[Measured, ...]:
    """Every system with intervals, and its paired differences to the first one."""
    bootstrap = _bootstrap(questions, plan)
    ours = scored[0][1]
    tried = [values for system, values in scored if system.role == "ablation"]
    adjusted = {
        name: iter(holm([bootstrap.p_value(values[name] - ours[name]) for values in tried]))
        for name in METRICS
    }
    return tuple(
        Measured(
            system.name,
            system.role,
            {name: bootstrap.interval(values[name]) for name in METRICS},
            {
                name: _difference(
                    bootstrap.interval(values[name] - ours[name]),
                    next(adjusted[name]) if system.role == "ablation" else None,
                )
                for name in METRICS
                if system.role != "product"
            },
        )
        for system, values in scored
    )


def _chat(settings: Settings, questions: Sequence[Question]) -> list[Outcome]:
    with Assistant.open(settings) as assistant:
        return ask(assistant, questions)


def _difference(interval: Interval, p: float | None) -> Difference:
    return Difference(interval.mean, interval.low, interval.high, p)


def _rank_all(system: System, questions: Sequence[Question]) -> tuple[list[list[str]], list[float]]:
    """Rankings of all questions and the milliseconds that each took, the first call apart."""
    system.ranker.rank(questions[0].question, DEPTH)
    found: list[list[str]] = []
    times: list[float] = []
    for question in questions:
        start = time.perf_counter()
        found.append(system.ranker.rank(question.question, DEPTH))
        times.append(1000 * (time.perf_counter() - start))
    return found, times


def _bootstrap(questions: Sequence[Question], plan: Plan) -> ClusterBootstrap:
    return ClusterBootstrap([question.gold[0] for question in questions], plan.resamples, plan.seed)


def _slices(questions: Sequence[Question], scores: Scores, plan: Plan) -> Iterable[Slice]:
    keys = {
        "style": [question.style for question in questions],
        "persona": [question.persona for question in questions],
        "gold": ["several" if len(question.gold) > 1 else "one" for question in questions],
        "history": ["follow_up" if question.history else "first" for question in questions],
    }
    for by, values in keys.items():
        for value in sorted(set(values)):
            among = [place for place, one in enumerate(values) if one == value]
            bootstrap = _bootstrap([questions[place] for place in among], plan)
            metrics = {name: bootstrap.interval(scores[name][among]) for name in METRICS}
            yield Slice(by, value, len(among), metrics)


def _latency(what: str, times: Sequence[float]) -> Latency:
    p50, p95 = np.quantile(times, [0.5, 0.95])
    return Latency(what, len(times), round(float(p50), 2), round(float(p95), 2))


def _worst_first(
    questions: Sequence[Question], found: Sequence[list[str]], scores: Scores
) -> Iterable[Missed]:
    recall, rank = scores["recall@5"], scores["mrr_ok@10"]
    for place in np.lexsort((rank, recall)):
        if recall[place] == rank[place] == 1:
            return
        yield Missed(questions[place], tuple(found[place]), float(recall[place]))


def _counts(questions: Sequence[Question]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for question in questions:
        counts[question.kind] = counts.get(question.kind, 0) + 1
    return counts
