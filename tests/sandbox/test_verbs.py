"""The verbs, in the same process and over HTTP: the same arguments, the same results."""

import dataclasses
import inspect

import pytest

from sandbox import Reply, Workspace
from sandbox.control import VERBS
from sandbox.records import File, Message, Person, View
from sandbox.refusals import Refusal
from sandbox.remote import RemoteWorkspace
from tests.sandbox.bots import open_bot
from tests.sandbox.calling import client_of, pull_trigger
from tests.sandbox.forms import SECTION, actions, button, modal, question


class Here:
    """The workspace of this process, spoken to as the remote one is: every verb a coroutine, every record plain."""

    def __init__(self, workspace):
        self._workspace = workspace

    def __getattr__(self, verb):
        async def act(*args, **named):
            result = getattr(self._workspace, verb)(*args, **named)
            return plain(await result if inspect.isawaitable(result) else result)

        return act


def plain(result):
    return dataclasses.asdict(result) if isinstance(result, Reply | Message | Person | View | File) else result


@pytest.fixture(params=["here", "from elsewhere"])
async def there(request, workspace, server):
    if request.param == "here":
        yield Here(workspace)
        return
    async with RemoteWorkspace(workspace.url) as remote:
        yield remote


@pytest.fixture
async def bot(workspace, server):
    """An app that answers whatever these tests do."""
    bot = await open_bot("async http", workspace)

    @bot.on("command", "/echo")
    def echo(args):
        yield args.ack("Hello")

    @bot.on("action", "press")
    @bot.on("shortcut", "open")
    @bot.on("shortcut", "keep")
    def ack(args):
        yield args.ack()

    @bot.on("view", "form")
    def submit(args):
        yield args.ack(response_action="errors", errors={"name": "Not that one"})

    @bot.on("options", "search")
    def search(args):
        yield args.ack(options=[{"text": {"type": "plain_text", "text": "A"}, "value": "a"}])

    for event in ("message", "reaction_added", "member_joined_channel", "member_left_channel", "team_join"):
        bot.hears(event)
    for event in ("user_change", "channel_archive", "app_home_opened"):
        bot.hears(event)
    yield bot
    await bot.close()


ACKED = {"acked": True, "error": "", "errors": None}


async def test_what_people_say_and_see(workspace, there, bot):
    message = await there.say("ana", "general", "Hello @mei", thread_ts=None)
    await there.react("tom", "general", message["ts"], "tada")
    await there.react("tom", "general", message["ts"], "tada", add=False)

    assert message["text"] == f"Hello <@{workspace.directory.id('mei')}>"
    assert (message["channel"], message["user"]) == (
        workspace.channels.named("general").id,
        workspace.directory.id("ana"),
    )
    [shown] = await there.screen("tom", "general")
    assert (shown["text"], "reactions" in shown) == (message["text"], False)


async def test_what_people_do_with_the_app(workspace, there, bot):
    web = client_of(workspace)
    blocks = [actions(button(), {"type": "external_select", "action_id": "search"})]
    post = await web.chat_postMessage(channel="general", text="Press", blocks=blocks)

    assert await there.command("ana", "/echo", channel="general") == {**ACKED, "body": "Hello"}
    assert await there.click("ana", "press", None, channel="general", ts=post["ts"]) == {**ACKED, "body": None}
    assert await there.shortcut("ana", "open") == {**ACKED, "body": None}
    assert await there.message_shortcut("ana", "keep", "general", post["ts"]) == {**ACKED, "body": None}
    assert [one["value"] for one in await there.suggest("ana", "search", "abc")] == ["a"]
    assert [one["text"] for one in await there.posts("general")] == ["Press"]
    assert await there.posts(person="mei") == []


async def test_modals_and_home(workspace, there, bot):
    web = client_of(workspace)
    form = modal(question("name"), callback_id="form")
    await web.views_open(trigger_id=await pull_trigger(workspace), view=form)

    await there.fill("ana", {"name": "Ana"})
    reply = await there.submit("ana", {"name": "Ana!"})
    shown = await there.modal("ana")
    assert reply["errors"] == shown["errors"] == {"name": "Not that one"}
    assert shown["state"]["values"]["name"]["answer"]["value"] == "Ana!"
    assert await there.close("ana") == {**ACKED, "body": None}
    assert await there.modal("ana") is None

    assert await there.open_home("mei", tab="home") is None
    assert await there.home("mei") is None
    view = {"type": "home", "blocks": [SECTION]}
    await web.views_publish(user_id=workspace.directory.id("mei"), view=view)
    assert (await there.home("mei"))["blocks"][0]["text"] == SECTION["text"]
    assert (await there.open_home("mei"))["user"] == workspace.directory.id("mei")


async def test_what_happens_to_the_company(workspace, there, bot):
    new = await there.hire(handle="iris", name="Iris Vogel")
    changed = await there.change_person("iris", title="Welder", deactivated=True)
    await there.join("oskar", "general", inviter="ana")
    await there.leave("oskar", "general")
    await there.archive("kudos")

    assert (new["name"], changed["title"], changed["deactivated"]) == ("Iris Vogel", "Welder", True)
    assert workspace.channels.named("kudos").archived
    assert workspace.directory.id("oskar") not in workspace.channels.named("general").members


async def test_what_the_workspace_does_by_itself(workspace, there, bot):
    before = workspace.clock.now()
    await there.advance(hours=2, minutes=1)
    await there.misbehave("auth.test", "429", seconds=3, times=2)
    await there.switch(rate_limits=True, ack_seconds=5)
    await there.refresh("warning")
    await there.drop_sockets()

    assert (workspace.clock.now() - before).total_seconds() > 7259
    assert (workspace.faults.rules[0].seconds, workspace.faults.rules[0].times) == (3, 2)
    assert (workspace.gate.on, workspace.behaviour.ack_seconds) == (True, 5)
    await there.behave()
    assert workspace.faults.rules == []
    await there.listen_at("")
    assert (await there.shortcut("ana", "open"))["error"] == "The app is not running, so it could not respond."


async def test_a_file_is_uploaded_with_all_its_bytes(workspace, there):
    content = bytes(range(256))

    file = await there.upload("ana", "bytes.bin", content)

    assert (file["name"], file["size"]) == ("bytes.bin", 256)
    assert workspace.files.all[file["id"]].content == content


@pytest.mark.parametrize(
    ("verb", "args", "sentence"),
    [
        ("say", ("bob", "general", "Hi"), "nobody here is called bob"),
        ("say", ("ana", "nowhere", "Hi"), "there is no channel nowhere"),
        ("say", ("oskar", "general", "Hi"), "Oskar Nowak is not in #general"),
        ("say", ("ruth", "general", "Hi"), "Ruth Adler has left the company and cannot act"),
        ("say", ("slackbot", "general", "Hi"), "Slackbot is nobody to act as"),
        ("say", ("ana", "@bob", "Hi"), "nobody here is called @bob"),
        ("submit", ("ana",), "Ana Souza has no modal open"),
        ("click", ("ana", "press"), "Ana Souza sees no press anywhere"),
        ("react", ("ana", "general", "1.0", "tada"), "message_not_found"),
        ("misbehave", ("auth.test", "explode"), "there is no fault “explode”"),
    ],
)
async def test_what_cannot_be_done_is_told_in_a_sentence(there, verb, args, sentence):
    with pytest.raises((LookupError, ValueError, Refusal)) as refused:
        await getattr(there, verb)(*args)

    assert str(refused.value.args[0]).startswith(sentence)


@pytest.fixture
async def ask(workspace, server, http):
    """Posts to the verbs by hand; gives the status and the answer."""

    async def ask(verb, body="{}"):
        async with http.post(f"{workspace.url}/_sandbox/{verb}", data=body) as response:
            return response.status, await response.json()

    return ask


@pytest.mark.parametrize(
    ("verb", "body", "sentence"),
    [
        ("shout", "{}", "there is no verb shout; there are: say, command,"),
        ("directory", "{}", "there is no verb directory; there are: say, command,"),
        ("_changed", "{}", "there is no verb _changed; there are: say, command,"),
        ("say", "nonsense", "Expecting value"),
        ("say", "[]", "the arguments of a verb are a JSON object"),
        ("say", "{}", "Workspace.say() missing 3 required positional arguments"),
        ("say", '{"who": "ana"}', "Workspace.say() got an unexpected keyword argument 'who'"),
        ("say", '{"person": 7, "channel": "general", "text": "Hi"}', ""),
        ("say", '{"person": "ana", "channel": "general", "text": null}', ""),
        ("say", '{"person": [], "channel": "general", "text": "Hi"}', ""),
        ("say", "[" * 100_000, ""),
        ("advance", '{"hours": -1}', "the clock moves forward only"),
        ("advance", '{"hours": "many"}', ""),
        ("advance", '{"fortnights": 1}', ""),
        ("advance", '{"days": 1e30}', ""),
        ("advance", '{"days": 1e8}', "date value out of range"),
        ("hire", '{"handle": "iris"}', "name: Field required"),
        ("change_person", '{"person": "mei", "tz": "Mars"}', "tz: there is no time zone “Mars”"),
        ("upload", '{"person": "ana", "name": "x", "content": 7}', ""),
        ("switch", '{"warp": 9}', "there is no switch “warp”"),
    ],
)
async def test_a_verb_that_is_none_or_has_wrong_arguments_gets_a_sentence(ask, verb, body, sentence):
    status, answer = await ask(verb, body)

    assert (status, answer["ok"]) == (400, False)
    assert answer["error"].startswith(sentence)
    assert answer["error"]


async def test_no_arguments_are_as_good_as_empty_ones(ask):
    assert await ask("posts", "") == (200, {"ok": True, "result": []})


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_one_of_the_workspace_s_own(verb):
    assert inspect.getdoc(getattr(Workspace, verb))


async def test_an_app_is_told_how_to_connect(workspace, server, http):
    async with RemoteWorkspace(workspace.url) as remote:
        told = await remote.app()

    assert told["environment"] == {
        "SLACK_API_URL": f"{workspace.url}/api/",
        "SLACK_BOT_TOKEN": workspace.app.bot_token,
        "SLACK_APP_TOKEN": workspace.app.app_token,
        "SLACK_SIGNING_SECRET": workspace.app.signing_secret,
        "SANDBOX_URL": workspace.url,
    }
    assert told["sockets"] == 0


async def test_a_test_in_another_process_waits_for_what_it_wants_to_see(workspace, server):
    async with RemoteWorkspace(workspace.url) as remote:

        async def greeted():
            return [one for one in await remote.screen("tom", "general") if one["text"] == "Hello"]

        with pytest.raises(TimeoutError):
            await remote.until(greeted, seconds=0.05)
        await remote.say("ana", "general", "Hello")
        assert (await remote.until(greeted))[0]["user"] == workspace.directory.id("ana")
