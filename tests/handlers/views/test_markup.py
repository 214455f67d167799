"""What HR writes, as Slack gets it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.views.markup import crowds, markup, paragraphs

JOINER = "\u2060"

parts = st.sampled_from([*"<>!@#|^&*_ \nahU1", "channel", "here", "everyone", "<!", "subteam^", "https://x.y"])
anything = st.lists(parts, max_size=60).map("".join)


@pytest.mark.parametrize(
    "text",
    [
        "*bold* _italic_ ~struck~ `code` :tada:",
        "<https://lumen.example/a?b=c|see here>",
        "<mailto:ana@lumen.example|Ana>",
        "<@U123ABC> in <#C123ABC>",
        "<!date^1700000000^{date}|soon>",
        "Write to office@here.example, or to team@channel",
        "• one\n• two",
    ],
)
def test_what_slack_understands_stays(text: str) -> None:
    assert markup(text) == text
    assert crowds(text) == ()


@pytest.mark.parametrize(
    ("text", "shown", "named"),
    [
        ("<!channel> hi", f"@{JOINER}channel hi", ("channel",)),
        ("<!Here|here>", f"@{JOINER}here", ("here",)),
        ("Hi @everyone!", f"Hi @{JOINER}everyone!", ("everyone",)),
        ("<!subteam^S123|@leads>", f"@{JOINER}leads", ("leads",)),
        ("<!subteam^S123>", f"@{JOINER}group", ("group",)),
        ("<<!channel>>", f"&lt;@{JOINER}channel&gt;", ("channel",)),
    ],
)
def test_what_would_ping_a_crowd_becomes_words_and_is_named(text: str, shown: str, named: tuple[str, ...]) -> None:
    assert markup(text) == shown
    assert crowds(text) == named


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a < b & b > c", "a &lt; b &amp; b &gt; c"),
        ("<javascript:alert(1)|click>", "&lt;javascript:alert(1)|click&gt;"),
        ("> quoted", "&gt; quoted"),
        ("<https://x.example?a=1&b=2>", "<https://x.example?a=1&amp;b=2>"),
        ("<@nobody>", "&lt;@nobody&gt;"),
    ],
)
def test_everything_else_is_taken_literally(text: str, shown: str) -> None:
    assert markup(text) == shown


@given(anything)
def test_no_text_whatever_pings_a_crowd(text: str) -> None:
    shown = markup(text)

    assert not re.search(r"<!(?!date\^)", shown)
    assert not re.search(r"(?<!\w)@(channel|here|everyone)\b", re.sub(r"<[^<>]*>", "", shown), re.IGNORECASE)
    assert bool(crowds(text)) == (JOINER in shown) or "<" in shown


@given(anything, st.integers(60, 200))
def test_pieces_are_short_enough_and_leave_out_nothing_but_blanks(text: str, most: int) -> None:
    pieces = paragraphs(text, most)

    assert all(len(piece) <= most for piece in pieces)
    if "<" not in text:
        assert re.sub(r"\s", "", "".join(pieces)) == re.sub(r"\s", "", markup(text))
