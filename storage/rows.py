"""The base of every table: one metadata with names for all constraints, so that migrations can speak of them."""

from sqlalchemy import MetaData
from sqlmodel import SQLModel

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
