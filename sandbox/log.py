"""The append-only log: every call, every stored thing, every payload sent to the app, with its time."""

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum, unique
from typing import Any

from sandbox.clock import Clock


@unique
class Kind(StrEnum):
    """What an entry tells of."""

    CALL = "call"  # the app called the Web API (or a response_url): arguments and answer
    STORED = "stored"  # something came into being or changed: a message, a view, a reaction
    SENT = "sent"  # a payload left for the app
    ACKED = "acked"  # the app answered it, or did not in time
    FAULT = "fault"  # the sandbox misbehaved, as it was told to
    SOCKET = "socket"  # a Socket Mode connection opened or closed
    CLOCK = "clock"  # the clock was moved


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the log: *at* is the workspace's clock, *real* the machine's; both aware, in UTC."""

    number: int
    at: datetime
    real: datetime
    kind: Kind
    name: str
    detail: dict[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The entry with its times in ISO 8601."""
        return asdict(self) | {"at": self.at.isoformat(), "real": self.real.isoformat()}


class Log:
    """Grows only. Entries are numbered from 0 without a gap."""

    def __init__(self, clock: Clock, changed: Callable[[], None]) -> None:
        self._clock = clock
        self._changed = changed
        self._entries: list[Entry] = []

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def __getitem__(self, number: int) -> Entry:
        return self._entries[number]

    def add(self, kind: Kind, name: str, **detail: Any) -> Entry:
        """Append an entry; *detail* must be JSON."""
        at = self._clock.now()
        entry = Entry(len(self._entries), at, at - self._clock.offset, kind, name, detail)
        self._entries.append(entry)
        self._changed()
        return entry

    def since(self, number: int = 0, kind: Kind | str | None = None, name: str | None = None) -> list[Entry]:
        """Entries from *number* on, of one kind and name if given."""
        return [
            entry
            for entry in self._entries[number:]
            if (kind is None or entry.kind == kind) and (name is None or entry.name == name)
        ]
