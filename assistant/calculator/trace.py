"""The trace of a verdict: the tree of conditions with text, facts, value, lack and clause.

Why, why not and what is missing are read off this tree; nothing is written beside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from assistant.calculator.case import Case
from assistant.calculator.node import AMBIGUOUS, BOTH_READINGS, FALSE, TRUE, Node
from assistant.calculator.result import Condition
from assistant.calculator.texts import load_texts, said
from assistant.calculator.verdict import open_facts
from corpus import rulebook as rules
from corpus.rulebook.condition import tests

Facts = Mapping[str, rules.Fact]


class Tracer:
    """Traces nodes; what a test says while its fact is unknown, or met, is written once."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._written: dict[tuple[Node, int], Condition] = {}

    def trace(self, node: Node, case: Case) -> Condition:
        """The trace of a node, with those below it."""
        code = node.code(case)
        written = self._written.get((node, code))
        if written is None:
            written = self._trace(node, code, case)
            if isinstance(node.condition, rules.Test) and code != FALSE:
                self._written[node, code] = written
        return written

    def _trace(self, node: Node, code: int, case: Case) -> Condition:
        condition = node.condition
        met = {TRUE: True, FALSE: False}.get(code)
        if isinstance(condition, rules.Test):
            lacking = None if met else _lacking(condition, case, self._facts, met)
            return Condition(condition.text, (condition.fact,), met, lacking, condition.clause)
        if isinstance(condition, rules.Wide | rules.Narrow):
            return _reading(condition, code, self.trace(node.parts[0], case))
        names = tuple(dict.fromkeys(test.fact for test in tests(condition)))
        parts = tuple([self.trace(part, case) for part in node.parts])
        lacking = None if met else _lacking_of_parts(node, code, case, self._facts, parts)
        return Condition(condition.text, names, met, lacking, condition.clause, parts)


def _reading(condition: rules.Wide | rules.Narrow, code: int, inner: Condition) -> Condition:
    """A condition that one reading only asks: open where the readings differ."""
    if code == TRUE:
        return inner
    if code == AMBIGUOUS:
        lacking: str | None = condition.because
    elif isinstance(condition, rules.Wide) and code == FALSE:
        lacking = inner.lacking
    else:
        lacking = inner.lacking or condition.because
    met = False if code == FALSE else None
    return Condition(inner.text, inner.facts, met, lacking, inner.clause_id, inner.parts)


def _lacking(test: rules.Test, case: Case, facts: Facts, met: bool | None) -> str:
    texts = load_texts()
    fact = facts[test.fact]
    if met is None:
        return str(texts["unknown"].format(titles=fact.title))
    if test.not_yet:
        return test.not_yet
    value = case.values.get(test.fact)
    if value is None or fact.type == "bool":
        return str(texts["not_met_plain"].format(text=test.text))
    return str(texts["not_met"].format(text=test.text, title=fact.title, value=said(fact, value)))


def _lacking_of_parts(
    node: Node,
    code: int,
    case: Case,
    facts: Facts,
    parts: tuple[Condition, ...],
) -> str:
    texts = load_texts()
    condition = cast(rules.All | rules.Any, node.condition)
    if code == FALSE and isinstance(condition, rules.Any):
        return str(texts["none_of"].format(text=condition.text))
    if code in (AMBIGUOUS, FALSE):
        return next(one.lacking for one in parts if one.lacking and one.met is not True)
    names = open_facts(node, case, BOTH_READINGS)
    titles = texts["enumeration"].join(facts[name].title for name in names)
    return str(texts["unknown"].format(titles=titles))
