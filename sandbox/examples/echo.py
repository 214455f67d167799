"""Echo: a Slack app of a screen's length. Try /echo, the shortcut, the button, a mention, and its Home."""

import asyncio
import os

from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp

app = AsyncApp(process_before_response=True)  # with SLACK_BOT_TOKEN from the environment
# SLACK_API_URL is the sandbox's; without it this is an app for the real Slack.
app.client.base_url = os.environ.get("SLACK_API_URL", app.client.base_url)


def plain(text):
    return {"type": "plain_text", "text": text}


def form(text=""):
    box = {"type": "plain_text_input", "action_id": "said", "multiline": True, "initial_value": text}
    where = {"type": "conversations_select", "action_id": "where", "default_to_current_conversation": True}
    blocks = [
        {"type": "input", "block_id": "text", "label": plain("What shall I say?"), "element": box},
        {"type": "input", "block_id": "channel", "label": plain("Where?"), "element": where},
    ]
    return {"type": "modal", "callback_id": "echo", "title": plain("Echo"), "submit": plain("Say it"), "blocks": blocks}


@app.command("/echo")
@app.shortcut("echo")
async def ask(ack, body, client):
    await client.views_open(trigger_id=body["trigger_id"], view=form(body.get("text", "")))
    await ack()


@app.view("echo")
async def say(ack, body, view, client):
    values = view["state"]["values"]
    text, channel = values["text"]["said"]["value"], values["channel"]["where"]["selected_conversation"]
    if "shout" in text.lower():
        await ack(response_action="errors", errors={"text": "Please do not shout."})
        return
    again = {"type": "button", "action_id": "again", "text": plain("Say it again"), "value": text}
    said = {"type": "section", "text": {"type": "mrkdwn", "text": f"<@{body['user']['id']}> says: {text}"}}
    await client.chat_postMessage(channel=channel, text=text, blocks=[said, {"type": "actions", "elements": [again]}])
    await ack()


@app.action("again")
async def again(ack, body, respond):
    await ack()
    await respond(text=f"Again: {body['actions'][0]['value']}", response_type="in_channel", replace_original=False)


@app.event("app_mention")
async def mentioned(event, say):
    await say(text=f"You called, <@{event['user']}>?", thread_ts=event["ts"])


@app.event("app_home_opened")
async def home(event, client):
    blocks = [{"type": "header", "text": plain("Echo")}, {"type": "section", "text": plain("Type /echo anywhere.")}]
    await client.views_publish(user_id=event["user"], view={"type": "home", "blocks": blocks})


@app.event("message")
async def heard():
    """Messages need no answer, but an event that nobody takes is sent again."""


async def main():
    await AsyncSocketModeHandler(app, os.environ["SLACK_APP_TOKEN"]).start_async()


if __name__ == "__main__":
    asyncio.run(main())
