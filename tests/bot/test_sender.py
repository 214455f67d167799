"""The one door out: paced, never twice by itself, and every answer is written down."""

from datetime import timedelta
from itertools import pairwise
from typing import Any

from bot.domain.deliveries import Delivery, Plan, Post, State, notice
from bot.domain.ids import ChannelId, UserId
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


async def test_what_a_crash_left_on_its_way_is_uncertain_and_never_simply_sent_again(fanfare: Fanfare) -> None:
    followed = []

    async def follow(_store: Any, delivery: Delivery) -> None:
        followed.append((delivery.state, delivery.reason))

    fanfare.bot.sender.followers["test"] = follow
    later = fanfare.bot.clock.now() + timedelta(hours=1)
    plan = Plan("test", "test:crashed", "", fanfare.channel("general"), later, Post("crashed"))
    async with fanfare.bot.database.transaction() as store:
        await store.deliveries.file(plan)
        [delivery] = await store.deliveries.of("test:crashed")
        lease = timedelta(seconds=60)
        await store.deliveries.move(delivery, State.SENDING, lease=lease, now=fanfare.bot.clock.now(), token="gone")

    await fanfare.advance(hours=2)

    await fanfare.noted("test:crashed", State.UNCERTAIN, "interrupted")
    await fanfare.workspace.until(lambda: followed)
    await fanfare.idle()
    assert followed == [(State.UNCERTAIN, "interrupted")]
    assert fanfare.workspace.posts("general") == []


async def test_a_follower_that_raises_takes_nothing_back(fanfare: Fanfare) -> None:
    async def stumble(_store: Any, _delivery: Delivery) -> None:
        raise RuntimeError("in the follower")

    fanfare.bot.sender.followers["test"] = stumble
    await file(fanfare, fanfare.channel("general"), "hello")

    await fanfare.noted("test:hello", State.SENT)


async def test_one_redraw_that_raises_keeps_no_other_waiting(fanfare: Fanfare) -> None:
    async def stumble(_store: Any, _key: str) -> None:
        raise RuntimeError("in the painter")

    fanfare.bot.sender.painters["broken"] = stumble
    async with fanfare.bot.database.transaction() as store:
        await store.deliveries.redraw("broken", "1", fanfare.bot.clock.now())

    await fanfare.workspace.open_home("tom")

    await fanfare.workspace.until(lambda: fanfare.workspace.home("tom"))


async def test_a_word_that_cannot_be_shown_in_its_channel_goes_to_the_person(fanfare: Fanfare) -> None:
    tom = UserId(fanfare.id("tom"))
    word = notice("lost", tom, ChannelId(fanfare.channel("sales")), Post("psst"), fanfare.bot.clock.now())
    async with fanfare.bot.database.transaction() as store:
        await store.deliveries.file(word)
    fanfare.bot.sender.wake()

    [post] = await fanfare.posts(person="tom")
    assert post["text"] == "psst"
