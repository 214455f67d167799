"""Mentions as Slack writes them: ``<@U…>``, ``<#C…|general>``, ``<!subteam^S…>``, and the escaping around them."""

import re

from sandbox.channels import Channels
from sandbox.directory import Directory

_NAME = re.compile(r"(?<![\w<])([@#])([a-z0-9][a-z0-9._-]*[a-z0-9]|[a-z0-9])")
_BROADCASTS = ("here", "channel", "everyone")


def escaped(text: str) -> str:
    """*text* with the three characters that Slack escapes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def written(text: str, directory: Directory, channels: Channels) -> str:
    """What a person typed, as Slack stores it: names of people, groups and public channels become mentions."""

    def mention(match: re.Match[str]) -> str:
        sign, name = match.groups()
        try:
            if sign == "#":
                channel = channels.named(name)
                return f"<#{channel.id}|{'' if channel.private else channel.name}>"
            if name in _BROADCASTS:
                return f"<!{name}>"
            return _called(name, directory)
        except KeyError:
            return match[0]

    return _NAME.sub(mention, escaped(text))


def _called(name: str, directory: Directory) -> str:
    try:
        return f"<@{directory.id(name)}>"
    except KeyError:
        return f"<!subteam^{directory.group(name).id}>"
