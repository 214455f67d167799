"""What a person does with the app: commands, presses, forms, shortcuts; and what its answer does to their screen."""

from dataclasses import dataclass
from typing import Any

from sandbox.courier import Answer, Courier, Envelope
from sandbox.directory import SLACKBOT
from sandbox.inputs import STATEFUL, chosen, elements, mistakes, state_of
from sandbox.messages import Messages
from sandbox.payloads import Payloads
from sandbox.records import Channel, Json, Message, Person, View
from sandbox.refusals import Refusal
from sandbox.responses import Responses
from sandbox.views import Views
from sandbox.words import _


@dataclass(frozen=True, slots=True)
class Reply:
    """How an act ended: acked or not, the ack's body, *error* as the person reads it, marks on a form's fields."""

    acked: bool
    body: Any = None
    error: str = ""
    errors: dict[str, str] | None = None


class Acts:
    """Each act waits for the app's ack and does what Slack's client does with it."""

    def __init__(
        self, payloads: Payloads, courier: Courier, messages: Messages, views: Views, responses: Responses
    ) -> None:
        self._payloads = payloads
        self._courier = courier
        self._messages = messages
        self._views = views
        self._responses = responses
        self._touched: dict[tuple[str, str, str], Json] = {}

    async def command(self, person: Person, channel: Channel, command: str, text: str) -> Reply:
        """A slash command; a text or JSON ack is an answer shown at once."""
        payload = self._payloads.command(person.id, channel, command, text)
        answer = await self._courier.carry("slash_commands", command, payload)
        if not answer.acked:
            error = _slash_failure(answer)
            sentence = _("{command} failed with the error “{error}”").format(command=command, error=error)
            self._messages.post(channel, SLACKBOT, sentence, ephemeral_to=person.id)
            return Reply(acked=False, error=sentence)
        body = {"text": answer.body} if isinstance(answer.body, str) else answer.body
        try:
            if body:
                self._responses.show(body, channel, person.id)
        except Refusal as refusal:
            return Reply(acked=True, body=answer.body, error=refused(refusal))
        return Reply(acked=True, body=answer.body)

    async def press(
        self, person: Person, channel: Channel, message: Message, block: Json, element: Json, raw: Any
    ) -> Reply:
        """Use an element of a message."""
        fields = chosen(element, raw)
        touched = self._touched.setdefault((channel.id, message.ts, person.id), {})
        if element["type"] in STATEFUL:
            touched.setdefault(block["block_id"], {})[element["action_id"]] = fields
        if block["type"] == "input" and not block.get("dispatch_action"):
            return Reply(acked=True)
        state = state_of(message.blocks, touched)
        action = self._payloads.action(block, element, fields)
        payload = self._payloads.on_message(person.id, channel, message, state, action)
        return self._told(await self._carry(payload, element["action_id"]))

    async def press_in_view(self, person: Person, view: View, block: Json, element: Json, raw: Any) -> Reply:
        """Use an element of a modal or of Home; what holds a value keeps it, and only what dispatches tells the app."""
        fields = chosen(element, raw)
        if element["type"] in STATEFUL:
            view.values.setdefault(block["block_id"], {})[element["action_id"]] = fields
            view.errors.pop(block["block_id"], None)
        if block["type"] == "input" and not block.get("dispatch_action"):
            return Reply(acked=True)
        action = self._payloads.action(block, element, fields)
        payload = self._payloads.on_view(person.id, self._views.as_slack(view), action)
        return self._told(await self._carry(payload, element["action_id"]))

    def held(self, person: Person, channel: Channel, message: Message) -> Json:
        """What *person* put into a message's elements so far, in the shape of ``state.values``."""
        return state_of(message.blocks, self._touched.get((channel.id, message.ts, person.id), {}))

    async def submit(self, person: Person, view: View) -> Reply:
        """Send a form. Slack itself marks what is missing or malformed before the app sees anything."""
        view.errors = mistakes(view.content["blocks"], view.values)
        if view.errors:
            return Reply(acked=True, errors=view.errors)
        payload = self._payloads.submission(person.id, self._views.as_slack(view))
        answer = await self._carry(payload, view.content.get("callback_id") or "view_submission")
        if not answer.acked:
            return Reply(acked=False, error=_("We had some trouble connecting. Try again?"))
        try:
            return self._answered(view, answer.body)
        except Refusal as refusal:
            return Reply(acked=True, body=answer.body, error=refused(refusal))

    def _answered(self, view: View, body: Any) -> Reply:
        """Do what ``response_action`` says; without one the modal closes and the one below shows again."""
        action = body.get("response_action") if isinstance(body, dict) else None
        if view not in self._views.stack(view.user):
            return Reply(acked=True, body=body)  # the app closed it, or opened another, before it answered
        if action == "errors":
            inputs = {block["block_id"] for block in view.content["blocks"] if block["type"] == "input"}
            if not body.get("errors") or not set(body["errors"]) <= inputs:
                # Slack's client shows this sentence when errors name no input block of the form.
                return Reply(acked=True, body=body, error=_("We had some trouble connecting. Try again?"))
            view.errors = dict(body["errors"])
            return Reply(acked=True, body=body, errors=view.errors)
        if action == "update":
            self._views.update(view, body.get("view"))
        elif action == "push":
            self._views.push(view.user, body.get("view"))
        elif action == "clear":
            self._views.close(view, whole_stack=True)
        elif action is None:
            self._views.close(view)
        else:
            return Reply(acked=True, body=body, error=_("We had some trouble connecting. Try again?"))
        return Reply(acked=True, body=body)

    async def close(self, person: Person, view: View, *, whole_stack: bool = False) -> Reply:
        """Close a modal; the app hears of it if it asked to (``notify_on_close``)."""
        reply = Reply(acked=True)
        whole_stack = whole_stack or bool(view.content.get("clear_on_close"))
        for closed in reversed(self._views.close(view, whole_stack=whole_stack)):
            if closed.content.get("notify_on_close"):
                payload = self._payloads.closed(person.id, self._views.as_slack(closed), cleared=whole_stack)
                reply = self._told(await self._carry(payload, closed.content.get("callback_id") or "view_closed"))
        return reply

    async def shortcut(self, person: Person, callback_id: str, channel: str = "") -> Reply:
        """A global shortcut, used while looking at *channel*."""
        return self._told(await self._carry(self._payloads.shortcut(person.id, callback_id, channel), callback_id))

    async def message_shortcut(self, person: Person, callback_id: str, channel: Channel, message: Message) -> Reply:
        """A shortcut on a message."""
        payload = self._payloads.message_shortcut(person.id, callback_id, channel, message)
        return self._told(await self._carry(payload, callback_id))

    async def suggest(
        self,
        person: Person,
        blocks: list[Json],
        place: Json,
        action_id: str,
        typed: str,
        block_id: str | None = None,
    ) -> list[Json]:
        """The options that the app offers for what was typed into an external select; groups come flat."""
        block, element = find(blocks, action_id, block_id)
        if len(typed) < element.get("min_query_length", 3):
            return []
        payload = self._payloads.suggestion(person.id, place, element, block["block_id"], typed)
        answer = await self._carry(payload, action_id)
        body = answer.body if isinstance(answer.body, dict) else {}
        groups = body.get("option_groups") or [{"options": body.get("options", [])}]
        return [option for group in groups for option in group.get("options", [])]

    async def _carry(self, payload: Json, name: str, kind: Envelope = "interactive") -> Answer:
        return await self._courier.carry(kind, name, payload)

    def _told(self, answer: Answer) -> Reply:
        if answer.acked:
            return Reply(acked=True, body=answer.body)
        # docs.slack.dev, "Handling user interaction": an error is shown to the person if no ack comes in time.
        if answer.failure == "timeout":
            return Reply(acked=False, error=_("Operation timed out. Apps need to respond within 3 seconds."))
        if answer.failure == "no_app":
            return Reply(acked=False, error=_("The app is not running, so it could not respond."))
        return Reply(acked=False, error=_("The app responded with an error."))


def find(blocks: list[Json], action_id: str, block_id: str | None = None) -> tuple[Json, Json]:
    """The element *action_id* with its block. Raises LookupError with a sentence if it is not there."""
    there = []
    for block, element in elements(blocks):
        there.append(element["action_id"])
        if element["action_id"] == action_id and block_id in (None, block["block_id"]):
            return block, element
    names = ", ".join(there) or _("none")
    raise LookupError(_("there is no {wanted} here; there are: {there}").format(wanted=action_id, there=names))


def refused(refusal: Refusal) -> str:
    """The sentence for an answer of the app's that Slack would not show."""
    reasons = "; ".join(refusal.fields.get("response_metadata", {}).get("messages", []))
    sentence = _("The app answered with something that Slack refuses: {error}").format(error=refusal.error)
    return f"{sentence} {reasons}".strip()


def _slash_failure(answer: Answer) -> str:
    """Slack's name for why a command failed (github.com/Netflix/dispatch/issues/495 shows one)."""
    if answer.status:
        return "http_client_error" if answer.status < 500 else "http_service_error"
    return {"timeout": "operation_timeout", "no_app": "dispatch_failed", "connection_failed": "dispatch_failed"}.get(
        answer.failure, "dispatch_unknown_error"
    )
