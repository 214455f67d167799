"""The ledger: every post from plan to answer, and the redraws of what is already shown.

Every step is a compare-and-set on the lease's token, so that of two who try only one succeeds.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, UniqueConstraint, and_, delete, exists, literal, or_, update
from sqlalchemy.dialects.sqlite import insert
from sqlmodel import Column, Field, col, func, select
from sqlmodel.ext.asyncio.session import AsyncSession

from bot.domain.deliveries import Delivery, Plan, Post, State
from bot.domain.ids import ChannelId, DeliveryId, UserId
from storage.rows import Row, batched
from storage.types import UtcDateTime

WORDS_KEPT = timedelta(days=30)  # RELIABILITY.md §7: retention


class DeliveryRow(Row, table=True):
    """One post to one channel or person."""

    __tablename__ = "deliveries"
    __table_args__ = (UniqueConstraint("source", "slot", "recipient"),)

    id: str = Field(primary_key=True)
    kind: str
    source: str
    slot: str
    recipient: str
    due: datetime = Field(sa_type=UtcDateTime)
    post: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON))
    thread: str | None = None
    only_for: str | None = None
    author: str | None = None
    state: str = Field(default=State.PENDING, index=True)
    attempts: int = 0
    channel: str | None = None
    ts: str | None = None
    reason: str = ""
    token: str = ""
    leased_until: datetime | None = Field(default=None, sa_type=UtcDateTime)


class GateRow(Row, table=True):
    """Until when a channel or a method must wait."""

    __tablename__ = "rate_gates"

    key: str = Field(primary_key=True)
    not_before: datetime = Field(sa_type=UtcDateTime)


class RedrawRow(Row, table=True):
    """Something shown that should look different by now: a poll's tally, somebody's Home."""

    __tablename__ = "redraws"

    kind: str = Field(primary_key=True)
    key: str = Field(primary_key=True)
    due: datetime = Field(sa_type=UtcDateTime)
    wanted: int
    done: int


class Deliveries:
    """The ledger's queries."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def file(self, *plans: Plan) -> None:
        """Write what is to be sent; what is in the ledger already (source, slot, recipient) stays as it is."""
        for some in batched(plans):
            rows = [{"id": str(uuid.uuid4()), **_columns(plan)} for plan in some]
            await self._session.exec(insert(DeliveryRow).values(rows).on_conflict_do_nothing())

    async def skip(self, plan: Plan, reason: str) -> None:
        """Write down that *plan* is not sent, and why; what is in the ledger already stays as it is."""
        fields = _columns(plan) | {"state": State.SKIPPED, "reason": reason}
        await self._session.exec(insert(DeliveryRow).values(id=str(uuid.uuid4()), **fields).on_conflict_do_nothing())

    async def due(self, now: datetime, *, most: int = 20) -> list[Delivery]:
        """Pending deliveries whose time has come and whose channel is free, oldest first, one for each recipient."""
        gated = exists().where(
            and_(
                or_(col(GateRow.key) == "post", col(GateRow.key) == literal("post:") + col(DeliveryRow.recipient)),
                col(GateRow.not_before) > now,
            )
        )
        query = (
            select(DeliveryRow)
            .where(DeliveryRow.state == State.PENDING, col(DeliveryRow.due) <= now, ~gated)
            .order_by(col(DeliveryRow.due), col(DeliveryRow.id))
            .limit(most * 5)
        )
        first: dict[str, DeliveryRow] = {}
        for row in await self._session.exec(query):
            first.setdefault(row.recipient, row)
        return [_delivery(row) for row in list(first.values())[:most]]

    async def next_due(self) -> datetime | None:
        """When the next pending delivery is due, gates left aside; None if nothing is planned."""
        query = select(func.min(DeliveryRow.due)).where(DeliveryRow.state == State.PENDING)
        return (await self._session.exec(query)).one()

    async def move(
        self, delivery: Delivery, to: State, *, lease: timedelta | None = None, now: datetime, **changes: Any
    ) -> bool:
        """Take *delivery* from the state and token it has to *to*; False if somebody else was there first."""
        changes |= {"state": to, "leased_until": now + lease if lease else None}
        query = (
            update(DeliveryRow)
            .where(
                col(DeliveryRow.id) == delivery.id,
                col(DeliveryRow.state) == delivery.state,
                col(DeliveryRow.token) == delivery.token,
            )
            .values(**changes)
        )
        result: Any = await self._session.exec(query)
        return bool(result.rowcount)

    async def cancel(self, source: str, reason: str) -> int:
        """Skip whatever of *source* is not on its way yet; return how many."""
        query = (
            update(DeliveryRow)
            .where(col(DeliveryRow.source) == source, col(DeliveryRow.state) == State.PENDING)
            .values(state=State.SKIPPED, reason=reason)
        )
        result: Any = await self._session.exec(query)
        return int(result.rowcount)

    async def withdraw(self, source: str, now: datetime) -> None:
        """Take back all of *source*: what waits is skipped, what was posted is deleted by a redraw ("withdrawal")."""
        await self.cancel(source, "withdrawn")
        for delivery in await self.of(source):
            if delivery.state is State.SENT:
                await self.redraw("withdrawal", delivery.id, now)

    async def find(self, delivery: DeliveryId) -> Delivery | None:
        """One delivery."""
        row = await self._session.get(DeliveryRow, delivery)
        return None if row is None else _delivery(row)

    async def of(self, source: str) -> list[Delivery]:
        """Everything ever filed for *source*, by due time."""
        query = select(DeliveryRow).where(DeliveryRow.source == source).order_by(col(DeliveryRow.due))
        return [_delivery(row) for row in await self._session.exec(query)]

    async def in_slot(self, source: str, slot: str) -> list[Delivery]:
        """Everything that was filed for one *slot* of *source*."""
        query = select(DeliveryRow).where(DeliveryRow.source == source, DeliveryRow.slot == slot)
        return [_delivery(row) for row in await self._session.exec(query.order_by(col(DeliveryRow.recipient)))]

    async def in_state(
        self, states: Iterable[State], *, since: datetime | None = None, most: int = 100
    ) -> list[Delivery]:
        """The newest deliveries in one of *states*, due *since* an instant if one is given."""
        recent = [] if since is None else [col(DeliveryRow.due) >= since]
        query = (
            select(DeliveryRow)
            .where(col(DeliveryRow.state).in_(list(states)), *recent)
            .order_by(col(DeliveryRow.due).desc())
            .limit(most)
        )
        return [_delivery(row) for row in await self._session.exec(query)]

    async def recover(self, now: datetime) -> list[Delivery]:
        """Free what a crash left behind: what was leased waits again; return what was being sent, uncertain now."""
        over = col(DeliveryRow.leased_until) <= now
        leased = update(DeliveryRow).where(col(DeliveryRow.state) == State.LEASED, over)
        await self._session.exec(leased.values(state=State.PENDING, token="", leased_until=None))
        sending = select(DeliveryRow).where(col(DeliveryRow.state) == State.SENDING, over)
        found = list(await self._session.exec(sending))
        for row in found:
            row.state, row.reason, row.leased_until = State.UNCERTAIN, "interrupted", None
            self._session.add(row)
        return [_delivery(row) for row in found]

    async def tidy(self, now: datetime) -> None:
        """Drop what is of no more use: old gates, done redraws, and after a month the words of what has ended."""
        await self._session.exec(delete(GateRow).where(col(GateRow.not_before) < now - timedelta(hours=1)))
        done = col(RedrawRow.wanted) <= col(RedrawRow.done)
        await self._session.exec(delete(RedrawRow).where(done, col(RedrawRow.due) < now - timedelta(hours=1)))
        ended = (State.SENT, State.SKIPPED, State.FAILED)
        old = update(DeliveryRow).where(col(DeliveryRow.state).in_(ended), col(DeliveryRow.due) < now - WORDS_KEPT)
        await self._session.exec(old.values(post=None))

    async def gate(self, key: str, not_before: datetime) -> None:
        """Let nothing through *key* ("post", "post:C123", a method) before *not_before*; a later time stays."""
        query = insert(GateRow).values(key=key, not_before=not_before)
        later = func.max(GateRow.not_before, query.excluded.not_before)
        await self._session.exec(query.on_conflict_do_update(index_elements=["key"], set_={"not_before": later}))

    async def redraw(self, kind: str, key: str, due: datetime) -> None:
        """Ask for *key* of *kind* to be drawn again, at *due* if it is the first time, else as soon as it may."""
        query = insert(RedrawRow).values(kind=kind, key=key, due=due, wanted=1, done=0)
        again = {"wanted": RedrawRow.wanted + 1}
        await self._session.exec(query.on_conflict_do_update(index_elements=["kind", "key"], set_=again))

    async def redraws(self, now: datetime, *, most: int = 20) -> list[tuple[str, str, int]]:
        """What is to be drawn again now: kind, key, and how often it was asked for so far."""
        waiting = select(RedrawRow).where(col(RedrawRow.wanted) > col(RedrawRow.done), col(RedrawRow.due) <= now)
        rows = await self._session.exec(waiting.order_by(col(RedrawRow.due)).limit(most))
        return [(row.kind, row.key, row.wanted) for row in rows]

    async def next_redraw(self) -> datetime | None:
        """When the next redraw may happen; None if nothing is to be drawn."""
        query = select(func.min(RedrawRow.due)).where(col(RedrawRow.wanted) > col(RedrawRow.done))
        return (await self._session.exec(query)).one()

    async def drawn(self, kind: str, key: str, wanted: int, not_before: datetime) -> None:
        """It shows what stood when it had been asked for *wanted* times; the next one comes at *not_before* at best."""
        row = await self._session.get(RedrawRow, (kind, key))
        if row is not None:
            row.done, row.due = max(row.done, wanted), not_before
            self._session.add(row)


def _columns(plan: Plan) -> dict[str, Any]:
    post = None if plan.post is None else {"text": plan.post.text, "blocks": list(plan.post.blocks)}
    fields = {name: getattr(plan, name) for name in Plan.__slots__ if name != "post"}
    return {**fields, "post": post, "state": State.PENDING, "attempts": 0, "reason": "", "token": ""}


def _delivery(row: DeliveryRow) -> Delivery:
    post = None if row.post is None else Post(row.post["text"], tuple(row.post["blocks"]))
    plan = Plan(
        row.kind,
        row.source,
        row.slot,
        row.recipient,
        row.due,
        post,
        row.thread,
        UserId(row.only_for) if row.only_for else None,
        UserId(row.author) if row.author else None,
    )
    channel = ChannelId(row.channel) if row.channel else None
    return Delivery(DeliveryId(row.id), plan, State(row.state), row.attempts, channel, row.ts, row.reason, row.token)
