"""Comparisons: those that are stored, and one made anew."""

import base64
import json
from typing import Any

import pytest

from chalicelib.customs.compare import DEFAULT, compare
from chalicelib.customs.compare.document import comparison_document
from chalicelib.customs.processor import generate
from chalicelib.customs.reading import read_dataset
from chalicelib.customs.reference import Reference
from chalicelib.gateway import Gateway
from chalicelib.store import comparisons
from tests.api.calling import Caller, connected, document, event, problem
from tests.api.calls import DAY, ENTRY
from tests.pipeline.world import SAMPLES, World

EVERY_DAY = "2026-11-18"


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    """What `python -m chalicelib compare samples --json` says, by shipment."""
    data = read_dataset(SAMPLES)
    found = compare(generate(data), data.report or (), Reference(data), DEFAULT)
    return {comparison.shipment: comparison_document(comparison) for comparison in found}


def asked(**fields: str) -> bytes:
    return json.dumps(fields).encode()


def test_the_stored_comparisons_are_those_of_the_command_line(
    somebody: Caller, expected: dict[str, Any]
) -> None:
    found = document(somebody.get(f"/api/comparisons?date={DAY}"))["comparisons"]
    assert [one["shipment"] for one in found] == sorted(one["shipment"] for one in found)
    assert found
    for one in found:
        assert one.pop("id") == f"{one['shipment']}.{one.pop('version')}"
        assert one.pop("compared_at") == "2026-11-23T14:00:00Z"
        assert set(one.pop("tolerances"))
        for number, finding in enumerate(one["findings"], start=1):
            assert (finding.pop("n"), finding.pop("acknowledged")) == (number, None)
        assert one == expected[one["shipment"]]


def test_comparing_now_gives_what_the_command_line_gives(somebody: Caller, expected: dict[str, Any]) -> None:
    [found] = document(somebody.compare(asked(shipment=ENTRY)))["comparisons"]
    assert found == expected[ENTRY]
    of_day = document(somebody.compare(asked(date=DAY)))["comparisons"]
    assert of_day == [expected[one["shipment"]] for one in of_day]
    assert found in of_day


def test_comparing_again_makes_no_new_version(somebody: Caller, day: World) -> None:
    before = comparisons.head(day.table, ENTRY)
    for _ in range(3):
        assert somebody.compare(asked(shipment=ENTRY)).status_code == 200
    assert comparisons.head(day.table, ENTRY) == before


def test_a_day_without_entries_has_nothing_to_compare(somebody: Caller) -> None:
    assert document(somebody.compare(asked(date="1999-01-01"))) == {"comparisons": []}


def test_a_shipment_that_nobody_knows_is_not_found(somebody: Caller) -> None:
    assert "SH1" in problem(somebody.compare(asked(shipment="SH1")), 404, "No such shipment")


NO_OBJECTS = {
    "nothing": b"",
    "blank": b" ",
    "null": b"null",
    "list": b'[{"shipment": "x"}]',
    "text": b'"shipment"',
    "number": b"1",
    "true": b"true",
    "cut off": b'{"shipment": "x"',
    "two": b'{"shipment": "x"}{"shipment": "y"}',
    "NaN": b'{"shipment": NaN}',
    "Infinity": b'{"shipment": -Infinity}',
    "twice": b'{"shipment": "x", "shipment": "y"}',
    "twice inside": b'{"shipment": {"a": 1, "a": 2}}',
    "deep lists": b"[" * 50_000 + b"]" * 50_000,
    "deep objects": b'{"a":' * 50_000 + b"1" + b"}" * 50_000,
    "deep inside": b'{"shipment":' + b"[" * 50_000 + b"]" * 50_000 + b"}",
    "latin-1": '{"shipment": "é"}'.encode("latin-1"),
    "half a character": b'{"shipment": "\xc3"}',
    "NUL": b'{"shipment": "x"}\x00',
    "control": b'{"shipment": "a\x01b"}',
    "long number": b'{"shipment": ' + b"9" * 5000 + b"}",
    "large exponent": b'{"shipment": 1e9999999999999999999}',
    "comment": b'{"shipment": "x"} // x',
    "single quotes": b"{'shipment': 'x'}",
    "form": b"shipment=SH261100084",
    "UTF-16": '{"shipment": "x"}'.encode("utf-16"),
    "deep enough": b'{"shipment":' + b"[" * 20 + b"]" * 20 + b"}",
}


@pytest.mark.parametrize("body", NO_OBJECTS.values(), ids=NO_OBJECTS)
def test_what_is_no_json_object_is_told(somebody: Caller, body: bytes) -> None:
    told = problem(somebody.compare(body), 400)
    assert len(told) < 200


NOT_ASKED: dict[str, tuple[Any, str]] = {
    "nothing": ({}, ""),
    "both": ({"date": EVERY_DAY, "shipment": ENTRY}, ""),
    "number": ({"shipment": 1}, "shipment"),
    "float": ({"shipment": 0.5}, "shipment"),
    "null": ({"shipment": None}, "shipment"),
    "true": ({"shipment": True}, "shipment"),
    "list": ({"shipment": [ENTRY]}, "shipment"),
    "object": ({"shipment": {"$ne": ""}}, "shipment"),
    "number as a date": ({"date": 20261118}, "date"),
    "extra field": ({"shipment": ENTRY, "role": "admin"}, "role"),
    "tolerances of nothing": ({"tolerances": {}}, ""),
    "unknown tolerance": ({"shipment": ENTRY, "tolerances": {"colour": "1"}}, "tolerances.colour"),
    "period": ({"from": EVERY_DAY, "to": EVERY_DAY}, "from"),
    "prototype": ({"shipment": ENTRY, "__proto__": {}}, "__proto__"),
    "long field": ({"x" * 100_000: 1}, "x" * 60),
    "empty": ({"shipment": ""}, "shipment"),
    "blank": ({"shipment": " \t"}, "shipment"),
    "long": ({"shipment": "x" * 100_000}, "shipment"),
    "line break": ({"shipment": "a\nb"}, "shipment"),
    "no date": ({"date": "2026-11-31"}, "date"),
    "empty date": ({"date": ""}, "date"),
}
"""Bodies that make no sense, and a field that this is said of; no field: the body as a whole."""


@pytest.mark.parametrize(("body", "field"), NOT_ASKED.values(), ids=NOT_ASKED)
def test_what_cannot_be_compared_is_told(somebody: Caller, body: Any, field: str) -> None:
    response = somebody.compare(json.dumps(body).encode())
    told = problem(response, 422, "Not valid")
    assert field in document(response)["errors"]
    assert len(told) < 300


def test_of_very_many_fields_some_are_told(somebody: Caller) -> None:
    response = somebody.compare(json.dumps({str(number): 1 for number in range(1000)}).encode())
    assert len(problem(response, 422)) < 300
    assert len(response.body) < 3000


@pytest.mark.parametrize(
    "body", [{"shipment": ENTRY, "\ud800": ""}, {"shipment": "\ud83d\ud800"}, {"date": "\ud800"}]
)
def test_half_a_character_is_no_text(somebody: Caller, body: Any) -> None:
    problem(somebody.compare(json.dumps(body).encode()), 400, "Not JSON")


def test_what_is_refused_reaches_nothing_of_the_table_but_who_asks() -> None:
    asked: list[str] = []
    world = World()
    with connected(world) as somebody:
        world.table.before = lambda _, keys: asked.extend(partition for partition, _ in keys)
        for body in NO_OBJECTS.values():
            somebody.compare(body)
        for made, _ in NOT_ASKED.values():
            somebody.compare(json.dumps(made).encode())
        somebody.get("/api/customs-lines?from=2026-01-01&to=2027-01-01")
        somebody.get("/api/entries/%00")
    assert {partition.partition("#")[0] for partition in asked} == {"USER"}


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig"])
def test_a_body_may_come_as_base64(somebody: Caller, app: Gateway, coding: str) -> None:
    """API Gateway hands a body over like that where it takes it for binary."""
    body = base64.b64encode(json.dumps({"shipment": ENTRY}).encode(coding)).decode()
    assert app(encoded(app, somebody, body), None)["statusCode"] == 200


@pytest.mark.parametrize("body", ["%%%", "x", "é"])
def test_base64_that_is_none_is_told(somebody: Caller, app: Gateway, body: str) -> None:
    assert app(encoded(app, somebody, body), None)["statusCode"] == 400


def encoded(app: Gateway, caller: Caller, body: str) -> dict[str, Any]:
    """The event of a request whose body is said to be base64."""
    headers = {"authorization": f"Bearer {caller.token}"}
    return event(app, "POST", "/api/compare", headers=headers, body=body, isBase64Encoded=True)
