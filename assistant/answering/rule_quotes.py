"""The sentences of a clause that carry what a rule says, verbatim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from assistant.answering.quoting import sentences
from corpus import Clause
from corpus.rulebook import Programme, Test
from corpus.rulebook.condition import tests

LONGEST = 420  # characters quoted of one clause


def quotes_with(clause: Clause, words: Iterable[str]) -> tuple[str, ...]:
    """The sentences that hold one of the words, neighbours in one piece; none where none does."""
    wanted = tuple(words)
    found: list[tuple[int, int, str]] = []
    for row, (paragraph, sentence) in enumerate(sentences(clause)):
        if any(word in sentence for word in wanted):
            if found and found[-1][0] == row - 1 and found[-1][1] == paragraph:
                found[-1] = (row, paragraph, found[-1][2] + sentence)
            else:
                found.append((row, paragraph, sentence))
    return _within(tuple(text for _, _, text in found))


def granting_words(programme: Programme, clause_id: str) -> tuple[str, ...]:
    """The words of a clause on which the benefit of a programme rests."""
    return tuple(dict.fromkeys(_amount_words(programme, clause_id))) or tuple(
        test.says for test in _tests(programme) if test.clause == clause_id
    )


def test_of(programme: Programme, clause_id: str, fact: str) -> Test | None:
    """The test of a fact that a clause makes for a programme."""
    return next(
        (one for one in _tests(programme) if one.clause == clause_id and one.fact == fact), None
    )


def _tests(programme: Programme) -> Iterator[Test]:
    for condition in programme.conditions:
        yield from tests(condition)


def _amount_words(programme: Programme, clause_id: str) -> Iterator[str]:
    for amount in programme.amounts:
        for tier in amount.tiers:
            if tier.clause == clause_id:
                yield tier.says
                yield from (one.says for one in tier.factors if one.says)
                if tier.cap_says:
                    yield tier.cap_says
        if amount.paid.says and amount.paid.clause == clause_id:
            yield amount.paid.says


def _within(quotes: Sequence[str]) -> tuple[str, ...]:
    kept: list[str] = []
    length = 0
    for quote in quotes:
        length += len(quote)
        if kept and length > LONGEST:
            break
        kept.append(quote)
    return tuple(kept)
