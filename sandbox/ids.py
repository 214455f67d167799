"""Ids in Slack's shapes: made up, and never twice the same; or drawn from a name, and always the same."""

import base64
import hashlib
import secrets
from datetime import datetime

# Slack's ids are a kind's letter and upper-case letters and digits; apps must treat them as opaque.
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ0123456789"


def new_id(kind: str) -> str:
    """A new id such as ``C07AB12CD34`` for the kind ``C``."""
    return f"{kind}0" + "".join(secrets.choice(_LETTERS) for _ in range(9))


def id_of(kind: str, name: str) -> str:
    """The id that *name* has in every run, so that an app's own store still fits after the sandbox starts again."""
    digest = hashlib.sha256(f"{kind}:{name}".encode()).digest()
    return f"{kind}0" + base64.b32encode(digest).decode()[:9]


def secret(characters: int = 24) -> str:
    """Letters and digits for tokens, tickets and upload addresses."""
    return secrets.token_hex((characters + 1) // 2)[:characters]


class Timestamps:
    """Message timestamps (``"1700000000.000100"``): the seconds of the clock, made unique in the workspace."""

    def __init__(self) -> None:
        self._last = 0

    def at(self, instant: datetime) -> str:
        """The next unused timestamp at or after *instant*."""
        self._last = max(self._last + 1, int(instant.timestamp() * 1_000_000))
        return f"{self._last // 1_000_000}.{self._last % 1_000_000:06d}"
