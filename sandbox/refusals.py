"""What Slack says no with."""

from typing import Any


class Refusal(Exception):  # the answer to a call, not a fault of the sandbox
    """An ``ok: false`` answer: Slack's error name, and further fields of the answer."""

    def __init__(self, error: str, **fields: Any) -> None:
        super().__init__(error)
        self.error = error
        self.fields = fields

    @classmethod
    def because(cls, error: str, *messages: str, **fields: Any) -> "Refusal":
        """A refusal that says more in ``response_metadata.messages``, as Slack does for arguments and blocks."""
        return cls(error, response_metadata={"messages": list(messages)}, **fields)
