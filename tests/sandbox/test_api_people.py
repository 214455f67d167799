"""Who there is: ``users``, ``usergroups``, ``team``, ``bots``, and ``auth.test`` and ``api.test``."""

import pytest

from sandbox import Workspace
from sandbox.company import PersonPart
from sandbox.manifest import Manifest
from tests.sandbox.calling import client_of, error, refused


async def one(workspace, web, handle, **asked):
    return (await web.users_info(user=workspace.directory.id(handle), **asked))["user"]


async def test_a_person_has_a_name_a_zone_and_a_profile(workspace, web):
    mei = await one(workspace, web, "mei")

    assert (mei["name"], mei["real_name"], mei["tz"], mei["tz_offset"]) == ("mei", "Mei Tanaka", "Asia/Tokyo", 32400)
    assert (mei["deleted"], mei["is_bot"], mei["is_restricted"]) == (False, False, False)
    assert mei["profile"]["title"] == "Engineering Lead"
    assert mei["profile"]["email"] == "mei@lumen.example"
    assert mei["profile"]["start_date"] == "2018-10-22"


async def test_the_offset_of_a_zone_follows_the_workspace_s_clock(workspace, web):
    offsets = set()
    for _ in range(2):
        offsets.add((await one(workspace, web, "grace"))["tz_offset"])
        await workspace.advance(days=182)

    assert offsets == {-18000, -14400}


async def test_the_locale_is_told_only_if_it_is_asked_for(workspace, web):
    assert "locale" not in await one(workspace, web, "lucia")
    assert (await one(workspace, web, "lucia", include_locale=True))["locale"] == "es-ES"

    everybody = (await web.users_list(include_locale=True))["members"]
    assert {member["name"]: member.get("locale") for member in everybody}["mei"] == "ja-JP"
    assert not any("locale" in member for member in (await web.users_list())["members"])


async def test_a_guest_somebody_who_left_and_an_outsider_can_be_told_apart(workspace, web):
    guest, left, outsider = [
        await one(workspace, web, handle, include_locale=True) for handle in ("oskar", "ruth", "kenji")
    ]

    assert (guest["is_restricted"], guest["is_ultra_restricted"], guest["deleted"]) == (True, False, False)
    assert left["deleted"] is True
    assert "tz" not in left
    assert "is_restricted" not in left
    assert outsider["is_stranger"] is True
    assert outsider["team_id"] != workspace.app.team
    assert "email" not in outsider["profile"]
    assert "locale" not in outsider


async def test_a_guest_of_one_channel_is_restricted_twice(workspace, web):
    await workspace.change_person("oskar", guest="single")

    oskar = await one(workspace, web, "oskar")

    assert oskar["is_restricted"] is oskar["is_ultra_restricted"] is True


async def test_everybody_is_listed_bots_and_people_who_left_included(workspace, web):
    members = (await web.users_list())["members"]

    names = {member["name"]: member for member in members}
    assert names["your-app"]["is_bot"] is True
    assert names["slackbot"]["id"] == "USLACKBOT"
    assert names["slackbot"]["is_bot"] is False  # so it is in Slack
    assert names["ruth"]["deleted"] is True
    assert len(members) == 17


async def test_people_come_in_pages(web):
    pages = [page["members"] async for page in await web.users_list(limit=7)]

    assert [len(page) for page in pages] == [7, 7, 3]


async def test_a_large_workspace_wants_a_limit(lumen, serve):
    many = lumen.model_copy(
        update={"people": [*lumen.people, *(PersonPart(handle=f"p{number}", name="P") for number in range(1000))]}
    )
    workspace = Workspace(many)
    await serve(workspace)
    web = client_of(workspace)

    assert await error(web.users_list()) == "limit_required"
    assert len((await web.users_list(limit=200))["members"]) == 200


async def test_a_stranger_is_not_found(web):
    assert await error(web.users_info(user="U0NOBODY")) == "user_not_found"
    assert await error(web.users_lookupByEmail(email="nobody@lumen.example")) == "users_not_found"


async def test_people_are_found_by_email_until_they_leave(workspace, web):
    found = await web.users_lookupByEmail(email="Grace@Lumen.example")

    assert found["user"]["name"] == "grace"
    assert await error(web.users_lookupByEmail(email="ruth@lumen.example")) == "users_not_found"


async def test_addresses_are_told_only_with_their_scope(workspace, web):
    workspace.app.manifest = Manifest(scopes=frozenset({"users:read"}))

    assert "email" not in (await one(workspace, web, "mei"))["profile"]
    assert not any("email" in member["profile"] for member in (await web.users_list())["members"])
    answer = await refused(web.users_lookupByEmail(email="mei@lumen.example"))
    assert (answer["error"], answer["needed"]) == ("missing_scope", "users:read.email")


async def test_user_groups_tell_their_members_if_they_are_asked_for(workspace, web):
    leads = [workspace.directory.id(handle) for handle in ("ana", "viktor", "priya", "mei", "grace")]

    without = (await web.usergroups_list())["usergroups"]
    with_users = (await web.usergroups_list(include_users=True))["usergroups"]
    members = await web.usergroups_users_list(usergroup=without[0]["id"])

    assert [(group["handle"], group["user_count"]) for group in without] == [("leads", 5), ("people-team", 3)]
    assert not any("users" in group for group in without)
    assert with_users[0]["users"] == members["users"] == leads
    assert await error(web.usergroups_users_list(usergroup="S0NOBODY")) == "no_such_subteam"


async def test_the_team_and_the_bot_are_told(workspace, web):
    team = (await web.team_info())["team"]
    bot = (await web.bots_info(bot=workspace.app.bot_id))["bot"]

    assert (team["id"], team["name"], team["domain"]) == (workspace.app.team, "Lumen Bikes", "lumen-bikes")
    assert (bot["app_id"], bot["user_id"], bot["deleted"]) == (workspace.app.id, workspace.app.bot_user, False)
    assert await error(web.team_info(team="T0NOWHERE")) == "team_not_found"
    assert await error(web.bots_info(bot="B0NOBODY")) == "bot_not_found"


async def test_a_token_tells_whose_it_is(workspace, web):
    answer = await web.auth_test()

    assert answer["url"] == "https://lumen-bikes.slack.com/"
    assert (answer["team"], answer["team_id"]) == ("Lumen Bikes", workspace.app.team)
    assert (answer["user"], answer["user_id"]) == ("your-app", workspace.app.bot_user)
    assert answer["bot_id"] == workspace.app.bot_id


async def test_a_workspace_of_the_same_name_has_the_same_ids_and_tokens_again(lumen):
    one, other = Workspace(lumen), Workspace(lumen)

    assert one.app.bot_token == other.app.bot_token
    assert list(one.directory.people) == list(other.directory.people)
    assert list(one.channels.all) == list(other.channels.all)


async def test_api_test_repeats_what_it_is_given_and_fails_on_request(web):
    assert (await web.api_test(foo="bar"))["args"]["foo"] == "bar"
    assert await error(web.api_test(error="my_error")) == "my_error"


@pytest.mark.parametrize("method", ["users.info", "users.lookupByEmail", "usergroups.users.list"])
async def test_what_is_asked_for_must_be_said(web, method):
    assert await error(web.api_call(method)) == "invalid_arguments"
