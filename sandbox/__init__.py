"""A pretend Slack workspace that speaks Slack's real protocol, for any Slack app. It knows nothing of any one app."""

from sandbox.acts import Reply
from sandbox.server import Server, create_app
from sandbox.workspace import Workspace

__all__ = ["Reply", "Server", "Workspace", "create_app"]
