"""Where a request comes from."""

from typing import Any

import pytest

from chalicelib.identity.sources import UNKNOWN, source_of

CONTEXTS: dict[str, tuple[dict[str, Any], str]] = {
    "IPv4": ({"identity": {"sourceIp": "203.0.113.9"}}, "203.0.113.9"),
    "IPv6, whole network": ({"identity": {"sourceIp": "2001:db8:1:2:3:4:5:6"}}, "2001:db8:1:2::"),
    "IPv6 of the same network": ({"identity": {"sourceIp": "2001:DB8:1:2::1"}}, "2001:db8:1:2::"),
    "IPv4 as IPv6": ({"identity": {"sourceIp": "::ffff:203.0.113.9"}}, "203.0.113.9"),
    "nothing": ({}, UNKNOWN),
    "no identity": ({"identity": None}, UNKNOWN),
    "null": ({"identity": {"sourceIp": None}}, UNKNOWN),
    "no address": ({"identity": {"sourceIp": "test-invoke-source-ip"}}, UNKNOWN),
    "a header's list": ({"identity": {"sourceIp": "203.0.113.9, 10.0.0.1"}}, UNKNOWN),
    "a key": ({"identity": {"sourceIp": "203.0.113.9#x"}}, UNKNOWN),
}


@pytest.mark.parametrize(("context", "source"), CONTEXTS.values(), ids=CONTEXTS)
def test_only_what_the_gateway_saw_counts(context: dict[str, Any], source: str) -> None:
    """F17: the source is the gateway's; a header such as X-Forwarded-For is not even looked at."""
    assert source_of({**context, "X-Forwarded-For": "1.2.3.4"}) == source
