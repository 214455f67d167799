"""A note where something stands that the page cannot draw."""

from sandbox.page.kit import inline
from sandbox.page.kit.places import html
from sandbox.words import _


def unknown(kind: str) -> None:
    """Say what is there."""
    html(inline.literal(_("The sandbox cannot draw this: {kind}").format(kind=kind)), "bk-unknown-block")
