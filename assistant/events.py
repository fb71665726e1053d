"""What a streamed turn gives, in order: Started, Token …, Done."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.reply import Reply


@dataclass(frozen=True, slots=True)
class Started:
    """The turn has begun under these ids."""

    session_id: str
    message_id: str


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of the answer's Markdown; the pieces together are the answer."""

    text: str


@dataclass(frozen=True, slots=True)
class Done:
    """The whole reply, kept in the store."""

    reply: Reply


Event = Started | Token | Done
