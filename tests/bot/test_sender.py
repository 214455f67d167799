"""The one door out: paced, never twice by itself, and every answer is written down."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

from bot.domain.deliveries import Plan, Post, State
from bot.domain.ids import UserId
from tests.fanfare import Fanfare


async def file(fanfare: Fanfare, recipient: str, text: str, **fields: Any) -> None:
    plan = Plan("test", f"test:{text}", "", recipient, fanfare.bot.clock.now(), Post(text), **fields)
    async with fanfare.bot.database.transaction() as store:
        await store.deliveries.file(plan)
    fanfare.bot.sender.wake()


async def test_a_post_shows_at_once_and_carries_only_its_delivery_s_id(fanfare: Fanfare) -> None:
    await file(fanfare, fanfare.channel("general"), "hello")

    [post] = await fanfare.posts("general")
    delivery = await fanfare.noted("test:hello", State.SENT)
    assert post["metadata"] == {"event_type": "fanfare_delivery", "event_payload": {"delivery_id": delivery.id}}
    assert delivery.ts == post["ts"]


async def test_filing_the_same_twice_posts_it_once(fanfare: Fanfare) -> None:
    for _ in range(2):
        await file(fanfare, fanfare.channel("general"), "hello")
    await fanfare.posts("general")
    await fanfare.idle()

    assert len(fanfare.workspace.posts("general")) == 1


async def test_a_channel_gets_one_post_a_second_by_the_clock(fanfare: Fanfare) -> None:
    for number in range(3):
        await file(fanfare, fanfare.channel("general"), f"number {number}")
    await fanfare.idle()

    times = [float(post["ts"]) for post in await fanfare.posts("general", count=3)]
    assert all(later - earlier >= 0.99 for earlier, later in pairwise(times))


async def test_a_dropped_connection_after_the_post_was_stored_never_posts_twice(fanfare: Fanfare) -> None:
    await fanfare.workspace.misbehave("chat.postMessage", "drop_after")
    await file(fanfare, fanfare.channel("general"), "hello")
    await fanfare.posts("general")

    await fanfare.noted("test:hello", State.UNCERTAIN)
    await fanfare.advance(minutes=5)
    await fanfare.idle()
    assert len(fanfare.workspace.posts("general")) == 1


async def test_a_rate_limit_is_waited_for_and_the_post_arrives(fanfare: Fanfare) -> None:
    await fanfare.workspace.misbehave("chat.postMessage", "429", seconds=30)
    await file(fanfare, fanfare.channel("general"), "hello")
    await fanfare.noted("test:hello", State.PENDING, "ratelimited")

    await fanfare.workspace.advance(seconds=31)
    fanfare.bot.sender.wake()

    await fanfare.posts("general")


async def test_a_refusal_is_written_down_with_slack_s_reason(fanfare: Fanfare) -> None:
    await fanfare.workspace.archive("general")
    await file(fanfare, fanfare.channel("general"), "hello")

    await fanfare.noted("test:hello", State.FAILED, "is_archived")


async def test_a_word_to_one_person_is_seen_by_nobody_else(fanfare: Fanfare) -> None:
    await file(fanfare, fanfare.channel("general"), "psst", only_for=UserId(fanfare.id("tom")))

    await fanfare.whisper("tom", "general", "psst")
    assert not any("psst" in one["text"] for one in fanfare.workspace.screen("mei", "general"))


async def test_what_is_planned_for_later_waits_for_its_time(fanfare: Fanfare) -> None:
    later = fanfare.bot.clock.now() + timedelta(hours=2)
    plan = Plan("test", "test:later", "", fanfare.channel("general"), later, Post("later"))
    async with fanfare.bot.database.transaction() as store:
        await store.deliveries.file(plan)
    await fanfare.advance(hours=1)
    await fanfare.idle()
    assert fanfare.workspace.posts("general") == []

    await fanfare.advance(hours=1, seconds=1)

    await fanfare.posts("general")
