"""`policy-assistant chat`: a conversation in the terminal, or lines from a pipe.

A number taps the choice of that number; a few words in front of a slash speak to the program.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.errors import InvalidMessage
from web.terminal import cleaned, reply_text, say
from web.texts import command_texts

if TYPE_CHECKING:
    from assistant import Assistant, Reply

Read = Callable[[], str | None]


@dataclass(slots=True)
class Dialogue:
    """A conversation as the terminal holds it: its session, and the choices offered last."""

    assistant: Assistant
    as_json: bool
    session_id: str | None = None
    question: dict[str, Any] | None = None
    profile: dict[str, Any] | None = None

    def take(self, line: str) -> None:
        """Answer one line."""
        facts, declined = self._tapped(line)
        try:
            reply = self.assistant.chat(
                "" if facts or declined else line,
                self.session_id,
                facts=facts,
                declined=declined,
            )
        except InvalidMessage as error:
            say(error.message, is_error=True)
            return
        self.session_id = reply.session_id
        self.question = reply.next_question
        self.profile = reply.profile
        self._show(reply)

    def _tapped(self, line: str) -> tuple[dict[str, Any] | None, list[str] | None]:
        """The choice that a number means, or the skipping of the question."""
        choices = self.question["choices"] if self.question else []
        if self.question is None or not line.isdecimal() or not choices:
            return None, None
        number = int(line)
        if number == 0:
            return None, [self.question["fact"]]
        if number > len(choices):
            return None, None
        value = choices[number - 1]["value"]
        return {self.question["fact"]: value}, None

    def _show(self, reply: Reply) -> None:
        if self.as_json:
            say(json.dumps(reply.model_dump(mode="json"), ensure_ascii=False))
            return
        say(f"\n{reply_text(reply)}\n")
        choices = self.question["choices"] if self.question else []
        if choices:
            texts = command_texts()["chat"]
            shown = [f"{n} {one['label']}" for n, one in enumerate(choices, start=1)]
            say("  ".join([*shown, texts["skip"]]) + "\n")

    def ledger(self) -> str:
        """What the assistant has understood."""
        texts = command_texts()["chat"]
        if not self.profile:
            return str(texts["no_profile"])
        return "\n".join(
            texts["known"].format(fact=name, value=one["value"], said=one["said"])
            for name, one in self.profile.items()
        )


def converse(assistant: Assistant, *, as_json: bool) -> None:
    """Talk until the input ends or the person leaves."""
    texts = command_texts()["chat"]
    dialogue = Dialogue(assistant, as_json)
    is_person = sys.stdin.isatty()
    if is_person and not as_json:
        say(texts["welcome"])
    read = _from_person if is_person else _from_pipe
    while (line := read()) is not None:
        words = cleaned(line).strip()
        if words in ("/q", "/quit", "/exit"):
            return
        if words == "/new":
            dialogue = Dialogue(assistant, as_json)
            say(texts["renewed"])
        elif words == "/me":
            say(dialogue.ledger())
        elif words.startswith("/"):
            say(texts["commands"])
        elif words:
            dialogue.take(words)


def _from_person() -> str | None:
    import readline  # noqa: F401 - gives `input` its history and its editing

    try:
        return input(command_texts()["chat"]["prompt"])
    except (EOFError, KeyboardInterrupt):
        say("")
        return None


def _from_pipe() -> str | None:
    line = sys.stdin.readline()
    return line or None
