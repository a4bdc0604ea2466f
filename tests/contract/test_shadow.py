"""The state and the last report over HTTP: what is shown, what is refused, and that the contract holds."""

from collections.abc import Mapping
from typing import Any

import pytest

from chalicelib.api.bodies import Invalid, checked, schema_of
from chalicelib.api.contract import OPERATIONS
from chalicelib.api.reference import listed
from chalicelib.api.replies import Problem
from chalicelib.api.scenarios import scenarios
from chalicelib.api.shadow import change, show
from chalicelib.etl.csv_set import CsvSet
from chalicelib.feeds.raw_store import MemoryStore
from chalicelib.identity.roles import ADMIN, OPERATOR
from chalicelib.pipeline import parity_keeping, parity_report
from chalicelib.store import shadow
from chalicelib.store.data_loader import DataLoader
from chalicelib.store.shadow import CSV, DYNAMODB, MODES, SHADOW
from tests.contract.views import cursors
from tests.pipeline import days
from tests.pipeline.twin import Twin
from tests.pipeline.world import SAMPLES

FILES = {path.name: path.read_bytes() for path in SAMPLES.glob("*.csv")}
PLACE = "s3://files/csv-set"
WHAT_IF = {
    "lines": [{"material": "10004156", "value": "50000", "quantity": "1000"}],
    "entry_dates": ["2026-11-22"],
    "mode": "11",
}


@pytest.fixture
def world() -> Twin:
    return days.whole_day()


def files_of(bodies: Mapping[str, bytes]) -> CsvSet:
    return CsvSet(PLACE, bodies.get, lambda: 0, 60)


def compared(world: Twin, bodies: Mapping[str, bytes] = FILES) -> None:
    report = parity_report.compare(
        world.table, files_of(bodies), parity_report.plain(), "pipeline", world.ports.stamp()
    )
    parity_keeping.keep(world.ports, MemoryStore(), report)


def asked(world: Twin, place: str = PLACE, unset: str = CSV, **body: Any) -> dict[str, Any]:
    said = checked("operations.ChangeShadow", {"reason": "As agreed."} | body)
    found = change(world.ports, "ann", said, unset, place)
    schema_of("operations.Shadow").load(found)
    return found


def shown(world: Twin, place: str = PLACE, unset: str = CSV) -> dict[str, Any]:
    found = show(world.table, unset, place)
    schema_of("operations.Shadow").load(found)
    return found


def test_everybody_sees_it_and_an_admin_changes_it() -> None:
    found = {one.name: (one.method, one.role) for one in OPERATIONS if one.path == "/api/shadow"}
    assert found == {"shadow": ("GET", OPERATOR), "change_shadow": ("PUT", ADMIN)}


def test_before_anything_was_done(world: Twin) -> None:
    assert shown(world) == {
        "mode": CSV,
        "reads": "csv",
        "notice": "",
        "edition": 0,
        "changed_at": "",
        "by": "",
        "reason": "",
        "parity": None,
        "verdict": None,
        "checked_at": None,
        "compared_with": "",
        "exports": [],
    }


def test_the_last_report_is_told_by_data_set(world: Twin) -> None:
    compared(world, FILES | {"HTS_Code.csv": FILES["HTS_Code.csv"].replace(b"Free", b"1%", 1)})
    found = shown(world)
    assert (found["verdict"], found["checked_at"], found["compared_with"]) == (
        "different",
        world.ports.stamp(),
        PLACE,
    )
    assert len(found["exports"]) == 2
    rows = {one.pop("set"): one for one in found["parity"]}
    assert list(rows)[:4] == ["products", "hts_rates", "measures", "packaging"]
    assert rows["hts_rates"] == {
        "file": "HTS_Code.csv",
        "rows": 21,
        "equal": 20,
        "differences": 1,
        "percent": "95.23",
        "verdict": "different",
        "problem": "",
    }
    assert rows["products"]["percent"] == "100"


def test_the_way_there_and_back(world: Twin) -> None:
    """H9: who, when and why stand in every answer."""
    compared(world)
    for edition, (mode, reads) in enumerate([(SHADOW, "csv"), (DYNAMODB, "table"), (CSV, "csv")]):
        found = asked(world, mode=mode, edition=edition, reason=f" Step {edition}. ")
        assert found == shown(world)
        assert [found[name] for name in ("mode", "reads", "edition", "by", "reason", "changed_at")] == [
            mode,
            reads,
            edition + 1,
            "ann",
            f"Step {edition}.",
            world.ports.stamp(),
        ]


@pytest.mark.parametrize(
    ("body", "title"),
    [
        ({"mode": CSV, "edition": 1}, "Changed meanwhile"),
        ({"mode": DYNAMODB, "edition": 1, "force": True}, "Changed meanwhile"),
        ({"mode": DYNAMODB, "edition": 0}, "Not proven"),
    ],
)
def test_what_is_in_conflict_is_told_and_changes_nothing(
    world: Twin, body: dict[str, Any], title: str
) -> None:
    with pytest.raises(Problem) as refused:
        asked(world, **body)
    assert (refused.value.status, refused.value.title) == (409, title)
    assert shown(world)["edition"] == 0


def test_force_is_said_by_whoever_means_it(world: Twin) -> None:
    assert asked(world, mode=DYNAMODB, edition=0, force=True)["reads"] == "table"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"edition": 0, "reason": "x"}, "mode"),
        ({"mode": "sap", "edition": 0, "reason": "x"}, "mode"),
        ({"mode": CSV, "reason": "x"}, "edition"),
        ({"mode": CSV, "edition": "0", "reason": "x"}, "edition"),
        ({"mode": CSV, "edition": -1, "reason": "x"}, "edition"),
        ({"mode": CSV, "edition": 0}, "reason"),
        ({"mode": CSV, "edition": 0, "reason": ""}, "reason"),
        ({"mode": CSV, "edition": 0, "reason": " \n"}, "reason"),
        ({"mode": CSV, "edition": 0, "reason": "x" * 1001}, "reason"),
        ({"mode": CSV, "edition": 0, "reason": "x", "force": "true"}, "force"),
        ({"mode": CSV, "edition": 0, "reason": "x", "by": "eve"}, "by"),
    ],
)
def test_what_makes_no_sense_is_told_by_field(body: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as told:
        checked("operations.ChangeShadow", body)
    assert list(told.value.errors) == [field]


@pytest.mark.parametrize("mode", MODES)
def test_without_files_the_table_is_read_and_that_is_said(world: Twin, mode: str) -> None:
    found = asked(world, "", DYNAMODB, mode=mode, edition=0, force=True)
    assert found["reads"] == "table"
    assert found["notice"].startswith("No files are configured")
    assert (mode in found["notice"]) == (mode != DYNAMODB)
    assert shown(world, "", DYNAMODB)["notice"] == found["notice"]


# The answers of the readers


@pytest.mark.parametrize(("mode", "source"), [(CSV, "csv"), (SHADOW, "csv"), (DYNAMODB, "table")])
def test_an_answer_says_from_where_it_is(world: Twin, mode: str, source: str) -> None:
    asked(world, mode=mode, edition=0, force=True)
    changed = FILES | {
        "Product_List.csv": FILES["Product_List.csv"].replace(b"10004156,Adjustable base", b"10004156,Bed", 1)
    }
    loader = DataLoader(world.table, lambda: 0, 60, files_of(changed).rows, CSV)
    page = listed(loader, cursors(), "products", {"limit": "1"})
    assert isinstance(page, dict), "chosen, and so no warning"
    assert page["source"] == source
    assert page["rows"][0]["Description"].startswith("Bed" if source == "csv" else "Adjustable")


@pytest.mark.parametrize(("mode", "source"), [(CSV, "csv"), (DYNAMODB, "table")])
def test_what_if_goes_by_what_the_other_pages_show(world: Twin, mode: str, source: str) -> None:
    asked(world, mode=mode, edition=0, force=True)
    moved = FILES["Product_List.csv"].replace(b",MX,", b",CN,")
    loader = DataLoader(world.table, lambda: 0, 60, files_of(FILES | {"Product_List.csv": moved}).rows, CSV)
    body = checked("scenarios.WhatIf", WHAT_IF)
    found = scenarios(world.ports, body, loader)
    schema_of("scenarios.Scenarios").load(found)
    assert found["source"] == source
    assert bool(found["revision"]) == (source == "table")
    before = scenarios(world.ports, body)
    same_goods = found["scenarios"][0]["lines"][0]["origin"] == before["scenarios"][0]["lines"][0]["origin"]
    assert same_goods == (source == "table")


def test_a_state_that_nobody_has_set_is_that_of_the_stage(world: Twin) -> None:
    assert shown(world, unset=shadow.usual(PLACE, local=False))["mode"] == CSV
    assert shown(world, unset=shadow.usual(PLACE, local=True))["mode"] == DYNAMODB
