"""Pulses: what is asked, of whom, when, and what came of it. Who answered what is not here: see ``storage.ballots``."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, case, delete, or_, update
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Column, Field, col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.ids import UserId
from bot.domain.pulses import Pulse, State
from bot.domain.questions import Choice, Choices, Kind, Question, Rating, Scale, Text, kind_of
from bot.domain.results import Figures, Results
from storage.rows import Row
from storage.types import UtcDateTime


class PulseRow(Row, table=True):
    """One pulse."""

    __tablename__ = "pulses"

    id: str = Field(primary_key=True)
    author: str
    title: str
    questions: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    recipients: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    in_channels: bool
    anonymous: bool
    state: str = Field(index=True)
    created_at: datetime = Field(sa_type=UtcDateTime)
    opens_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closes_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    closed_at: datetime | None = Field(default=None, sa_type=UtcDateTime)
    results: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))


class InvitationRow(Row, table=True):
    """Somebody who was asked by direct message: written when the pulse opens, and not changed by an answer."""

    __tablename__ = "invitations"

    pulse: str = Field(primary_key=True)
    person: str = Field(primary_key=True, index=True)


class Pulses:
    """Keeps pulses. Every step of their life is a compare-and-set on the state."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def draft(self, pulse: Pulse) -> bool:
        """Keep a draft, in place of an earlier one of the same id and author; False if it is a draft no more."""
        columns = _columns(pulse)
        query = insert(PulseRow).values(**columns)
        mine = (col(PulseRow.state) == State.DRAFT) & (col(PulseRow.author) == pulse.author)
        result: Any = await self._session.exec(
            query.on_conflict_do_update(index_elements=["id"], set_=columns, where=mine)
        )
        return bool(result.rowcount)

    async def forget_drafts(self, before: datetime) -> None:
        """Drop what was begun before *before* and never confirmed."""
        old = (col(PulseRow.state) == State.DRAFT) & (col(PulseRow.created_at) < before)
        await self._session.exec(delete(PulseRow).where(old))

    async def find(self, pulse: str) -> Pulse | None:
        """One, whatever its state."""
        row = await self._session.get(PulseRow, pulse)
        return None if row is None else _pulse(row)

    async def move(self, pulse: Pulse, to: State, **changes: Any) -> bool:
        """Take *pulse* from its state to *to*; False if somebody else was there first."""
        query = (
            update(PulseRow)
            .where(col(PulseRow.id) == pulse.id, col(PulseRow.state) == pulse.state)
            .values(state=to, **changes)
        )
        result: Any = await self._session.exec(query)
        return bool(result.rowcount)

    async def invite(self, pulse: str, people: Iterable[UserId]) -> None:
        """Freeze the list of those who are asked one by one."""
        self._session.add_all(InvitationRow(pulse=pulse, person=person) for person in people)
        await self._session.flush()

    async def invited(self, pulse: str, person: UserId) -> bool:
        """Whether *person* is on the list."""
        query = select(InvitationRow.person).where(InvitationRow.pulse == pulse, InvitationRow.person == person)
        return (await self._session.exec(query)).first() is not None

    async def invitations(self, pulse: str) -> list[UserId]:
        """Everybody on the list."""
        query = select(InvitationRow.person).where(InvitationRow.pulse == pulse).order_by(InvitationRow.person)
        return [UserId(person) for person in await self._session.exec(query)]

    async def due(self, now: datetime) -> list[str]:
        """Those for which something is to be done at *now*: planned ones to open, open ones to close, closing ones.

        Their ids: one that cannot be read must not keep the others from being seen.
        """
        query = select(PulseRow.id).where(
            or_(
                (col(PulseRow.state) == State.PLANNED) & (col(PulseRow.opens_at) <= now),
                (col(PulseRow.state) == State.OPEN) & (col(PulseRow.closes_at) <= now),
                col(PulseRow.state) == State.CLOSING,
            )
        )
        return list(await self._session.exec(query.order_by(PulseRow.id)))

    async def in_state(self, *states: State, most: int = 20) -> list[Pulse]:
        """Those in one of *states*, in the order of the states, the newest of each first."""
        place = case({state: place for place, state in enumerate(states)}, value=col(PulseRow.state))
        query = select(PulseRow).where(col(PulseRow.state).in_(states))
        query = query.order_by(place, col(PulseRow.created_at).desc(), col(PulseRow.id)).limit(most)
        return [_pulse(row) for row in await self._session.exec(query)]

    async def open_for(self, person: UserId, now: datetime, *, most: int = 10) -> list[Pulse]:
        """What *person*, a colleague, may answer at *now*, the one that closes first at the top."""
        mine = select(InvitationRow.pulse).where(InvitationRow.person == person)
        query = (
            select(PulseRow)
            .where(
                col(PulseRow.state) == State.OPEN,
                or_(col(PulseRow.closes_at).is_(None), col(PulseRow.closes_at) > now),
                or_(col(PulseRow.in_channels), col(PulseRow.id).in_(mine)),
            )
            .order_by(col(PulseRow.closes_at).is_(None), col(PulseRow.closes_at), col(PulseRow.id))
            .limit(most)
        )
        return [_pulse(row) for row in await self._session.exec(query)]

    async def keep_results(self, pulse: str, results: Results) -> None:
        """What came of it."""
        await self._session.exec(update(PulseRow).where(col(PulseRow.id) == pulse).values(results=asdict(results)))

    async def results(self, pulse: str) -> Results | None:
        """What came of it, once it is computed."""
        found = (await self._session.exec(select(PulseRow.results).where(PulseRow.id == pulse))).first()
        return None if found is None else _results(found)


def _columns(pulse: Pulse) -> dict[str, Any]:
    fields = {name: getattr(pulse, name) for name in Pulse.__slots__}
    fields["questions"] = [{"kind": kind_of(question), **asdict(question)} for question in pulse.questions]
    return {**fields, "recipients": list(pulse.recipients), "in_channels": bool(pulse.channels), "results": None}


def _pulse(row: PulseRow) -> Pulse:
    return Pulse(
        row.id,
        UserId(row.author),
        row.title,
        tuple(_question(stored) for stored in row.questions),
        tuple(row.recipients),
        row.anonymous,
        State(row.state),
        row.created_at,
        row.opens_at,
        row.closes_at,
        row.closed_at,
    )


def _question(stored: dict[str, Any]) -> Question:
    fields = {name: value for name, value in stored.items() if name != "kind"}
    match Kind(stored["kind"]):
        case Kind.SCALE:
            return Scale(**fields)
        case Kind.RATING | Kind.RECOMMEND:
            return Rating(**fields)
        case Kind.CHOICE:
            return Choice(fields["text"], tuple(fields["options"]))
        case Kind.CHOICES:
            return Choices(fields["text"], tuple(fields["options"]))
        case Kind.TEXT:
            return Text(**fields)


def _results(stored: Mapping[str, Any]) -> Results:
    figures = [
        Figures(one["n"], tuple(one["counts"]), one["mean"], one["enps"], tuple(one["comments"]))
        for one in stored["figures"]
    ]
    return Results(stored["n"], tuple(figures))
