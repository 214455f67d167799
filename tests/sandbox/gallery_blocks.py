"""Every block and element, as an app would send them: what the gallery shows."""

from typing import Any

from sandbox.records import Json


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def mrkdwn(text: str) -> Json:
    return {"type": "mrkdwn", "text": text}


def option(text: str, value: str | None = None, description: str = "") -> Json:
    more = {"description": plain(description)} if description else {}
    return {"text": plain(text), "value": value or text.lower(), **more}


def element(kind: str, action_id: str, **fields: Any) -> Json:
    return {"type": kind, "action_id": action_id, **fields}


def button(text: str, action_id: str, **fields: Any) -> Json:
    return element("button", action_id, text=plain(text), **fields)


def section(text: str, **fields: Any) -> Json:
    return {"type": "section", "text": mrkdwn(text), **fields}


def rich(*elements: Json) -> Json:
    return {"type": "rich_text", "elements": list(elements)}


def line(*parts: Json | str) -> Json:
    return {"type": "rich_text_section", "elements": [text(one) if isinstance(one, str) else one for one in parts]}


def text(words: str, **style: bool) -> Json:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def field(label: str, what: Json, **fields: Any) -> Json:
    return {"type": "input", "block_id": what["action_id"], "label": plain(label), "element": what, **fields}


CONFIRM = {
    "title": plain("Close this pulse?"),
    "text": mrkdwn("It *cannot* be opened again. 214 people have answered."),
    "confirm": plain("Close it"),
    "deny": plain("Not yet"),
    "style": "danger",
}
# A file of the workspace: nothing here is fetched from elsewhere.
PICTURE = {"slack_file": {"id": "%picture%"}}
BICYCLE = (
    b"<svg xmlns='http://www.w3.org/2000/svg' width='640' height='360'><rect width='640' height='360' fill='#d9e8d2'/>"
    b"<g fill='none' stroke='#333' stroke-width='10'>"
    b"<circle cx='200' cy='220' r='70'/><circle cx='440' cy='220' r='70'/>"
    b"<path d='M200 220 L280 120 L400 120 L440 220 L320 220 Z' stroke='#007a5a'/></g></svg>"
)
OPTIONS: list[Json] = [
    option("Frames", "frames", "Everything in steel"),
    option("Firmware"),
    option("Shops", "shops"),
    option("Gears"),
]
GROUPS: list[Any] = [
    {"label": plain("Fruit"), "options": [option("Apple"), option("Banana"), option("Cherry")]},
    {"label": plain("Vegetables"), "options": [option("Asparagus"), option("Broccoli :broccoli:", "broccoli")]},
]
MANY_WORDS = (
    "Hello <@%ana%>, <@%sam%> and <!subteam^%leads%>: *bold*, _italic_, ~struck~, `code` and *_both at once_*"
    " in <#%general%>, not in <#%leadership%>. <https://example.com/plan?a=1&amp;b=2|The plan &amp; the budget> is out"
    " :tada: :+1::skin-tone-3: :slightly_smiling_face: :no_such_emoji:, see https://example.com/news. <!here>"
    " It starts <!date^1798117200^{date_short} at {time}|on the 24th>.\n\n"
    "&gt; A quote over\n&gt; two lines with a *bold* word\nAnd on."
    "\n```\nfor each in <b>list</b>:\n    ride(each)  # literal &amp; safe\n```\n"
    "Mail <mailto:ana@lumen.example|Ana>."
)

RICH = rich(
    line("For ", {"type": "user", "user_id": "%sam%"}, " in ", {"type": "channel", "channel_id": "%general%"}),
    line(
        text("bold", bold=True), " ", text("italic", italic=True), " ", text("struck", strike=True), " ",
        text("code", code=True), " ", {"type": "link", "url": "https://example.com", "text": "a link"}, " ",
        {"type": "emoji", "name": "wave", "skin_tone": 4}, " ", {"type": "usergroup", "usergroup_id": "%leads%"}, " ",
        {"type": "broadcast", "range": "here"}, " ",
        {"type": "date", "timestamp": 1798117200, "format": "{date_long} {time}"}, " ",
        {"type": "color", "value": "#2eb67d"},
    ),
    {"type": "rich_text_list", "style": "bullet", "elements": [line("First"), line("Second")]},
    {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": [line("Deeper")]},
    {"type": "rich_text_list", "style": "ordered", "offset": 2, "elements": [line("Third"), line("Fourth")]},
    {"type": "rich_text_quote", "elements": [text("Said by somebody\nover two lines")]},
    {"type": "rich_text_preformatted", "elements": [text("make test\nmake demo")]},
)  # fmt: skip


def bar(kind: str = "bar", series: int = 1) -> Json:
    days = ["Mon", "Tue", "Wed", "Thu", "Fri"]
    values = [[12, 19, 8, 23, 17], [9, 14, 11, 16, 21], [5, 6, 7, 8, 9]]
    return {
        "type": kind,
        "series": [
            {
                "name": ["Frames", "Firmware", "Shops"][number],
                "data": [{"label": day, "value": value} for day, value in zip(days, values[number], strict=True)],
            }
            for number in range(series)
        ],
        "axis_config": {"categories": days, "x_label": "Day of the week", "y_label": "Answers"},
    }


def chart(title: str, what: Json) -> Json:
    return {"type": "data_visualization", "title": title, "chart": what}


PIE = {
    "type": "pie",
    "segments": [{"label": "Great", "value": 61}, {"label": "Fine", "value": 30}, {"label": "Tired", "value": 9}],
}
TASK = {
    "task_id": "t1",
    "title": "Fetched the weather",
    "status": "complete",
    "output": rich(line("Sunny in Lisbon")),
    "sources": [{"type": "url", "url": "https://example.com/weather", "text": "example.com"}],
}
CARD = {
    "type": "card",
    "hero_image": {"type": "image", **PICTURE, "alt_text": "A bicycle"},
    "slack_icon": {"type": "icon", "name": "rocket"},
    "title": mrkdwn("*Autumn ride*"),
    "subtitle": plain("Saturday, 9:00"),
    "body": mrkdwn("Forty kilometres, two hills, one cake."),
    "subtext": plain("12 places left"),
}


def cell(words: str) -> Json:
    return {"type": "raw_text", "text": words}


def number(value: float) -> Json:
    return {"type": "raw_number", "value": value, "text": f"{value:g}"}


TABLE = {
    "type": "table",
    "column_settings": [{"is_wrapped": True}, {"align": "right"}],
    "rows": [
        [cell("Goal"), cell("Now"), cell("Owner")],
        [
            cell("Bikes repaired within two days, also in the smaller shops"),
            cell("82 %"),
            rich(line(text("Grace", bold=True))),
        ],
        [cell("New dealers"), cell("7"), cell("Diego")],
    ],
}
DATA_TABLE = {
    "type": "data_table",
    "caption": "Shout-outs this month",
    "page_size": 3,
    "row_header_column_index": 0,
    "rows": [
        [cell("Who"), cell("Department"), cell("Received")],
        *([cell(who), cell(where), number(count)] for who, where, count in (
            ("Ana", "Leadership", 3), ("Sam", "Engineering", 11), ("Mei", "Engineering", 7),
            ("Grace", "Sales", 9), ("Diego", "Sales", 4),
        )),
    ],
}  # fmt: skip


def message() -> list[Json]:
    """What stands in messages: looks first."""
    return [
        {"type": "header", "text": plain("Everything a message can hold :sparkles:")},
        section(MANY_WORDS),
        {"type": "section", "fields": [mrkdwn(f"*{name}*\n{value}") for name, value in (
            ("Owner", "<@%ana%>"), ("Due", "Friday"), ("Progress", "82 %"), ("Channel", "<#%general%>"),
        )]},
        {"type": "divider"},
        section("A section with a button beside it.", accessory=button("Press", "accessory_button", value="v")),
        section("A section with a picture.", accessory={"type": "image", **PICTURE, "alt_text": "A bicycle"}),
        {"type": "actions", "elements": [
            button("Approve", "approve", style="primary", value="yes"),
            button("Decline", "decline", style="danger", confirm=CONFIRM),
            button("Later", "later", accessibility_label="Decide later about the ride"),
            button("Open :link:", "open", url="https://example.com/"),
            element("workflow_button", "workflow", text=plain("Run workflow")),
            element("overflow", "more", options=[option("Edit"), option("Copy"), option("Delete")]),
        ]},
        {"type": "context", "elements": [
            {"type": "image", **PICTURE, "alt_text": "A bicycle"},
            mrkdwn("Posted by <@%sam%> for *everybody* :bike:"),
        ]},
        {"type": "context_actions", "elements": [
            element("feedback_buttons", "feedback", positive_button={"text": plain("Good"), "value": "good"},
                    negative_button={"text": plain("Bad"), "value": "bad"}),
            element("icon_button", "bin", icon="trash", text=plain("Delete answer")),
        ]},
        RICH,
        {"type": "markdown", "text": "# Markdown\nWith **bold**, *italic*, ~~struck~~, `code`, a [link](https://example.com)"
         " and <b>no tags</b>.\n\n- [x] Done\n- [ ] Open\n\n> A quote\n\n| Part | Price |\n|---|--:|\n| Saddle | 49 |"},
        {"type": "image", "title": plain("Our new frame"), **PICTURE, "alt_text": "A green bicycle frame"},
        TABLE, DATA_TABLE,
        chart("Answers a day", bar()), chart("By department", bar("bar", 3)), chart("Week over week", bar("line", 3)),
        chart("Area", bar("area", 2)), chart("How are you?", PIE),
        {"type": "plan", "title": "Thinking it through", "tasks": [TASK, {"task_id": "t2", "title": "Asking the shops",
         "status": "in_progress"}, {"task_id": "t3", "title": "Writing it up", "status": "pending"}]},
        {"type": "task_card", **TASK, "status": "error", "title": "Could not reach the depot"},
        {**CARD, "actions": [button("Join", "join", style="primary"), button("Skip", "skip")]},
        {"type": "carousel", "elements": [
            {**CARD, "title": mrkdwn(f"Ride {one}"), "actions": [button("Join", f"ride_{one}")]} for one in (1, 2, 3, 4)
        ]},
        {"type": "container", "title": plain("Two records"), "subtitle": plain("Look before you confirm"),
         "is_collapsible": True, "child_blocks": [section("*DCW-1024*\nOpen → closed"), {"type": "divider"},
         {"type": "actions", "elements": [button("Confirm", "inside_container")]}]},
        {"type": "video", "title": plain("Building a wheel"), "alt_text": "A wheel", "provider_name": "Tube",
         "author_name": "Noor", "title_url": "https://example.com/v", "video_url": "https://example.com/v",
         "thumbnail_url": "https://127.0.0.1:1/wheel.png"},
        {"type": "file", "external_id": "handbook.pdf", "source": "remote"},
        {"type": "call", "call_id": "R123"},
        {"type": "hologram"},
    ]  # fmt: skip


def choosers() -> list[Json]:
    """Elements that a message may hold and that choose something."""
    selects = [
        element("static_select", "one", options=OPTIONS, placeholder=plain("Pick a department")),
        element("static_select", "grouped", option_groups=GROUPS, initial_option=GROUPS[0]["options"][1]),
        element("multi_static_select", "several", options=OPTIONS, initial_options=OPTIONS[:2], max_selected_items=3),
        element("external_select", "external", min_query_length=2, placeholder=plain("Find a shop")),
        element("multi_external_select", "externals", min_query_length=1),
        element("users_select", "who", initial_user="%ana%"),
        element("multi_users_select", "whom"),
        element("conversations_select", "where", filter={"include": ["public", "private", "im"]}),
        element("multi_conversations_select", "wheres"),
        element("channels_select", "channel"),
        element("multi_channels_select", "channels"),
        element("datepicker", "day", initial_date="2026-12-24"),
        element("timepicker", "clock"),
        element("datetimepicker", "moment", initial_date_time=1798117200),
        element(
            "checkboxes",
            "boxes",
            options=[{**option("Tell me", "tell"), "text": mrkdwn("*Tell* me")}, option("Ask me")],
        ),
        element("radio_buttons", "radio", options=OPTIONS[:3], initial_option=OPTIONS[1]),
    ]
    surely = element("static_select", "surely", options=OPTIONS, initial_option=OPTIONS[0], confirm=CONFIRM)
    return [
        *({**section(f"`{one['type']}`"), "block_id": one["action_id"], "accessory": one} for one in selects),
        {"type": "actions", "block_id": "surely", "elements": [surely]},
    ]


def form() -> list[Json]:
    """A modal's fields."""
    return [
        {"type": "alert", "level": "warning", "text": mrkdwn("This goes to *everybody*.")},
        {"type": "alert", "level": "success", "text": plain("Saved.")},
        field(
            "Title",
            element(
                "plain_text_input", "title", placeholder=plain("What is it about?"), max_length=40, focus_on_load=True
            ),
        ),
        field(
            "Text",
            element("plain_text_input", "text", multiline=True, initial_value="Two\nlines"),
            hint=plain("Markdown works."),
        ),
        field("Email", element("email_text_input", "email"), optional=True),
        field("Address", element("url_text_input", "url")),
        field("How many?", element("number_input", "number", is_decimal_allowed=False, min_value="1")),
        field("Story", element("rich_text_input", "story", placeholder=plain("Tell it"))),
        field("Search", element("plain_text_input", "search"), dispatch_action=True),
        field("Department", element("static_select", "department", options=OPTIONS)),
        field("Vegetables", element("multi_static_select", "vegetables", option_groups=GROUPS), optional=True),
        field("Who", element("users_select", "person")),
        field("Where", element("multi_conversations_select", "places")),
        field("Day", element("datepicker", "date"), optional=True),
        field("Time", element("timepicker", "time", initial_time="09:30")),
        field("Moment", element("datetimepicker", "instant")),
        field("Tell whom", element("checkboxes", "tell", options=OPTIONS[:2])),
        field("How", element("radio_buttons", "how", options=OPTIONS[:2])),
        field("Pictures", element("file_input", "pictures", filetypes=["png", "txt"], max_files=2)),
    ]
