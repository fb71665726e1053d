"""The store of conversations: turns go in one by one, answers come out, erasure leaves nothing.

SQLite in the data folder, or PostgreSQL by URL; safe to use from threads and processes. All its
errors are of `assistant.store.errors`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from assistant.store.database import open_database
from assistant.store.errors import StoreBusy, StoreError, UnknownAnswer
from assistant.store.migration import HEAD, revision_of, upgrade
from assistant.store.record_code import new_record_code, read_record_code
from assistant.store.rows import (
    find_answer,
    find_answers,
    find_feedback,
    find_recorded,
    find_repeated,
    find_session,
    is_id,
)
from assistant.store.stored import FEEDBACK_KINDS
from assistant.store.tables import answers, feedback, sessions
from assistant.store.text import is_storable, storable
from assistant.store.turn import Opened, Turn, client_key, free_record_code, new_id

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from assistant.store.database import Database
    from assistant.store.stored import Feedback, StoredAnswer

PATIENCE = 10.0  # seconds
MAX_OWNER = 255  # characters; an index has its limits
_PURGED_AT_ONCE = 200  # sessions; writers wait no longer than that takes


def utc_now() -> datetime:
    """The time, in UTC."""
    return datetime.now(UTC)


class ConversationStore:
    """Sessions with their state, messages, answers by id and by record code, feedback."""

    def __init__(
        self,
        database: Database,
        *,
        patience: float = PATIENCE,
        clock: Callable[[], datetime] = utc_now,
        new_code: Callable[[], str] = new_record_code,
    ) -> None:
        self._database = database
        self._patience = patience
        self._clock = clock
        self._new_code = new_code

    @classmethod
    def open(
        cls,
        url: str | None,
        data_dir: Path,
        *,
        patience: float = PATIENCE,
        clock: Callable[[], datetime] = utc_now,
    ) -> ConversationStore:
        """The store of a URL, its tables brought up to date.

        Without a URL, an SQLite file in the data folder; `sqlite://` is memory. `patience` is
        how many seconds a turn waits for the one before it.
        """
        database = open_database(url, data_dir, patience)
        try:
            upgrade(database)
        except BaseException:
            database.close()
            raise
        return cls(database, patience=patience, clock=clock)

    def close(self) -> None:
        """Let go of the database."""
        self._database.close()

    @property
    def place(self) -> str:
        """Where it is, for a person; no password."""
        return self._database.place

    def healthy(self) -> bool:
        """Whether the database answers, with the tables that this program wants."""
        try:
            with self._database.reading() as connection:
                return revision_of(connection) == HEAD
        except StoreError:
            return False

    @contextmanager
    def turn(
        self,
        session_id: str | None,
        client_message_id: str | None = None,
        *,
        owner: str | None = None,
    ) -> Iterator[Turn]:
        """A turn of the session, alone in it; of a new one where the id is unknown or foreign.

        Waits for the turn before; StoreBusy when that takes too long. Commit within the block:
        a turn that is left without leaves the session as it was.
        """
        if owner is not None and not (is_storable(owner) and len(owner) <= MAX_OWNER):
            raise ValueError(f"An owner has up to {MAX_OWNER} characters, no NUL, no surrogates.")
        with ExitStack() as held:
            turn = self._resumed(held, session_id, client_key(client_message_id), owner)
            turn = turn or self._begun(held, client_key(client_message_id), owner)
            try:
                yield turn
            finally:
                turn.leave()

    def answer(self, message_id: str, *, owner: str | None = None) -> StoredAnswer | None:
        """The answer to a message, if it is this owner's.

        One that nobody works on any more, since its process died, has failed.
        """
        if not is_id(message_id):
            return None
        found = self._answer(message_id, owner)
        if found is None or found.state != "running":
            return found
        try:
            with self._database.locks.holding(found.session_id, 0):
                self._fail(message_id)
        except StoreBusy:
            return found  # its turn goes on
        return self._answer(message_id, owner)

    def by_record_code(self, code: str) -> StoredAnswer | None:
        """The answer of a record code as a person types it; for staff."""
        read = read_record_code(code)
        if read is None:
            return None
        with self._database.reading() as connection:
            return find_recorded(connection, read)

    def conversation(
        self, session_id: str, *, owner: str | None = None
    ) -> tuple[StoredAnswer, ...]:
        """The answers of a session in their order; none for one that is unknown or foreign."""
        with self._database.reading() as connection:
            known = is_id(session_id) and find_session(connection, session_id, owner)
            return find_answers(connection, session_id) if known else ()

    def feedback(
        self, message_id: str, kind: str, note: str = "", *, owner: str | None = None
    ) -> None:
        """Keep what a person says about an answer; UnknownAnswer where there is none.

        `kind` is one of FEEDBACK_KINDS.
        """
        if kind not in FEEDBACK_KINDS:
            raise ValueError(f"{kind!r} is no kind of feedback: {', '.join(FEEDBACK_KINDS)}.")
        if not is_id(message_id) or self._answer(message_id, owner) is None:
            raise UnknownAnswer("No answer has this id.")
        with self._database.writing() as connection:
            connection.execute(
                insert(feedback).values(
                    message_id=message_id,
                    kind=kind,
                    note=storable(note),
                    created_at=self._clock(),
                )
            )

    def feedback_of(self, message_id: str) -> tuple[Feedback, ...]:
        """What people said about an answer, the oldest first; for staff."""
        with self._database.reading() as connection:
            return find_feedback(connection, message_id) if is_id(message_id) else ()

    def erase_session(self, session_id: str) -> int:
        """Erase a session and all of it, a turn that runs included; how many sessions it was."""
        return self._erase(sessions.c.id == session_id) if is_id(session_id) else 0

    def erase_owner(self, owner: str) -> int:
        """Erase all sessions of an owner; how many."""
        return self._erase(sessions.c.owner == owner) if is_storable(owner) else 0

    def purge(self, older_than_days: int, now: datetime) -> int:
        """Erase the sessions whose last turn is older; how many."""
        if older_than_days < 1:
            raise ValueError(f"{older_than_days} days: at least 1 is wanted.")
        return self._erase(sessions.c.used_at < now - timedelta(days=older_than_days))

    def _resumed(
        self, held: ExitStack, session_id: str | None, key: str | None, owner: str | None
    ) -> Turn | None:
        """The next turn of a session that there is; `held` keeps its lock."""
        if session_id is None or not is_id(session_id):
            return None
        held.enter_context(self._database.locks.holding(session_id, self._patience))
        with self._database.reading() as connection:
            known = find_session(connection, session_id, owner)
            if known is not None:
                repeated = find_repeated(connection, session_id, key) if key else None
                code = free_record_code(connection, self._new_code)
                return self._turn(Opened(session_id, owner, known, key, repeated, code))
        held.close()
        return None

    def _begun(self, held: ExitStack, key: str | None, owner: str | None) -> Turn:
        """The first turn of a new session; the client does not choose its id."""
        session_id = new_id()
        held.enter_context(self._database.locks.holding(session_id, self._patience))
        with self._database.reading() as connection:
            code = free_record_code(connection, self._new_code)
        return self._turn(Opened(session_id, owner, None, key, None, code))

    def _turn(self, opened: Opened) -> Turn:
        return Turn(self._database, self._clock, opened)

    def _answer(self, message_id: str, owner: str | None) -> StoredAnswer | None:
        with self._database.reading() as connection:
            return find_answer(connection, message_id, owner)

    def _fail(self, message_id: str) -> None:
        running = (answers.c.message_id == message_id, answers.c.state == "running")
        with self._database.writing() as connection:
            connection.execute(update(answers).where(*running).values(state="failed"))

    def _erase(self, condition: ColumnElement[bool]) -> int:
        erased = 0
        while True:
            with self._database.writing() as connection:
                some = select(sessions.c.id).where(condition).limit(_PURGED_AT_ONCE)
                doomed = connection.scalars(some).all()
                if doomed:
                    connection.execute(delete(sessions).where(sessions.c.id.in_(doomed)))
            if not doomed:
                break
            erased += len(doomed)
        if erased:
            self._database.wipe()
        return erased
