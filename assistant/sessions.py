"""Remembers the last questions of running conversations, in memory, the oldest forgotten first."""

import secrets
import threading
from collections import OrderedDict
from dataclasses import dataclass, field, replace

from assistant.reply import Reply

MAX_SESSIONS = 10_000
MAX_REPLIES = 50  # a session


@dataclass(frozen=True, slots=True)
class Session:
    """A conversation: its last question that was answered, and replies by client message id."""

    id: str
    last_question: str = ""
    replies: dict[str, Reply] = field(default_factory=dict)


def new_id() -> str:
    """128 random bits."""
    return secrets.token_hex(16)


class Sessions:
    """Sessions by id; safe to use from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._sessions: OrderedDict[str, Session] = OrderedDict()

    def open(self, session_id: str | None) -> Session:
        """The session of an id, or a new one where there is none."""
        with self._lock:
            session = self._sessions.get(session_id or "")
            if session is None:
                session = Session(new_id())
                self._sessions[session.id] = session
            self._sessions.move_to_end(session.id)
            while len(self._sessions) > MAX_SESSIONS:
                self._sessions.popitem(last=False)
            return session

    def remember(
        self, session: Session, question: str, reply: Reply, client_message_id: str | None
    ) -> None:
        """Keep the question for a follow-up, and the reply for a repeated request."""
        with self._lock:
            current = self._sessions.get(session.id, session)
            replies = dict(current.replies)
            if client_message_id:
                replies[client_message_id] = reply
                while len(replies) > MAX_REPLIES:
                    replies.pop(next(iter(replies)))
            self._sessions[session.id] = replace(
                current, last_question=question or current.last_question, replies=replies
            )
