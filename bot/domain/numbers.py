"""Numbers as people type them, whichever sign their country puts before the fraction and between the thousands."""

import re
from decimal import Decimal

from bot.domain.refusals import Refused

MOST_WHOLE = 12  # digits before the point: a billion of anything, in thousandths
MOST_FRACTION = 4  # digits after it

# A space or an apostrophe between digits groups them only where three follow: "12 5" is a slip, not 125.
_BLANK_GROUP = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")
_PLAIN = re.compile(r"-?\d+(?:[.,]\d+)?", re.ASCII)
_GROUPED = re.compile(r"-?[1-9]\d{0,2}(?P<group>[.,])(?:\d{2,3}(?P=group))*\d{3}(?:(?!(?P=group))[.,]\d+)?", re.ASCII)


class NotANumber(Refused):
    """*typed* is no number; *field* is the block id of where it was typed."""

    def __init__(self, field: str, typed: str) -> None:
        super().__init__(typed)
        self.field = field
        self.typed = typed


class TwoWaysToRead(NotANumber):
    """*typed* is one thousand and more to some people, one and a fraction to others."""


class NumberTooLong(NotANumber):
    """*typed* has more digits than anything here is measured with."""


def read(typed: str, field: str, unit: str = "") -> Decimal:
    """The number that *typed* means: 12,5 and 12.5, 1 250, 1,250.75 and 1.250,75, with or without its *unit*.

    Raises NotANumber, TwoWaysToRead (such as 1,250) or NumberTooLong.
    """
    bare = typed.strip()
    if unit:
        bare = bare.removesuffix(unit).removeprefix(unit)
    bare = _BLANK_GROUP.sub("", bare.strip()).replace("\N{MINUS SIGN}", "-")
    grouped, plain = _GROUPED.fullmatch(bare), _PLAIN.fullmatch(bare)
    if grouped and plain:
        raise TwoWaysToRead(field, bare)
    if grouped:
        bare = bare.replace(grouped["group"], "")
    elif not plain:
        raise NotANumber(field, typed)
    whole, _point, fraction = bare.lstrip("-").replace(",", ".").partition(".")
    if len(whole.lstrip("0")) > MOST_WHOLE or len(fraction.rstrip("0")) > MOST_FRACTION:
        raise NumberTooLong(field, typed)
    return Decimal(bare.replace(",", "."))


def typed(value: Decimal) -> str:
    """*value* as a person would type it so that it is read back as the same: the way back from ``read``."""
    text = f"{value:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    # Three digits after the point could be thousands; a fourth says that they are not.
    return f"{text}0" if re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", text) else text
