"""All tables in one metadata: importing the features' modules is what registers them."""

from storage import ballots, deliveries, directory, goals, inbox, messages, pulses, shoutouts
from storage.rows import Row

METADATA = Row.metadata

__all__ = ["METADATA", "ballots", "deliveries", "directory", "goals", "inbox", "messages", "pulses", "shoutouts"]
