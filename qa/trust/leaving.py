"""What leaves the machine under given settings, and to whom."""

from __future__ import annotations

import ipaddress
from pathlib import Path
from urllib.parse import urlsplit

from qa.settings import Settings

__all__ = ["is_private", "leaves", "open_to_others", "server_address", "server_name"]

_FETCHES = (
    "When you add a web address, or refresh what came from one, its page is fetched: the host that "
    "it names sees the request."
)
_UNREADABLE = "an address that cannot be read"
_TO_OTHERS = (
    "Others may open this page: whoever has the token, or comes in by one of the names that are "
    "allowed, can ask and can read every article."
)


def leaves(settings: Settings) -> tuple[str, ...]:
    """Return a sentence for each thing that leaves the machine, or may."""
    told = []
    if host := _other_host(settings):
        told.append(
            f"Questions, what was said before them, and the sentences of your articles that may "
            f"answer them go to {host}, where the model runs."
        )
    if open_to_others(settings):
        told.append(_TO_OTHERS)
    if settings.cross_encoder and not Path(settings.cross_encoder).exists():
        told.append(
            f"Commands that run without a server look the cross-encoder {settings.cross_encoder} "
            "up on the Hugging Face hub."
        )
    return (*told, _FETCHES)


def is_private(settings: Settings) -> bool:
    """Return whether articles, questions and answers stay with this machine and its user."""
    return _other_host(settings) is None and not open_to_others(settings)


def open_to_others(settings: Settings) -> bool:
    """Return whether others than this machine's own user may be let in over HTTP."""
    return settings.token is not None or bool(settings.allowed_hosts)


def server_name(address: str) -> str:
    """Return host and port of a server's URL: neither its path, nor a password in it."""
    try:
        return urlsplit(address).netloc.rpartition("@")[2]
    except ValueError:
        return _UNREADABLE


def server_address(address: str) -> str:
    """Return a server's URL without user, password and query: what tells it from another."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return _UNREADABLE
    return parts._replace(netloc=server_name(address), query="", fragment="").geturl()


def _other_host(settings: Settings) -> str | None:
    """Return the host that the model runs on, None where that is this machine.

    A name that is not known to be this machine's is taken for another's.
    """
    address = settings.llm_base_url
    return server_name(address) if address and not _is_loopback(address) else None


def _is_loopback(address: str) -> bool:
    try:
        host = urlsplit(address).hostname or ""
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
