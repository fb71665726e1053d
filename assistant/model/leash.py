"""What of the model's text may be shown: its own words are checked, its tokens mapped back.

Its own words state nothing: each is one of words.yaml or of the draft's open words (in a sentence
with a token: of that token's line in the draft), or, in a sentence that begins with 关于 and the
like and has no token, of the question. No digit, no numeral, no verdict, no letter. A line of the
draft that is a token has no other token beside it in its sentence.
"""

from __future__ import annotations

import re
from collections import Counter

from assistant.model.errors import Unfit
from assistant.model.tokens import MARK, MaskedDraft, Token
from assistant.model.words import ALPHABET, HAN_RUN, Words

MAX_PARAGRAPH = 1_500
MAX_USES = 3
_SENTENCE = re.compile(r"[^。；！？]*[。；！？）]*")
_ITEM = re.compile(r"^\s*[-*•]\s+")
_DOUBLED = re.compile(r"([？！])[。？！]+")
_LEFTOVER = re.compile(r"^[，。；、！？ ]+")


class Leash:
    """Checks one wording; remembers which tokens were shown."""

    def __init__(self, draft: MaskedDraft, said: str, words: Words) -> None:
        self.shown: set[str] = set()
        self.cited = False
        self._draft = draft
        self._words = words
        self._said = said
        self._open = "\n".join(draft.words.values())
        self._uses: Counter[str] = Counter()

    def paragraph(self, text: str) -> str:
        """The paragraph as people read it, empty where nothing is left; raises Unfit."""
        if len(text) > MAX_PARAGRAPH:
            raise Unfit("too long")
        blocks: list[str] = []
        for line in text.split("\n"):
            item = _ITEM.match(line)
            body = self._line(line[item.end() :] if item else line)
            if not body:
                continue
            for number, part in enumerate(body):
                if part.kind == "Q":
                    blocks.append(part.text)
                elif item and not number:
                    _append_line(blocks, f"- {part.text}")
                else:
                    blocks.append(part.text)
        return "\n\n".join(blocks)

    def _line(self, line: str) -> list[_Part]:
        kept = "".join(filter(self._is_known, _SENTENCE.findall(line))).strip()
        for sentence in _SENTENCE.findall(kept):
            self._check(sentence)
        return list(self._mapped(kept))

    def _is_known(self, sentence: str) -> bool:
        """A sentence with an invented token is dropped."""
        return all(mark in self._draft.tokens for mark in MARK.findall(sentence))

    def _check(self, sentence: str) -> None:
        tokens = [self._draft.tokens[mark] for mark in MARK.findall(sentence)]
        own = MARK.sub("\n", sentence)
        if not ALPHABET.fullmatch(own):
            raise Unfit("letter or sign")
        plain = self._words.harmless.sub(" ", own)
        if self._words.has_numeral(plain):
            raise Unfit("figure")
        if self._words.has_verdict(plain):
            raise Unfit("verdict")
        if len(tokens) > 1 and any(one.kind in "FPQ" for one in tokens):
            raise Unfit("tokens together")
        source = self._source(sentence, tokens)
        for run in HAN_RUN.findall(own):
            if not self._is_made_of(run, source):
                raise Unfit("own words")

    def _source(self, sentence: str, tokens: list[Token]) -> str:
        lines = {one.line for one in tokens}
        if len(lines) > 1:
            return ""
        if lines:
            return self._draft.words.get(lines.pop(), "")
        if sentence.strip().startswith(self._words.leads):
            return f"{self._open}\n{self._said}"
        return self._open

    def _is_made_of(self, run: str, source: str) -> bool:
        """Whether a run of 汉字 is a row of known phrases, joining characters, pieces of source."""
        if run in HAN_RUN.findall(source):
            return True
        reached = {0}
        longest = max(map(len, self._words.phrases))
        for start in range(len(run)):
            if start not in reached:
                continue
            if run[start] in self._words.singles:
                reached.add(start + 1)
            for end in range(start + 2, len(run) + 1):
                in_source = run[start:end] in source
                if in_source or run[start:end] in self._words.phrases:
                    reached.add(end)
                elif end - start > longest:
                    break
            if run[start] in self._words.phrases:
                reached.add(start + 1)
        return len(run) in reached

    def _mapped(self, text: str) -> list[_Part]:
        parts: list[_Part] = []
        for piece in re.split(r"(⟦Q\d+⟧)", text):
            if piece.startswith("⟦Q"):
                parts.append(_Part("Q", self._use(piece, most=1)))
                continue
            mapped = MARK.sub(lambda match: self._use(match[0], most=MAX_USES), piece)
            mapped = _DOUBLED.sub(r"\1", _LEFTOVER.sub("", mapped)).strip()
            if mapped:
                parts.append(_Part("", mapped))
        return parts

    def _use(self, mark: str, most: int) -> str:
        self._uses[mark] += 1
        if self._uses[mark] > most:
            raise Unfit("repeated")
        token = self._draft.tokens[mark]
        self.shown.add(mark)
        self.cited = self.cited or token.cites
        return token.text


class _Part:
    """A quote, or text around it."""

    __slots__ = ("kind", "text")

    def __init__(self, kind: str, text: str) -> None:
        self.kind = kind
        self.text = text


def _append_line(blocks: list[str], line: str) -> None:
    """List items stay together in one block."""
    if blocks and blocks[-1].startswith("- "):
        blocks[-1] += f"\n{line}"
    else:
        blocks.append(line)
