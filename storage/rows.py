"""The base of every table: one metadata with names for all constraints, so that migrations can speak of them."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from sqlalchemy import MetaData
from sqlmodel import SQLModel

T = TypeVar("T")

AT_ONCE = 200  # rows of a statement; SQLite takes 32,766 values in one

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Row(SQLModel):
    """What all tables derive from (with ``table=True``). Rows never leave ``storage/``; they validate nothing."""

    metadata = MetaData(naming_convention=NAMING)


def batched(things: Iterable[T]) -> Iterator[list[T]]:
    """*things* in handfuls that fit into one statement."""
    rest = iter(things)
    while some := list(islice(rest, AT_ONCE)):
        yield some
