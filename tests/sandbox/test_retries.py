"""Events that are not acked are sent again, in every kind of app; and events that are delivered twice."""

import pytest

from tests.sandbox.bots import BoltResponse


def failing(bot, times):
    """Let the app fail at its first *times* messages."""

    @bot.on("event", "message")
    def message(args):
        yield
        if len(bot.heard) <= times:
            raise RuntimeError("on purpose")


async def unacked(workspace, bot, count):
    """Wait until delivery number *count* has come and failed."""
    await bot.hearing(count)
    if bot.socket:  # over a socket nothing says "failed": three seconds have to pass
        await workspace.advance(seconds=3.1)
    await workspace.until(lambda: len(workspace.log.since(kind="acked", name="message")) == count)


def retries(bot):
    """The retry headers of each delivery, as Bolt shows them to a listener."""
    return [
        tuple(headers.get(f"x-slack-retry-{name}", [None])[0] for name in ("num", "reason")) for headers in bot.headers
    ]


def untried(bot):
    """The same for what is no retry: a socket's envelope says so, a request does not mention it."""
    return ("0", "") if bot.socket else (None, None)


async def test_an_event_comes_again_at_once_after_a_minute_and_after_five(workspace, web, bot):
    async def sent_after(seconds):
        """How often the event has been sent once the clock was moved on, and whatever that set off had its turn."""
        await workspace.advance(seconds=seconds)
        await web.api_test()
        return len(workspace.log.since(kind="sent", name="message"))

    failing(bot, times=3)
    await workspace.say("ana", "general", "Hello")

    await unacked(workspace, bot, 1)
    await unacked(workspace, bot, 2)
    assert [await sent_after(59), await sent_after(2)] == [2, 3]
    await unacked(workspace, bot, 3)
    assert [await sent_after(299), await sent_after(2)] == [3, 4]
    await bot.hearing(4)
    await workspace.until(lambda: len(workspace.log.since(kind="acked", name="message")) == 4)

    reason = "timeout" if bot.socket else "http_error"
    assert retries(bot) == [untried(bot), ("1", reason), ("2", reason), ("3", reason)]
    assert len({body["event_id"] for body in bot.heard}) == 1
    assert [entry.detail["acked"] for entry in workspace.log.since(kind="acked")] == [False, False, False, True]


async def test_after_three_retries_an_event_is_given_up(workspace, bot):
    failing(bot, times=9)
    await workspace.say("ana", "general", "Hello")

    await unacked(workspace, bot, 1)
    await unacked(workspace, bot, 2)
    await workspace.advance(seconds=61)
    await unacked(workspace, bot, 3)
    await workspace.advance(seconds=301)
    await unacked(workspace, bot, 4)
    await workspace.advance(hours=2)

    assert len(bot.heard) == 4


async def test_an_event_that_was_acked_after_all_is_not_sent_again(workspace, bot):
    failing(bot, times=1)
    await workspace.say("ana", "general", "Hello")

    await unacked(workspace, bot, 1)
    await bot.hearing(2)
    await workspace.until(lambda: workspace.log.since(kind="acked")[-1].detail["acked"])
    await workspace.advance(hours=2)

    assert len(bot.heard) == 2


async def test_an_event_that_no_listener_takes_is_sent_again(workspace, bot):
    await workspace.say("ana", "general", "Hello")

    sent = await workspace.until(lambda: workspace.log.since(kind="sent", name="message"))
    if bot.socket:
        await workspace.advance(seconds=3.1)
    await workspace.until(lambda: len(workspace.log.since(kind="sent", name="message")) == 2)

    assert sent[0].detail["payload"] == workspace.log.since(kind="sent")[1].detail["payload"]


@pytest.mark.parametrize("bot", ["async http", "sync http"], indirect=True)
async def test_an_app_that_wants_no_retry_gets_none(workspace, bot):
    @bot.on("event", "message")
    def message(args):
        yield
        return BoltResponse(status=500, headers={"X-Slack-No-Retry": "1"})

    await workspace.say("ana", "general", "Hello")
    await workspace.until(lambda: workspace.log.since(kind="acked"))
    await workspace.advance(hours=2)

    assert len(bot.heard) == 1


async def test_an_event_is_delivered_twice_on_request(workspace, bot):
    bot.hears("message")
    await workspace.misbehave("events", "twice")

    await workspace.say("ana", "general", "Hello")
    await bot.hearing(2)
    await workspace.say("ana", "general", "Once")
    await bot.hearing(3)

    first, again, other = bot.heard
    assert first["event_id"] == again["event_id"] != other["event_id"]
    reason = "timeout" if bot.socket else "http_timeout"
    assert retries(bot) == [untried(bot), ("1", reason), untried(bot)]
    assert [entry.name for entry in workspace.log.since(kind="fault")] == ["message"]


@pytest.mark.parametrize("bot", ["async http"], indirect=True)
@pytest.mark.parametrize(("what", "times"), [("message", 2), ("*", 2), ("reaction_added", 1)])
async def test_events_of_one_kind_or_of_all_are_delivered_twice(workspace, bot, what, times):
    bot.hears("message")
    await workspace.misbehave(what, "twice")

    await workspace.say("ana", "general", "Hello")
    await bot.hearing(times)
    await workspace.say("ana", "general", "Last")
    await bot.hearing(times + 1)

    assert [body["event"]["text"] for body in bot.heard] == ["Hello"] * times + ["Last"]


@pytest.mark.parametrize("bot", ["async socket", "sync socket"], indirect=True)
async def test_an_event_that_comes_while_the_app_is_away_waits_for_it(workspace, server, bot):
    bot.hears("message")
    await bot.close()

    await workspace.say("ana", "general", "Hello")
    await workspace.until(lambda: len(workspace.log.since(kind="acked")) == 2)

    failures = {entry.detail["failure"] for entry in workspace.log.since(kind="acked")}
    assert failures == {"no_app"}
