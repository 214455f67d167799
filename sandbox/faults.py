"""Misbehaviour on request: what to do wrong, at which method, how often."""

import random
from dataclasses import dataclass
from enum import StrEnum, unique


@unique
class Fault(StrEnum):
    """A way to misbehave. Those that store answer nothing useful although the thing was done."""

    RATE_LIMITED = "429"  # HTTP 429 with Retry-After; nothing is stored
    ERROR_BEFORE = "error_before"  # an HTTP status of 5xx; nothing is stored
    ERROR_AFTER = "error_after"  # the same, but it was stored
    DROP_BEFORE = "drop_before"  # the connection breaks; nothing is stored
    DROP_AFTER = "drop_after"  # the connection breaks after it was stored
    DROP_LATE = "drop_late"  # the connection breaks at once, and it is stored a while later
    HANG = "hang"  # no answer for a long time, nothing stored
    DELAY = "delay"  # the right answer, late
    REFUSE = "refuse"  # ok: false with an error of one's choice
    TWICE = "twice"  # events only: delivered once more, as if the ack had been lost
    CLOSE_SOCKET = "close_socket"  # the Socket Mode connections break; the call itself goes well


@dataclass(slots=True)
class Rule:
    """One request for misbehaviour: *chance* in 0..1 for each call, at most *times* times (None: for ever)."""

    method: str
    fault: Fault
    times: int | None = 1
    chance: float = 1.0
    seconds: float = 1.0
    status: int = 500
    error: str = "internal_error"

    def __post_init__(self) -> None:
        if not 0 <= self.chance <= 1:
            raise ValueError(f"a chance lies between 0 and 1, not at {self.chance}")
        if not 500 <= self.status <= 599:
            raise ValueError(f"a server's error has a status from 500 to 599, not {self.status}")
        if self.times is not None and self.times < 1:
            raise ValueError(f"a fault strikes at least once, not {self.times} times")
        if self.seconds < 0:
            raise ValueError(f"seconds cannot be negative, as {self.seconds} is")


class Faults:
    """The rules in force. The dice are seeded, so that a run can be had again."""

    def __init__(self, seed: int | None = None) -> None:
        self._dice = random.Random(seed)
        self.rules: list[Rule] = []

    def add(self, rule: Rule) -> None:
        """Put *rule* in force; earlier rules of a method are tried first."""
        self.rules.append(rule)

    def clear(self) -> None:
        """Behave again."""
        self.rules.clear()

    def pick(self, method: str) -> Rule | None:
        """The rule that strikes a call of *method* now, if any; it is used up by one."""
        return self._strike({method, "*"}, set(Fault) - {Fault.TWICE})

    def pick_event(self, event: str) -> Rule | None:
        """The rule by which *event* is delivered twice now, if any; it is used up by one."""
        return self._strike({event, "events", "*"}, {Fault.TWICE})

    def _strike(self, methods: set[str], faults: set[Fault]) -> Rule | None:
        for rule in self.rules:
            if rule.method not in methods or rule.fault not in faults or self._dice.random() >= rule.chance:
                continue
            if rule.times is not None:
                rule.times -= 1
                if rule.times <= 0:
                    self.rules.remove(rule)
            return rule
        return None
