"""One person's answers to one pulse, kept without the person: the token, and what a ballot adds to the tally."""

import hmac
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from bot.domain.ids import TeamId, UserId
from bot.domain.questions import Answer

KEY_BYTES = 32  # 256 bits of chance for each pulse

# What is counted: (question's index, value). The value ANSWERED counts those who answered that question at all,
# and (WHOLE, ANSWERED) counts the ballots.
Mark = tuple[int, int]
WHOLE = -1
ANSWERED = -1


def token(key: bytes, team: TeamId, user: UserId, pulse: str) -> bytes:
    """Where *user*'s ballot of *pulse* lies (DESIGN.md, "Pulses").

    Whoever holds *key* can compute it anew, which is how a person changes an answer; without it the token says nothing,
    so that the link is gone once the key is destroyed.
    """
    return hmac.digest(key, f"{team}|{user}|{pulse}".encode(), "sha256")


def marks(answers: Sequence[Answer]) -> Counter[Mark]:
    """What one ballot counts for."""
    counted: Counter[Mark] = Counter({(WHOLE, ANSWERED): 1})
    for index, answer in enumerate(answers):
        if answer is None:
            continue
        counted[index, ANSWERED] += 1
        if isinstance(answer, int):
            counted[index, answer] += 1
        elif not isinstance(answer, str):
            counted.update((index, value) for value in answer)
    return counted


def change(old: Sequence[Answer] | None, new: Sequence[Answer]) -> Mapping[Mark, int]:
    """How the tally moves when *new* takes the place of *old* (None: there was no ballot); only what changes."""
    moved = marks(new)
    if old is not None:
        moved.subtract(marks(old))
    return {mark: count for mark, count in moved.items() if count}


def recount(ballots: Iterable[Sequence[Answer]]) -> Counter[Mark]:
    """The tally of all of *ballots*."""
    tally: Counter[Mark] = Counter()
    for answers in ballots:
        tally.update(marks(answers))
    return tally
