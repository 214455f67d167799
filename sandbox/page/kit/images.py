"""Images, from the web or from the workspace's own files."""

from html import escape
from urllib.parse import quote

from sandbox.page.kit import inline
from sandbox.page.kit.places import html
from sandbox.page.kit.reading import text_html
from sandbox.page.kit.surface import Surface
from sandbox.records import File, Json
from sandbox.words import _


def address(file: File) -> str:
    """Where a file of the workspace is served."""
    return f"/files/{quote(file.id)}/{quote(file.name)}"


def element_html(image: Json, surface: Surface, classes: str) -> str:
    """An image element as HTML; without a source that can be shown, what it would show in words."""
    source = _source(image, surface)
    alt = escape(str(image.get("alt_text") or ""))
    if not source:
        return f'<span class="{classes} bk-image-missing">{alt}</span>'
    return f'<img class="{classes}" src="{escape(source)}" alt="{alt}" loading="lazy" referrerpolicy="no-referrer">'


def draw_image(block: Json, surface: Surface) -> None:
    """An image block: title, picture."""
    title = text_html(block.get("title"), surface)
    caption = f"<figcaption>{title}</figcaption>" if title else ""
    html(f"<figure>{caption}{element_html(block, surface, 'bk-image')}</figure>", "bk-block-image")


def draw_video(block: Json, surface: Surface) -> None:
    """A card with a thumbnail; the video itself plays where it lives."""
    title = text_html(block.get("title"), surface)
    url = str(block.get("title_url") or block.get("video_url") or "")
    source = escape(str(block.get("thumbnail_url") or ""))
    alt = escape(str(block.get("alt_text") or ""))
    picture = f'<img src="{source}" alt="{alt}" loading="lazy" referrerpolicy="no-referrer">' if source else alt
    played = (
        f'<span class="bk-video-picture">{picture}<i class="material-icons" aria-hidden="true">play_arrow</i></span>'
    )
    provider = " · ".join(
        inline.literal(str(block[name])) for name in ("provider_name", "author_name") if block.get(name)
    )
    html(
        (f'<div class="bk-video-provider">{provider}</div>' if provider else "")
        + f'<div class="bk-video-title">{inline.link(url, title)}</div>'
        + (f"<div>{text_html(block['description'], surface)}</div>" if block.get("description") else "")
        + inline.link(str(block.get("video_url") or url), played),
        "bk-block-video",
    )


def draw_file(block: Json, surface: Surface) -> None:
    """A remote file; the app knows what it is."""
    _attachment("description", _("File"), str(block.get("external_id") or ""))


def draw_call(block: Json, surface: Surface) -> None:
    """A call that was announced."""
    _attachment("call", _("Call"), str(block.get("call_id") or ""))


def _attachment(icon: str, kind: str, name: str) -> None:
    html(
        f'<i class="material-icons-outlined bk-file-icon" aria-hidden="true">{icon}</i>'
        f'<span><span class="bk-file-name">{inline.literal(kind)}</span>'
        f'<span class="bk-file-kind">{inline.literal(name)}</span></span>',
        "bk-file-card",
    )


def _source(image: Json, surface: Surface) -> str:
    if image.get("image_url"):
        return str(image["image_url"]) if inline.opens(str(image["image_url"])) else ""
    wanted = image.get("slack_file") or {}
    for file in surface.workspace.files.all.values():
        here = surface.workspace.files.as_slack(file)
        if wanted.get("id") == file.id or wanted.get("url") in (here["url_private"], here["permalink"]):
            return address(file)
    return ""
