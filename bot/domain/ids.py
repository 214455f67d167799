"""Slack's ids: opaque text, each kind its own type."""

from typing import NewType

TeamId = NewType("TeamId", str)
UserId = NewType("UserId", str)
ChannelId = NewType("ChannelId", str)
GroupId = NewType("GroupId", str)
DeliveryId = NewType("DeliveryId", str)
