"""Right answers to measure the gate on, each with the evidence that it rests on.

From the assistant, with verbatim quotes; the same with the quotes worded into the text, so that
only the figures can give a change away; and results of the calculator in words.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.calculator import calculate
from assistant.calculator.calculate import open_calculator
from assistant.reply import Citation
from assistant.verification import Evidence
from corpus import Clause, Policy
from corpus.questions import load_questions
from corpus.yaml_file import read_yaml
from eval.calculator.profiles import profiles

DAY = date(2026, 1, 15)
_WORDING = Path(__file__).parent / "wording.yaml"


@dataclass(frozen=True, slots=True)
class RightAnswer:
    """An answer, its citations and evidence; `source` is quoted, worded or calculated."""

    source: str
    answer: str
    citations: tuple[Citation, ...]
    evidence: Evidence


def wording() -> dict[str, Any]:
    """The words of the report and of the templates."""
    words: dict[str, Any] = read_yaml(_WORDING)
    return words


def from_chat(assistant: Assistant, count: int, seed: int) -> Iterator[RightAnswer]:
    """Answers to a sample of the questions people ask, as given and worded."""
    everything = sorted({one for many in load_questions().values() for one in many})
    chance = random.Random(seed)  # noqa: S311 - no secret
    for question in chance.sample(everything, min(count, len(everything))):
        reply = assistant.chat(question)
        clauses = [assistant.policy[one.clause_id] for one in reply.citations]
        evidence = _evidence(assistant.policy, clauses, reply.calculation, (question,))
        yield RightAnswer("quoted", reply.answer, reply.citations, evidence)
        if reply.citations:
            yield RightAnswer("worded", _worded(reply.citations), reply.citations, evidence)


def from_pairs(policy: Policy, count: int, seed: int) -> Iterator[RightAnswer]:
    """Two clauses with amounts in words, so that their figures can be mixed up."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    with_money = [one for one in policy if any(each.kind == "money" for each in one.figures)]
    for _ in range(count):
        clauses = chance.sample(with_money, 2)
        citations = _citations(clauses)
        yield RightAnswer(
            "worded", _worded(citations), citations, _evidence(policy, clauses, None, ())
        )


def from_calculator(policy: Policy, count: int, seed: int) -> Iterator[RightAnswer]:
    """One result with a figure for each of `count` random persons, in words."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    made = 0
    for facts in profiles(open_calculator().rulebook, 10 * count, seed):
        dump = calculate(facts, as_of=DAY).model_dump()
        told = [one for one in dump["results"] if one["formula"] and one["amount_max"]]
        if not told:
            continue
        result = chance.choice(told)
        yield _calculated(policy, dump, result)
        made += 1
        if made == count:
            return


def _worded(citations: Sequence[Citation]) -> str:
    template = wording()["templates"]["quote"]
    return "\n\n".join(
        template.format(label=one.label, words=one.quote.rstrip("。；"), n=one.n)
        for one in citations
    )


def _calculated(policy: Policy, dump: Mapping[str, Any], result: Mapping[str, Any]) -> RightAnswer:
    clauses = [policy[one] for one in result["citations"]]
    citations = _citations(clauses)
    words = wording()["templates"]
    marks = "][".join(str(one.n) for one in citations)
    lines = [
        words["result"].format(
            title=result["title"],
            verdict=words[result["status"]],
            formula=result["formula"],
            n=marks,
        ),
        words["amount"].format(
            amount=result["amount_max"],
            conditions="、".join(one["text"] for one in result["conditions"]),
            n=marks,
        ),
        "\n".join(
            words["period"].format(period=one["period"], amount=one["amount_max"])
            for one in result["schedule"]
            if one["amount_max"] is not None
        ),
        "\n".join(result["notes"]),
    ]
    answer = "\n\n".join(line for line in lines if line)
    spoken_of = {**dump, "results": [result], "combination": {}}
    return RightAnswer("calculated", answer, citations, _evidence(policy, clauses, spoken_of, ()))


def _day(calculation: Mapping[str, Any] | None) -> date:
    return date.fromisoformat(calculation["as_of"]) if calculation else DAY


def _citations(clauses: Sequence[Clause]) -> tuple[Citation, ...]:
    return tuple(
        Citation(n=n, clause_id=one.id, label=one.label, quote=_longest(one), url="/policy")
        for n, one in enumerate(clauses, start=1)
    )


def _longest(clause: Clause) -> str:
    return max(clause.paragraphs, key=len)


def _evidence(
    policy: Policy,
    clauses: Sequence[Clause],
    calculation: Mapping[str, Any] | None,
    said: tuple[str, ...],
) -> Evidence:
    return Evidence(
        clauses=tuple(dict.fromkeys(text for one in clauses for text in (one.text, one.label))),
        calculation=calculation,
        said=said,
        as_of=_day(calculation),
        policy_title=policy.title,
        policy_date=date.fromisoformat(policy.issued),
    )
