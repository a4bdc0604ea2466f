"""The views of the contract that this part of the product answers, connected to a pipeline in memory."""

from collections.abc import Callable
from typing import Any

from chalice.app import Request

from chalicelib.api import (
    acknowledgements,
    audit,
    compared,
    comparing,
    docs_page,
    entries,
    listing,
    openapi,
    operations,
    reference,
    scenarios,
    uploads,
    versions,
)
from chalicelib.api.bodies import checked
from chalicelib.api.contract import OPERATIONS
from chalicelib.api.cursors import Cursors
from chalicelib.entrypoints import health
from chalicelib.gateway import Gateway, body_of, query_of
from chalicelib.identity.roles import ADMIN, Caller
from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.uploads import Form
from chalicelib.store.data_loader import DataLoader
from tests.api.calling import TOKEN

ACTOR, SECONDS = "ann", 20.0
KEY = b"a key of the tests, long enough."
View = Callable[..., Any]


def cursors() -> Cursors:
    """Cursors under the key of the tests."""
    return Cursors(lambda: KEY)


def presign(key: str, _most_bytes: int, content_type: str, _seconds: int) -> Form:
    """A form as S3 wants it."""
    return {"url": "https://bucket.example/", "fields": {"key": key, "Content-Type": content_type}}


def views(ports: Ports, asked: Callable[[], Request]) -> dict[str, View]:
    """Each view by the name of its operation."""
    table, signed = ports.table, cursors()
    loader = DataLoader(table, ports.now().timestamp, 60)

    def query() -> dict[str, str]:
        return query_of(asked())

    def accept() -> str:
        return str(asked().headers.get("accept", ""))

    def body(schema: str) -> dict[str, Any]:
        return checked(schema, body_of(asked()))

    found: dict[str, View] = {
        "health": health,
        "openapi": openapi.reply,
        "docs": docs_page.reply,
        "customs_lines": lambda: listing.customs_lines(table, signed, query(), accept()),
        "days": lambda: listing.days(table, query()),
        "entry": lambda shipment: versions.entry(table, shipment, query()),
        "trail": lambda shipment, line: entries.trail(table, shipment, line, accept()),
        "compare": lambda: comparing.compare(ports, body("comparisons.Compare")),
        "comparisons": lambda: compared.listed(table, signed, query()),
        "comparison": lambda id: compared.one(table, id),
        "acknowledge": lambda id, n: acknowledgements.acknowledge(
            ports, ACTOR, id, n, body("comparisons.Acknowledge")
        ),
        "withdraw": lambda id, n: acknowledgements.withdraw(ports, ACTOR, id, n),
        "scenarios": lambda: scenarios.scenarios(ports, body("scenarios.WhatIf")),
        "pipeline": lambda: operations.pipeline(ports),
        "runs": lambda: operations.listed_runs(ports, query()),
        "start_run": lambda: operations.start(
            ports, ACTOR, body("operations.StartRun"), asked().headers, SECONDS
        ),
        "run": lambda id: operations.run(table, id),
        "deliveries": lambda: operations.listed_deliveries(table, query()),
        "alerts": lambda: operations.alerts(ports, query()),
        "audit": lambda: audit.events(table, signed, query(), ports.stamp()[:10]),
        "verify_audit": lambda: audit.verify(table, query(), ports.stamp()[:10]),
    }
    found |= {
        "uploads": lambda: uploads.listed(ports, query()),
        "start_upload": lambda: uploads.create(ports, presign, ACTOR, body_of(asked()), asked().headers),
        "upload": lambda id: uploads.upload(ports, id),
        "drop_upload": lambda id: uploads.withdraw(ports, ACTOR, id),
        "confirm_upload": lambda id: uploads.confirm(ports, ACTOR, id, asked().headers),
        "rejected_rows": lambda id: uploads.rejected_csv(ports, id),
    }
    for kind in reference.KINDS:
        name = kind.replace("-", "_")
        found[name] = lambda kind=kind: reference.listed(loader, signed, kind, query())
        found[f"{name}_history"] = lambda key, kind=kind: reference.one(loader, kind, key)
    return found


def admitted(request: Request) -> Caller | None:
    """Who sends a request: an admin, if it has the token of the tests."""
    return Caller(ACTOR, ADMIN) if request.headers.get("authorization") == f"Bearer {TOKEN}" else None


def app_of(ports: Ports) -> Gateway:
    """An app with these views."""
    app = Gateway("ior", admitted)
    answered = views(ports, lambda: app.asked)
    for operation in OPERATIONS:
        if operation.name in answered:
            app.route(operation.path, methods=[operation.method], name=operation.name)(
                answered[operation.name]
            )
    return app
