"""What holds for every test: nothing leaves this machine, and a browser is there to be asked for."""

import ipaddress
import socket
import sys
from typing import Any

from hypothesis import settings

# How fast a machine is today says nothing about what is tested.
settings.register_profile("fanfare", deadline=None)
settings.load_profile("fanfare")

pytest_plugins = ["tests.browser", "tests.fanfare", "tests.sandbox.screens"]


class NetworkRefused(RuntimeError):
    """Not an OSError: clients take those for bad weather, and would try again instead of failing the test."""


def refuse_the_network(event: str, args: tuple[Any, ...]) -> None:
    """Let sockets reach this machine only; also refuses to look up names, which would ask a server elsewhere."""
    if event in {"socket.connect", "socket.sendto"}:
        sock, address = args
        if sock.family in {socket.AF_INET, socket.AF_INET6} and not is_here(address[0]):
            raise NetworkRefused(f"A test tried to reach {address}; tests talk to 127.0.0.1 only.")
    elif event in {"socket.getaddrinfo", "socket.gethostbyname"} and not is_here(args[0]):
        raise NetworkRefused(f"A test tried to look up {args[0]!r}; tests talk to 127.0.0.1 only.")


def is_here(host: str | bytes | None) -> bool:
    name = host.decode() if isinstance(host, bytes) else host or "localhost"
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"


# An audit hook sees every socket of this process, whoever opens it and in whichever thread; nothing has to be patched.
# https://docs.python.org/3/library/audit_events.html
sys.addaudithook(refuse_the_network)
