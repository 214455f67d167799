"""The store's face: every feature's queries, within one transaction."""

from sqlmodel.ext.asyncio.session import AsyncSession

from storage.ballots import Ballots
from storage.deliveries import Deliveries
from storage.directory import Directory
from storage.goals import Goals
from storage.inbox import Inbox
from storage.messages import Messages
from storage.pulses import Pulses
from storage.shoutouts import Shoutouts


class Store:
    """What a transaction hands out. Nobody but the transaction commits."""

    def __init__(self, session: AsyncSession) -> None:
        self.inbox = Inbox(session)
        self.directory = Directory(session)
        self.deliveries = Deliveries(session)
        self.shoutouts = Shoutouts(session)
        self.pulses = Pulses(session)
        self.ballots = Ballots(session)
        self.goals = Goals(session)
        self.messages = Messages(session)
