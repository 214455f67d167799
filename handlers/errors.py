"""The one error boundary: refusals become sentences where the person looks, the rest is logged with a reference."""

import uuid

import structlog
from slack_bolt.async_app import AsyncApp
from slack_bolt.response import BoltResponse

from bot.domain.deliveries import Delivery, Post, State, notice
from bot.domain.refusals import Refused
from handlers.house import House, Payload, place_of, who
from handlers.views import refusals
from storage import AlreadyDone, Store

log = structlog.get_logger()


async def follow(store: Store, delivery: Delivery) -> None:
    """A word that could not be shown where its person was goes to them directly."""
    plan = delivery.plan
    if delivery.state is State.FAILED and plan.only_for is not None and plan.post is not None:
        await store.deliveries.file(notice(f"{delivery.id}:direct", plan.only_for, None, plan.post, plan.due))


def register(app: AsyncApp, house: House) -> None:
    """Catch what listeners raise."""

    @app.error
    async def failed(error: Exception, body: Payload) -> BoltResponse:
        if isinstance(error, AlreadyDone):
            return BoltResponse(status=200, body="")
        if isinstance(error, Refused):
            log.info("refused", rule=type(error).__name__, what=_what(body), **_by(body))
            return await _tell(house, body, refusals.sentence(error), error.field)
        reference = uuid.uuid4().hex[:8]
        log.error("listener_failed", reference=reference, what=_what(body), exc_info=error)
        if "event" in body:
            return BoltResponse(status=500, body="")  # no ack, so that Slack sends it again
        return await _tell(house, body, refusals.unexpected(reference), None)


def _by(body: Payload) -> dict[str, str]:
    """Who tried; but not of a ballot, for a log must not know who answered."""
    if _what(body).startswith("pulse"):
        return {}
    user, team = who(body)
    return {"user": user, "team": team}


def _what(body: Payload) -> str:
    """What was tried, without anything a person wrote."""
    if "command" in body:
        return str(body["command"])
    if "event" in body:
        return str(body["event"].get("type"))
    view = body.get("view") or {}
    actions = body.get("actions") or [{}]
    return str(body.get("callback_id") or actions[0].get("action_id") or view.get("callback_id") or body.get("type"))


async def _tell(house: House, body: Payload, sentence: str, field: str | None) -> BoltResponse:
    """Answer in the place the person is looking at: under the field, under the command, or beside the message."""
    if "command" in body:
        return BoltResponse(status=200, body={"response_type": "ephemeral", "text": sentence})
    if body.get("type") == "view_submission":
        inputs = [block["block_id"] for block in body["view"]["blocks"] if block["type"] == "input"]
        marked = field if field in inputs else next(iter(inputs), None)
        if marked is not None:
            return BoltResponse(status=200, body={"response_action": "errors", "errors": {marked: sentence}})
    if body.get("type") in ("block_actions", "view_submission", "shortcut", "message_action"):
        await _whisper(house, body, sentence)
    return BoltResponse(status=200, body="")


async def _whisper(house: House, body: Payload, sentence: str) -> None:
    """An ephemeral message in the channel of the act; a direct message where there is no channel."""
    user, _team = who(body)
    async with house.database.transaction() as store:
        await store.deliveries.file(notice(str(uuid.uuid4()), user, place_of(body), Post(sentence), house.now()))
    house.wake()
