"""Slack's rate limits, when they are switched on: calls a minute for each method, one post a second for a channel."""

from collections import defaultdict, deque
from dataclasses import dataclass
from math import ceil

from sandbox.clock import Clock

# Slack's tiers, calls a minute (docs.slack.dev/apis/web-api/rate-limits): the floor of each is enforced.
TIERS = {1: 1, 2: 20, 3: 50, 4: 100}

TIER_OF = {
    "apps.connections.open": 1,
    "conversations.list": 2,
    "users.list": 2,
    "usergroups.list": 2,
    "usergroups.users.list": 2,
    "chat.update": 3,
    "chat.delete": 3,
    "conversations.info": 3,
    "conversations.open": 3,
    "conversations.join": 3,
    "conversations.history": 3,
    "conversations.replies": 3,
    "users.lookupByEmail": 3,
    "reactions.add": 3,
    "reactions.get": 3,
    "team.info": 3,
    "bots.info": 3,
    "conversations.members": 4,
    "users.info": 4,
    "chat.postEphemeral": 4,
    "views.open": 4,
    "views.push": 4,
    "views.update": 4,
    "views.publish": 4,
    "files.getUploadURLExternal": 4,
    "files.completeUploadExternal": 4,
    "files.info": 4,
}

# "Special" methods: several hundred a minute (Slack does not say more); one post a second for a channel.
SPECIAL = 300
POSTS_PER_SECOND = 1
CONNECTIONS_BURST = 10  # an app may have ten sockets, so ten tickets in a minute are let through


@dataclass(slots=True)
class Window:
    """At most *calls* in any *seconds*."""

    calls: int
    seconds: float


class Gate:
    """Counts calls over a sliding window; off until it is switched on."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._past: dict[tuple[str, str], deque[float]] = defaultdict(deque)
        self.on = False

    def retry_after(self, method: str, channel: str) -> int | None:
        """Whole seconds to wait if this call, about *channel*, is one too many, else None (and the call is counted)."""
        if not self.on:
            return None
        now = self._clock.now().timestamp()
        windows = [(("team", method), self._window(method))]
        if method == "chat.postMessage":
            windows.append((("channel", channel), Window(POSTS_PER_SECOND, 1)))
        waits = [self._wait(key, window, now) for key, window in windows]
        if max(waits) > 0:
            return ceil(max(waits))
        for key, _window in windows:
            self._past[key].append(now)
        return None

    def _window(self, method: str) -> Window:
        if method == "apps.connections.open":
            return Window(CONNECTIONS_BURST, 60)
        return Window(TIERS[TIER_OF[method]] if method in TIER_OF else SPECIAL, 60)

    def _wait(self, key: tuple[str, str], window: Window, now: float) -> float:
        past = self._past[key]
        while past and past[0] <= now - window.seconds:
            past.popleft()
        return past[0] + window.seconds - now if len(past) >= window.calls else 0
