"""Where a request comes from: what the gateway saw itself, never what a header says."""

from collections.abc import Mapping
from typing import Any

UNKNOWN = "unknown"
_NETWORK = 64
"""Bits of an IPv6 address that one customer of a provider has to himself."""


def source_of(context: Mapping[str, Any]) -> str:
    """The source of a request by the gateway's context: an IPv4 address, or the network of an IPv6 one.

    >>> source_of({"identity": {"sourceIp": "203.0.113.9"}})
    '203.0.113.9'
    >>> source_of({"identity": {"sourceIp": "2001:db8:1:2:3::4"}})
    '2001:db8:1:2::'
    """
    from ipaddress import IPv4Address, ip_address, ip_network  # only who signs in needs it

    try:
        address = ip_address(str((context.get("identity") or {}).get("sourceIp")))
    except ValueError:
        return UNKNOWN
    if isinstance(address, IPv4Address):
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((int(address), _NETWORK), strict=False).network_address)
