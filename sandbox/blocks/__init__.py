"""Block Kit as a schema: what Slack takes, where, and how it refuses the rest."""

from sandbox.blocks.check import check_blocks, check_view
from sandbox.blocks.facts import BLOCKS, ELEMENTS, Surface, Usable
from sandbox.blocks.fill import with_ids
from sandbox.blocks.problems import Problem

__all__ = ["BLOCKS", "ELEMENTS", "Problem", "Surface", "Usable", "check_blocks", "check_view", "with_ids"]
