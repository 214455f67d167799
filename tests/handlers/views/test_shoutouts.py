"""What people see of shout-outs fits into Slack, also where everything is as long as it may be."""

import re
from datetime import UTC, datetime

import pytest

from bot.domain.deliveries import Delivery, Plan, State
from bot.domain.ids import ChannelId, DeliveryId, UserId
from bot.domain.shoutouts import MOST_REASON, MOST_RECEIVERS, Shoutout
from handlers.views import shoutouts as views
from handlers.views.texts import escape
from sandbox.blocks import check_blocks, check_view

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
PEOPLE = tuple(UserId(f"U{number:010}") for number in range(MOST_RECEIVERS))
HERE = ChannelId("C0000000001")
LONGEST = ["&" * MOST_REASON, "\n" * (MOST_REASON - 1) + "&", "a <b> & c " * (MOST_REASON // 10), "word " * 400]


def shoutout(reason: str) -> Shoutout:
    return Shoutout("1", UserId("U1"), PEOPLE, reason, "V" * 140, HERE, NOW, "&" * views.MOST_QUOTE)


@pytest.mark.parametrize("quote", ["&" * 3000, "\N{PARTY POPPER}" * 3000, ""], ids=["entities", "emoji", "nothing"])
def test_the_fullest_form_fits(quote: str) -> None:
    values = [f"{number} {'V' * 140}" for number in range(120)]

    view = views.form(values, HERE, HERE, {"receivers": PEOPLE, "quote": quote, "kept": True})

    assert check_view(view) == []
    assert len(view["private_metadata"]) < 3000  # Slack: characters


@pytest.mark.parametrize("reason", LONGEST, ids=["entities", "lines", "mixed", "words"])
def test_the_longest_thanks_fit_and_lose_no_word(reason: str) -> None:
    one = shoutout(reason)
    posts = [views.announcement(one), views.told(one, 7), views.confirmation(one)]

    for post in posts:
        assert check_blocks(list(post.blocks), "message") == []
    [_who, *shown, _quote, _value] = posts[0].blocks
    words = re.sub("^> ", "", "\n".join(block["text"]["text"] for block in shown), flags=re.MULTILINE)
    assert "".join(words.split()) == "".join(escape(reason).split())


@pytest.mark.parametrize("state", [State.FAILED, State.UNCERTAIN])
def test_the_word_about_thanks_that_did_not_arrive_names_place_and_reason(state: State) -> None:
    plan = Plan("shoutout", "shoutout:1", "", HERE, NOW)
    post = views.not_posted(shoutout("for a calm night"), Delivery(DeliveryId("1"), plan, state, reason="is_archived"))

    assert f"<#{HERE}>: the channel is archived." in post.text
    assert ("I do not know" in post.text) is (state is State.UNCERTAIN)
