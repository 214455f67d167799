"""The root of every "no": a rule refused, the person is told which, and nothing was changed."""


class Refused(Exception):
    """A rule said no. *field* is the block id of the form's field to mark, if there is one.

    Subclasses carry data, not sentences: what a person reads is made in ``handlers/views/refusals.py``.
    """

    field: str | None = None


class NotFound(Refused):
    """What was meant is not there (any more); *what* is the feature's noun: "message", "goal", "pulse"."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what
