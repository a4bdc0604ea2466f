"""Where a request comes from."""

from typing import Any

import pytest

from chalicelib.identity.sources import UNKNOWN, Proxies, source_of

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
CALLER, CDN, FIREWALL, FORGED = "203.0.113.9", "130.176.8.8", "10.0.3.4", "192.0.2.66"
ONE = Proxies(1, ("2600:9000::/28", "130.176.0.0/17"))
TWO = Proxies(2, ("130.176.0.0/17",))
BEHIND: dict[str, tuple[Proxies, str, str, str]] = {
    "one proxy": (ONE, CDN, f"{CALLER}, {CDN}", CALLER),
    "one proxy, no blanks": (ONE, CDN, f"{CALLER},{CDN}", CALLER),
    "one proxy, something forged": (ONE, CDN, f"{FORGED}, {CALLER}, {CDN}", CALLER),
    "one proxy, much forged": (ONE, CDN, f"{FORGED}, {CDN}, {FORGED}, {CDN}, {CALLER}, {CDN}", CALLER),
    "one proxy, rubbish forged": (ONE, CDN, f"x, , {CALLER}, {CDN}", CALLER),
    "one proxy, IPv6 on both sides": (ONE, "2600:9000::8", "2001:db8:1:2::5, 2600:9000::8", "2001:db8:1:2::"),
    "two proxies": (TWO, CDN, f"{CALLER}, {FIREWALL}, {CDN}", CALLER),
    "two proxies, something forged": (TWO, CDN, f"{FORGED}, {CALLER}, {FIREWALL}, {CDN}", CALLER),
    "round the proxy": (ONE, CALLER, f"{FORGED}, {CALLER}", CALLER),
    "round the proxy, with its address": (ONE, CALLER, f"{FORGED}, {CDN}, {CALLER}", CALLER),
    "round one of two": (TWO, CDN, f"{CALLER}, {CDN}", CDN),
    "no header": (ONE, CDN, "", CDN),
    "a header that the gateway has not written to": (ONE, CDN, f"{FORGED}, {CALLER}", CDN),
    "no address from the proxy": (ONE, CDN, f"{FORGED}, unknown, {CDN}", CDN),
    "no proxies declared": (Proxies(), CDN, f"{CALLER}, {CDN}", CDN),
    "no proxies counted": (Proxies(0, ONE.networks), CDN, f"{CALLER}, {CDN}", CDN),
}


@pytest.mark.parametrize(("context", "source"), CONTEXTS.values(), ids=CONTEXTS)
def test_only_what_the_gateway_saw_counts(context: dict[str, Any], source: str) -> None:
    """F17: without proxies the source is the gateway's; a header such as X-Forwarded-For is not looked at."""
    seen = (context.get("identity") or {}).get("sourceIp")
    for said in ("1.2.3.4", f"1.2.3.4, {seen}"):
        assert source_of({**context, "X-Forwarded-For": said}, {"x-forwarded-for": said}) == source


@pytest.mark.parametrize(("proxies", "peer", "said", "source"), BEHIND.values(), ids=BEHIND)
def test_behind_proxies_the_last_of_them_to_be_trusted_says_it(
    proxies: Proxies, peer: str, said: str, source: str
) -> None:
    """F17: exactly so many are believed, and only where the gateway saw one; what a caller writes is not."""
    assert source_of({"identity": {"sourceIp": peer}}, {"x-forwarded-for": said}, proxies) == source
