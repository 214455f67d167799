"""``views.open``, ``views.push``, ``views.update`` and ``views.publish``."""

import pytest

from sandbox.manifest import Manifest
from tests.sandbox.block_samples import mrkdwn, plain
from tests.sandbox.calling import by_hand, error, pull_trigger, reasons
from tests.sandbox.forms import home, modal, question

DIVIDER = {"type": "divider"}


async def opened(workspace, web, **fields):
    return (await web.views_open(trigger_id=await pull_trigger(workspace), view=modal(**fields)))["view"]


async def test_a_modal_opens_for_whoever_pulled_the_trigger(workspace, web):
    trigger = await pull_trigger(workspace, "ana")

    answer = await web.views_open(trigger_id=trigger, view=modal(callback_id="form", private_metadata="7"))

    view = answer["view"]
    assert view["id"].startswith("V")
    assert view["hash"]
    assert (view["root_view_id"], view["previous_view_id"]) == (view["id"], None)
    assert (view["callback_id"], view["private_metadata"]) == ("form", "7")
    assert (view["app_id"], view["bot_id"]) == (workspace.app.id, workspace.app.bot_id)
    assert view["state"] == {"values": {}}
    assert workspace.modal("ana")["id"] == view["id"]
    assert workspace.modal("tom") is None


async def test_a_view_may_be_a_text_of_json_in_a_form(workspace, server):
    trigger = await pull_trigger(workspace)
    view = '{"type": "modal", "title": {"type": "plain_text", "text": "Form"}, "blocks": [{"type": "divider"}]}'

    answer = await by_hand(workspace, "views.open", data={"trigger_id": trigger, "view": view})

    assert answer["view"]["blocks"][0]["type"] == "divider"


async def test_a_trigger_is_good_for_three_seconds(workspace, web):
    early, late = await pull_trigger(workspace), await pull_trigger(workspace)

    await workspace.advance(seconds=2.5)
    assert (await web.views_open(trigger_id=early, view=modal()))["ok"]
    await workspace.advance(seconds=0.6)
    assert await error(web.views_open(trigger_id=late, view=modal())) == "expired_trigger_id"
    assert await error(web.views_push(trigger_id=late, view=modal())) == "expired_trigger_id"


async def test_a_trigger_opens_one_modal(workspace, web):
    trigger = await pull_trigger(workspace)
    await web.views_open(trigger_id=trigger, view=modal())

    assert await error(web.views_open(trigger_id=trigger, view=modal())) == "exchanged_trigger_id"
    assert await error(web.views_push(trigger_id=trigger, view=modal())) == "exchanged_trigger_id"


async def test_a_trigger_that_nobody_pulled_is_refused(web):
    assert await error(web.views_open(trigger_id="1.2.3", view=modal())) == "invalid_trigger_id"


async def test_a_broken_view_does_not_use_the_trigger_up(workspace, web):
    trigger = await pull_trigger(workspace)

    assert await error(web.views_open(trigger_id=trigger, view=modal({"type": "glitter"}))) == "invalid_arguments"
    assert (await web.views_open(trigger_id=trigger, view=modal()))["ok"]


@pytest.mark.parametrize(
    ("view", "reason"),
    [
        (modal(*[DIVIDER] * 101), "no more than 100 items allowed [json-pointer:/view/blocks]"),
        (modal(title=plain("x" * 25)), "must be less than 25 characters [json-pointer:/view/title/text]"),
        (modal(private_metadata="x" * 3001), "must be less than 3001 characters"),
        (modal(callback_id="x" * 256), "must be less than 256 characters"),
        ({**modal(question("name")), "submit": None}, "[json-pointer:/view/submit]"),
        (modal({"type": "glitter"}), "unsupported type: glitter [json-pointer:/view/blocks/0/type]"),
        (home(), "must be a modal view [json-pointer:/view/type]"),
    ],
)
async def test_a_modal_over_a_limit_is_refused_with_the_place(workspace, web, view, reason):
    told = await reasons(web.views_open(trigger_id=await pull_trigger(workspace), view=view))

    assert any(reason in one for one in told), told
    assert workspace.modal("ana") is None


async def test_a_modal_takes_100_blocks(workspace, web):
    assert (await web.views_open(trigger_id=await pull_trigger(workspace), view=modal(*[DIVIDER] * 100)))["ok"]


async def test_a_view_of_more_than_250_kilobytes_is_too_large(workspace, web):
    large = modal(*[{"type": "section", "text": mrkdwn("ü" * 3000)}] * 50)
    open_one = web.views_open(trigger_id=await pull_trigger(workspace), view=large)

    assert await error(open_one) == "view_too_large"
    assert await error(web.views_publish(user_id=workspace.directory.id("ana"), view=large | home())) is not None


@pytest.mark.parametrize("view", ["nonsense", "[]", "", None])
async def test_a_view_that_is_none_is_refused(workspace, server, view):
    trigger = await pull_trigger(workspace)
    given = {"trigger_id": trigger} | ({} if view is None else {"view": view})

    assert (await by_hand(workspace, "views.open", data=given))["error"] == "invalid_arguments"


async def test_three_modals_lie_on_one_another_and_no_fourth(workspace, web):
    first = await opened(workspace, web)
    second = (await web.views_push(trigger_id=await pull_trigger(workspace), view=modal()))["view"]
    third = (await web.views_push(trigger_id=await pull_trigger(workspace), view=modal()))["view"]

    assert (second["root_view_id"], second["previous_view_id"]) == (first["id"], first["id"])
    assert (third["root_view_id"], third["previous_view_id"]) == (first["id"], second["id"])
    assert workspace.modal("ana")["id"] == third["id"]
    fourth = web.views_push(trigger_id=await pull_trigger(workspace), view=modal())
    assert await error(fourth) == "push_limit_reached"


async def test_nothing_can_be_pushed_where_nothing_is_open(workspace, web):
    assert await error(web.views_push(trigger_id=await pull_trigger(workspace), view=modal())) == "not_found"


async def test_a_modal_that_is_opened_takes_the_place_of_those_that_were(workspace, web):
    await opened(workspace, web)
    await web.views_push(trigger_id=await pull_trigger(workspace), view=modal())

    fresh = await opened(workspace, web)

    await workspace.close("ana")
    assert workspace.modal("ana") is None
    assert fresh["previous_view_id"] is None


async def test_an_update_shows_other_content_and_changes_the_hash(workspace, web):
    view = await opened(workspace, web)

    answer = await web.views_update(view_id=view["id"], view=modal(title=plain("Other")))

    assert answer["view"]["title"]["text"] == workspace.modal("ana")["title"]["text"] == "Other"
    assert answer["view"]["hash"] != view["hash"]


async def test_an_update_keeps_what_was_put_in(workspace, web):
    form = modal(question("name"))
    view = (await web.views_open(trigger_id=await pull_trigger(workspace), view=form))["view"]
    await workspace.fill("ana", {"name": "Ana"})

    answer = await web.views_update(view_id=view["id"], view=modal(question("name"), question("age")))

    values = answer["view"]["state"]["values"]
    assert (values["name"]["answer"]["value"], values["age"]["answer"]["value"]) == ("Ana", None)


async def test_an_update_of_what_somebody_changed_meanwhile_is_refused(workspace, web):
    view = await opened(workspace, web)
    changed = await web.views_update(view_id=view["id"], hash=view["hash"], view=modal())

    late = web.views_update(view_id=view["id"], hash=view["hash"], view=modal(title=plain("Late")))

    assert await error(late) == "hash_conflict"
    assert workspace.modal("ana")["title"]["text"] == "Form"
    assert (await web.views_update(view_id=view["id"], hash=changed["view"]["hash"], view=modal()))["ok"]


async def test_a_view_is_found_by_the_app_s_own_id_for_it(workspace, web):
    await opened(workspace, web, external_id="mine")

    answer = await web.views_update(external_id="mine", view=modal(title=plain("Other"), external_id="mine"))

    assert answer["view"]["external_id"] == "mine"
    assert workspace.modal("ana")["title"]["text"] == "Other"


async def test_an_app_s_own_id_stands_for_one_view(workspace, web):
    await opened(workspace, web, external_id="mine")
    second = modal(external_id="mine")

    assert await error(web.views_push(trigger_id=await pull_trigger(workspace), view=second)) == "duplicate_external_id"
    theirs = web.views_open(trigger_id=await pull_trigger(workspace, "tom"), view=second)
    assert await error(theirs) == "duplicate_external_id"


@pytest.mark.parametrize("which", [{"view_id": "V0NOTHING"}, {"external_id": "nothing"}])
async def test_a_view_that_is_not_open_is_not_found(web, which):
    assert await error(web.views_update(view=modal(), **which)) == "not_found"


async def test_a_closed_modal_cannot_be_updated(workspace, web):
    view = await opened(workspace, web)
    await workspace.close("ana")

    assert await error(web.views_update(view_id=view["id"], view=modal())) == "not_found"


async def test_an_update_over_a_limit_is_refused_and_changes_nothing(workspace, web):
    view = await opened(workspace, web)

    assert await error(web.views_update(view_id=view["id"], view=modal(*[DIVIDER] * 101))) == "invalid_arguments"
    assert await error(web.views_update(view_id=view["id"], view=home())) == "invalid_arguments"
    assert workspace.modal("ana")["hash"] == view["hash"]


async def test_a_home_is_published_for_one_person(workspace, web):
    mei = workspace.directory.id("mei")

    answer = await web.views_publish(user_id=mei, view=home())

    assert (answer["view"]["type"], answer["view"]["root_view_id"]) == ("home", answer["view"]["id"])
    assert workspace.home("mei")["blocks"][0]["text"]["text"] == "Hello"
    assert workspace.home("tom") is None


async def test_a_home_keeps_its_id_and_is_changed_by_its_hash(workspace, web):
    mei = workspace.directory.id("mei")
    first = (await web.views_publish(user_id=mei, view=home()))["view"]
    second = (await web.views_publish(user_id=mei, view=home(), hash=first["hash"]))["view"]

    assert second["id"] == first["id"]
    assert await error(web.views_publish(user_id=mei, view=home(), hash=first["hash"])) == "hash_conflict"
    assert (await web.views_publish(user_id=mei, view=home()))["ok"]


async def test_a_home_takes_100_blocks_and_no_more(workspace, web):
    mei = workspace.directory.id("mei")

    assert (await web.views_publish(user_id=mei, view=home(*[DIVIDER] * 100)))["ok"]
    assert await error(web.views_publish(user_id=mei, view=home(*[DIVIDER] * 101))) == "invalid_arguments"
    assert await error(web.views_publish(user_id=mei, view=modal())) == "invalid_arguments"


@pytest.mark.parametrize("who", ["nobody", "ruth", "kenji", "your-app"])
async def test_a_home_is_for_people_of_the_workspace(workspace, web, who):
    user = who if who == "nobody" else workspace.directory.id(who)

    assert await error(web.views_publish(user_id=user, view=home())) == "user_not_found"


async def test_an_app_without_a_home_tab_publishes_none(workspace, web):
    workspace.app.manifest = Manifest(home=False)

    assert await error(web.views_publish(user_id=workspace.directory.id("mei"), view=home())) == "not_enabled"
