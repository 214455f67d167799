"""Rich text, the composer's own format, as HTML that is safe to show."""

from collections.abc import Callable

from sandbox.page.kit import inline
from sandbox.page.kit.inline import Reader
from sandbox.records import Json

_STYLES = {"bold": "b", "italic": "i", "strike": "s", "underline": "u", "code": "code"}
_DEEPEST = 8  # Slack's composer indents no further


def html(block: Json, reader: Reader) -> str:
    """A ``rich_text`` block."""
    kinds: dict[str, Callable[[Json, Reader], str]] = {
        "rich_text_section": _section,
        "rich_text_list": _list,
        "rich_text_preformatted": _preformatted,
        "rich_text_quote": _quote,
    }
    return "".join(kinds[part["type"]](part, reader) for part in block.get("elements", []) if part["type"] in kinds)


def words(block: Json) -> str:
    """What a rich text says, without its looks: for a plain text area."""
    said = []
    for part in block.get("elements", []):
        inner = part.get("elements", [])
        lines = inner if part["type"] == "rich_text_list" else [part]
        said += ["".join(_said(one) for one in line.get("elements", [])) for line in lines]
    return "\n".join(said)


def _said(part: Json) -> str:
    named = {"emoji": "name", "user": "user_id", "usergroup": "usergroup_id", "channel": "channel_id"}
    shape = {"emoji": ":{}:", "user": "<@{}>", "usergroup": "<!subteam^{}>", "channel": "<#{}>"}
    if part["type"] in named:
        return shape[part["type"]].format(part[named[part["type"]]])
    return str(part.get("text") or part.get("url") or part.get("fallback") or "")


def _section(part: Json, reader: Reader) -> str:
    # A line break at a section's end only closes it.
    return f'<div class="bk-rich-section">{_parts(part, reader).removesuffix("<br>") or "<br>"}</div>'


def _preformatted(part: Json, reader: Reader) -> str:
    return f"<pre>{_parts(part, reader).replace('<br>', chr(10))}</pre>"


def _quote(part: Json, reader: Reader) -> str:
    return f"<blockquote>{_parts(part, reader)}</blockquote>"


def _list(part: Json, reader: Reader) -> str:
    """One list; a deeper one is a list of its own with an indent, as Slack stores it."""
    items = "".join(f"<li>{_parts(item, reader)}</li>" for item in part["elements"])
    indent = min(int(part.get("indent") or 0), _DEEPEST)
    bordered = " bk-rich-border" if part.get("border") else ""
    classes = f"bk-rich-list bk-rich-indent-{indent} bk-rich-level-{indent % 3}{bordered}"
    if part.get("style") != "ordered":
        return f'<ul class="{classes}">{items}</ul>'
    return f'<ol class="{classes}" start="{int(part.get("offset") or 0) + 1}">{items}</ol>'


def _parts(holder: Json, reader: Reader) -> str:
    return "".join(_styled(part, _part(part, reader)) for part in holder.get("elements", []))


def _styled(part: Json, shown: str) -> str:
    style = part.get("style") or {}
    for name, tag in _STYLES.items():
        if style.get(name):
            shown = f"<{tag}>{shown}</{tag}>"
    return f"<mark>{shown}</mark>" if style.get("highlight") or style.get("client_highlight") else shown


def _part(part: Json, reader: Reader) -> str:
    kinds: dict[str, Callable[[], str]] = {
        "text": lambda: _text(part["text"]),
        "link": lambda: inline.link(part["url"], _text(part.get("text") or part["url"])),
        "emoji": lambda: inline.picture(part["name"], part.get("skin_tone")),
        "date": lambda: inline.date(
            str(part["timestamp"]), part["format"], part.get("url") or "", part.get("fallback") or "", reader
        ),
        "user": lambda: inline.person(part["user_id"], reader),
        "usergroup": lambda: inline.group(part["usergroup_id"], reader),
        "channel": lambda: inline.channel(part["channel_id"], reader),
        "team": lambda: inline.words(part["team_id"]),
        "broadcast": lambda: inline.broadcast(part["range"]),
        "color": lambda: _color(part["value"]),
    }
    return kinds[part["type"]]() if part["type"] in kinds else ""


def _text(text: str) -> str:
    """Words as they are: rich text knows neither entities nor :emoji: written out."""
    return inline.literal(text).replace("\n", "<br>")


def _color(value: str) -> str:
    """A colour is named and shown beside its name."""
    name = inline.literal(value)
    shown = f'<span class="bk-rich-color" style="background-color: {name}"></span>'
    return f"{name}\u00a0{shown}" if _is_color(value) else name


def _is_color(value: str) -> bool:
    digits = value.removeprefix("#")
    return value.startswith("#") and len(digits) in (3, 6, 8) and all(one in "0123456789abcdefABCDEF" for one in digits)
