"""Comparisons: lists, one, other tolerances, and acknowledgements that last as long as the finding."""

import json
from typing import Any

import pytest

from chalicelib.api import acknowledgements, compared, comparing
from chalicelib.api.bodies import Invalid, checked
from chalicelib.api.replies import Problem
from chalicelib.customs.compare import compare
from chalicelib.customs.compare.document import comparison_document
from chalicelib.customs.compare.tolerances import read_tolerances
from chalicelib.customs.processor import generate
from chalicelib.customs.reading import read_dataset
from chalicelib.customs.reference import Reference
from chalicelib.store import acknowledgements as kept
from chalicelib.store import audit, audit_check, comparisons, keys
from chalicelib.store.acknowledgements import fingerprints
from tests.api.calling import Caller, document, problem
from tests.contract.views import cursors
from tests.pipeline.world import SAMPLES, World, sample

PERIOD = {"from": "2026-10-23", "to": "2026-11-22"}
WARNED = "SH261100084.1"
PLACE = f"/api/comparisons/{WARNED}/findings/1/acknowledge"
REASON = {"reason": "The scales were wrong."}


def without(found: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in found.items() if name not in names}


def as_made(shown: dict[str, Any]) -> dict[str, Any]:
    """A comparison as `compare --json` writes it."""
    findings = [without(finding, "n", "acknowledged") for finding in shown["findings"]]
    return without(shown, "id", "version", "compared_at", "tolerances") | {"findings": findings}


def expected(**edited: str) -> list[dict[str, Any]]:
    """What the command line finds in the period."""
    data = read_dataset(SAMPLES)
    made = compare(generate(data), data.report or (), Reference(data), read_tolerances(edited))
    documents = [comparison_document(one) for one in made]
    taken = [one for one in documents if PERIOD["from"] <= one["entry_date"] <= PERIOD["to"]]
    return sorted(taken, key=lambda one: (one["entry_date"], one["shipment"]))


def test_the_list_is_what_the_command_line_finds(day: World) -> None:
    found = compared.listed(day.table, cursors(), PERIOD | {"limit": "500"})
    assert [as_made(one) for one in found["comparisons"]] == expected()
    statuses = [one["status"] for one in expected()]
    severities = [finding["severity"] for one in expected() for finding in one["findings"]]
    said = {name: statuses.count(name) for name in ("pass", "warn", "fail", "pending")}
    said |= {name: severities.count(name) for name in ("material", "minor", "info")}
    assert found["totals"] == said
    assert 0 not in (said["fail"], said["pass"], said["pending"])


@pytest.mark.parametrize("limit", ["1", "4"])
def test_pages_put_together_are_the_list(day: World, limit: str) -> None:
    asked, found = PERIOD | {"status": "fail", "limit": limit}, []
    while True:
        page = compared.listed(day.table, cursors(), asked)
        found += [as_made(one) for one in page["comparisons"]]
        assert len(page["comparisons"]) <= int(limit)
        assert page["totals"]["pass"] == 0
        if page["next"] is None:
            break
        asked["cursor"] = page["next"]
    assert found == [one for one in expected() if one["status"] == "fail"]


def test_findings_are_numbered(day: World) -> None:
    for one in compared.listed(day.table, cursors(), PERIOD)["comparisons"]:
        assert [finding["n"] for finding in one["findings"]] == list(range(1, len(one["findings"]) + 1))


@pytest.mark.parametrize(
    "identity",
    ["SH261100084", "SH261100084.", "SH261100084.2", ".1", "SH.x", "SH261100084.1.1", "S.99999999999"],
)
def test_a_comparison_that_there_is_not_is_not_found(somebody: Caller, identity: str) -> None:
    problem(somebody.get(f"/api/comparisons/{identity}"), 404, "No such comparison")


# Tolerances of the caller's


@pytest.mark.parametrize(
    "edited", [{"value": "100000"}, {"gross_weight_kg": "1000", "gross_weight_percent": "100"}, {}]
)
def test_a_comparison_under_other_tolerances_is_not_kept(day: World, edited: dict[str, str]) -> None:
    before = {
        one.key: one for date in ("2026-11-01",) for one in comparisons.of_period(day.table, date, date)
    }
    body = checked("comparisons.Compare", {"date": "2026-11-01", "tolerances": edited})
    found = comparing.compare(day.ports, body)["comparisons"]
    wanted = [one for one in expected(**edited) if one["entry_date"] == "2026-11-01"]
    assert [without(one, "tolerances") for one in found] == wanted
    assert all(one["tolerances"] == read_tolerances(edited).as_text() for one in found)
    assert {one.key: one for one in comparisons.of_period(day.table, "2026-11-01", "2026-11-01")} == before


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, [""]),
        ({"date": "2026-11-01", "shipment": "SH1"}, [""]),
        ({"date": "1.11.2026"}, ["date"]),
        ({"date": 20261101}, ["date"]),
        ({"shipment": ""}, ["shipment"]),
        ({"shipment": None}, ["shipment"]),
        ({"shipment": "SH1", "role": "admin"}, ["role"]),
        ({"date": "2026-11-01", "tolerances": {"value": 1}}, ["tolerances.value"]),
        (
            {"date": "2026-11-01", "tolerances": {"value": "1e3", "colour": "1"}},
            ["tolerances.colour", "tolerances.value"],
        ),
        ({"date": "2026-11-01", "tolerances": []}, ["tolerances"]),
    ],
)
def test_a_body_that_makes_no_sense_is_told_by_field(body: dict[str, Any], fields: list[str]) -> None:
    with pytest.raises(Invalid) as told:
        checked("comparisons.Compare", body)
    assert sorted(told.value.errors) == fields
    assert told.value.status == 422


@pytest.mark.parametrize(
    ("edited", "field"),
    [
        ({"value": "-1"}, "tolerances.value"),
        ({"net_weight_percent": "101"}, "tolerances.net_weight_percent"),
        ({"net_weight_percent": "9"}, "tolerances.net_weight_info_percent"),
    ],
)
def test_tolerances_that_make_no_sense_are_told(day: World, edited: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as told:
        comparing.compare(day.ports, {"date": "2026-11-01", "tolerances": edited})
    assert field in told.value.errors


def test_the_answer_says_which_field_is_wrong(somebody: Caller) -> None:
    sent = json.dumps({"date": "2026-11-01", "tolerances": {"value": "x"}}).encode()
    response = somebody.send("POST", "/api/compare", sent, content_type="application/json")
    assert response.status_code == 422
    assert list(document(response)["errors"]) == ["tolerances.value"]


# Acknowledgements


def send(caller: Caller, method: str, place: str = PLACE, body: Any = None) -> Any:
    sent = json.dumps(body).encode() if body is not None else b""
    return caller.send(method, place, sent, **({"content_type": "application/json"} if sent else {}))


def events(world: World) -> list[str]:
    found = [
        row.event
        for chain in range(keys.AUDIT_CHAINS)
        for row in audit.rows(world.table, "2026-11-23", chain)
    ]
    by_people = (event for event in found if event.actor != audit.PIPELINE)
    return [f"{event.actor} {event.action} {event.subject}" for event in by_people]


def test_an_acknowledgement_is_made_once_and_recorded_with_it(changing: Caller, fresh: World) -> None:
    """H3, F15: state and event are one transaction; the second click changes nothing."""
    for _ in range(2):
        [finding] = document(send(changing, "POST", body=REASON))["findings"]
        assert finding["acknowledged"] == {"by": "ann", "at": "2026-11-23T14:00:00Z", **REASON}
    assert events(fresh) == ["ann finding acknowledged comparison SH261100084"]
    problem(send(changing, "POST", body={"reason": "Another."}), 409, "Acknowledged already")
    assert audit_check.verify(fresh.table, "2026-11-23") == []


def test_an_acknowledgement_can_be_undone(changing: Caller, fresh: World) -> None:
    send(changing, "POST", body=REASON)
    for _ in range(2):
        [finding] = document(send(changing, "DELETE"))["findings"]
        assert finding["acknowledged"] is None
    assert len(events(fresh)) == 2
    assert document(send(changing, "POST", body={"reason": "Again."}))["findings"][0]["acknowledged"]


def test_an_acknowledgement_is_seen_in_every_list(changing: Caller) -> None:
    send(changing, "POST", body=REASON)
    listed = document(changing.get("/api/comparisons?date=2026-11-01"))["comparisons"]
    shown = {one["id"]: [finding["acknowledged"] for finding in one["findings"]] for one in listed}
    assert shown[WARNED][0]["by"] == "ann"
    assert document(changing.get(f"/api/comparisons/{WARNED}"))["findings"][0]["acknowledged"]["by"] == "ann"


@pytest.mark.parametrize(
    ("place", "status"),
    [
        (f"/api/comparisons/{WARNED}/findings/2/acknowledge", 404),
        (f"/api/comparisons/{WARNED}/findings/0/acknowledge", 400),
        (f"/api/comparisons/{WARNED}/findings/x/acknowledge", 400),
        ("/api/comparisons/SH261100084.2/findings/1/acknowledge", 404),
    ],
)
def test_only_what_was_found_is_acknowledged(changing: Caller, fresh: World, place: str, status: int) -> None:
    problem(send(changing, "POST", place, REASON), status)
    problem(send(changing, "DELETE", place), status)
    assert events(fresh) == []


@pytest.mark.parametrize("body", [{}, {"reason": ""}, {"reason": " "}, {"reason": "x" * 1001}, {"reason": 1}])
def test_a_reason_is_asked_for(changing: Caller, body: dict[str, Any]) -> None:
    assert send(changing, "POST", body=body).status_code == 422


def reported(world: World, change: tuple[bytes, bytes]) -> None:
    """Have SAP's report come again with a cell changed."""
    body = sample("Customs_Report.csv")
    assert change[0] in body
    world.upload("Customs_Report.csv", body.replace(*change))
    world.work()


OTHER_LINE = b"SH261100084,INV00084A,2026-11-01,002"


def rows_of(start: bytes) -> list[bytes]:
    return [row for row in sample("Customs_Report.csv").splitlines() if row.startswith(start)]


def test_it_survives_a_new_version_that_still_has_the_finding(changing: Caller, fresh: World) -> None:
    send(changing, "POST", body=REASON)
    row = next(row for row in rows_of(OTHER_LINE) if not row.split(b",")[7].startswith(b"99"))
    cells = row.split(b",")
    cells[8] = str(int(cells[8]) + 77).encode()
    reported(fresh, (row, b",".join(cells)))
    now = document(changing.get("/api/comparisons/SH261100084.2"))
    assert len(now["findings"]) > 1
    shown = {finding["field"]: finding["acknowledged"] for finding in now["findings"]}
    assert shown["gross_weight"]["reason"] == REASON["reason"]
    assert shown["value"] is None
    problem(send(changing, "POST", body=REASON), 409, "Not current")


def test_it_ends_with_a_finding_that_says_something_else(changing: Caller, fresh: World) -> None:
    send(changing, "POST", body=REASON)
    row = next(
        row for row in rows_of(b"SH261100084,INV00084A,2026-11-01,001") if row.split(b",")[13] == b"57"
    )
    cells = row.split(b",")
    cells[13] = b"99"
    reported(fresh, (row, b",".join(cells)))
    [finding] = document(changing.get("/api/comparisons/SH261100084.2"))["findings"]
    assert finding["reported"] == "99"
    assert finding["acknowledged"] is None


FINDING = {
    "kind": "VALUE",
    "severity": "material",
    "invoice": "I",
    "hts": "H",
    "origin": "CN",
    "line": "001",
    "field": "value",
    "expected": "1",
    "reported": "2",
    "difference": "1",
    "duty_effect": "0.25",
    "advice": "Look at line 001.",
}


@pytest.mark.parametrize("name", [name for name in FINDING if name not in kept.NOT_CONTENT])
def test_what_a_finding_says_is_what_it_is_known_by(name: str) -> None:
    assert fingerprints([FINDING]) != fingerprints([FINDING | {name: "other"}])


def test_where_a_finding_stands_is_not() -> None:
    moved = FINDING | {"line": "002", "advice": "Look at line 002."}
    assert fingerprints([FINDING]) == fingerprints([moved])
    assert len(set(fingerprints([FINDING, moved]))) == 2
    assert fingerprints([FINDING, moved]) == fingerprints([moved, FINDING])


def test_of_two_at_once_one_is_told_that_the_other_was_first(fresh: World) -> None:
    """F15: a race is decided by the table, not by who looked first."""
    acknowledgements.acknowledge(fresh.ports, "ben", WARNED, "1", {"reason": "Mine."})
    with pytest.raises(Problem, match="ben") as told:
        acknowledgements.acknowledge(fresh.ports, "ann", WARNED, "1", REASON)
    assert told.value.status == 409
    assert len(events(fresh)) == 1
