"""Sessions, messages, answers."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("owner", sa.Text()),
        sa.Column("turns", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
    )
    op.create_index("ix_sessions_owner", "sessions", ["owner"])
    op.create_index("ix_sessions_used_at", "sessions", ["used_at"])
    op.create_table(
        "messages",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("client_key", sa.String(64)),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_messages"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name="fk_messages_session_id", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("session_id", "turn", name="uq_messages_session_id_turn"),
        sa.UniqueConstraint("session_id", "client_key", name="uq_messages_session_id_client_key"),
    )
    op.create_table(
        "answers",
        sa.Column("message_id", sa.String(32), nullable=False),
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("state", sa.String(7), nullable=False),
        sa.Column("turn", sa.Integer()),
        sa.Column("record_code", sa.String(9)),
        sa.Column("kind", sa.String(20)),
        sa.Column("reason", sa.String(40)),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("message_id", name="pk_answers"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], name="fk_answers_session_id", ondelete="CASCADE"
        ),
        sa.UniqueConstraint("record_code", name="uq_answers_record_code"),
        sa.CheckConstraint("state IN ('running', 'done', 'failed')", name=op.f("ck_answers_state")),
        sa.CheckConstraint(
            "(state = 'done') = (payload IS NOT NULL)", name=op.f("ck_answers_payload")
        ),
    )
    op.create_index("ix_answers_session_id", "answers", ["session_id"])


def downgrade() -> None:
    """Take the tables away, and all that is in them."""
    for table in ("answers", "messages", "sessions"):
        op.drop_table(table)
