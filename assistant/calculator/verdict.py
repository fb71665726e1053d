"""What the code of a node means: the status, the facts that are open, where the readings differ."""

from __future__ import annotations

from collections.abc import Iterator

from assistant.calculator.case import Case
from assistant.calculator.node import AMBIGUOUS, NARROW, TRUE, WIDE, Node
from assistant.calculator.result import Status
from corpus.rulebook import All, Any, Narrow, Test, Wide


def status_of(code: int) -> Status:
    """The status that a programme's code means."""
    if code == TRUE:
        return "eligible"
    if not code & WIDE:
        return "ineligible"
    return "ambiguous" if code == AMBIGUOUS else "needs_info"


def undecided(code: int) -> int:
    """The readings under which a code is open, as a mask."""
    return (NARROW if code >> 2 == 0b01 else 0) | (WIDE if code & WIDE == 0b01 else 0)


def open_facts(node: Node, case: Case, readings: int) -> list[str]:
    """The facts that could still change a node under some of the readings, in order."""
    readings &= undecided(node.code(case))
    if not readings:
        return []
    if isinstance(node.condition, Test):
        return [node.condition.fact]
    found = [fact for part in node.parts for fact in open_facts(part, case, readings)]
    return list(dict.fromkeys(found))


def differing(node: Node, case: Case) -> list[str]:
    """Why the readings differ on a node that is ambiguous."""
    condition = node.condition
    if isinstance(condition, Test) or node.code(case) != AMBIGUOUS:
        return []
    if isinstance(condition, Wide | Narrow):
        return [condition.because]
    return [why for part in node.parts for why in differing(part, case)]


def refuting(node: Node, case: Case) -> Iterator[Test | None]:
    """The tests that make a false node false; None for what no single test settles."""
    condition = node.condition
    if node.code(case) & WIDE:
        return
    if isinstance(condition, Test):
        yield condition
    elif isinstance(condition, All | Wide | Narrow):
        for part in node.parts:
            yield from refuting(part, case)
    elif isinstance(condition, Any):
        yield _still_to_come(node, case)


def _still_to_come(node: Node, case: Case) -> Test | None:
    """Of a false `any`: a test that time can still turn, in a part where that is all it takes."""
    for part in node.parts:
        found = list(refuting(part, case))
        if found and all(test is not None and test.not_yet for test in found):
            return found[0]
    return None
