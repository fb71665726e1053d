"""Replies, clauses and search results as plain text for a terminal, and as JSON for a script."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any, cast

from web.texts import command_texts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from assistant import Reply, SearchResult
    from corpus import Policy
    from web.clauses import ClauseView

_EMPHASIS = re.compile(r"\*\*(.+?)\*\*|`(.+?)`")
_QUOTE = re.compile(r"^> ?", re.MULTILINE)
_BAR = "  │ "


def prepare_streams() -> None:
    """UTF-8 into pipes and files; on a terminal, signs that it lacks become `?`."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="replace")


def cleaned(argument: str) -> str:
    """An argument that was no UTF-8, with signs of replacement instead of surrogates."""
    return argument.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def say(text: str, *, is_error: bool = False) -> None:
    """Write a line to stdout or stderr, at once."""
    stream = sys.stderr if is_error else sys.stdout
    stream.write(f"{text}\n")
    stream.flush()


def print_json(value: Any) -> None:
    """The value as JSON, Chinese as it is."""
    plain = asdict(cast(Any, value)) if is_dataclass(value) else value
    say(json.dumps(plain, ensure_ascii=False, indent=2))


def reply_text(reply: Reply) -> str:
    """The answer without Markdown; sources and departments that it does not name follow."""
    texts = command_texts()
    answer = _EMPHASIS.sub(lambda match: match[1] or match[2], _QUOTE.sub(_BAR, reply.answer))
    blocks = [reply.label] if reply.label else []
    blocks.append(answer)
    sources = [one for one in reply.citations if one.quote not in reply.answer]
    if sources:
        lines = [f"[{one.n}] {one.label}\n{_BAR}{one.quote}" for one in sources]
        blocks.append("\n".join([f"{texts['sources']}：", *lines]))
    if any(one.name not in reply.answer for one in reply.departments):
        named = "；".join(f"{one.role} {one.name}" for one in reply.departments)
        blocks.append(f"{texts['departments']}：{named}")
    return "\n\n".join(blocks)


def results_text(results: Iterable[SearchResult]) -> str:
    """One block a result: id, label, score, text."""
    blocks = []
    for one in results:
        text = one.text.replace("\n", f"\n{_BAR}")
        blocks.append(f"{one.clause_id}  {one.label}  {one.score:.2f}\n{_BAR}{text}")
    return "\n\n".join(blocks) or str(command_texts()["nothing_found"])


def clause_text(view: ClauseView, policy: Policy) -> str:
    """A clause to read: label, words, departments, what stands under it."""
    texts = command_texts()
    blocks = [f"{view.clause_id}  {view.label}", view.text]
    if view.departments:
        lines = [f"  {one.role}  {one.name}" for one in view.departments]
        blocks.append("\n".join([f"{texts['departments']}：", *lines]))
    if view.children:
        lines = [_line(policy, clause_id) for clause_id in view.children]
        blocks.append("\n".join([f"{texts['children']}：", *lines]))
    return "\n\n".join(blocks)


def list_text(policy: Policy) -> str:
    """One line a clause."""
    return "\n".join(_line(policy, clause_id).strip() for clause_id in policy.clauses)


def _line(policy: Policy, clause_id: str) -> str:
    clause = policy[clause_id]
    return f"  {clause.id}  {clause.label}  {clause.title}".rstrip()
