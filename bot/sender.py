"""One door out: everything that is posted, redrawn or published leaves here, paced, and is written down."""

import asyncio
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import structlog
from aiohttp import ClientConnectorError, ClientError
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.clock import Clock
from bot.domain.deliveries import Delivery, Drawing, Outcome, Post, State, outcome_of
from storage import Database, Store

log = structlog.get_logger()

LEASE = timedelta(seconds=60)  # longer than any call: the client's timeout is ten seconds
RETRY = timedelta(minutes=1)  # after an error of our own
PACE = timedelta(seconds=1)  # Slack: about one post a second for a channel
GATED_SECONDS = 0.2  # how soon it looks again if what is due has to wait its turn
IDLE_SECONDS = 5.0  # how long the sender sleeps if nobody wakes it
AT_ONCE = 4  # deliveries on their way at the same time, each to a channel of its own
EVENT_TYPE = "fanfare_delivery"

# Composes a delivery whose post was left open until it is sent; None: there is nothing to say any more.
Composer = Callable[[Store, Delivery], Awaitable[Post | None]]
# Draws what is already shown anew: (store, key) to the method to call with its arguments, or None if it is gone.
Painter = Callable[[Store, str], Awaitable[Drawing | None]]
# Told of a delivery that was sent (within the transaction that notes it), or that failed.
Follower = Callable[[Store, Delivery], Awaitable[None]]


class Sender:
    """Sends what is due, whenever it is woken; the clock's tick wakes it too."""

    def __init__(self, database: Database, client: AsyncWebClient, clock: Clock) -> None:
        self._database = database
        self._client = client
        self._clock = clock
        self._awake = asyncio.Event()
        self._closing = False
        self._stepping = asyncio.Lock()  # redraws are not claimed: two steps at once would draw the same twice
        self.composers: dict[str, Composer] = {}
        self.painters: dict[str, Painter] = {}
        self.followers: dict[str, Follower] = {}

    def wake(self) -> None:
        """Rows were committed: look now."""
        self._awake.set()

    def close(self) -> None:
        """Finish what is on its way and stop."""
        self._closing = True
        self._awake.set()

    async def run(self) -> None:
        """Send until closed. What goes wrong is logged, and tried again at the next look."""
        ahead = LEASE  # at the start nobody can be sending, however fresh a lease is: one process
        while not self._closing:
            self._awake.clear()
            try:
                await self.recover(self._clock.now() + ahead)
                ahead = timedelta()
                while await self.step() and not self._closing:
                    pass
                seconds = await self._pause()
            except Exception:  # the database away, say: the sender must outlive it
                log.exception("sender_stumbled")
                seconds = IDLE_SECONDS
            if not self._closing:
                await _wait(self._awake, seconds)

    async def recover(self, now: datetime) -> None:
        """Free what a crash, or an error nobody foresaw, left on its way before *now*."""
        async with self._database.transaction() as store:
            found = await store.deliveries.recover(now)
        for delivery in found:
            log.warning("delivery_interrupted", delivery=delivery.id, kind=delivery.plan.kind)
            await self._follow(delivery)

    async def _pause(self) -> float:
        """Seconds until the next row may be due; a gate opens within a second."""
        async with self._database.transaction() as store:
            times = [await store.deliveries.next_due(), await store.deliveries.next_redraw()]
        waits = [(time - self._clock.now()).total_seconds() for time in times if time is not None]
        return max(GATED_SECONDS, min([IDLE_SECONDS, *waits]))

    async def step(self) -> bool:
        """Send and redraw what is due now; say whether there was anything."""
        async with self._stepping:
            return await self._step()

    async def _step(self) -> bool:
        now = self._clock.now()
        async with self._database.transaction() as store:
            due = await store.deliveries.due(now, most=AT_ONCE)
            redraws = await store.deliveries.redraws(now)
        sent = await asyncio.gather(*(self._deliver(delivery) for delivery in due), return_exceptions=True)
        for result in sent:
            if isinstance(result, BaseException):
                log.error("delivery_stumbled", exc_info=result)
        for kind, key, wanted in redraws:
            await self._redraw(kind, key, wanted)
        return True in sent or bool(redraws)

    async def _deliver(self, delivery: Delivery) -> bool:
        """Claim, write down the intent, post, write down the answer. No transaction is open during the call."""
        token, now = str(uuid.uuid4()), self._clock.now()
        async with self._database.transaction() as store:
            if not await store.deliveries.move(delivery, State.LEASED, lease=LEASE, now=now, token=token):
                return False
            delivery = replace(delivery, state=State.LEASED, token=token)
            try:
                post = await self._composed(store, delivery)
            except Exception:  # a fault in one feature is one delivery's failure
                log.exception("delivery_not_composed", delivery=delivery.id, kind=delivery.plan.kind)
                await store.deliveries.move(delivery, State.FAILED, now=now, reason="not_composed")
                return True
            if post is None:
                await store.deliveries.move(delivery, State.SKIPPED, now=now, reason="nothing_to_say")
                return True
            if not delivery.plan.only_for:
                await store.deliveries.gate(f"post:{delivery.plan.recipient}", now + PACE)
            attempts = delivery.attempts + 1
            await store.deliveries.move(delivery, State.SENDING, lease=LEASE, now=now, attempts=attempts)
            delivery = replace(delivery, state=State.SENDING, attempts=attempts)
        outcome, answer = await self._post(delivery, post)
        await self._note(delivery, outcome, answer)
        return True

    async def _composed(self, store: Store, delivery: Delivery) -> Post | None:
        if delivery.plan.post is not None:
            return delivery.plan.post
        return await self.composers[delivery.plan.kind](store, delivery)

    async def _post(self, delivery: Delivery, post: Post) -> tuple[Outcome, Mapping[str, Any]]:
        """Call Slack once. The answer has ``channel`` and ``ts``, or ``error``, or ``retry_after`` in seconds."""
        plan = delivery.plan
        arguments: dict[str, Any] = {"channel": plan.recipient, "text": post.text, "blocks": list(post.blocks) or None}
        if plan.thread:
            arguments["thread_ts"] = plan.thread
        try:
            if plan.only_for:
                answer = await self._client.chat_postEphemeral(user=plan.only_for, **arguments)
                return Outcome.SENT, {"channel": plan.recipient, "ts": answer["message_ts"]}
            metadata = {"event_type": EVENT_TYPE, "event_payload": {"delivery_id": delivery.id}}
            answer = await self._client.chat_postMessage(
                metadata=metadata, client_msg_id=delivery.id, unfurl_links=False, unfurl_media=False, **arguments
            )
            return Outcome.SENT, {"channel": answer["channel"], "ts": answer["ts"]}
        except SlackApiError as error:
            return _refused(error)
        except ClientConnectorError:
            return Outcome.LATER, {"error": "not_connected", "retry_after": 5}
        except (ClientError, TimeoutError, OSError) as error:
            return Outcome.UNCERTAIN, {"error": type(error).__name__}
        except Exception:  # whatever it was, Slack may have posted
            log.exception("post_stumbled", delivery=delivery.id)
            return Outcome.UNCERTAIN, {"error": "unreadable_answer"}

    async def _note(self, delivery: Delivery, outcome: Outcome, answer: Mapping[str, Any]) -> None:
        """Write the answer down, then tell the feature whose delivery it was."""
        now = self._clock.now()
        facts = {"delivery": delivery.id, "kind": delivery.plan.kind, "attempts": delivery.attempts}
        async with self._database.transaction() as store:
            ledger = store.deliveries
            if outcome is Outcome.SENT:
                changes = {"channel": answer["channel"], "ts": answer["ts"], "reason": ""}
                await ledger.move(delivery, State.SENT, now=now, **changes)
                delivery = replace(delivery, state=State.SENT, channel=answer["channel"], ts=answer["ts"])
            elif outcome is Outcome.LATER:
                later = now + timedelta(seconds=float(answer.get("retry_after", 1)))
                await ledger.gate("post", later)
                await ledger.move(delivery, State.PENDING, now=now, token="", reason=answer["error"])
                log.info("delivery_waits", **facts, reason=answer["error"])
                return
            else:
                to = State.FAILED if outcome is Outcome.REFUSED else State.UNCERTAIN
                await ledger.move(delivery, to, now=now, reason=answer["error"])
                delivery = replace(delivery, state=to, reason=answer["error"])
        await self._follow(delivery)
        log.info("delivery_ended", **facts, state=delivery.state, reason=delivery.reason, ts=delivery.ts)

    async def _follow(self, delivery: Delivery) -> None:
        """Tell the feature in a transaction of its own: whatever it makes of it, the answer stays written down."""
        follower = self.followers.get(delivery.plan.kind)
        if follower is not None:
            try:
                async with self._database.transaction() as store:
                    await follower(store, delivery)
            except Exception:  # the answer is noted; it must not be taken back
                log.exception("follower_stumbled", delivery=delivery.id, kind=delivery.plan.kind)

    async def _redraw(self, kind: str, key: str, wanted: int) -> None:
        """Draw *key* as it stands now. A redraw may be repeated: it says the same again."""
        again = self._clock.now() + PACE
        try:
            async with self._database.transaction() as store:
                drawing = await self.painters[kind](store, key)
            if drawing is not None:
                await self._client.api_call(drawing.method, json=dict(drawing.arguments))
        except SlackApiError as error:
            outcome, answer = _refused(error)
            if outcome in (Outcome.LATER, Outcome.UNCERTAIN):
                wanted, again = 0, again + timedelta(seconds=float(answer.get("retry_after", 1)))
            log.warning("redraw_refused", kind=kind, key=key, reason=answer["error"])
        except (ClientError, TimeoutError, OSError) as error:
            wanted, again = 0, again + timedelta(seconds=5)
            log.warning("redraw_failed", kind=kind, key=key, reason=type(error).__name__)
        except Exception:  # one that cannot be drawn must not keep the others waiting
            wanted, again = 0, again + RETRY
            log.exception("redraw_stumbled", kind=kind, key=key)
        async with self._database.transaction() as store:
            await store.deliveries.drawn(kind, key, wanted, again)


def _refused(error: SlackApiError) -> tuple[Outcome, Mapping[str, Any]]:
    response: Any = error.response
    status, headers = getattr(response, "status_code", 200), getattr(response, "headers", {})
    if status == 429:
        return Outcome.LATER, {"error": "ratelimited", "retry_after": float(headers.get("Retry-After", 1))}
    if status >= 500:
        return Outcome.UNCERTAIN, {"error": f"http_{status}"}
    name = str(response.get("error", "unknown_error")) if hasattr(response, "get") else "unreadable_answer"
    return outcome_of(name) if name != "unreadable_answer" else Outcome.UNCERTAIN, {"error": name}


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return
