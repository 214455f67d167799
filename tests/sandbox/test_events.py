"""Events, in every kind of app: what the app hears of, and what it does not."""

import pytest

from sandbox.company import PersonPart
from sandbox.manifest import Manifest
from tests.sandbox.forms import home

ALL = (
    "app_home_opened",
    "app_mention",
    "channel_archive",
    "channel_unarchive",
    "group_archive",
    "member_joined_channel",
    "member_left_channel",
    "message",
    "reaction_added",
    "reaction_removed",
    "team_join",
    "user_change",
)


@pytest.fixture
async def hearing(bot):
    """The app, which hears of everything."""
    for event in ALL:
        bot.hears(event)
    return bot


async def heard(hearing, kind, count=1):
    """The *count* events of *kind* that have been heard; anything else that was sent is a surprise."""
    await hearing.hearing(count)
    events = hearing.events(kind)
    assert len(events) == len(hearing.heard) == count, hearing.heard
    return events[0] if count == 1 else events


async def test_an_event_comes_in_slack_s_envelope(workspace, hearing):
    message = await workspace.say("ana", "general", "Hello")

    await heard(hearing, "message")
    [body] = hearing.heard
    assert (body["type"], body["team_id"], body["api_app_id"]) == (
        "event_callback",
        workspace.app.team,
        workspace.app.id,
    )
    assert body["event_id"].startswith("Ev")
    assert abs(body["event_time"] - float(message.ts)) < 2
    assert body["authorizations"][0]["user_id"] == workspace.app.bot_user
    assert body["is_ext_shared_channel"] is False


@pytest.mark.parametrize(("channel", "kind"), [("general", "channel"), ("leadership", "group"), ("app", "im")])
async def test_a_message_says_who_wrote_what_where(workspace, hearing, channel, kind):
    message = await workspace.say("ana", channel, "Hello")

    event = await heard(hearing, "message")
    assert (event["user"], event["text"], event["ts"]) == (workspace.directory.id("ana"), "Hello", message.ts)
    assert (event["channel"], event["channel_type"]) == (message.channel, kind)
    assert event["client_msg_id"]
    assert event["event_ts"] == message.ts


async def test_an_answer_in_a_thread_names_the_thread(workspace, hearing):
    parent = await workspace.say("ana", "general", "Parent")
    await workspace.say("tom", "general", "Reply", thread_ts=parent.ts)

    await hearing.hearing(2)
    assert {event["text"]: event.get("thread_ts") for event in hearing.events("message")} == {
        "Parent": None,
        "Reply": parent.ts,
    }


async def test_a_mention_comes_as_a_message_and_as_a_mention(workspace, hearing):
    message = await workspace.say("ana", "general", "@your-app & @mei, look at #kudos")

    await hearing.hearing(2)
    [mention], [plain] = hearing.events("app_mention"), hearing.events("message")
    mei, kudos = workspace.directory.id("mei"), workspace.channels.named("kudos").id
    assert mention["text"] == f"<@{workspace.app.bot_user}> &amp; <@{mei}>, look at <#{kudos}|kudos>"
    assert mention["ts"] == plain["ts"] == message.ts
    assert len({body["event_id"] for body in hearing.heard}) == 2


async def test_in_direct_messages_a_mention_is_a_message(workspace, hearing):
    await workspace.say("ana", "app", "Hello @your-app")

    await heard(hearing, "message")


async def test_a_post_of_the_app_s_own_is_sent_and_bolt_leaves_it_out(workspace, web, hearing):
    await web.chat_postMessage(channel="general", text="Mine")

    [entry] = await workspace.until(lambda: workspace.log.since(kind="acked", name="message"))
    assert entry.detail["acked"]
    assert hearing.heard == []


async def test_an_edit_and_a_deletion_come_as_messages_with_a_subtype(workspace, web):
    post = await web.chat_postMessage(channel="general", text="Old")
    workspace.sockets.ever = True  # from now on there is somebody to tell
    await web.chat_update(channel=post["channel"], ts=post["ts"], text="New")
    await web.chat_delete(channel=post["channel"], ts=post["ts"])

    sent = [entry.detail["payload"]["event"] for entry in workspace.log.since(kind="sent")]
    changed = next(event for event in sent if event["subtype"] == "message_changed")
    deleted = next(event for event in sent if event["subtype"] == "message_deleted")
    assert (changed["message"]["text"], changed["previous_message"]["text"]) == ("New", "Old")
    assert (deleted["deleted_ts"], deleted["previous_message"]["text"]) == (post["ts"], "New")


@pytest.mark.parametrize("add", [True, False])
async def test_a_reaction_comes_and_goes(workspace, hearing, add):
    message = await workspace.say("ana", "general", "Hello")
    await workspace.react("tom", "general", message.ts, "tada")
    count = 2
    if not add:
        await workspace.react("tom", "general", message.ts, "tada", add=False)
        count = 3

    await hearing.hearing(count)
    [event] = hearing.events("reaction_added" if add else "reaction_removed")
    assert (event["user"], event["reaction"]) == (workspace.directory.id("tom"), "tada")
    assert event["item"] == {"type": "message", "channel": message.channel, "ts": message.ts}
    assert event["item_user"] == workspace.directory.id("ana")


async def test_home_is_opened_before_and_after_the_app_published_it(workspace, web, hearing):
    assert await workspace.open_home("mei") is None
    await hearing.hearing(1)
    published = await web.views_publish(user_id=workspace.directory.id("mei"), view=home())
    shown = await workspace.open_home("mei")
    await hearing.hearing(2)
    await workspace.open_home("mei", tab="messages")
    await hearing.hearing(3)

    first, second, third = hearing.events("app_home_opened")
    assert (first["user"], first["tab"], "view" in first) == (workspace.directory.id("mei"), "home", False)
    assert first["channel"].startswith("D")
    assert second["view"]["id"] == published["view"]["id"] == shown.id
    assert (third["tab"], "view" in third) == ("messages", False)


async def test_somebody_who_is_hired_joins_the_team_and_its_first_channel(workspace, hearing):
    new = await workspace.hire(handle="iris", name="Iris Vogel", tz="Europe/Zurich", start_date="2026-10-01")

    await hearing.hearing(2)
    [joined], [entered] = hearing.events("team_join"), hearing.events("member_joined_channel")
    assert (joined["user"]["id"], joined["user"]["tz"]) == (new.id, "Europe/Zurich")
    assert joined["user"]["profile"]["start_date"] == "2026-10-01"
    assert (entered["user"], entered["channel"]) == (new.id, workspace.channels.named("general").id)


async def test_a_change_of_a_person_is_told_whole(workspace, hearing):
    await workspace.change_person("mei", tz="Europe/Berlin", deactivated=False, title="CTO")

    event = await heard(hearing, "user_change")
    assert (event["user"]["id"], event["user"]["tz"]) == (workspace.directory.id("mei"), "Europe/Berlin")
    assert event["user"]["profile"]["title"] == "CTO"


async def test_comings_and_goings_are_told(workspace, hearing):
    await workspace.join("oskar", "general", inviter="ana")
    await hearing.hearing(1)
    await workspace.leave("oskar", "general")
    await hearing.hearing(2)

    [joined], [left] = hearing.events("member_joined_channel"), hearing.events("member_left_channel")
    assert (joined["user"], joined["inviter"]) == (workspace.directory.id("oskar"), workspace.directory.id("ana"))
    assert (left["user"], left["channel_type"]) == (workspace.directory.id("oskar"), "C")


async def test_the_app_hears_of_its_own_coming(workspace, hearing):
    await workspace.join("app", "sales")

    event = await heard(hearing, "member_joined_channel")
    assert event["user"] == workspace.app.bot_user


@pytest.mark.parametrize(("channel", "kind"), [("kudos", "channel"), ("leadership", "group")])
async def test_an_archived_channel_is_told(workspace, hearing, channel, kind):
    await workspace.archive(channel)

    event = await heard(hearing, f"{kind}_archive")
    assert event["channel"] == workspace.channels.named(channel).id


async def test_the_app_hears_nothing_of_channels_it_is_not_in(workspace, hearing):
    message = await workspace.say("grace", "sales", "Hello @your-app")
    await workspace.react("diego", "sales", message.ts, "eyes")
    await workspace.leave("diego", "sales")
    await workspace.archive("sales")
    await workspace.say("ana", "@tom", "Between us")
    last = await workspace.say("ana", "general", "Hello")

    event = await heard(hearing, "message")
    assert event["ts"] == last.ts


async def test_the_app_hears_only_what_it_subscribed_to(workspace, hearing):
    workspace.app.manifest = Manifest(events=frozenset({"app_mention", "message.im"}))
    await workspace.say("ana", "general", "Hello")
    await workspace.open_home("ana")
    await workspace.change_person("mei", title="CTO")
    last = await workspace.say("ana", "app", "Psst")

    event = await heard(hearing, "message")
    assert event["ts"] == last.ts


async def test_an_event_of_a_shared_channel_says_so(workspace, hearing):
    await workspace.join("app", "hikari-parts")
    await hearing.hearing(1)
    await workspace.say("kenji", "hikari-parts", "Hello")
    await hearing.hearing(2)

    assert hearing.heard[-1]["is_ext_shared_channel"] is True
    assert hearing.heard[-1]["event"]["team"] != workspace.app.team


async def test_before_an_app_ever_came_events_go_nowhere(workspace):
    await workspace.say("ana", "general", "Hello")

    assert workspace.log.since(kind="sent") == []


async def test_a_guest_joins_no_channel_by_being_hired(workspace):
    await workspace.hire(handle="iris", name="Iris Vogel", guest="single")

    assert workspace.directory.id("iris") not in workspace.channels.named("general").members


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"handle": "ana", "name": "Ana"}, "there is somebody called ana already"),
        ({"handle": "iris"}, "name: Field required"),
        ({"handle": "iris", "name": "Iris", "tz": "Mars/Olympus"}, "tz: there is no time zone “Mars/Olympus”"),
        ({"handle": "iris", "name": "Iris", "shoe": 41}, "shoe: Extra inputs are not permitted"),
        ({"handle": "slackbot", "name": "Iris"}, "there is somebody called slackbot already"),
    ],
)
async def test_nobody_is_hired_with_wrong_fields(workspace, fields, sentence):
    with pytest.raises(ValueError, match=f"^{sentence}"):
        await workspace.hire(**fields)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"tz": "Mars/Olympus"}, "tz: there is no time zone “Mars/Olympus”"),
        ({"guest": "sometimes"}, "guest: Input should be '', 'multi' or 'single'"),
        ({"shoe": 41}, "shoe: Extra inputs are not permitted"),
        ({"handle": "may"}, "handle stays as it is"),
    ],
)
async def test_nobody_is_changed_into_something_impossible(workspace, fields, sentence):
    before = workspace.directory.person("mei")

    with pytest.raises(ValueError, match=f"^{sentence}"):
        await workspace.change_person("mei", **fields)

    assert workspace.directory.person("mei") == before


def test_a_person_keeps_what_is_not_changed(lumen, workspace):
    mei = workspace.directory.person("mei")

    changed = workspace.directory.change(mei, {"department": "Leadership"})

    assert changed.fields == {"department": "Leadership", "start_date": "2018-10-22"}
    assert (changed.id, changed.tz, changed.email) == (mei.id, "Asia/Tokyo", "mei@lumen.example")
    assert isinstance(lumen.people[0], PersonPart)
