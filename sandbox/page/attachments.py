"""What hangs under a message: legacy attachments with their coloured bar, and files."""

import re

from sandbox.page.kit import inline, mrkdwn
from sandbox.page.kit.draw import draw
from sandbox.page.kit.images import address
from sandbox.page.kit.reading import reader_of
from sandbox.page.kit.surface import Surface
from sandbox.page.tags import div, html, icon, tag
from sandbox.records import Json
from sandbox.words import _

# docs.slack.dev, "Legacy attachments": three colours have names.
_COLORS = {"good": "#2eb886", "warning": "#daa038", "danger": "#a30200"}


def draw_attachments(attachments: list[Json], surface: Surface) -> None:
    """Each with its bar."""
    for attachment in attachments:
        if attachment.get("pretext"):
            html(mrkdwn.html(str(attachment["pretext"]), reader_of(surface)), "mrkdwn")
        with div("attachment"):
            div("attachment-bar").style(f"background: {_color(attachment)}")
            with div("attachment-body"):
                _draw_attachment(attachment, surface)


def _color(attachment: Json) -> str:
    color = _COLORS.get(str(attachment.get("color", "")), str(attachment.get("color", "")))
    color = color if color.startswith("#") else f"#{color}"
    return color if re.fullmatch(r"#[0-9a-fA-F]{3,8}", color) else "#dddddd"


def _draw_attachment(attachment: Json, surface: Surface) -> None:
    reader = reader_of(surface)
    if attachment.get("blocks"):
        draw(attachment["blocks"], surface)
        return
    if attachment.get("author_name"):
        tag("div", str(attachment["author_name"]), "attachment-author")
    if attachment.get("title"):
        title = inline.plain(str(attachment["title"]))
        html(inline.link(str(attachment.get("title_link", "")), title), "attachment-title")
    text = attachment.get("text") or ("" if attachment.get("title") else attachment.get("fallback"))
    if text:
        html(mrkdwn.html(str(text), reader), "mrkdwn")
    if attachment.get("fields"):
        with div("attachment-fields"):
            for one in attachment["fields"]:
                with div("" if one.get("short") else "wide"):
                    tag("div", str(one.get("title", "")), "attachment-field")
                    html(mrkdwn.html(str(one.get("value", "")), reader), "mrkdwn")
    for name in ("image_url", "thumb_url"):
        if attachment.get(name):
            alt = str(attachment.get("fallback") or attachment.get("title") or _("Attached image"))
            tag("img", "", "attachment-image", src=str(attachment[name]), alt=alt, loading="lazy")
    if attachment.get("footer"):
        tag("div", str(attachment["footer"]), "attachment-footer")


def draw_files(files: list[str], surface: Surface) -> None:
    """Images as images, anything else as a line with its name and size."""
    workspace = surface.workspace
    for one in files:
        file = workspace.files.all[one]
        shown = workspace.files.as_slack(file)
        source = address(file)
        if not workspace.files.ready(file):
            tag("div", _("{name} is being checked…").format(name=file.title or file.name), "quiet")
        elif shown["mimetype"].startswith("image/"):
            tag("div", file.title or file.name, "file-title")
            tag("img", "", "file-image", src=source, alt=file.alt_text or file.title or file.name, loading="lazy")
        else:
            with tag("a", "", "file", href=source, target="_blank", rel="noopener"):
                icon("description", "file-icon")
                with div():
                    tag("div", file.title or file.name, "file-name")
                    tag("div", _size(file.size), "quiet")


def _size(count: int) -> str:
    """A number of bytes, roughly."""
    if count < 1024:
        return _("{count} bytes").format(count=count)
    return _("{count} KB").format(count=count // 1024) if count < 1 << 20 else _("{count} MB").format(count=count >> 20)
