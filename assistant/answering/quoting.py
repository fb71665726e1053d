"""Picks the deciding sentences of a clause for a question; every quote is verbatim."""

import re
from collections.abc import Callable, Iterable

from corpus import Clause
from corpus.departments import without_departments
from indexing.terms import terms

WHOLE = 110  # a body of so many characters is quoted whole
ENOUGH = 0.45  # share of the best sentence's weight that another needs to be quoted too
LONGEST = 360  # characters of quotes from one clause

# A sentence goes on to 。 and what closes after it.
_SENTENCE = re.compile(r"[^。]+(?:。[”’）〕]*|$)")
_LEANS_BACK = re.compile(r"^(?:其中|对上述|上述|其|并|同时|此项|离岗期|期满|服务期)")

Weight = Callable[[str], float]


def deciding_quotes(clause: Clause, asked: Iterable[str], weight: Weight) -> tuple[str, ...]:
    """The parts of `clause` to quote for a question with the terms `asked`.

    Each lies within one paragraph; neighbours are quoted in one piece; in text order.
    """
    wanted = set(asked)
    whole = sentences(clause)
    weights = [
        0.0 if _is_title(clause, s) else sum(weight(t) for t in wanted & set(terms(s)))
        for _, s in whole
    ]
    chosen = _chosen(whole, weights)
    return tuple(_joined(whole, chosen))


def sentences(clause: Clause) -> list[tuple[int, str]]:
    """The sentences to quote from, each with the number of its paragraph."""
    return [
        (number, sentence)
        for number, paragraph in enumerate(_paragraphs(clause))
        for sentence in _SENTENCE.findall(paragraph)
    ]


def _is_title(clause: Clause, sentence: str) -> bool:
    return bool(clause.title) and sentence.endswith(f"{clause.title}。") and len(sentence) < 30


def _paragraphs(clause: Clause) -> list[str]:
    """The paragraphs to quote from: without departments, which have their own place."""
    paragraphs = [without_departments(paragraph) for paragraph in clause.paragraphs]
    if len(paragraphs) > 1 and not re.search(r"[。；，：]", paragraphs[0][:-1]):
        return paragraphs[1:]  # a title that stands alone
    return paragraphs


def _chosen(sentences: list[tuple[int, str]], weights: list[float]) -> list[int]:
    if sum(len(sentence) for _, sentence in sentences) <= WHOLE or max(weights) <= 0:
        return _within_limit(sentences, list(range(len(sentences))))
    best = max(weights)
    chosen = {place for place, weight in enumerate(weights) if weight >= ENOUGH * best}
    for place in sorted(chosen):
        if place and _LEANS_BACK.match(sentences[place][1]):
            chosen.add(place - 1)
    ordered = sorted(chosen, key=lambda place: -weights[place])
    return sorted(_within_limit(sentences, ordered))


def _within_limit(sentences: list[tuple[int, str]], order: list[int]) -> list[int]:
    kept: list[int] = []
    length = 0
    for place in order:
        length += len(sentences[place][1])
        if kept and length > LONGEST:
            break
        kept.append(place)
    return kept


def _joined(sentences: list[tuple[int, str]], chosen: list[int]) -> list[str]:
    quotes: list[str] = []
    previous = -2
    for place in chosen:
        paragraph, sentence = sentences[place]
        if place == previous + 1 and sentences[previous][0] == paragraph:
            quotes[-1] += sentence
        else:
            quotes.append(sentence)
        previous = place
    return quotes
