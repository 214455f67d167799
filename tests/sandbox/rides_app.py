"""Rides: a Bolt app for the tests of the page. It opens forms, answers, publishes a Home, and speaks an hour later."""

import asyncio
import os
from contextlib import suppress
from datetime import timedelta
from typing import Any

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_sdk.errors import SlackApiError

from sandbox.follow import FollowedClock
from tests.sandbox.block_samples import mrkdwn, plain
from tests.sandbox.forms import actions, home, modal, question

app = AsyncApp(process_before_response=True)
app.client.base_url = os.environ["SLACK_API_URL"]
moved = asyncio.Event()
clock = FollowedClock(os.environ["SANDBOX_URL"], moved.set)
due: list[tuple[Any, str, str]] = []
looks: dict[str, int] = {}

TOWNS = ["Lisbon", "Lyon", "London", "Porto"]
PICTURE = (
    b"<svg xmlns='http://www.w3.org/2000/svg' width='320' height='160'><rect width='320' height='160' fill='#d9e8d2'/>"
    b"<g fill='none' stroke='#007a5a' stroke-width='8'>"
    b"<circle cx='100' cy='95' r='40'/><circle cx='220' cy='95' r='40'/><path d='M100 95 L140 45 L200 45 L220 95'/>"
    b"</g></svg>"
)


def field(name: str, kind: str, *, optional: bool = False, **fields: Any) -> dict[str, Any]:
    return question(name, {"type": kind, **fields}, optional=optional)


def button(text: str, action_id: str, value: str = "-", **fields: Any) -> dict[str, Any]:
    return {"type": "button", "action_id": action_id, "text": plain(text), "value": value, **fields}


def options(*words: str) -> list[dict[str, Any]]:
    return [{"text": plain(word), "value": word.lower()} for word in words]


# /ride: a form of a usual size, with a second one on top of it


def ride_form(channel: str, title: str = "") -> dict[str, Any]:
    return modal(
        field("title", "plain_text_input", initial_value=title, max_length=40),
        field("pace", "static_select", options=options("Slow", "Steady", "Fast")),
        field("day", "datepicker", optional=True),
        field("bring", "checkboxes", optional=True, options=options("Lights", "Lunch")),
        actions(button("Rules", "rules")),
        title=plain("New ride"),
        submit=plain("Announce"),
        callback_id="ride",
        private_metadata=channel,
    )


@app.command("/ride")
async def ride(ack, body, client):
    await client.views_open(trigger_id=body["trigger_id"], view=ride_form(body["channel_id"], body.get("text", "")))
    await ack()


@app.shortcut("plan")
async def plan(ack, body, client):
    await client.views_open(trigger_id=body["trigger_id"], view=ride_form("general"))
    await ack()


@app.action("rules")
async def rules(ack, body, client):
    sentence = {"type": "section", "text": mrkdwn("*Helmets on.* Nobody is left behind.")}
    promise = field("promise", "checkboxes", options=options("I promise"))
    view = modal(sentence, promise, title=plain("Rules"), submit=plain("Agreed"), callback_id="rules")
    await client.views_push(trigger_id=body["trigger_id"], view=view)
    await ack()


@app.view("rules")
async def agreed(ack):
    await ack()


@app.view("ride")
async def announce(ack, body, view, client):
    values = view["state"]["values"]
    title = values["title"]["answer"]["value"]
    if "storm" in title:
        await ack(response_action="errors", errors={"title": "Nobody rides in a storm."})
        return
    where = view["private_metadata"]
    await client.chat_postMessage(channel=where, text=title, blocks=ride_blocks(title, []))
    await ack(response_action="clear")


def ride_blocks(title: str, riders: list[str]) -> list[dict[str, Any]]:
    names = ", ".join(f"<@{one}>" for one in riders) or "nobody yet"
    words = {"type": "section", "block_id": "words", "text": mrkdwn(f"*{title}*\nRiders: {names}")}
    more = button("Leave", "leave", title, style="danger", confirm=LEAVING)
    return [words, actions(button("I am in", "join", title, style="primary"), more)]


LEAVING = {
    "title": plain("Leave the ride?"),
    "text": mrkdwn("Somebody else may take your place."),
    "confirm": plain("Leave"),
    "deny": plain("Stay"),
}


@app.action("join")
async def join(ack, body, client, respond):
    title = body["actions"][0]["value"]
    blocks = ride_blocks(title, [body["user"]["id"]])
    await client.chat_update(channel=body["channel"]["id"], ts=body["message"]["ts"], text=title, blocks=blocks)
    await respond(text=f"You ride along: {title}", replace_original=False)
    await ack()


@app.action("leave")
async def leave(ack, body, client):
    title = body["actions"][0]["value"]
    where = {"channel": body["channel"]["id"], "ts": body["message"]["ts"]}
    await client.chat_update(**where, text=title, blocks=ride_blocks(title, []))
    await ack()


# /everything: one input of every kind


def everything() -> list[dict[str, Any]]:
    groups: Any = [
        {"label": plain("Road"), "options": options("Racer", "Tandem")},
        {"label": plain("Cargo"), "options": options("Longtail", "Trike")},
    ]
    return [
        field("name", "plain_text_input"),
        field("notes", "plain_text_input", multiline=True),
        field("mail", "email_text_input"),
        field("page", "url_text_input"),
        field("seats", "number_input", is_decimal_allowed=False, min_value="1"),
        field("story", "rich_text_input"),
        field("pace", "static_select", options=options("Slow", "Steady", "Fast")),
        field("bikes", "multi_static_select", option_groups=groups),
        field("start", "external_select", min_query_length=2),
        field("stops", "multi_external_select", min_query_length=1),
        field("guide", "users_select"),
        field("helpers", "multi_users_select"),
        field("talk", "conversations_select"),
        field("talks", "multi_conversations_select"),
        field("channel", "channels_select"),
        field("channels", "multi_channels_select"),
        field("day", "datepicker"),
        field("hour", "timepicker"),
        field("moment", "datetimepicker"),
        field("bring", "checkboxes", options=options("Lights", "Lunch", "Lock")),
        field("weather", "radio_buttons", options=options("Dry", "Any")),
        field("pictures", "file_input", filetypes=["png", "svg", "txt"], max_files=2),
    ]


@app.command("/everything")
async def ask_everything(ack, body, client):
    view = modal(*everything(), title=plain("Everything"), callback_id="everything")
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


@app.view("everything")
async def got_everything(ack):
    await ack()


@app.options("answer")
async def towns(ack, payload):
    found = [town for town in TOWNS if town.lower().startswith(payload["value"].lower())]
    await ack(options=options(*found))


# What is said, at once or later, or not at all


@app.command("/say")
async def say(ack, command, client):
    try:
        await client.chat_postMessage(channel=command["channel_id"], text=command["text"])
    except SlackApiError as error:
        await ack(f"Slack said {error.response['error']}.")
        return
    await ack()


@app.command("/picture")
async def picture(ack, command, client):
    await ack("It is on its way.")
    await client.files_upload_v2(
        channel=command["channel_id"], content=PICTURE, filename="bike.svg", title=command["text"], alt_txt="A bicycle"
    )


@app.command("/later")
async def later(ack, command):
    due.append((clock.now() + timedelta(hours=1), command["channel_id"], command["text"]))
    await ack("In an hour, then.")


async def say_what_is_due():
    while True:
        for one in [one for one in due if one[0] <= clock.now()]:
            due.remove(one)
            await app.client.chat_postMessage(channel=one[1], text=f"It is time: {one[2]}")
        with suppress(TimeoutError):
            await asyncio.wait_for(moved.wait(), timeout=1)
        moved.clear()


@app.command("/silent")
@app.action("silent")
@app.view("silent")
async def silent():
    """Never acks."""


@app.command("/quiet")
async def quiet(ack, command, client, body):
    """What does not answer: a form, if asked for, or a button."""
    await ack()
    if command["text"] == "form":
        view = modal(field("name", "plain_text_input"), title=plain("Quiet"), callback_id="silent")
        await client.views_open(trigger_id=body["trigger_id"], view=view)
    else:
        blocks = [actions(button("Hello?", "silent"))]
        await client.chat_postMessage(channel=command["channel_id"], text="Quiet", blocks=blocks)


@app.shortcut("save")
async def save(ack, body, client):
    view = modal({"type": "section", "text": mrkdwn(f"Saved: {body['message']['text']}")}, title=plain("Saved"))
    del view["submit"]
    await client.views_open(trigger_id=body["trigger_id"], view=view)
    await ack()


# Home


def home_of(user: str) -> dict[str, Any]:
    count = looks.setdefault(user, 0)
    header = {"type": "header", "text": plain("Your rides")}
    words = {"type": "section", "block_id": "count", "text": mrkdwn(f"<@{user}>, you have counted *{count}*.")}
    return home(header, words, actions(button("Count", "count", style="primary")))


@app.event("app_home_opened")
async def opened(event, client):
    if event["tab"] == "home":
        await client.views_publish(user_id=event["user"], view=home_of(event["user"]))


@app.action("count")
async def count(ack, body, client):
    user = body["user"]["id"]
    looks[user] += 1
    await client.views_publish(user_id=user, view=home_of(user))
    await ack()


async def main():
    await AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).connect_async()
    await asyncio.gather(clock.follow(), say_what_is_due())


if __name__ == "__main__":
    asyncio.run(main())
