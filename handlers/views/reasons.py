"""Slack's error names as sentences that say what to do."""

from handlers.views.texts import escape
from handlers.views.words import _


def reason(error: str) -> str:
    """The sentence for *error*; one that nobody foresaw is quoted."""
    known = {
        "channel_not_found": _("the channel is gone, or I was never in it"),
        "not_in_channel": _("I am not in this channel: type /invite @Fanfare there"),
        "is_archived": _("the channel is archived"),
        "user_disabled": _("this person has left the company"),
        "user_not_found": _("there is no such person"),
        "cannot_dm_bot": _("this is a bot"),
        "user_not_visible": _("this person is from another company"),
        "messages_tab_disabled": _("the Messages tab of the app is switched off in its settings"),
        "msg_too_long": _("the text is too long for Slack"),
        "no_text": _("there was nothing to say"),
        "invalid_blocks": _("Slack did not accept the form of the message"),
        "restricted_action": _("only certain people may post in this channel"),
        "invalid_auth": _("the bot's token is no longer valid"),
        "token_revoked": _("the bot's token was revoked"),
        "account_inactive": _("the bot was removed from the workspace"),
        "missing_scope": _("the bot lacks a permission: install it again from manifest.json"),
        "not_composed": _("it could not be put together; the log says why"),
        "interrupted": _("the bot stopped while sending, so it may or may not be there"),
        "TimeoutError": _("Slack did not answer in time, so it may or may not be there"),
    }
    if error.startswith("http_") or error in ("internal_error", "fatal_error", "ServerDisconnectedError"):
        return _("Slack had a fault while I was sending, so it may or may not be there")
    return known.get(error) or _("Slack said “{error}”").format(error=escape(error))
