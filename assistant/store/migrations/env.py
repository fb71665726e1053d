"""Run by Alembic: over the connection that it was given, or that of the settings."""

from alembic import context
from sqlalchemy import Connection

from assistant.settings import Settings
from assistant.store.database import open_database
from assistant.store.migration import PATIENCE
from assistant.store.tables import metadata


def run(connection: Connection) -> None:
    """Within the transaction that the caller began; SQLite rebuilds a table to change it."""
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=True,
        user_module_prefix="",
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    settings = Settings()
    with open_database(settings.database_url, settings.data_dir, PATIENCE).migrating() as opened:
        run(opened)
