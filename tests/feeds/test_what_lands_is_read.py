"""One reader of SAP's envelope: what the client takes the ETL takes, and what it refuses the ETL refuses."""

import json
from typing import Any

import pytest

from chalicelib.etl.errors import DeliveryRefused
from chalicelib.etl.transforming import transform
from chalicelib.feeds.errors import PayloadRefused
from infra.local import sap_faults as faults
from infra.local.sap import SapStandIn
from infra.local.sap_answers import Ask
from tests.feeds.world import Time, fetched

KEY = "PACKAGING"
ROWS = 67
TAKEN: dict[str, Any] = {
    "as it is": {},
    "a blank after digits": {"TOTAL": f"{ROWS} "},
    "blanks": {"PAGE": "1   ", "PAGES": "1 "},
    "zeros before": {"TOTAL": f"{ROWS:010d}"},
    "no pages": {"PAGES": 0},
    "fields nobody knows": {"NEXT": "x", "TIMING": 1.5},
    "a message": {"RETURN": {"TYPE": "S", "CODE": 7, "MESSAGE": None}},
}
REFUSED: dict[str, Any] = {
    "a blank before digits": {"TOTAL": f" {ROWS}"},
    "19 digits": {"TOTAL": f"{ROWS:019d}"},
    "digits of another script": {"TOTAL": "٦٧"},
    "a point": {"TOTAL": 67.0},
    "true": {"PAGE": True},
    "a thousand million": {"PAGES": 10**9},
    "another case": {"RETURN": {"TYPE": "s"}},
    "a warning": {"RETURN": {"TYPE": "W"}},
    "another function": {"FUNCTION": "packaging"},
    "rows by name": {"DATA": {}},
    "half a letter": {"NEXT": "\ud800"},
    "16 deep": {"NEXT": [[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]},
    "65 digits": {"NEXT": 10**64},
}


def both(sap: SapStandIn, time: Time, changes: dict[str, Any]) -> tuple[str, str]:
    """What the client and the ETL have against a body; empty: nothing."""
    right = json.loads(sap.folder.reply(Ask(KEY, {"page_size": "1000"})).body)
    body = json.dumps(right | changes).encode()
    sap.script(KEY, faults.body(body))
    told = ["", ""]
    try:
        assert fetched(sap, time, KEY).rows == ROWS
    except PayloadRefused as refused:
        told[0] = str(refused)
    try:
        assert len(transform(KEY, [("page-001.json", body)]).sets["packaging"]) == ROWS
    except DeliveryRefused as refused:
        told[1] = str(refused)
    return told[0], told[1]


@pytest.mark.parametrize("name", TAKEN)
def test_what_the_client_takes_is_loaded(sap: SapStandIn, time: Time, name: str) -> None:
    """A20: nothing is landed that nobody can load."""
    assert both(sap, time, TAKEN[name]) == ("", "")


@pytest.mark.parametrize("name", REFUSED)
def test_what_the_client_refuses_is_not_loaded_from_an_archive(
    sap: SapStandIn, time: Time, name: str
) -> None:
    """A20, A24."""
    assert all(both(sap, time, REFUSED[name]))
