"""Of each route of the API a request that it answers as the contract says, and the world it is sent to."""

import json
from dataclasses import replace
from functools import partial
from typing import Any, TypeVar

from chalicelib.api import acknowledgements
from chalicelib.api.contract import OPERATIONS
from chalicelib.feeds.catalogue import INGESTIONS
from chalicelib.identity.roles import PUBLIC, ROUTES
from chalicelib.pipeline.check import check
from chalicelib.pipeline.ingest import ingest
from chalicelib.pipeline.uploads import CONTENT_TYPE, Form, key_of, request
from tests.api.people import ANN, CAROL, door
from tests.identity.office import OTHER_PASSWORD, PASSWORD
from tests.pipeline.twin import Twin
from tests.pipeline.world import World, sample

Route = tuple[str, str]
AnyWorld = TypeVar("AnyWorld", bound=World)

ENTRY, LINE, DAY = "SH261100084", "001", "2026-11-01"
ACKNOWLEDGED = "SH261100079.1"
"""A comparison whose first finding somebody has acknowledged."""
READY, WAITING = "6f1c3c0e7a5b4a6f9a0d2b8e4c7d1f35", "b2d9e8f741c64d0a8e5f3a6c9b7d2e10"
"""An upload that may be confirmed, and one whose file has not come."""
FILE = sample("Product_List.csv").replace(b"Split King D891", b"Split").replace(b",MX,EA,", b",XX,EA,", 1)
"""What is uploaded: a row is changed, and one cannot be taken."""
WHAT_IF = {
    "lines": [{"material": "10004946", "value": "50000", "quantity": "1000"}],
    "entry_dates": ["2026-11-22"],
    "mode": "11",
}


def _said(document: Any) -> bytes:
    return json.dumps(document).encode()


_FINDING = f"/api/comparisons/{ENTRY}.1/findings/1/acknowledge"
CALLS: dict[Route, tuple[str, bytes]] = {
    ("GET", "/api/health"): ("/api/health", b""),
    ("GET", "/api/openapi.json"): ("/api/openapi.json", b""),
    ("GET", "/api/docs"): ("/api/docs", b""),
    ("POST", "/api/auth/login"): ("/api/auth/login", _said({"username": ANN, "password": PASSWORD})),
    ("GET", "/api/auth/me"): ("/api/auth/me", b""),
    ("GET", "/api/users"): ("/api/users", b""),
    ("POST", "/api/users"): (
        "/api/users",
        _said({"name": "dora", "role": "operator", "email": "dora@example.com"}),
    ),
    ("PATCH", "/api/users/{name}"): (
        f"/api/users/{CAROL}",
        _said({"edition": 1, "role": "admin", "reset_password": True}),
    ),
    ("DELETE", "/api/users/{name}"): (f"/api/users/{CAROL}", b""),
    ("GET", "/api/customs-lines"): (f"/api/customs-lines?from={DAY}&to=2026-11-22&hts=8501", b""),
    ("GET", "/api/days"): (f"/api/days?from={DAY}&to=2026-11-22", b""),
    ("GET", "/api/entries/{shipment}"): (f"/api/entries/{ENTRY}?version=1", b""),
    ("GET", "/api/entries/{shipment}/lines/{line}/trail"): (f"/api/entries/{ENTRY}/lines/{LINE}/trail", b""),
    ("POST", "/api/compare"): ("/api/compare", _said({"date": DAY, "tolerances": {"value": "5"}})),
    ("GET", "/api/comparisons"): (f"/api/comparisons?from={DAY}&to=2026-11-22&status=fail", b""),
    ("GET", "/api/comparisons/{id}"): (f"/api/comparisons/{ACKNOWLEDGED}", b""),
    ("POST", "/api/comparisons/{id}/findings/{n}/acknowledge"): (
        _FINDING,
        _said({"reason": "The scales were wrong."}),
    ),
    ("DELETE", "/api/comparisons/{id}/findings/{n}/acknowledge"): (_FINDING, b""),
    ("POST", "/api/scenarios"): ("/api/scenarios", _said(WHAT_IF)),
    ("GET", "/api/products"): ("/api/products?q=base&limit=5", b""),
    ("GET", "/api/products/{key}"): ("/api/products/10004156", b""),
    ("GET", "/api/hts"): ("/api/hts?as_of=2026-11-22", b""),
    ("GET", "/api/hts/{key}"): ("/api/hts/8501.31.2000", b""),
    ("GET", "/api/tariffs"): ("/api/tariffs?as_of=2026-11-22", b""),
    ("GET", "/api/tariffs/{key}"): ("/api/tariffs/S301", b""),
    ("GET", "/api/packaging"): ("/api/packaging", b""),
    ("GET", "/api/packaging/{key}"): ("/api/packaging/910005825", b""),
    ("GET", "/api/exchange-rates"): ("/api/exchange-rates?q=cny", b""),
    ("GET", "/api/exchange-rates/{key}"): ("/api/exchange-rates/CNY", b""),
    ("GET", "/api/uploads"): ("/api/uploads", b""),
    ("POST", "/api/uploads"): (
        "/api/uploads",
        _said({"file_name": "Product_List.csv", "size": len(FILE)}),
    ),
    ("GET", "/api/uploads/{id}"): (f"/api/uploads/{READY}", b""),
    ("GET", "/api/uploads/{id}/rejected.csv"): (f"/api/uploads/{READY}/rejected.csv", b""),
    ("POST", "/api/uploads/{id}/confirm"): (f"/api/uploads/{READY}/confirm", b""),
    ("DELETE", "/api/uploads/{id}"): (f"/api/uploads/{WAITING}", b""),
    ("GET", "/api/pipeline"): ("/api/pipeline", b""),
    ("GET", "/api/runs"): ("/api/runs?month=2026-11", b""),
    ("POST", "/api/runs"): ("/api/runs", _said({"date": "2026-11-18"})),
    ("GET", "/api/runs/{id}"): ("/api/runs/load-0000000009", b""),
    ("GET", "/api/deliveries"): ("/api/deliveries?source=ZEMM005", b""),
    ("GET", "/api/alerts"): ("/api/alerts", b""),
    ("GET", "/api/shadow"): ("/api/shadow", b""),
    ("PUT", "/api/shadow"): (
        "/api/shadow",
        _said({"mode": "csv", "edition": 0, "reason": "A rehearsal."}),
    ),
    ("GET", "/api/audit"): ("/api/audit?action=finding", b""),
    ("GET", "/api/audit/verify"): ("/api/audit/verify", b""),
    ("POST", "/api/auth/password"): (
        "/api/auth/password",
        _said({"current": PASSWORD, "new": OTHER_PASSWORD}),
    ),
    ("POST", "/api/auth/logout"): ("/api/auth/logout", b""),
}
"""In an order in which one can follow another, each with a session of its own."""

STATUS = {(operation.method, operation.path): operation.status for operation in OPERATIONS}
"""What each is answered with."""
SHUT = sorted(route for route in CALLS if ROUTES[route] != PUBLIC)
"""Those that are not for anybody."""


def worked() -> Twin:
    """A pipeline that has loaded, generated and compared the samples, and told people of it."""
    world = Twin()
    world.upload("Exchange_Rate.csv")
    for one in INGESTIONS:
        ingest(world.ports, one.name, 60)
    world.work()
    return world


def prepare(world: AnyWorld) -> AnyWorld:
    """Give a world that was through a day what the requests are about; the same world."""
    entrance = door(world)
    entrance.settled(ANN)
    entrance.invited(CAROL)
    acknowledgements.acknowledge(world.ports, ANN, ACKNOWLEDGED, "1", {"reason": "Agreed with the broker."})
    for upload in (READY, WAITING):
        named = replace(world.ports, token=partial(str, upload))
        request(named, presign, ANN, "Product_List.csv", "Product_List.csv", len(FILE))
    world.uploads.objects[key_of(READY), "v1"] = FILE
    found = check(world.ports, "upload", key_of(READY), "v1")
    assert found
    assert found.state == "ready", found.problem
    return world


def presign(key: str, _most_bytes: int, content_type: str, _seconds: int) -> Form:
    """A form as S3 wants it."""
    assert content_type == CONTENT_TYPE
    return {"url": "https://bucket.example/", "fields": {"key": key, "Content-Type": content_type}}
