"""What Fanfare can do, in a person's words."""

from collections.abc import Collection

from bot.domain.deliveries import Post
from bot.domain.roles import Role
from handlers.views.texts import escape, header, section
from handlers.views.words import _


def overview(roles: Collection[Role]) -> Post:
    """Everything that somebody with *roles* can do."""
    lines = [
        _("`/shoutout @ana for …` thanks somebody in public. `/shoutout` alone opens a form."),
        _("`/goals` shows where the company is going, and how far it has come."),
        _("Open *Fanfare* in the sidebar, tab Home: what is coming, what to answer, and your thanks."),
    ]
    if Role.HR in roles:
        lines += [
            _("`/goals new` sets a goal."),
            _("`/announce` plans a message, once or recurring. `/announce list` shows what is planned."),
            _("`/pulse` asks a few quick questions. `/pulse list` shows those that run, and their results."),
        ]
    title = _("What Fanfare can do for you")
    text = "\n".join(f"• {line}" for line in lines)
    return Post(f"{title}\n{text}", (header(title), section(text)))


def unknown(typed: str, roles: Collection[Role]) -> Post:
    """Something else was typed after ``/fanfare``."""
    sorry = _("I do not know “{typed}” yet; try `/fanfare help`.").format(typed=escape(typed))
    helping = overview(roles)
    return Post(f"{sorry}\n{helping.text}", (section(sorry), *helping.blocks))


def stale() -> Post:
    """A button that nothing answers any more."""
    return Post(_("This button is from an earlier version of Fanfare and does nothing any more. Try `/fanfare help`."))
