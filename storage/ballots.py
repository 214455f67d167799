"""Ballots without people: keyed by a token that only the pulse's key ties to somebody.

Nothing here knows a person, a time, an order or a version, and nothing may ever be added that does (RELIABILITY.md §6).
The votes' path is Core statements by primary key: what a vote costs must not grow with the votes there are.
"""

import secrets
from collections import Counter
from typing import Any

from sqlalchemy import JSON, LargeBinary, delete
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Column, Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.ballots import KEY_BYTES, Mark, change, token
from bot.domain.ids import TeamId, UserId
from bot.domain.questions import Answer
from storage.rows import Row
from storage.sealing import unwrap, wrap


class BallotRow(Row, table=True):
    """One person's answers. WITHOUT ROWID: SQLite's hidden row number would tell the order in which people voted."""

    __tablename__ = "ballots"
    __table_args__ = ({"sqlite_with_rowid": False},)

    pulse: str = Field(primary_key=True)
    token: bytes = Field(sa_column=Column(LargeBinary, primary_key=True))
    answers: list[Any] = Field(sa_column=Column(JSON, nullable=False))


class TallyRow(Row, table=True):
    """How often an answer was given, for open pulses: see ``bot.domain.ballots`` for what is counted."""

    __tablename__ = "tallies"
    __table_args__ = ({"sqlite_with_rowid": False},)

    pulse: str = Field(primary_key=True)
    question: int = Field(primary_key=True)
    answer: int = Field(primary_key=True)
    count: int


class KeyRow(Row, table=True):
    """A pulse's key, wrapped. A table of its own, so that backups can leave it out."""

    __tablename__ = "pulse_keys"

    pulse: str = Field(primary_key=True)
    wrapped: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


BALLOTS, TALLIES = (Row.metadata.tables[name] for name in ("ballots", "tallies"))


class Ballots:
    """Casts, finds and counts them."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def new_key(self, pulse: str, secret: bytes) -> None:
        """Draw the key of a pulse that opens, and keep it wrapped under *secret*."""
        wrapped = wrap(secrets.token_bytes(KEY_BYTES), secret)
        await self._session.exec(insert(KeyRow).values(pulse=pulse, wrapped=wrapped))

    async def token(self, pulse: str, team: TeamId, user: UserId, secret: bytes) -> bytes | None:
        """Where *user*'s ballot lies; None once the key is destroyed, or if *secret* does not open it."""
        wrapped = (await self._session.exec(select(KeyRow.wrapped).where(KeyRow.pulse == pulse))).first()
        key = None if wrapped is None else unwrap(wrapped, secret)
        return None if key is None else token(key, team, user, pulse)

    async def cast(
        self, pulse: str, token: bytes, answers: tuple[Answer, ...], *, counted: bool
    ) -> tuple[Answer, ...] | None:
        """Keep a ballot in place of the one under the same token, which is returned. If *counted*, the tally moves."""
        before = await self.find(pulse, token)
        moved = change(before, answers) if counted else {}
        query = insert(BALLOTS).values(pulse=pulse, token=token, answers=list(answers))
        replaced = {"answers": query.excluded.answers}
        await self._session.exec(query.on_conflict_do_update(index_elements=["pulse", "token"], set_=replaced))
        for (question, answer), count in moved.items():
            counting = insert(TALLIES).values(pulse=pulse, question=question, answer=answer, count=count)
            keys = ["pulse", "question", "answer"]
            added = {"count": TALLIES.c.count + counting.excluded.count}
            await self._session.exec(counting.on_conflict_do_update(index_elements=keys, set_=added))
        return before

    async def find(self, pulse: str, token: bytes) -> tuple[Answer, ...] | None:
        """The answers under *token*, or None."""
        query = select(BALLOTS.c.answers).where(BALLOTS.c.pulse == pulse, BALLOTS.c.token == token)
        row = (await self._session.exec(query)).first()
        return None if row is None else _answers(row)

    async def answered(self, pulse: str, team: TeamId, user: UserId, secret: bytes) -> bool:
        """Whether *user* has answered: computed anew, for no list says it."""
        mine = await self.token(pulse, team, user, secret)
        return mine is not None and await self.find(pulse, mine) is not None

    async def tally(self, pulse: str) -> Counter[Mark]:
        """An open pulse's counts."""
        rows = await self._session.exec(select(TallyRow).where(TallyRow.pulse == pulse))
        return Counter({(row.question, row.answer): row.count for row in rows})

    async def all(self, pulse: str) -> list[tuple[Answer, ...]]:
        """Every ballot, in no order that means anything."""
        query = select(BALLOTS.c.answers).where(BALLOTS.c.pulse == pulse)
        return [_answers(row) for row in await self._session.exec(query)]

    async def destroy(self, pulse: str) -> None:
        """Delete ballots, tally and key. The bytes are gone once the database was written out (``checkpoint``)."""
        for row in (BallotRow, TallyRow, KeyRow):
            await self._session.exec(delete(row).where(col(row.pulse) == pulse))


def _answers(stored: list[Any]) -> tuple[Answer, ...]:
    return tuple(tuple(answer) if isinstance(answer, list) else answer for answer in stored)
