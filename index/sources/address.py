"""Which network addresses may be fetched from.

Addresses are judged, never strings: resolvers read ``2130706433`` and ``0x7f.1`` as 127.0.0.1.
``ipaddress.is_global`` is not enough: it passes addresses that carry another one inside (NAT64,
6to4, IPv4-compatible), multicast, and some that clouds answer on.
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

_REFUSED = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8",
        "100.64.0.0/10",  # carrier-grade NAT; 100.100.100.200 is a cloud's metadata address
        "168.63.129.16/32",  # a cloud's host agent
        "192.0.0.0/24",  # protocol assignments; 192.0.0.192 is a cloud's metadata address
        "192.88.99.0/24",  # 6to4 relays
        "198.18.0.0/15",
        "224.0.0.0/3",  # multicast, reserved, broadcast
        "::/96",  # IPv4-compatible (RFC 4291, deprecated)
        "::ffff:0:0:0/96",  # IPv4-translated (RFC 2765, obsolete)
        "64:ff9b:1::/48",  # local-use NAT64
        "100::/64",
        "2001::/23",  # Teredo, ORCHID, benchmarking
        "2002::/16",  # 6to4
        "3fff::/20",
        "5f00::/16",
        "fec0::/10",  # site-local
        "ff00::/8",
    )
)
_ISATAP = frozenset({0x00005EFE, 0x02005EFE})
"""Bits 64 to 95 of an ISATAP address (RFC 5214), which ends in an IPv4 address."""
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
"""How IPv4 sites appear on networks that have only IPv6 (RFC 6052)."""


def networks(ranges: Iterable[str]) -> tuple[Network, ...]:
    """Return the networks of CIDR strings. Raises ValueError for one that is none."""
    return tuple(ipaddress.ip_network(each.strip(), strict=False) for each in ranges)


def is_allowed(address: str, allow: Iterable[Network]) -> bool:
    """Whether ``address`` is in one of the ranges that were allowed by hand."""
    judged = _plain(address)
    return any(judged in network for network in allow)


def is_public(address: str) -> bool:
    """Whether ``address`` and every address carried inside it is one of the public Internet."""
    return all(_is_public(each) for each in _carried(_plain(address)))


def _is_public(address: Address) -> bool:
    refused = any(address in network for network in _REFUSED if network.version == address.version)
    return address.is_global and not address.is_multicast and not refused


def _plain(address: str) -> Address:
    judged = ipaddress.ip_address(address.partition("%")[0])
    mapped = judged.ipv4_mapped if isinstance(judged, ipaddress.IPv6Address) else None
    return mapped or judged


def _carried(address: Address) -> Iterator[Address]:
    yield address
    if isinstance(address, ipaddress.IPv4Address):
        return
    is_isatap = (int(address) >> 32 & 0xFFFFFFFF) in _ISATAP
    if is_isatap or address in _NAT64:
        yield ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
