"""Where a request comes from: what the gateway saw itself, and what proxies of ours saw in front of it.

A header is asked for one thing only: which address a proxy of ours has seen. Every proxy appends the address
of whoever speaks to it to `X-Forwarded-For`, and API Gateway does last: what stands left of that was written
by the proxies, from the right to the left, and after as many as there are by whoever sent the request. That
holds only for what came through the proxies, so that the gateway has to have seen one of their addresses.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv6Address

UNKNOWN = "unknown"
_NETWORK = 64
"""Bits of an IPv6 address that one customer of a provider has to himself."""


@dataclass(frozen=True, slots=True)
class Proxies:
    """The proxies that a request goes through before it comes to the gateway."""

    count: int = 0
    networks: tuple[str, ...] = ()
    """From where the last of them speaks to the gateway: `130.176.0.0/17`."""


NONE = Proxies()


def source_of(context: Mapping[str, Any], headers: Mapping[str, str], proxies: Proxies = NONE) -> str:
    """The source of a request: an IPv4 address, or the network of an IPv6 one.

    `context` is the gateway's; `headers` are known by lower-case names.

    >>> source_of({"identity": {"sourceIp": "203.0.113.9"}}, {})
    '203.0.113.9'
    >>> source_of({"identity": {"sourceIp": "2001:db8:1:2:3::4"}}, {})
    '2001:db8:1:2::'
    >>> cdn = Proxies(1, ("130.176.0.0/17",))
    >>> written = {"x-forwarded-for": "198.51.100.1, 203.0.113.9, 130.176.8.8"}
    >>> source_of({"identity": {"sourceIp": "130.176.8.8"}}, written, cdn)
    '203.0.113.9'
    """
    peer = _address(str((context.get("identity") or {}).get("sourceIp")))
    if peer is None:
        return UNKNOWN
    if not proxies.count or not _within(peer, proxies.networks):
        return _place(peer)
    seen = [_address(said.strip(" \t")) for said in headers.get("x-forwarded-for", "").split(",")]
    if seen[-1] != peer or len(seen) <= proxies.count:
        return _place(peer)
    found = seen[-1 - proxies.count]
    return _place(found or peer)


def _address(text: str) -> "IPv4Address | IPv6Address | None":
    from ipaddress import ip_address  # only who signs in needs it

    try:
        address = ip_address(text)
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _within(address: "IPv4Address | IPv6Address", networks: tuple[str, ...]) -> bool:
    from ipaddress import ip_network

    return any(address in ip_network(network) for network in networks)


def _place(address: "IPv4Address | IPv6Address") -> str:
    from ipaddress import ip_network

    if address.version == 4:
        return str(address)
    return str(ip_network((int(address), _NETWORK), strict=False).network_address)
