"""Turns the Markdown of an answer into HTML; its quotes and citation marks lead to the policy.

Raw HTML in the Markdown is escaped. A quote block that is a citation's quote becomes a figure with
its clause; quotes of one clause that stand together share one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markupsafe import Markup

from assistant import Citation, Reply
from web.rendering import render

_MARK = re.compile(r"\[(\d{1,3})\]")


@dataclass(slots=True)
class Quoted:
    """Quotes of one clause that stand together; introduced when its label stands just before."""

    citation: Citation
    is_introduced: bool
    quotes: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Rendered:
    """An answer as HTML, and the citations whose quotes do not stand in it."""

    html: Markup
    unplaced: tuple[Citation, ...]


def render_answer(reply: Reply) -> Rendered:
    """The answer of a reply."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    quotes = {citation.quote: citation for citation in reply.citations}
    parts: list[str | Quoted] = []
    placed: set[int] = set()
    for block in _blocks(markdown.parse(reply.answer)):
        citation = quotes.get(_quote(block))
        if citation is None:
            html = markdown.renderer.render(block, markdown.options, {})
            parts.append(_with_marks(html, reply.citations))
            continue
        placed.add(citation.n)
        last = parts[-1] if parts else None
        if not isinstance(last, Quoted) or last.citation.clause_id != citation.clause_id:
            last = Quoted(citation, isinstance(last, str) and citation.label in last)
            parts.append(last)
        last.quotes.append(citation.quote)
    return Rendered(
        Markup("").join(Markup(_html(part)) for part in parts),  # noqa: S704 - escaped above
        tuple(citation for citation in reply.citations if citation.n not in placed),
    )


def _html(part: str | Quoted) -> str:
    if isinstance(part, str):
        return part
    return render(
        "quote.html",
        citation=part.citation,
        quotes=part.quotes,
        is_introduced=part.is_introduced,
    )


def _blocks(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """The top-level blocks of a parsed text."""
    block: list[Token] = []
    depth = 0
    for token in tokens:
        block.append(token)
        depth += token.nesting
        if depth == 0:
            yield block
            block = []


def _quote(block: Sequence[Token]) -> str:
    """The words of a quote block of one paragraph; empty for any other block."""
    kinds = [token.type for token in block]
    is_quote = kinds == [
        "blockquote_open",
        "paragraph_open",
        "inline",
        "paragraph_close",
        "blockquote_close",
    ]
    return block[2].content if is_quote else ""


def _with_marks(html: str, citations: Sequence[Citation]) -> str:
    by_number = {citation.n: citation for citation in citations}

    def mark(match: re.Match[str]) -> str:
        citation = by_number.get(int(match[1]))
        return render("mark.html", citation=citation) if citation else match[0]

    return _MARK.sub(mark, html)
