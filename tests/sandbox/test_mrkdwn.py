"""Slack's mrkdwn becomes the HTML that Slack shows, and nothing that an app writes becomes a tag of its own."""

import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sandbox.page.kit import emojis, inline, markdown, mrkdwn, rich_text
from sandbox.page.kit.inline import Reader

NOW = datetime(2026, 12, 23, 12, 0, tzinfo=UTC)
DAY_AFTER = 1798117200  # 2026-12-24 13:00 UTC


class Names:
    """Ana reads; she knows herself, one channel, and a group that she is in."""

    def person(self, user: str) -> str:
        return {"U1": "Ana Souza", "U2": "Sam <script>"}.get(user, "")

    def channel(self, channel: str) -> str:
        return {"C1": "general"}.get(channel, "")

    def group(self, group: str) -> str:
        return {"S1": "leads"}.get(group, "")

    def concerns(self, mentioned: str) -> bool:
        return mentioned in ("U1", "S1")


ANA = Reader(Names(), ZoneInfo("Europe/Madrid"), NOW)


def shown(text: str) -> str:
    return mrkdwn.html(text, ANA)


class Seen(HTMLParser):
    """What a browser would make of HTML: its tags with their attributes, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("br", "hr"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*bold*", "<b>bold</b>"),
        ("_italic_", "<i>italic</i>"),
        ("~struck~", "<s>struck</s>"),
        ("`code`", "<code>code</code>"),
        ("*_both_*", "<b><i>both</i></b>"),
        ("_*both*_", "<i><b>both</b></i>"),
        ("(*in brackets*)", "(<b>in brackets</b>)"),
        ("*bold `*code*` bold*", "<b>bold <code>*code*</code> bold</b>"),
        ("one\ntwo", "one<br>two"),
    ],
)
def test_styles_look_as_in_slack(text, html):
    assert shown(text) == html


@pytest.mark.parametrize(
    "text",
    ["2 * 3 * 4", "*not closed", "* spaced *", "**", "snake_case_name", "a*b*c", "~ 5 ~", "*two\nlines*", "10:30:45"],
)
def test_signs_that_style_nothing_stay_as_they_are(text):
    assert Seen(shown(text)).words == text.replace("\n", "")
    assert {tag for tag, _attributes in Seen(shown(text)).tags} <= {"br"}


def test_overlapping_styles_never_cross():
    assert shown("*a _b* c_") == "<b>a _b</b> c_"


def test_fenced_code_is_literal_and_breaks_the_line_by_itself():
    assert shown("before\n```\n*x* &lt;b&gt;\n  y\n```\nafter") == "before<pre>*x* &lt;b&gt;\n  y</pre>after"


def test_quoted_lines_are_gathered():
    assert shown("&gt; one\n>two *bold*\nthree") == "<blockquote>one<br>two <b>bold</b></blockquote>three"


def test_three_signs_quote_all_that_follows():
    assert shown("first\n>>> one\ntwo") == "first<blockquote>one<br>two</blockquote>"


def test_entities_are_shown_as_what_they_stand_for():
    assert Seen(shown("Q&amp;A &lt;b&gt; &amp;lt; &quot;")).words == "Q&A <b> &lt; &quot;"


@pytest.mark.parametrize(
    ("text", "address", "label"),
    [
        ("<https://a.example/x?y=1&amp;z=2|The plan>", "https://a.example/x?y=1&z=2", "The plan"),
        ("<https://a.example>", "https://a.example", "https://a.example"),
        ("<mailto:ana@a.example>", "mailto:ana@a.example", "ana@a.example"),
        ("see https://a.example/x.", "https://a.example/x", "see https://a.example/x."),
        ("*https://a.example*", "https://a.example", "https://a.example"),
    ],
)
def test_addresses_become_links_that_open_elsewhere(text, address, label):
    seen = Seen(shown(text))

    (attributes,) = [attributes for tag, attributes in seen.tags if tag == "a"]
    assert attributes == {"href": address, "target": "_blank", "rel": "noopener noreferrer"}
    assert seen.words == label


def test_bare_addresses_stay_words_where_the_app_says_verbatim():
    assert mrkdwn.html("https://a.example", ANA, verbatim=True) == "https://a.example"


@pytest.mark.parametrize(
    "text", ["<javascript:alert(1)|x>", "<data:text/html,x>", "<b>", "<>", "<img src=x onerror=y>"]
)
def test_what_is_no_address_is_never_a_link_or_a_tag(text):
    assert Seen(shown(text)).tags == []


@pytest.mark.parametrize(
    ("text", "words", "highlighted"),
    [
        ("<@U1>", "@Ana Souza", True),
        ("<@U2>", "@Sam <script>", False),
        ("<@U9|bob>", "@bob", False),
        ("<@U9>", "@U9", False),
        ("<#C1|other>", "#general", False),
        ("<#C9|>", "#private channel", False),
        ("<!subteam^S1>", "@leads", True),
        ("<!here>", "@here", True),
        ("<!channel>", "@channel", True),
    ],
)
def test_mentions_are_named_and_those_of_the_reader_stand_out(text, words, highlighted):
    seen = Seen(shown(text))

    assert seen.words == words
    assert ("mention-me" in str(seen.tags[0][1]["class"])) is highlighted


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("{date_short} at {time}", "Dec 24, 2026 at 2:00 PM"),
        ("{date_num} {time_secs}", "2026-12-24 2:00:00 PM"),
        ("{date_long}", "Thursday, December 24th, 2026"),
        ("on {date_pretty}", "on Tomorrow"),
        ("{ago}", "in 1 day"),
        ("{nonsense}", "later"),
    ],
)
def test_dates_are_written_in_the_readers_time_zone(template, words):
    assert Seen(shown(f"<!date^{DAY_AFTER}^{template}|later>")).words == words


def test_a_date_may_be_a_link():
    assert (
        dict(Seen(shown(f"<!date^{DAY_AFTER}^{{time}}^https://a.example|x>")).tags)["a"]["href"] == "https://a.example"
    )


@pytest.mark.parametrize("timestamp", ["soon", "99999999999999999999", "", "1e9"])
def test_an_impossible_date_shows_its_fallback(timestamp):
    assert shown(f"<!date^{timestamp}^{{date}}|some day>") == "some day"


@pytest.mark.parametrize(
    ("name", "character"),
    [
        ("+1", "👍"),
        ("tada", "🎉"),
        ("slightly_smiling_face", "🙂"),
        ("simple_smile", "🙂"),
        ("flag-pt", "🇵🇹"),
        ("woman-raising-hand", "🙋\u200d♀\ufe0f"),
        ("male-technologist", "👨\u200d💻"),
        ("first_place_medal", "🥇"),
        ("large_green_circle", "🟢"),
    ],
)
def test_slack_names_of_emoji_are_known(name, character):
    assert str(emojis.character(name)).removesuffix("\ufe0f") == character.removesuffix("\ufe0f")
    assert character[0] in Seen(shown(f":{name}:")).words


def test_emoji_take_a_skin_tone():
    assert Seen(shown(":wave::skin-tone-6:")).words == "👋\U0001f3ff"


def test_an_unknown_emoji_stays_as_it_is_written():
    assert shown(":no_such_emoji:") == ":no_such_emoji:"


def test_plain_text_styles_nothing():
    assert inline.plain("*a* <@U1>\n:tada:", emoji=False) == "*a* &lt;@U1&gt;<br>:tada:"


# What could break out: the signs of mrkdwn and HTML in any order, and any other text.
SIGNS = list("*_~`<>|&;:!@#^\"'=/ -[]()\n\0")
WHOLE = ["```", "&lt;", "&gt;", "&amp;", ">>>", "<@U2>", "<#C1|x>", "<!date^1^{date}|", ":tada:", "0", "a"]
TAGGED = [
    "</b>",
    "<script>",
    "onclick=",
    "javascript:",
    "https://a.example/",
    "<https://a.example|",
    "[x](https://a.example/",
]
TABLE = "\n|a|b|\n|--|--|\n|"
PIECES = st.sampled_from([*SIGNS, *WHOLE, *TAGGED, TABLE, "\x000\x00"])
HOSTILE = st.one_of(st.lists(PIECES, max_size=40).map("".join), st.text(max_size=200))

TAGS = {"b", "i", "s", "u", "code", "pre", "br", "blockquote", "a", "span", "time", "div", "ul", "ol", "li", "mark"}
MORE_TAGS = TAGS | {
    "p",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "em",
    "strong",
    "hr",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
}
# The only looks that may depend on the app: a column's side, a colour.
STYLE = re.compile(r"text-align:(left|center|right)|background-color: #[0-9a-fA-F]{3,8}")
ATTRIBUTES = {"style", "class", "href", "target", "rel", "role", "aria-label", "title", "data-id", "start"}


def harmless(html: str, tags: set[str]) -> bool:
    seen = Seen(html)
    assert seen.open == []
    for tag, attributes in seen.tags:
        assert tag in tags
        assert set(attributes) <= ATTRIBUTES
        assert STYLE.fullmatch(attributes.get("style") or "text-align:left")
        assert str(attributes.get("href") or "https://").startswith(
            ("https://", "http://", "mailto:", "tel:", "slack://")
        )
    return True


@given(HOSTILE)
def test_no_mrkdwn_becomes_a_tag_or_an_attribute_of_its_own(text):
    assert harmless(shown(text), TAGS)


@given(HOSTILE)
def test_no_plain_text_becomes_a_tag(text):
    assert harmless(inline.plain(text), {"span", "br"})


@given(HOSTILE)
def test_no_markdown_becomes_a_tag_or_an_attribute_of_its_own(text):
    assert harmless(markdown.html(text), MORE_TAGS)


@given(st.lists(HOSTILE.filter(bool), min_size=1, max_size=5), HOSTILE)
def test_no_rich_text_becomes_a_tag_or_an_attribute_of_its_own(texts, other):
    parts = [
        *({"type": "text", "text": text, "style": {"bold": True, "code": True}} for text in texts),
        {"type": "link", "url": other, "text": other},
        {"type": "user", "user_id": other},
        {"type": "emoji", "name": other},
        {"type": "date", "timestamp": 5, "format": other, "fallback": other},
        {"type": "broadcast", "range": other},
        {"type": "color", "value": other},
    ]
    block = {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": parts}]}

    assert harmless(rich_text.html(block, ANA), TAGS)
