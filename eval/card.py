"""The counts in the card of the question sets, computed from the files and kept in CARD.md."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from hashlib import sha256

from eval.errors import EvalError
from eval.question import (
    FAR,
    NEAR,
    SET_NAMES,
    SETS,
    Question,
    load_questions,
    set_path,
)

CARD = SETS / "CARD.md"
START, END = "<!-- counts: policy-assistant eval card -->", "<!-- /counts -->"
KINDS = ("answer", "refuse", "unsafe", "smalltalk")


def counts() -> str:
    """The tables of all sets, in Markdown."""
    sets = [load_questions(set_path(name)) for name in SET_NAMES]
    rows: list[tuple[str, Callable[[Sequence[Question]], str]]] = [
        ("questions", lambda one: str(len(one))),
        *((f"kind {kind}", _counter(lambda q: q.kind, kind)) for kind in KINDS),
        *(
            (f"refuse: {name}", _counter(lambda q: q.category * (q.kind == "refuse"), name))
            for name in (FAR, *NEAR)
        ),
        *((f"style {one}", _counter(lambda q: q.style, one)) for one in _all(sets, "style")),
        *((f"persona {one}", _counter(lambda q: q.persona, one)) for one in _all(sets, "persona")),
        ("with several gold clauses", lambda one: str(sum(len(q.gold) > 1 for q in one))),
        ("with earlier turns", lambda one: str(sum(bool(q.history) for q in one))),
        ("clauses that are gold", lambda one: str(len({c for q in one for c in q.gold}))),
    ]
    lines = [f"| | {' | '.join(SET_NAMES)} |", f"| --- {'| ---: ' * len(sets)}|"]
    lines += [f"| {name} | {' | '.join(map(count, sets))} |" for name, count in rows]
    hashes = [f"- `{name}.jsonl`: `{_hash(name)}`" for name in SET_NAMES]
    return "\n".join([*lines, "", "SHA-256 of the files:", "", *hashes])


def update() -> bool:
    """Write the counts into CARD.md; whether that changed it."""
    old = CARD.read_text(encoding="utf-8")
    before, start, rest = old.partition(START)
    _, end, after = rest.partition(END)
    if not start or not end:
        raise EvalError(f"{CARD.name} has lost its marks {START} and {END}; put them back")
    new = f"{before}{START}\n{counts()}\n{END}{after}"
    if new != old:
        CARD.write_text(new, encoding="utf-8")
    return new != old


def _counter(value: Callable[[Question], str], wanted: str) -> Callable[[Sequence[Question]], str]:
    return lambda questions: str(sum(value(question) == wanted for question in questions))


def _all(sets: Sequence[Sequence[Question]], field: str) -> list[str]:
    """The values of a field, the most frequent first."""
    found = Counter(str(getattr(question, field)) for one in sets for question in one)
    return sorted(found, key=lambda value: (-found[value], value))


def _hash(name: str) -> str:
    return sha256(set_path(name).read_bytes()).hexdigest()
