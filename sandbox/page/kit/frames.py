"""Blocks that frame something: alerts, cards, carousels, providers."""

from nicegui import ui

from sandbox.page.kit import inline
from sandbox.page.kit.elements import draw_element
from sandbox.page.kit.images import element_html
from sandbox.page.kit.places import Place, html, set_attributes
from sandbox.page.kit.reading import text_html
from sandbox.page.kit.surface import Surface
from sandbox.records import Json
from sandbox.words import _

# An icon and a word each: colour alone says nothing to some.
_LEVELS = {
    "info": ("info", _("Info:")),
    "warning": ("warning_amber", _("Warning:")),
    "error": ("error_outline", _("Error:")),
    "success": ("check_circle_outline", _("Success:")),
}
# Slack's own icons by the names that the page's icon font has for the nearest.
_ICONS = {
    "archive": "archive", "book": "book", "bookmark": "bookmark_border", "bot": "smart_toy", "bug": "bug_report",
    "calendar": "calendar_today", "call": "call", "caret-left": "chevron_left", "caret-right": "chevron_right",
    "check": "check", "clipboard": "content_paste", "code": "code", "comment": "chat_bubble_outline",
    "compass": "explore", "copy": "content_copy", "cube": "view_in_ar", "download": "download", "edit": "edit",
    "email": "mail_outline", "eye-closed": "visibility_off", "eye-open": "visibility", "file": "description",
    "flag": "flag", "folder": "folder", "gear": "settings", "globe": "public", "heart": "favorite_border",
    "help": "help_outline", "image": "image", "info": "info", "key": "key", "lightbulb": "lightbulb", "link": "link",
    "map": "map", "mobile": "smartphone", "new-window": "open_in_new", "pin": "push_pin", "plus": "add",
    "refine": "tune", "refresh": "refresh", "rocket": "rocket_launch", "save": "save", "screen": "monitor",
    "share": "share", "sparkle": "auto_awesome", "star": "star_border", "star-filled": "star", "tag": "sell",
    "thumbs-down": "thumb_down", "thumbs-up": "thumb_up", "trash": "delete", "upload": "upload", "user": "person",
    "warning": "warning_amber",
}  # fmt: skip


def heading(title: str, subtitle: str, icon: str = "") -> str:
    """A title with what stands beside and below it, as HTML made of HTML."""
    below = f'<span class="bk-frame-subtitle">{subtitle}</span>' if subtitle else ""
    return f'{icon}<span class="bk-frame-names"><span class="bk-frame-title">{title}</span>{below}</span>'


def icon_html(holder: Json, surface: Surface) -> str:
    """The icon of a card, a container or a task: an image, or one of Slack's own."""
    own = holder.get("slack_icon") or (holder.get("icon") if (holder.get("icon") or {}).get("type") == "icon" else None)
    if own:
        name = _ICONS.get(own["name"], "crop_square")
        return f'<i class="material-icons-outlined bk-frame-icon" aria-hidden="true">{name}</i>'
    return element_html(holder["icon"], surface, "bk-frame-icon") if holder.get("icon") else ""


def draw_alert(block: Json, surface: Surface) -> None:
    """A notice of a modal."""
    level = block.get("level") or "default"
    icon, spoken = _LEVELS.get(level, ("notifications_none", ""))
    html(
        f'<i class="material-icons-outlined" aria-hidden="true">{icon}</i><div class="mrkdwn">'
        f'<span class="bk-spoken">{inline.literal(spoken)} </span>{text_html(block["text"], surface)}</div>',
        f"bk-alert bk-alert-{level}",
    ).props("role=status")


def draw_card(block: Json, surface: Surface) -> None:
    """A picture, a title, a few words, up to three buttons."""
    with ui.element("article").classes("bk-card"):
        if block.get("hero_image"):
            html(element_html(block["hero_image"], surface, "bk-card-hero"))
        with ui.element("div").classes("bk-card-words"):
            title, subtitle = text_html(block.get("title"), surface), text_html(block.get("subtitle"), surface)
            if title or subtitle:
                html(heading(title, subtitle, icon_html(block, surface)), "bk-card-heading")
            for part in ("body", "subtext"):
                if block.get(part):
                    html(text_html(block[part], surface), f"mrkdwn bk-card-{part}")
            if block.get("actions"):
                with ui.element("div").classes("bk-actions"):
                    for element in block["actions"]:
                        draw_element(Place(block, element, surface))


def draw_carousel(block: Json, surface: Surface) -> None:
    """Cards side by side, to be scrolled."""
    with ui.element("div").classes("bk-carousel") as row:
        set_attributes(row, role="region", tabindex=0, **{"aria-label": _("Cards")})
        for card in block["elements"]:
            draw_card(card, surface)


def draw_auth_provider(block: Json, surface: Surface) -> None:
    """A service that one can connect."""
    with ui.element("div").classes("bk-section bk-card bk-provider"):
        state = _("Connected") if block.get("is_connected") else _("Not connected")
        who = text_html(block.get("connected_identity"), surface)
        below = " · ".join(filter(None, [text_html(block.get("description"), surface), inline.literal(state), who]))
        html(heading(text_html(block["name"], surface), below), "bk-section-body bk-card-heading")
        url = str((block.get("disconnect_url") if block.get("is_connected") else block.get("auth_url")) or "")
        if inline.opens(url):
            link = html(_("Disconnect") if block.get("is_connected") else _("Connect"), "btn", tag="a")
            set_attributes(link, href=url, target="_blank", rel="noopener noreferrer")
        if block.get("accessory"):
            draw_element(Place(block, block["accessory"], surface))
