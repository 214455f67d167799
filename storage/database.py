"""The database: one writer, short transactions, migrations at the start."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from filelock import FileLock, Timeout
from sqlalchemy import Connection, event
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlmodel.ext.asyncio.session import AsyncSession

from storage.store import Store

MIGRATIONS = Path(__file__).with_name("migrations")

# RELIABILITY.md 5.1: FULL, because a lost intent could mean a second post; secure_delete, because ballots must go.
BUSY_WAIT, CHECKPOINT_WAIT = 5000, 250  # milliseconds for which somebody else's hold on the file is waited out
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", f"busy_timeout={BUSY_WAIT}", "foreign_keys=ON", "secure_delete=ON")


class AlreadyDone(Exception):
    """Slack sent something twice, and the first time did it."""


class Unusable(Exception):
    """The database cannot be opened or brought to this version; the text says why."""


class Database:
    """Where everything is kept. *url* is ``sqlite:///FILE``; *now* tells the time."""

    def __init__(self, url: str, now: Callable[[], datetime]) -> None:
        self._engine = _sqlite(url)
        self._lock = FileLock(f"{url.removeprefix('sqlite:///')}.lock", thread_local=False)
        self._now = now

    @asynccontextmanager
    async def transaction(self, *, once: str = "") -> AsyncIterator[Store]:
        """A store whose changes are all committed at the end, or none of them if anything is raised.

        *once* is the key of what Slack may send twice: the second time AlreadyDone is raised at once.
        """
        async with AsyncSession(self._engine, expire_on_commit=False) as session, session.begin():
            store = Store(session)
            if once and not await store.inbox.take(once, self._now()):
                raise AlreadyDone
            yield store

    async def migrate(self) -> None:
        """Bring the tables to this version. Raises Unusable."""
        try:
            async with self._engine.connect() as connection:
                await connection.run_sync(_upgrade)
        except (SQLAlchemyError, CommandError) as error:
            raise Unusable(str(error).splitlines()[0]) from error

    async def checkpoint(self) -> bool:
        """Write the log into the file and empty it, so that what was deleted is in neither.

        False if somebody who reads the file just now kept it from being emptied.
        """
        async with self._engine.connect() as connection:
            raw = await connection.get_raw_connection()
            driver: Any = raw.driver_connection  # past SQLAlchemy, which would begin a transaction first
            await driver.execute(f"PRAGMA busy_timeout={CHECKPOINT_WAIT}")  # others wait for this connection
            [(busy, _log, _done)] = await driver.execute_fetchall("PRAGMA wal_checkpoint(TRUNCATE)")
            await driver.execute(f"PRAGMA busy_timeout={BUSY_WAIT}")
        return not busy

    def lock(self) -> None:
        """Keep the file for this process until it ends. Raises Unusable if another one has it."""
        folder = Path(self._lock.lock_file).parent
        if not folder.is_dir():  # which the lock would make, wherever a slip of the pen points
            raise Unusable(f"there is no folder {folder}")
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            raise Unusable("another process works with it; SQLite is for one at a time") from None
        except OSError as error:
            raise Unusable(str(error)) from error

    async def close(self) -> None:
        """Give the file back."""
        await self._engine.dispose()
        self._lock.release()


def _sqlite(url: str) -> AsyncEngine:
    """One connection for all: there is one writer. Transactions begin when they begin, not at the first write."""
    engine = create_async_engine(
        url.replace("sqlite:", "sqlite+aiosqlite:", 1),
        pool_size=1,
        max_overflow=0,
        pool_timeout=30,
        hide_parameters=True,  # an error's text goes into the log, and what people wrote or chose must not
    )

    @event.listens_for(engine.sync_engine, "connect")
    def connected(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # BEGIN is ours: the driver's own comes too late and loses updates
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine.sync_engine, "begin")
    def began(connection: Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _upgrade(connection: Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    connection.commit()
