"""The tables of the store; `migrations/` makes them, a test holds both together.

JSON is kept as text: jsonb would refuse some characters and reorder keys. An order within a
session is always that of `turn`, never that of a clock.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import (
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

if TYPE_CHECKING:
    from sqlalchemy import Dialect

ID = String(32)  # 128 random bits in hexadecimal

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)


class UtcTime(TypeDecorator[datetime]):
    """A point in time: aware going in and coming out, UTC in the database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC; without its zone for a database that keeps none."""
        if value is None:
            return None
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """UTC with its zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


def _session(*, index: bool) -> Column[str]:
    foreign_key = ForeignKey("sessions.id", ondelete="CASCADE")
    return Column("session_id", ID, foreign_key, nullable=False, index=index)


sessions = Table(
    "sessions",
    metadata,
    Column("id", ID, primary_key=True),
    Column("owner", Text, index=True),
    Column("turns", Integer, nullable=False),  # committed so far
    Column("state", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Column("used_at", UtcTime, nullable=False, index=True),
)

messages = Table(
    "messages",
    metadata,
    Column("id", ID, primary_key=True),
    _session(index=False),
    Column("turn", Integer, nullable=False),
    Column("client_key", String(64)),  # SHA-256 of the client's own id of the message
    Column("text", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    UniqueConstraint("session_id", "turn"),
    UniqueConstraint("session_id", "client_key"),
)

answers = Table(
    "answers",
    metadata,
    Column("message_id", ID, primary_key=True),
    _session(index=True),
    Column("state", String(7), nullable=False),
    Column("turn", Integer),  # once done
    Column("record_code", String(9), unique=True),
    Column("kind", String(20)),
    Column("reason", String(40)),
    Column("text", Text, nullable=False),
    Column("payload", Text),  # once done; read and written by stored.py alone
    Column("created_at", UtcTime, nullable=False),
    CheckConstraint("state IN ('running', 'done', 'failed')", name="state"),
    CheckConstraint("(state = 'done') = (payload IS NOT NULL)", name="payload"),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", Integer, primary_key=True),
    Column(
        "message_id",
        ID,
        ForeignKey("answers.message_id", ondelete="CASCADE"),
        nullable=False,
    ),
    Column("kind", String(40), nullable=False),
    Column("note", Text, nullable=False),
    Column("created_at", UtcTime, nullable=False),
    Index(None, "message_id"),
)
