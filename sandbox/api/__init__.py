"""Slack's Web API: one file for each family of methods; importing this package fills the table."""

from sandbox.api import blocks, chat, conversations, files, reactions, team, usergroups, users, views
from sandbox.api.calls import METHODS, answer

__all__ = [
    "METHODS",
    "answer",
    "blocks",
    "chat",
    "conversations",
    "files",
    "reactions",
    "team",
    "usergroups",
    "users",
    "views",
]
