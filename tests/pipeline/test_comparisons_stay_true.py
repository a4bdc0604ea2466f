"""The stored comparisons are those of `compare` on the same data, whichever of the data has changed last."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from chalicelib.api.comparing import compare as asked_for
from chalicelib.customs.compare import compare
from chalicelib.customs.compare.document import comparison_document
from chalicelib.customs.processor import generate
from chalicelib.customs.reading import read_dataset
from chalicelib.customs.reference import Reference
from chalicelib.pipeline.compare import compare_now
from chalicelib.pipeline.ingest import business_date
from chalicelib.pipeline.load import load
from chalicelib.pipeline.plan import start_daily
from chalicelib.store import audit_check, comparisons, entries
from chalicelib.store.comparisons import Outcome, StoredComparison
from chalicelib.store.memory import MemoryTable
from chalicelib.store.table import Conflict
from tests.pipeline import days
from tests.pipeline.asking import run
from tests.pipeline.small import FILES, edited, rows_of, small, written
from tests.pipeline.twin import Twin

SHIPMENT, DATE = "SH261100080", "2026-11-02"
MEASURES, REPORT = "HTS Tariff.csv", "Customs_Report.csv"
HEADING = "9903.88.77"
ENDED = "2021-01-01"


def measures(until: str = "") -> bytes:
    """The measures, and one more that concerns none of the goods, with its last day."""
    rows = rows_of(small(MEASURES))
    scope = {"HTS Scope": "0101", "HTS Except": "", "Origin": "FR", "Condition": "", "Tariff Code": HEADING}
    return written([*rows, {**rows[0], **scope, "Effective From": "2020-01-01", "Effective To": until}])


def report() -> bytes:
    """The report of the shipment, whose first line has the heading besides."""
    rows = [row for row in rows_of(small(REPORT)) if row["Shipment"] == SHIPMENT]
    first = rows[0]["Line"]
    later = [row | {"Ordinal": str(int(row["Ordinal"]) + (row["Line"] == first))} for row in rows]
    extra = {"Ordinal": "1", "Tariff Code": HEADING, "Duty": "0.00", "Entered Value": "0"}
    return written([rows[0] | extra, *later])


def unknown(shipment: str, date: str = DATE) -> bytes:
    """The report of a shipment that nobody has announced."""
    return edited(report(), lambda row: row | {"Shipment": shipment, "Entry Date": date})


def deliver(world: Twin, name: str, body: bytes) -> None:
    """Deliver a file, with all that follows."""
    world.clock.forward(minutes=1)
    world.upload(name, body)
    world.work()


def reported() -> Twin:
    """A day on which SAP reports a heading whose measure is open."""
    world = days.little_day()
    deliver(world, MEASURES, measures())
    deliver(world, REPORT, report())
    assert said_of(stored(world)) == ["EXTRA_CH99"]
    return world


def on_the_command_line(folder: Path, instead: Mapping[str, bytes]) -> dict[str, dict[str, Any]]:
    """What `python -m chalicelib compare --json` says of the files, some of them others, by shipment."""
    for name in FILES:
        (folder / name).write_bytes(instead.get(name, small(name)))
    data = read_dataset(folder)
    found = compare(generate(data), data.report or (), Reference(data))
    return {one.shipment: comparison_document(one) for one in found}


def stored(world: Twin, shipment: str = SHIPMENT) -> dict[str, Any]:
    """The current comparison as it was stored."""
    found = comparisons.document(world.table, shipment)
    assert found is not None
    return plain(found)


def plain(found: Mapping[str, Any]) -> dict[str, Any]:
    """A comparison without the tolerances that it was made under."""
    return {name: value for name, value in found.items() if name != "tolerances"}


def head(world: Twin, shipment: str = SHIPMENT) -> StoredComparison:
    """The current comparison as it is listed."""
    found = comparisons.head(world.table, shipment)
    assert found is not None
    return found


def said_of(found: Mapping[str, Any]) -> list[str]:
    """What is said of the heading."""
    return [finding["kind"] for finding in found["findings"] if finding["reported"] == HEADING]


# A measure that ends


@pytest.mark.parametrize(
    ("until", "kind"),
    [
        (ENDED, "DEAD_PROGRAM"),
        ("2026-11-01", "DEAD_PROGRAM"),
        (DATE, "EXTRA_CH99"),
        ("2026-11-03", "EXTRA_CH99"),
    ],
)
def test_the_run_of_the_measures_says_what_the_command_line_says(
    tmp_path: Path, until: str, kind: str
) -> None:
    """Domain 5: of a heading that we do not have, and whose end makes no entry another."""
    world = reported()
    entry, before = entries.head(world.table, SHIPMENT), head(world)
    deliver(world, MEASURES, measures(until))
    assert entry
    assert entries.document(world.table, SHIPMENT, entry.version + 1) is None
    expected = on_the_command_line(tmp_path, {MEASURES: measures(until), REPORT: report()})
    assert stored(world) == expected[SHIPMENT]
    assert said_of(stored(world)) == [kind]
    assert (head(world).version > before.version) == (kind == "DEAD_PROGRAM")
    assert audit_check.verify(world.table, "2026-11-23") == []


def test_what_the_end_of_a_measure_changes_is_told_once() -> None:
    """C18: by the run of its delivery, and by none that follows."""
    world = reported()
    world.heard.clear()
    deliver(world, MEASURES, measures(ENDED))
    told = head(world)
    counts = run(world, told.told_in).counts
    assert (counts["compared"], counts["newly_material"]) == (1, 1)
    assert f"discrepancies-{told.told_in}" in world.heard
    world.heard.clear()
    deliver(world, MEASURES, measures("2021-01-02"))
    again = head(world)
    assert again.version == told.version + 1, "the day stands in the advice"
    before = list(world.heard)
    start_daily(world.ports, business_date(world.clock.now))
    world.work()
    assert head(world) == again
    assert world.heard == before


@pytest.mark.parametrize("when", ["asked for", "by the daily run"])
def test_what_no_run_has_come_to_yet(when: str) -> None:
    """The run of the measures was given up: whoever asks is told what holds, and the daily run mends it."""
    world = reported()
    world.upload(MEASURES, measures(ENDED))
    load(world.ports, world.landed.popleft())
    world.queues.sent.clear()
    assert said_of(stored(world)) == ["EXTRA_CH99"]
    if when == "asked for":
        compare_now(world.ports, SHIPMENT, "ada")
        assert head(world).told_in == ""
    start_daily(world.ports, business_date(world.clock.now))
    world.work()
    assert said_of(stored(world)) == ["DEAD_PROGRAM"]
    assert head(world).told_in == "daily-2026-11-23"


def test_measures_that_say_nothing_new_make_no_new_comparison() -> None:
    """Noted that they give the same, so that the next run need not compare again."""
    world = reported()
    before = head(world)
    deliver(world, MEASURES, measures("2030-01-01"))
    after = head(world)
    assert (after.version, after.digest, after.told_in) == (before.version, before.digest, before.told_in)
    assert after.measures > before.measures > 0


# A shipment that only the report knows


def test_a_date_is_compared_as_on_the_command_line(tmp_path: Path) -> None:
    """Those that only the report knows are compared as well, and on their own date."""
    world = days.little_day()
    other_day = "2026-11-03"
    rows = [*rows_of(small(REPORT)), *rows_of(unknown("SHX1")), *rows_of(unknown("SHX2", other_day))]
    deliver(world, REPORT, written(rows))
    expected = on_the_command_line(tmp_path, {REPORT: written(rows)})
    for day, shipments in ((DATE, [SHIPMENT, "SHX1"]), (other_day, ["SHX2"]), ("2026-11-04", [])):
        found = asked_for(world.ports, {"date": day})["comparisons"]
        assert found == [expected[shipment] for shipment in shipments]
        under = asked_for(world.ports, {"date": day, "tolerances": {"value": "0"}})["comparisons"]
        assert list(map(plain, under)) == found


def test_what_has_left_a_date_is_not_compared_on_it() -> None:
    world = days.little_day()
    deliver(world, REPORT, unknown("SHX1"))
    world.upload(REPORT, unknown("SHX1", "2026-11-20"))
    load(world.ports, world.landed.popleft())
    found = asked_for(world.ports, {"date": DATE})["comparisons"]
    assert [one["shipment"] for one in found] == [SHIPMENT]
    found = asked_for(world.ports, {"date": "2026-11-20"})["comparisons"]
    assert [one["shipment"] for one in found] == ["SHX1"]


def test_the_daily_run_comes_to_them_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """H11: another engine compares them anew."""
    world = days.little_day()
    deliver(world, REPORT, unknown("SHX1"))
    monkeypatch.setattr("chalicelib.pipeline.compare.engine_version", lambda: "2.0")
    start_daily(world.ports, business_date(world.clock.now))
    world.work()
    assert head(world, "SHX1").code_version == "2.0"


@pytest.mark.parametrize("under", [{}, {"tolerances": {"value": "0"}}], ids=["usual", "other"])
def test_a_shipment_whose_entry_is_still_to_come_is_not_unknown(
    tmp_path: Path, under: dict[str, Any]
) -> None:
    """Between the load of its rows and the run, its entry is made first."""
    world = days.little_day()
    deliver(world, REPORT, unknown("SHX1"))
    assert stored(world, "SHX1")["status"] == "fail"
    invoice = "INVX1"
    files = {
        "Invoices.csv": ("Invoice", "INV00080A", {"Invoice": invoice}),
        "Shipments.csv": ("Shipment", SHIPMENT, {"Shipment": "SHX1", "Invoice": invoice}),
    }
    renamed = {}
    for name, (column, value, change) in files.items():
        rows = [row for row in rows_of(small(name)) if row[column] == value]
        renamed[name] = written([row | change for row in rows])
        world.upload(name, renamed[name])
        load(world.ports, world.landed.popleft())
    body = {"shipment": "SHX1"}
    [found] = asked_for(world.ports, body | under)["comparisons"]
    assert entries.head(world.table, "SHX1")
    assert {finding["invoice"] for finding in found["findings"]} >= {invoice}
    instead = {name: small(name) + body.partition(b"\n")[2] for name, body in renamed.items()}
    instead[REPORT] = small(REPORT) + unknown("SHX1").partition(b"\n")[2]
    assert plain(found) == on_the_command_line(tmp_path, instead)["SHX1"]


# Who tells of it


def test_a_run_that_begins_to_tell_is_not_forgotten() -> None:
    """C18: while somebody notes that newer data give the same comparison, which no run has told of yet."""
    world = days.little_day()
    table, current, body = world.table, head(world), comparisons.document(world.table, SHIPMENT)
    assert isinstance(table, MemoryTable)
    assert body
    made = Outcome(body | {"status": "warn"}, current.entry_version, current.report_sequence, 99)
    by_hand = comparisons.store(table, made, current, world.ports.stamp(), "", "ada")
    assert by_hand
    calm = table.before

    def told_meanwhile(operation: str, keys: Any) -> None:
        if operation == "put" and keys[0][1] == "COMPARISON":
            table.before = calm
            comparisons.tell(table, by_hand, "run-a", [])

    table.before = told_meanwhile
    newer = Outcome(made.document, made.entry_version, made.report_sequence, 100)
    with pytest.raises(Conflict):
        comparisons.store(table, newer, by_hand, world.ports.stamp(), "")
    assert table.before is calm
    assert head(world).told_in == "run-a"
