"""Switches for what Slack does differently from time to time, or what nobody outside knows for sure."""

from dataclasses import dataclass


@dataclass(slots=True)
class Behaviour:
    """How the workspace behaves. Seconds are the workspace's clock's."""

    ack_seconds: float = 3.0  # Slack's deadline for an ack
    trigger_seconds: float = 3.0  # Slack's deadline for using a trigger_id
    file_seconds: float = 1.0  # until an upload is scanned and can be shown; nobody publishes the real figure
    history_seconds: float = 0.0  # until a post shows in conversations.history; unknown for the real one
    ticket_seconds: float = 30.0  # how long a socket's ticket is good; 0 refuses every connection
    refresh_seconds: float = 3600.0  # how long a socket is said to live; it is not closed by itself
    client_msg_id_dedupe: bool = False  # whether a repeated client_msg_id posts nothing; unknown for the real one
