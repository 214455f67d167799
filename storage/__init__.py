"""SQL's edge: tables, the queries of each feature, migrations. Values come in and go out, never rows."""

from storage.database import AlreadyDone, Database, Unusable
from storage.store import Store

__all__ = ["AlreadyDone", "Database", "Store", "Unusable"]
