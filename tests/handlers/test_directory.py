"""The directory follows what happens in the workspace."""

from bot.domain.ids import ChannelId, UserId
from tests.fanfare import Fanfare


async def test_people_are_known_with_zone_locale_and_whether_they_are_guests_or_outsiders(fanfare: Fanfare) -> None:
    async def members(store):
        return {one.name: one for one in await store.directory.members()}

    found = await fanfare.stored(members)

    assert (found["Mei Tanaka"].zone, found["Mei Tanaka"].locale) == ("Asia/Tokyo", "ja-JP")
    assert found["Oskar Nowak"].guest
    assert found["Kenji Mori"].outsider
    assert found["Ruth Adler"].left
    assert found["Fanfare"].bot
    assert [one.name for one in found.values() if not one.colleague and not one.left] != []


async def test_somebody_who_joins_or_leaves_is_known_at_once(fanfare: Fanfare) -> None:
    new = await fanfare.workspace.hire(handle="iris", name="Iris Vogel", tz="Europe/Zurich")
    await fanfare.workspace.until(lambda: fanfare.workspace.log.since(kind="acked", name="team_join"))
    member = await fanfare.stored(lambda store: store.directory.member(UserId(new.id)))
    assert member.zone == "Europe/Zurich"

    await fanfare.workspace.change_person("iris", deactivated=True)
    await fanfare.workspace.until(lambda: fanfare.workspace.log.since(kind="acked", name="user_change"))
    member = await fanfare.stored(lambda store: store.directory.member(UserId(new.id)))
    assert member.left


async def test_an_outsider_who_presses_a_button_is_refused_and_nothing_happens(fanfare: Fanfare) -> None:
    await fanfare.workspace.join("app", "hikari-parts")
    label = {"type": "plain_text", "text": "Undo"}
    undo = {"type": "button", "action_id": "shoutout_undo", "value": "1", "text": label}
    where, blocks = fanfare.channel("hikari-parts"), [{"type": "actions", "elements": [undo]}]
    await fanfare.bot.client.chat_postMessage(channel=where, text="undo", blocks=blocks)

    reply = await fanfare.workspace.click("kenji", "shoutout_undo", channel="hikari-parts")

    assert reply.acked
    await fanfare.whisper("kenji", "hikari-parts", "for members")


async def test_the_bot_knows_which_channels_it_is_in(fanfare: Fanfare) -> None:
    inside = await fanfare.stored(lambda store: store.directory.channel(ChannelId(fanfare.channel("general"))))
    outside = await fanfare.stored(lambda store: store.directory.channel(ChannelId(fanfare.channel("sales"))))

    assert inside.inside
    assert not outside.inside


async def test_somebody_whom_the_directory_does_not_know_may_not_act(fanfare: Fanfare) -> None:
    fanfare.workspace.app.manifest.events = frozenset()  # nobody tells the bot who comes
    await fanfare.workspace.hire(handle="iris", name="Iris Vogel")

    reply = await fanfare.workspace.command("iris", "/goals", channel="general")

    assert "still getting to know you" in str(reply.body)
    assert fanfare.workspace.modal("iris") is None


async def test_a_channel_that_the_bot_was_put_out_of_is_not_offered_any_more(fanfare: Fanfare) -> None:
    await fanfare.workspace.leave("app", "leadership")
    await fanfare.read_directory()

    channel = await fanfare.stored(lambda store: store.directory.channel(ChannelId(fanfare.channel("leadership"))))
    assert not channel.inside


async def test_a_large_company_is_read_whole_although_slack_limits_the_pace(fanfare: Fanfare) -> None:
    await fanfare.workspace.misbehave("users.list", "429", seconds=1, times=1)
    await fanfare.read_directory()

    assert await fanfare.stored(lambda store: store.directory.sync_errors()) == {}
