"""The ledger's rows: one post to one channel or person, from the plan to Slack's answer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum, unique
from typing import Any

from bot.domain.ids import ChannelId, DeliveryId, UserId


@unique
class State(StrEnum):
    """Where a delivery stands; DESIGN.md draws the ways between them."""

    PENDING = "pending"
    LEASED = "leased"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Post:
    """What is to be said: *text* says it all (a screen reader reads nothing else), *blocks* are Block Kit."""

    text: str
    blocks: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """A call that draws anew what is shown already: ``chat.update`` or ``views.publish``, with its arguments."""

    method: str
    arguments: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Plan:
    """A delivery to be filed. (*source*, *slot*, *recipient*) is unique: filing the same one twice files it once.

    *kind* names who composes the post when it is sent, if *post* is None. *recipient* is a channel's or person's id.
    *only_for* makes it an ephemeral message in the channel for one person, which nobody can look up afterwards.
    *author* is told if it fails.
    """

    kind: str
    source: str
    slot: str
    recipient: str
    due: datetime
    post: Post | None = None
    thread: str | None = None
    only_for: UserId | None = None
    author: UserId | None = None


def notice(key: str, person: UserId, channel: ChannelId | None, post: Post, now: datetime) -> Plan:
    """A word to one person: ephemeral in *channel* where they just acted, else a direct message. *key* is unique."""
    inside = channel is not None and channel[:1] != "D"
    return Plan("notice", f"notice:{key}", "", channel or person, now, post, only_for=person if inside else None)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A row of the ledger. *channel* and *ts* say where it is once it is sent; *reason* is Slack's error name."""

    id: DeliveryId
    plan: Plan
    state: State
    attempts: int = 0
    channel: ChannelId | None = None
    ts: str | None = None
    reason: str = ""
    token: str = ""


@unique
class Outcome(StrEnum):
    """The three kinds of answer, and the fourth: refused for now."""

    SENT = "sent"
    LATER = "later"
    REFUSED = "refused"
    UNCERTAIN = "uncertain"


# Slack's words for "for now": nothing was posted, and it may be tried again.
FOR_NOW = frozenset({"ratelimited", "rate_limited"})
# After these Slack may have posted all the same (docs.slack.dev, chat.postMessage, "Errors").
WHO_KNOWS = frozenset({"internal_error", "fatal_error", "request_timeout", "service_unavailable"})


def outcome_of(error: str) -> Outcome:
    """What an ``ok: false`` answer with *error* means for a post."""
    if error in WHO_KNOWS:
        return Outcome.UNCERTAIN
    return Outcome.LATER if error in FOR_NOW else Outcome.REFUSED
