"""Good requests of every operation: the answers are those that the document promises, and the golden ones."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from chalice.test import HTTPResponse

from chalicelib.api.bodies import schema_of
from chalicelib.api.contract import OPERATIONS
from chalicelib.api.operation import Operation
from tests.api.calling import TOKEN, Caller, client_of, document, secured
from tests.contract.conftest import worked
from tests.contract.views import app_of, views

SHIPMENT, DAY, WARNED = "SH261100084", "2026-11-01", "SH261100084.1"
WHAT_IF = {
    "lines": [{"material": "10004946", "value": "50000", "quantity": "1000"}],
    "entry_dates": ["2026-11-22"],
    "mode": "11",
}
GOOD: dict[str, tuple[str, Any]] = {
    "health": ("/api/health", None),
    "openapi": ("/api/openapi.json", None),
    "docs": ("/api/docs", None),
    "customs_lines": (f"/api/customs-lines?from={DAY}&to=2026-11-22&hts=8501&limit=3", None),
    "days": ("/api/days?from=2025-11-23&to=2026-11-22", None),
    "entry": (f"/api/entries/{SHIPMENT}?version=1", None),
    "trail": (f"/api/entries/{SHIPMENT}/lines/001/trail", None),
    "compare": ("/api/compare", {"date": DAY, "tolerances": {"value": "5"}}),
    "comparisons": (f"/api/comparisons?from={DAY}&to=2026-11-22&status=fail", None),
    "comparison": (f"/api/comparisons/{WARNED}", None),
    "acknowledge": (
        f"/api/comparisons/{WARNED}/findings/1/acknowledge",
        {"reason": "The scales were wrong."},
    ),
    "withdraw": (f"/api/comparisons/{WARNED}/findings/1/acknowledge", None),
    "products": ("/api/products?q=base&limit=5", None),
    "products_history": ("/api/products/10004156", None),
    "hts": ("/api/hts?as_of=2026-11-22", None),
    "hts_history": ("/api/hts/8501.31.2000", None),
    "tariffs": ("/api/tariffs?as_of=2026-11-22", None),
    "tariffs_history": ("/api/tariffs/S301", None),
    "packaging": ("/api/packaging", None),
    "packaging_history": ("/api/packaging/910005825", None),
    "exchange_rates": ("/api/exchange-rates?q=cny", None),
    "exchange_rates_history": ("/api/exchange-rates/CNY", None),
    "scenarios": ("/api/scenarios", WHAT_IF),
    "pipeline": ("/api/pipeline", None),
    "runs": ("/api/runs?month=2026-11", None),
    "start_run": ("/api/runs", {"date": "2026-11-18"}),
    "run": ("/api/runs/load-0000000009", None),
    "deliveries": ("/api/deliveries?source=ZEMM005", None),
    "alerts": ("/api/alerts", None),
    "audit": ("/api/audit?action=finding", None),
    "verify_audit": ("/api/audit/verify", None),
}
"""Of each operation, in this order, a request that is answered as it should be."""


@pytest.fixture(scope="module")
def answered() -> Callable[[Operation], HTTPResponse]:
    """Asks for an operation over a pipeline that only these requests change."""
    app = app_of(worked().ports)
    path, body = GOOD["acknowledge"]
    Caller(client_of(app), TOKEN).send("POST", path, json.dumps(body).encode(), content_type=JSON)

    def ask(operation: Operation) -> HTTPResponse:
        path, body = GOOD[operation.name]
        sent = json.dumps(body).encode() if body is not None else b""
        caller = Caller(client_of(app), TOKEN)
        headers = {"content_type": JSON} if body is not None else {}
        return caller.send(operation.method, path, sent, **headers)

    return ask


JSON = "application/json"
HERE = [operation for operation in OPERATIONS if operation.name in GOOD]


def test_every_operation_that_is_answered_here_is_asked_for() -> None:
    app = app_of(worked().ports)
    uploads = {operation.name for operation in OPERATIONS if operation.tag == "uploads"}
    assert set(views(worked().ports, lambda: app.asked)) == set(GOOD) | uploads


@pytest.mark.parametrize("operation", HERE, ids=lambda one: one.name)
def test_a_good_request_is_answered_as_promised(
    operation: Operation, answered: Callable[[Operation], HTTPResponse]
) -> None:
    response = answered(operation)
    assert response.status_code == operation.status, response.body
    secured(response)
    if not operation.answer:
        assert response.headers["Content-Type"].partition(";")[0] in operation.media
        return
    found = document(response)
    schema_of(operation.answer).load(found)
    assert has_something(found), found


def has_something(found: dict[str, Any]) -> bool:
    """Whether an answer has anything in its list, if it is one."""
    lists = [value for value in found.values() if isinstance(value, list)]
    return not lists or any(lists) or "breaks" in found or "run" in found
