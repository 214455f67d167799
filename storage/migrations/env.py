"""Alembic's entry: runs migrations over the connection it is handed, or (for a developer) over a file."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import create_engine

from storage import tables
from storage.types import UtcDateTime


def render(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Our own types as plain ``sa.*``: a migration must not change when our code does."""
    if kind == "type" and isinstance(thing, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and type(thing).__module__.startswith("sqlmodel"):
        return "sa.String()"
    return False


def run() -> None:
    """Bring the database to the wanted revision."""
    connection = context.config.attributes.get("connection")
    if connection is None:
        connection = create_engine(context.config.get_main_option("sqlalchemy.url") or "sqlite://").connect()
    context.configure(connection, target_metadata=tables.METADATA, render_as_batch=True, render_item=render)
    with context.begin_transaction():
        context.run_migrations()


run()
