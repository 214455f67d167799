"""What people typed, as Slack hands it over: three characters are escaped, mentions are ids."""

import re
from collections.abc import Mapping

from bot.domain.ids import UserId

_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_LINK = re.compile(r"<(?P<sign>[@#!]?)(?P<target>[^>|]*)(?:\|(?P<label>[^>]*))?>")


def unescaped(text: str) -> str:
    """*text* with Slack's three entities turned back."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def mentioned(text: str) -> tuple[UserId, ...]:
    """The people whom a message's text mentions, each once."""
    return tuple(dict.fromkeys(UserId(user) for user in _PERSON.findall(text)))


def quoted(text: str, names: Mapping[str, str]) -> str:
    """A message's text as plain words: mentions become names (*names*: user id to name), links their labels."""

    def words(match: re.Match[str]) -> str:
        sign, target, label = match["sign"], match["target"], match["label"]
        if sign == "@":
            return "@" + (names.get(target) or label or "…")
        if sign == "#":
            return "#" + (label or "…")
        return label or (f"@{target.partition('^')[0]}" if sign == "!" else target)

    return unescaped(_LINK.sub(words, text))
