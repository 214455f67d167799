"""Goals and updates for the tests, in order until told otherwise."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from bot.domain.goals import Goal, Update
from bot.domain.ids import ChannelId, TeamId, UserId
from bot.domain.members import Channel, Member

NOW = datetime(2027, 1, 1, 9, tzinfo=UTC)
TODAY = NOW.date()
MEMBER = Member(UserId("U1"), TeamId("T1"), "Owner")
INSIDE = Channel(ChannelId("C1"), "general", inside=True)


def a_goal(start: str = "0", target: str = "100", current: str = "0", **fields: Any) -> Goal:
    goal = Goal(
        id="g1",
        title="Sell bikes to schools",
        unit="bikes",
        start=Decimal(start),
        target=Decimal(target),
        current=Decimal(current),
        due=TODAY + timedelta(days=100),
        owner=MEMBER.id,
        channel=INSIDE.id,
        since=TODAY,
        created_by=UserId("U9"),
        created_at=NOW,
    )
    return replace(goal, **fields)


def an_update(value: str = "62", why: str = "A school ordered", days: int = 50) -> Update:
    return Update("g1", Decimal(value), why, MEMBER.id, NOW + timedelta(days=days))
