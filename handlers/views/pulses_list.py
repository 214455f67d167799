"""The list of pulses for HR: what is planned, what runs, what came out."""

from collections.abc import Sequence

from bot.domain.pulses import Pulse, State
from bot.domain.results import Results
from handlers.views.pulses_preview import audience
from handlers.views.pulses_results import details
from handlers.views.texts import Block, actions, button, confirm, cut, escape, in_bold, modal, moment, section
from handlers.views.words import _, ngettext

LIST = "pulse_list"
RESULTS = "pulse_results"
OPEN = "pulse_open"
CLOSE = "pulse_close"
CANCEL = "pulse_cancel"
SEE = "pulse_see"

MOST = 30  # pulses: with their buttons and lines they come to 90 of the 100 blocks of a modal
MOST_BLOCKS = 100  # Slack: in a modal

# What a list is about, first what runs.
LISTED = (State.OPEN, State.CLOSING, State.PLANNED, State.CLOSED)

DIVIDER: Block = {"type": "divider"}


def listing(pulses: Sequence[Pulse], *, said: str = "") -> Block:
    """The modal. *said* is what was just done, in mrkdwn."""
    blocks = [section(f":white_check_mark: {said}"), DIVIDER] if said else []
    if not pulses:
        blocks.append(section(_("No pulse yet. `/pulse` asks the first one.")))
    for place, pulse in enumerate(pulses[:MOST]):
        blocks += [DIVIDER] if place else []
        blocks += _entry(pulse)
    return modal(LIST, _("Pulses"), blocks, close=_("Close"))


def _entry(pulse: Pulse) -> list[Block]:
    blocks = [section(f"*{in_bold(pulse.title)}*\n{_state(pulse)}\n{_kind(pulse)} · {audience(pulse)}")]
    if buttons := _buttons(pulse):
        blocks.append(actions(*buttons))
    return blocks


def _kind(pulse: Pulse) -> str:
    count = len(pulse.questions)
    asked = ngettext("{n} question", "{n} questions", count).format(n=count)
    return (_("Anonymous · {asked}") if pulse.anonymous else _("Live tally · {asked}")).format(asked=asked)


def _state(pulse: Pulse) -> str:
    times = (pulse.opens_at, pulse.closes_at, pulse.closed_at)
    opens, closes, closed = (moment(when) if when else "" for when in times)
    match pulse.state:
        case State.PLANNED:
            return _(":calendar: Planned, opens {when}").format(when=opens)
        case State.OPEN if pulse.closes_at is None:
            return _(":large_green_circle: Open until somebody closes it")
        case State.OPEN:
            return _(":large_green_circle: Open until {when}").format(when=closes)
        case State.CLOSING:
            return _(":hourglass: Closing; the results come in a moment")
        case _:
            return _(":checkered_flag: Closed {when}").format(when=closed)


def _buttons(pulse: Pulse) -> list[Block]:
    name = cut(pulse.title, 50)
    match pulse.state:
        case State.PLANNED:
            opens = button(_("Open now"), OPEN, pulse.id, says=_("Open now: {title}").format(title=name))
            opens["confirm"] = confirm(
                _("Ask now?"), _("People get it at once, not at the time planned."), _("Open now"), _("Wait")
            )
            cancel = button(_("Cancel"), CANCEL, pulse.id, says=_("Cancel {title}").format(title=name))
            cancel["confirm"] = confirm(
                _("Cancel this pulse?"),
                _("Nobody will be asked, and it leaves the list."),
                _("Cancel it"),
                _("Keep it"),
            )
            return [opens, cancel]
        case State.OPEN:
            closes = button(_("Close now"), CLOSE, pulse.id, says=_("Close now: {title}").format(title=name))
            closes["confirm"] = confirm(
                _("Close it now?"),
                _("Nobody can answer any more, and the results are posted. A closed pulse cannot be opened again."),
                _("Close now"),
                _("Leave it open"),
            )
            return [closes]
        case State.CLOSED:
            return [button(_("See results"), SEE, pulse.id, says=_("See results: {title}").format(title=name))]
        case _:
            return []


def results(pulse: Pulse, found: Results) -> Block:
    """A closed pulse's results, on top of the list."""
    blocks = details(pulse, found)
    if len(blocks) > MOST_BLOCKS:
        left = _("The rest does not fit here.")
        blocks = [*blocks[: MOST_BLOCKS - 1], section(left)]
    return modal(RESULTS, _("Results"), blocks, close=_("Back"))


def opened(pulse: Pulse) -> str:
    """It was opened before its time."""
    return _("“{title}” is open.").format(title=escape(pulse.title))


def closed(pulse: Pulse) -> str:
    """It was closed by hand."""
    return _("“{title}” is closed. The results are posted in a moment.").format(title=escape(pulse.title))


def cancelled(pulse: Pulse) -> str:
    """It will not be asked."""
    return _("“{title}” was cancelled.").format(title=escape(pulse.title))


def usage() -> str:
    """How ``/pulse`` is typed."""
    return _("Try `/pulse` for the form in which you ask something, or `/pulse list` for what runs and what came out.")
