"""Words an answer: the draft with tokens goes to the model, its paragraphs come back one by one.

A paragraph is given out when it is whole and checked, and not before a clause has been cited.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import closing

from assistant.model.client import ModelClient
from assistant.model.draft import Draft
from assistant.model.errors import ModelUnavailable, Unfit, WordingFailed
from assistant.model.leash import Leash
from assistant.model.prompts import WORD, prompt
from assistant.model.tokens import MaskedDraft, masked, without_figures, without_marks
from assistant.model.words import load_words

MAX_PARAGRAPHS = 40
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def word(client: ModelClient, question: str, draft: Draft, deadline: float) -> Iterator[str]:
    """Checked paragraphs of Markdown; raises WordingFailed before the first, or after some."""
    words = load_words()
    hidden = masked(draft, words)
    if not any(token.cites for token in hidden.tokens.values()):
        raise WordingFailed("nothing to cite", draft.answer)
    asked = without_marks(question)
    leash = Leash(hidden, f"{asked}\n{without_marks(draft.facts_line)}", words)
    # The person's words stand inside a JSON string: they cannot end it.
    data = {
        "问题": asked,
        "情况": without_figures(draft.facts_line),
        "草稿": hidden.text,
        "记号": hidden.legend,
    }
    messages = (
        prompt(WORD, phrases="、".join(sorted(words.phrases))),
        json.dumps(data, ensure_ascii=False),
    )
    released: set[str] | None = None
    try:
        with closing(client.stream(messages, deadline)) as pieces:
            for paragraphs, shown in _released(pieces, leash, draft):
                released = shown
                yield from paragraphs
    except (ModelUnavailable, Unfit) as error:
        raise WordingFailed(error.reason, _rest(hidden, draft, released)) from error
    if released is None:
        raise WordingFailed("no citation", draft.answer)
    left_out = hidden.left_out(leash.shown, verdicts_only=True)
    if left_out:
        yield left_out


def _released(
    pieces: Iterator[str], leash: Leash, draft: Draft
) -> Iterator[tuple[list[str], set[str]]]:
    """Paragraphs that may be shown, with the tokens shown so far; held until one cites."""
    held: list[str] = []
    for number, raw in enumerate(_paragraphs(pieces)):
        if number >= MAX_PARAGRAPHS:
            raise Unfit("too long")
        shown = leash.paragraph(raw)
        if not shown:
            continue
        if not draft.check(shown):
            raise Unfit("refused by the check")
        held.append(shown)
        if leash.cited:
            yield held, set(leash.shown)
            held = []


def _paragraphs(pieces: Iterable[str]) -> Iterator[str]:
    """Paragraphs as they become whole; the last one only when the stream ended well."""
    text = ""
    for piece in pieces:
        text += piece.replace("\r\n", "\n")
        *whole, text = _BLANK_LINE.split(text)
        yield from whole
    yield text


def _rest(hidden: MaskedDraft, draft: Draft, released: set[str] | None) -> str:
    if released is None:
        return draft.answer
    return hidden.left_out(released, verdicts_only=False)
