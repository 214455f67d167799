"""What lets an app act for a moment: trigger ids for modals, response URLs for answers."""

from dataclasses import dataclass

from sandbox.behaviour import Behaviour
from sandbox.clock import Clock
from sandbox.ids import secret
from sandbox.refusals import Refusal

# docs.slack.dev, "Handling user interaction": a response_url works five times within thirty minutes.
RESPONSE_USES = 5
RESPONSE_SECONDS = 30 * 60


class Triggers:
    """A trigger id opens one modal for one person, within three seconds."""

    def __init__(self, clock: Clock, behaviour: Behaviour) -> None:
        self._clock = clock
        self._behaviour = behaviour
        self._given: dict[str, tuple[str, str, float]] = {}
        self._spent: set[str] = set()

    def give(self, user: str, channel: str = "") -> str:
        """A new trigger id for what *user* just did, in *channel* if it was in one."""
        now = self._clock.now().timestamp()
        trigger = f"{int(now * 1000)}.{int(secret(8), 16)}.{secret(32)}"
        self._given[trigger] = (user, channel, now + self._behaviour.trigger_seconds)
        return trigger

    def spend(self, trigger: str) -> tuple[str, str]:
        """The person whose act it was, and the channel. Raises Slack's refusals for a trigger that is no good (now)."""
        if trigger in self._spent:
            raise Refusal("exchanged_trigger_id")
        if trigger not in self._given:
            raise Refusal("invalid_trigger_id")
        user, channel, until = self._given[trigger]
        if self._clock.now().timestamp() > until:
            raise Refusal("expired_trigger_id")
        del self._given[trigger]
        self._spent.add(trigger)
        return user, channel


@dataclass(slots=True)
class ResponseUrl:
    """Where an answer given through it goes: a channel, a person, and the message that was acted upon, if any."""

    channel: str
    user: str
    message_ts: str | None
    uses: int
    until: float


class ResponseUrls:
    """Response URLs by their secret."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._given: dict[str, ResponseUrl] = {}

    def give(self, channel: str, user: str, message_ts: str | None = None) -> str:
        """The secret of a new response URL."""
        key = secret(24)
        until = self._clock.now().timestamp() + RESPONSE_SECONDS
        self._given[key] = ResponseUrl(channel, user, message_ts, RESPONSE_USES, until)
        return key

    def spend(self, key: str) -> ResponseUrl:
        """Use it once. Raises Refusal ``used_url`` or ``expired_url`` once it is over."""
        given = self._given.get(key)
        if given is None or self._clock.now().timestamp() > given.until:
            raise Refusal("expired_url")
        if given.uses == 0:
            raise Refusal("used_url")
        given.uses -= 1
        return given
