"""One turn of a session, while its lock is held: what was known, and the commit of what comes."""

from __future__ import annotations

import copy
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, insert, select, update

from assistant.store.errors import SessionErased, StoreBusy, StoreError
from assistant.store.rows import StoredSession, code_is_taken
from assistant.store.stored import Answered, StoredAnswer, to_payload
from assistant.store.tables import answers, messages, sessions
from assistant.store.text import storable, to_json

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from assistant.store.database import Database

# Built once: building a statement costs more than running it.
_NEW_SESSION = insert(sessions)
_NEW_MESSAGE = insert(messages)
_NEW_ANSWER = insert(answers)
_NEXT_TURN = update(sessions).where(
    sessions.c.id == bindparam("of"), sessions.c.turns == bindparam("before")
)
_ANSWER_CHANGE = update(answers).where(answers.c.message_id == bindparam("of"))
_TURNS = select(sessions.c.turns).where(sessions.c.id == bindparam("of"))


def new_id() -> str:
    """128 random bits."""
    return secrets.token_hex(16)


def client_key(client_message_id: str | None) -> str | None:
    """What is kept of a client's own id of a message, which may have any length and signs."""
    if not client_message_id:
        return None
    return hashlib.sha256(client_message_id.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Opened:
    """What a turn begins with; `known` is None for a session that is new."""

    session_id: str
    owner: str | None
    known: StoredSession | None
    client_key: str | None
    repeated: StoredAnswer | None
    record_code: str


class Turn:
    """A turn; made by `ConversationStore.turn`, for one thread.

    `message_id` and `record_code` are free and meant for its answer; `state` is a copy of what
    the turn before committed; `repeated` is the answer that this very message has already had.
    """

    def __init__(self, database: Database, clock: Callable[[], datetime], opened: Opened) -> None:
        self._database = database
        self._clock = clock
        self._opened = opened
        self._session_is_kept = opened.known is not None
        self._is_running = False
        self._is_over = opened.repeated is not None
        self.session_id = opened.session_id
        self.message_id = new_id()
        self.record_code = opened.record_code
        self.number = (opened.known.turns if opened.known else 0) + 1
        self.state: dict[str, Any] = copy.deepcopy(opened.known.state) if opened.known else {}
        self.repeated = opened.repeated

    def start(self) -> None:
        """Let others see that an answer is being made; it fails when the turn ends without one."""
        self._refuse_when_over()
        with self._database.writing() as connection:
            if not self._session_is_kept:
                connection.execute(_NEW_SESSION, self._new_session("{}", turns=0))
            values = {"state": "running", "text": "", "created_at": self._clock()}
            connection.execute(_NEW_ANSWER, self._ids() | values)
        self._session_is_kept = self._is_running = True

    def progress(self, text: str) -> None:
        """Let others see the whole text so far of a started answer."""
        with self._database.writing() as connection:
            self._change_answer(connection, text=storable(text))

    def commit(self, *, message: str, answered: Answered, state: dict[str, Any]) -> None:
        """Keep message, answer and state, all or none; they are durable when this returns.

        Raises StoreBusy when the lock was lost and another turn came between, SessionErased when
        the session is gone, StoreUnavailable and StoreFull: nothing of the turn was kept then.
        An answer lost with its connection may be kept all the same: the same client message id
        tells.
        """
        self._refuse_when_over()
        reply = answered.reply
        if (reply.session_id, reply.message_id) != (self.session_id, self.message_id):
            raise ValueError("The reply is not of this turn: take session_id and message_id of it.")
        now = self._clock()
        kept_state, payload = to_json(state), to_payload(answered)
        with self._database.writing() as connection:
            self._keep_session(connection, kept_state, now)
            connection.execute(
                _NEW_MESSAGE,
                {
                    "id": self.message_id,
                    "session_id": self.session_id,
                    "turn": self.number,
                    "client_key": self._opened.client_key,
                    "text": storable(message),
                    "created_at": now,
                },
            )
            columns = {
                "state": "done",
                "turn": self.number,
                "record_code": reply.record_code,
                "kind": reply.kind,
                "reason": reply.reason,
                "text": storable(reply.answer),
                "payload": payload,
                "created_at": now,
            }
            if self._is_running:
                self._change_answer(connection, **columns)
            else:
                connection.execute(_NEW_ANSWER, self._ids() | columns)
        self._is_over = True

    def leave(self) -> None:
        """End the turn: an answer that was started and not committed has failed."""
        if self._is_running and not self._is_over:
            self._is_over = True
            try:
                with self._database.writing() as connection:
                    self._change_answer(connection, state="failed")
            except StoreError:
                return  # whoever asks for the answer finds that nobody works on it

    def _keep_session(self, connection: Connection, state: str, now: datetime) -> None:
        if not self._session_is_kept:
            connection.execute(_NEW_SESSION, self._new_session(state, turns=1))
            return
        which = {"of": self.session_id, "before": self.number - 1}
        values = {"state": state, "turns": self.number, "used_at": now}
        if connection.execute(_NEXT_TURN, which | values).rowcount != 1:
            self._say_why(connection)

    def _say_why(self, connection: Connection) -> None:
        turns = connection.scalar(_TURNS, {"of": self.session_id})
        if turns is None:
            raise SessionErased("The session was erased while its turn ran.")
        raise StoreBusy(f"Turn {self.number} of the session is already taken; it has {turns}.")

    def _ids(self) -> dict[str, Any]:
        return {"message_id": self.message_id, "session_id": self.session_id}

    def _new_session(self, state: str, turns: int) -> dict[str, Any]:
        now = self._clock()
        return {
            "id": self.session_id,
            "owner": self._opened.owner,
            "turns": turns,
            "state": state,
            "created_at": now,
            "used_at": now,
        }

    def _change_answer(self, connection: Connection, **columns: Any) -> None:
        changed = connection.execute(_ANSWER_CHANGE, {"of": self.message_id} | columns)
        if changed.rowcount != 1:
            raise SessionErased("The answer was erased while its turn ran.")

    def _refuse_when_over(self) -> None:
        if self._is_over:
            raise ValueError("The turn has its answer already.")


def free_record_code(connection: Connection, new_code: Callable[[], str]) -> str:
    """A record code that no answer has."""
    while code_is_taken(connection, code := new_code()):
        continue
    return code
