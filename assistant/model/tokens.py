"""Puts opaque tokens in the place of all that the model must not touch, and maps them back.

⟦P1⟧ a line with a verdict, ⟦F1⟧ a line with a figure, a name or a foreign letter, ⟦Q1⟧ a quote with
the line that leads to it, or another block of Markdown, ⟦C1⟧ a clause's label with its mark in a
line that is none of these. Whole lines, so that no figure can be put to other words, no verdict
lose its condition, and no quote its source.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Literal

from assistant.model.draft import Draft
from assistant.model.words import ALPHABET, Words

# A line or block of the draft, after the number of its Markdown block.
Placed = tuple[int, str]
TokenKind = Literal["C", "Q", "P", "F"]
MARK = re.compile(r"⟦[^⟦⟧]*⟧")
_BLOCK_STARTS = (">", "|", "#", "`", "<", "!", "~", "    ", "\t")
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)、])\s+")
_HEADING = re.compile(r"^\*\*[^*]*[：:]\*\*\s*$")
_ENDS = re.compile(r"。+$")
_QUOTED = "\n\n>"
_TITLE = re.compile(r"“([^”]*)”")
_CITED = re.compile(r"\[\d+\]")
_MASKED = re.compile(r"[\d零〇一二两三四五六七八九十百千万亿.,]+")


@dataclass(frozen=True, slots=True)
class Token:
    """`text` is what it stands for; `line` is the number of its line in the draft."""

    mark: str
    kind: TokenKind
    text: str
    line: int

    @property
    def cites(self) -> bool:
        """Whether a clause is cited by it."""
        return self.text.startswith(">") or bool(_CITED.search(self.text))


@dataclass(frozen=True, slots=True)
class Unit:
    """A line or block of the draft, the number of its Markdown block, and what the model sees.

    The model does not see a heading (**怎么办：**): it could put it over something else.
    """

    block: int
    text: str
    masked: str

    @property
    def is_row(self) -> bool:
        """An item of a list, or a block."""
        return _is_block(self.text) or bool(_ITEM.match(self.text))

    @property
    def is_lead(self) -> bool:
        """A line that leads to what follows."""
        return _leads(self.text) or bool(_HEADING.match(self.text))


@dataclass(slots=True)
class MaskedDraft:
    """The draft with its tokens; `words` are the open words of a line, by its number."""

    units: list[Unit] = field(default_factory=list)
    tokens: dict[str, Token] = field(default_factory=dict)
    words: dict[int, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """What the model sees."""
        return _joined((one.block, one.masked) for one in self.units if one.masked)

    @property
    def legend(self) -> dict[str, str]:
        """What each token is, without figures, labels, quotes and verdicts."""
        return {mark: _described(token) for mark, token in self.tokens.items()}

    def left_out(self, shown: set[str], *, verdicts_only: bool) -> str:
        """The units of which a token (or a verdict) has not been shown, as the rules wrote them.

        With `verdicts_only` false units without tokens count as not shown. What leads to a unit
        (条款原文：) comes with it.
        """
        wanted: list[Placed] = []
        for unit, lead in self._with_leads():
            if not self._covered(unit, shown, verdicts_only):
                if lead and (unit.is_row or not verdicts_only):
                    wanted.append((lead.block, lead.text))
                wanted.append((unit.block, unit.text))
        return _joined(dict.fromkeys(wanted))

    def _with_leads(self) -> Iterator[tuple[Unit, Unit | None]]:
        """The units that the model sees, each with the line that leads to it."""
        lead: Unit | None = None
        is_after_lead = False
        for unit in self.units:
            if unit.is_lead:
                lead = unit
            elif not unit.is_row and not is_after_lead:
                lead = None
            is_after_lead = unit.is_lead
            if unit.masked:
                yield unit, lead

    def _covered(self, unit: Unit, shown: set[str], verdicts_only: bool) -> bool:
        marks = MARK.findall(unit.masked)
        if verdicts_only:
            return all(mark in shown for mark in marks if self.tokens[mark].kind == "P")
        return bool(marks) and all(mark in shown for mark in marks)


def _joined(units: Iterable[Placed]) -> str:
    blocks: dict[int, list[str]] = {}
    for number, text in units:
        blocks.setdefault(number, []).append(text)
    return "\n\n".join("\n".join(lines) for lines in blocks.values())


def _described(token: Token) -> str:
    if token.kind == "F":
        return without_figures(token.text)
    kind = {"C": "出处", "Q": "原文", "P": "结论"}[token.kind]
    titles = _TITLE.findall(token.text.partition(">")[0])
    return "：".join([kind, *map(without_figures, titles[:1])])


def masked(draft: Draft, words: Words) -> MaskedDraft:
    """The draft with tokens in it."""
    return _Masker(draft, words).draft


def without_marks(text: str) -> str:
    """A text of others without the brackets of our tokens."""
    return text.replace("⟦", "").replace("⟧", "")


def without_figures(text: str) -> str:
    """A text with □ for its figures."""
    return _MASKED.sub("□", without_marks(text))


class _Masker:
    """Walks through a draft once, from its beginning to its end."""

    def __init__(self, draft: Draft, words: Words) -> None:
        self.draft = MaskedDraft()
        self._words = words
        self._cited = _cited(draft)
        self._verdicts = tuple(filter(None, draft.verdicts))
        self._counts: Counter[str] = Counter()
        for number, text in enumerate(_pieces(draft.answer)):
            self.draft.units.append(self._unit(number, text))

    def _unit(self, number: int, piece: Placed) -> Unit:
        block, text = piece
        if _is_block(text):
            return Unit(block, text, self._token("Q", text, number))
        if _HEADING.match(text):
            return Unit(block, text, "")
        return Unit(block, text, self._line(text, number))

    def _line(self, text: str, number: int) -> str:
        item = _ITEM.match(text)
        body = text[item.end() :] if item else text
        end = _ENDS.search(body)
        sentence = body[: end.start()] if end else body
        plain = self._words.ordinary.sub(" ", self._cited.sub("\n", sentence))
        if self._words.has_verdict(plain) or any(one in text for one in self._verdicts):
            line = self._token("P", sentence, number) + body[len(sentence) :]
        elif self._words.has_numeral(plain) or not ALPHABET.fullmatch(plain):
            line = self._token("F", sentence, number) + body[len(sentence) :]
        else:
            self.draft.words[number] = self._cited.sub("\n", sentence)
            line = self._cited.sub(lambda match: self._token("C", match[0], number), body)
        return f"- {line}" if item else line

    def _token(self, kind: TokenKind, text: str, line: int) -> str:
        self._counts[kind] += 1
        mark = f"⟦{kind}{self._counts[kind]}⟧"
        self.draft.tokens[mark] = Token(mark, kind, text, line)
        return mark


def _pieces(answer: str) -> list[Placed]:
    """The lines of an answer and its blocks, a quote with the line that leads to it."""
    found: list[Placed] = []
    for number, block in enumerate(re.split(r"\n\s*\n", answer.strip("\n"))):
        for is_block, group in groupby(block.split("\n"), key=_is_block):
            for text in ["\n".join(group)] if is_block else group:
                before = found[-1] if found else (-1, "")
                if text.startswith(">") and (_QUOTED in before[1] or _leads(before[1])):
                    found[-1] = (before[0], f"{before[1]}\n\n{text}")
                else:
                    found.append((number, text))
    return found


def _is_block(text: str) -> bool:
    return text.startswith(_BLOCK_STARTS) or _QUOTED in text


def _leads(line: str) -> bool:
    """Whether a line leads to what follows: 附件1前言[1]： (a heading leads to more than that)."""
    return line.endswith("：") and not _is_block(line)


def _cited(draft: Draft) -> re.Pattern[str]:
    """Labels of the cited clauses, with title and mark where these follow, and bare marks."""
    marks = r"(?:\[\d+\])+"
    labels = "|".join(re.escape(one) for one in _longest_first({c.label for c in draft.citations}))
    if not labels:
        return re.compile(marks)
    title = r"(?:“[^”]*”|[^，。；：！？（）\[\]\n]{0,40})"
    return re.compile(rf"(?:{labels}){title}{marks}|{labels}|{marks}")


def _longest_first(texts: Iterable[str]) -> list[str]:
    return sorted(filter(None, texts), key=len, reverse=True)
