"""Leaves out the thinking that some models write before their answer, between <think> tags."""

from collections.abc import Iterator

_OPEN, _CLOSE = "<think>", "</think>"


def without_thoughts(pieces: Iterator[str]) -> Iterator[str]:
    """The pieces without a leading <think> … </think>; an unclosed one leaves nothing."""
    text = ""
    for piece in pieces:
        text += piece
        start = text.lstrip()
        if start and not start.startswith(_OPEN) and not _OPEN.startswith(start):
            yield text
            yield from pieces
            return
        if start.startswith(_OPEN) and _CLOSE in start:
            yield start.partition(_CLOSE)[2]
            yield from pieces
            return
    if text.strip() and not text.lstrip().startswith(_OPEN):
        yield text
