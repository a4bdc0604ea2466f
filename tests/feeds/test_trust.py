"""A25: whom the client trusts. Certificates are made by the tests and are worth nothing elsewhere."""

import ast
import socket
import ssl
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from chalicelib.feeds.catalogue import feed
from chalicelib.feeds.errors import DeadlinePassed, SapUnavailable, ServerNotTrusted
from infra.local import sap_faults as faults
from infra.local.sap import SapStandIn
from tests.feeds.world import PASSWORD, PLENTY, SAMPLES, USER, Time, client

PRODUCT = sorted((Path(__file__).parents[2] / "chalicelib").rglob("*.py"))


def secured(authority: trustme.CA, name: str) -> Iterator[SapStandIn]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    with SapStandIn(SAMPLES, USER, PASSWORD, tls=context) as running:
        yield running


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def bundle(authority: trustme.CA, tmp_path: Path) -> str:
    path = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(path))
    return str(path)


@pytest.fixture
def secure_sap(authority: trustme.CA) -> Iterator[SapStandIn]:
    yield from secured(authority, "127.0.0.1")


@pytest.fixture
def misnamed_sap(authority: trustme.CA) -> Iterator[SapStandIn]:
    yield from secured(authority, "sap.example.com")


def test_a25_an_unknown_authority_is_not_trusted(secure_sap: SapStandIn, time: Time) -> None:
    """A25: no second try, and nothing is sent."""
    asking = client(secure_sap.address, time)
    with pytest.raises(ServerNotTrusted, match="page 1: the server's certificate was not accepted: "):
        asking.fetch(feed("ZEMM005"), None, PLENTY)
    assert (secure_sap.asked, time.slept) == ([], [])
    asking.close()


def test_a25_the_companys_own_authority_is_trusted_when_named(
    secure_sap: SapStandIn, time: Time, bundle: str
) -> None:
    """A25: SAP inside a company has a certificate of the company."""
    asking = client(secure_sap.address, time, authority=bundle)
    assert asking.fetch(feed("ZEMM005"), None, PLENTY).rows == 73
    asking.close()


def test_a25_a_certificate_for_another_name_is_not_trusted(
    misnamed_sap: SapStandIn, time: Time, bundle: str
) -> None:
    """A25: a good authority, the wrong host."""
    asking = client(misnamed_sap.address, time, authority=bundle)
    with pytest.raises(ServerNotTrusted, match="IP address mismatch"):
        asking.fetch(feed("ZEMM005"), None, PLENTY)
    assert misnamed_sap.asked == []
    asking.close()


def test_a25_a_drip_over_tls_ends_at_the_deadline(secure_sap: SapStandIn, time: Time, bundle: str) -> None:
    """A3, A25: the deadline holds over encrypted connections too."""
    secure_sap.always("ZEMM005", faults.dripping(time.passes_when_noticed(1)))
    asking = client(secure_sap.address, time, authority=bundle)
    with pytest.raises(DeadlinePassed):
        asking.fetch(feed("ZEMM005"), None, 40)
    assert 40 <= time.seconds <= 42
    asking.close()


def test_a25_a_name_that_does_not_resolve_is_tried_again(time: Time, monkeypatch: pytest.MonkeyPatch) -> None:
    """A25: name servers fail for a moment, too."""

    def unresolved(*given: object, **options: object) -> None:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unresolved)
    asking = client("https://sap.example.com/sap", time)
    with pytest.raises(SapUnavailable, match="the name of SAP's host cannot be resolved, on the last of 3"):
        asking.fetch(feed("ZEMM005"), None, PLENTY)
    assert time.slept == [1, 2]
    asking.close()


@pytest.mark.parametrize("path", PRODUCT, ids=lambda path: path.name)
def test_a25_verification_is_never_switched_off(path: Path) -> None:
    """A25: no verify=False, no unverified context, nowhere in the product."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.keyword) and node.arg in ("verify", "check_hostname"):
            assert not (isinstance(node.value, ast.Constant) and not node.value.value), ast.dump(node)
        if isinstance(node, ast.Attribute):
            assert node.attr not in ("CERT_NONE", "_create_unverified_context", "disable_warnings")
