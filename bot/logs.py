"""Logs: facts as keys, to a person on a terminal and as JSON elsewhere. Never tokens, never what somebody wrote."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRET = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|xoxe[\w.-]+|https://hooks\.slack\.com/\S+|(?<=ticket=)[\w-]+")


def redact(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Take out whatever looks like a token, wherever it came from."""
    for key, value in event.items():
        if isinstance(value, str):
            event[key] = _SECRET.sub("…", value)
    return event


def set_up(level: int) -> None:
    """Send our logs and the libraries' through one pipe."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact,
    ]
    out = (
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if sys.stderr.isatty()
        else structlog.processors.JSONRenderer()
    )
    handler = logging.StreamHandler()
    handler.setFormatter(structlog.stdlib.ProcessorFormatter(processor=out, foreign_pre_chain=shared))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    # Below these levels they print what people wrote: whole payloads, and every statement with its values.
    floors = {"slack_bolt": logging.INFO, "slack_sdk": logging.INFO, "aiohttp": logging.INFO, "asyncio": logging.INFO}
    floors |= dict.fromkeys(("aiosqlite", "alembic", "apscheduler", "sqlalchemy"), logging.WARNING)
    for name, floor in floors.items():
        logging.getLogger(name).setLevel(max(level, floor))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
