"""The parity report: files and table, field by field, with the rule behind each difference."""

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from random import Random

import pytest

from chalicelib.customs.parity import Parity, parity
from chalicelib.customs.rows import Dataset
from chalicelib.customs.tables import BUSINESS
from chalicelib.data_sets import REFERENCE
from chalicelib.etl.csv_set import CsvSet
from chalicelib.etl.data_sets import DATA_SETS
from chalicelib.feeds.catalogue import INGESTIONS
from chalicelib.feeds.raw_store import MemoryStore
from chalicelib.pipeline import parity_keeping, parity_report
from chalicelib.pipeline.ingest import ingest
from chalicelib.pipeline.parity_report import Difference, Report
from chalicelib.store import audit, keys, shadow
from chalicelib.store import parity as kept
from chalicelib.store.data_loader import DataLoader
from chalicelib.store.parity import DIFFERENT, EQUAL, INCOMPLETE, Summary
from chalicelib.store.shadow import CSV, DYNAMODB, SHADOW, Setting
from tests.pipeline.twin import Twin
from tests.pipeline.world import SAMPLES

FILES = {path.name: path.read_bytes() for path in SAMPLES.glob("*.csv")}
Edit = Callable[[list[dict[str, str]]], object]


@cache
def from_sap() -> Twin:
    """A pipeline that has loaded what SAP delivers, and the exchange rates, which only a file does."""
    world = Twin()
    world.upload("Exchange_Rate.csv")
    for one in INGESTIONS:
        ingest(world.ports, one.name, 60)
    world.work()
    return world


def files_of(bodies: dict[str, bytes]) -> CsvSet:
    return CsvSet("/csv", bodies.get, lambda: 0, 60)


def edited(name: str, edit: Edit) -> dict[str, bytes]:
    """The samples with a file changed."""
    rows = list(csv.DictReader(io.StringIO(FILES[name].decode("utf-8-sig"), newline="")))
    headers = list(rows[0])
    edit(rows)
    text = io.StringIO()
    writer = csv.DictWriter(text, headers)
    writer.writeheader()
    writer.writerows(rows)
    return FILES | {name: text.getvalue().encode()}


def compared(bodies: dict[str, bytes], world: Twin | None = None) -> Report:
    world = world or from_sap()
    return parity_report.compare(
        world.table, files_of(bodies), parity_report.plain(), "ann", world.ports.stamp()
    )


def brief(report: Report) -> dict[str, tuple[int, int, str]]:
    return {one.set: (one.rows, one.equal, one.verdict) for one in report.summary.sets}


# What is the same


def test_what_sap_delivered_is_what_the_files_hold() -> None:
    """T-05: after normalising, the samples of SAP and of the business are equal field by field."""
    report = compared(FILES)
    assert report.summary.verdict == EQUAL
    assert report.differences == ()
    assert brief(report) == {
        "products": (73, 73, EQUAL),
        "hts_rates": (21, 21, EQUAL),
        "measures": (75, 75, EQUAL),
        "packaging": (67, 67, EQUAL),
        "exchange_rates": (108, 108, EQUAL),
        "shipments": (137, 137, EQUAL),
        "invoice_lines": (767, 767, EQUAL),
        "report": (1259, 1259, EQUAL),
    }
    assert list(parity_report.describe(report))[-1] == "100 % equal"


def test_with_pandas_it_is_the_same_report() -> None:
    bodies = edited("Product_List.csv", lambda rows: rows[3].update({"SPI": "", "Gross Weight (kg)": "99"}))
    world, at = from_sap(), "2026-11-23T14:00:00Z"
    one, other = (
        parity_report.compare(world.table, files_of(bodies), comparer, "ann", at)
        for comparer in (parity_report.plain(), parity_report.with_pandas())
    )
    assert one.differences == other.differences != ()
    assert one.summary.sets == other.summary.sets
    assert (one.summary.comparer, other.summary.comparer[:7]) == ("standard library", "pandas ")


@pytest.mark.parametrize("name", ["Shipments.csv", "Invoices.csv", "Customs_Report.csv"])
def test_traffic_that_the_files_leave_out_is_not_compared(name: str) -> None:
    report = compared({file: body for file, body in FILES.items() if file != name})
    assert report.summary.verdict == EQUAL
    assert name not in {one.file for one in report.summary.sets}


def test_the_files_may_have_a_part_of_the_traffic() -> None:
    """What the table has of earlier and later dates is not held against them."""

    def keep_november(rows: list[dict[str, str]]) -> None:
        rows[:] = [row for row in rows if row["Entry Date"].startswith("2026-11")]

    shipments = edited("Shipments.csv", keep_november)["Shipments.csv"]
    named = {row["Invoice"] for row in csv.DictReader(io.StringIO(shipments.decode()))}

    def keep_their_invoices(rows: list[dict[str, str]]) -> None:
        rows[:] = [row for row in rows if row["Invoice"] in named]

    bodies = {"Shipments.csv": shipments} | {
        name: edited(name, keep_their_invoices)[name] for name in ("Invoices.csv", "Customs_Report.csv")
    }
    report = compared(FILES | bodies)
    found = brief(report)
    assert report.summary.verdict == EQUAL, report.differences[:3]
    assert 0 < found["shipments"][0] < 137
    assert 0 < found["invoice_lines"][0] < 767


def test_a_shipment_that_the_files_lack_between_their_dates_is_found() -> None:
    """With its invoices and what SAP reports of it."""
    lost = "SH261100084"

    def lose(rows: list[dict[str, str]]) -> None:
        gone.update(row["Invoice"] for row in rows if row["Shipment"] == lost)
        rows[:] = [row for row in rows if row["Shipment"] != lost]

    def lose_their_lines(rows: list[dict[str, str]]) -> None:
        rows[:] = [row for row in rows if row["Invoice"] not in gone]

    gone: set[str] = set()
    edits = {"Shipments.csv": lose, "Invoices.csv": lose_their_lines, "Customs_Report.csv": lose}
    report = compared({**FILES, **{name: edited(name, edit)[name] for name, edit in edits.items()}})
    assert {one.kind for one in report.differences} == {"only_table"}
    assert {one.set for one in report.differences} == {"shipments", "invoice_lines", "report"}
    assert {one.key.split(" + ")[0] for one in report.differences} == {lost, *gone}


def test_a_shipment_that_has_been_put_off_is_not_looked_for_where_it_was() -> None:
    """The table knows that it once had a date between those of the files."""

    def keep_november(rows: list[dict[str, str]]) -> None:
        rows[:] = [row for row in rows if row["Entry Date"].startswith("2026-11") and row["Shipment"] != late]

    late, world = "SH261100084", from_sap().copy()

    def put_off(rows: list[dict[str, str]]) -> None:
        for row in rows:
            if row["Shipment"] == late:
                row["Entry Date"] = "2026-12-24"

    world.upload("Shipments.csv", edited("Shipments.csv", put_off)["Shipments.csv"])
    world.work()
    shipments = edited("Shipments.csv", keep_november)["Shipments.csv"]
    rest = {name: body for name, body in FILES.items() if name not in ("Invoices.csv", "Customs_Report.csv")}
    report = compared(rest | {"Shipments.csv": shipments}, world)
    assert report.differences == ()


# What differs


@pytest.mark.parametrize(
    ("file", "edit", "expected"),
    [
        (
            "Product_List.csv",
            lambda rows: rows[0].update({"Net Weight (kg)": "66.713"}),
            Difference(
                "products",
                "value",
                "10004156",
                "Net Weight (kg)",
                "66.713",
                "66.712",
                "ZFMIOR002",
                "NTGEW, GEWEI",
                "as a number, then into kg by the unit beside it (KG, LB × 0.45359237, G ÷ 1000), half-up to "
                "0.001",
            ),
        ),
        (
            "Packaging_Material.csv",
            lambda rows: rows.pop(0),
            Difference(
                "packaging",
                "only_table",
                "910005825",
                "",
                "",
                "910005825",
                "PACKAGING",
                "MATNR",
                "leading zeros dropped where the number is all digits or padded to 18",
            ),
        ),
        (
            "HTS Tariff.csv",
            lambda rows: rows.append(rows.pop(0)),
            Difference(
                "measures",
                "order",
                "S301 + 9903.88.69 + 8501.10.4060|8501.31.2000|8501.31.4000|8501.10.6080|8504.40.9580|"
                "8544.42.2000 + CN + 2024-06-15",
                "",
                "75",
                "1",
                "TARIFF_SEQUENCE",
                "SEQNO",
                "the order of its numbers",
            ),
        ),
        (
            "Exchange_Rate.csv",
            lambda rows: rows[0].update({"USD per Unit": "0.999999"}),
            Difference(
                "exchange_rates",
                "value",
                "CNY + 2018-01-01",
                "USD per Unit",
                "0.999999",
                "0.140725",
                "",
                "",
                "",
            ),
        ),
    ],
    ids=["field", "row", "order", "file only"],
)
def test_a_difference_says_where_what_and_by_which_rule(file: str, edit: Edit, expected: Difference) -> None:
    report = compared(edited(file, edit))
    [found] = report.differences
    assert found == expected
    assert report.summary.verdict == DIFFERENT
    [different] = [one for one in report.summary.sets if one.verdict == DIFFERENT]
    assert (different.file, different.differences) == (file, 1)
    told = "\n".join(parity_report.describe(report))
    assert found.key in told
    assert (f"[{found.source} {found.field}: {found.rule}]" in told) == bool(found.source)


def test_a_row_that_is_changed_and_moved_is_one_row() -> None:
    def change_and_move(rows: list[dict[str, str]]) -> None:
        first = rows.pop(0)
        rows.append(first | {"Source": "nobody knows"})

    report = compared(edited("HTS Tariff.csv", change_and_move))
    assert [one.kind for one in report.differences] == ["value", "order"]
    assert brief(report)["measures"] == (75, 74, DIFFERENT)


@pytest.mark.parametrize("seed", range(100))
def test_what_is_seeded_is_found(seed: int) -> None:
    """R13: a field of a file is changed somewhere, and the report names it and nothing else."""
    random = Random(seed)
    data_set = random.choice([DATA_SETS[name] for name in REFERENCE if name != "product_weights"])
    place: list[tuple[str, str]] = []

    def change(rows: list[dict[str, str]]) -> None:
        plain = [
            header
            for header in ("Description", "General Rate", "Source", "USD per Unit")
            if header in rows[0]
        ]
        row, header = random.choice(rows), random.choice(plain)
        place.append((header, row[header]))
        row[header] = "0.123456" if header == "USD per Unit" else f"{row[header]} x".strip()

    report = compared(edited(data_set.table.file, change))
    [found] = report.differences
    [(header, before)] = place
    before = before.rstrip("0") if header == "USD per Unit" else before
    assert (found.set, found.kind, found.column, found.table) == (
        data_set.table.name,
        "value",
        header,
        before,
    )


@pytest.mark.parametrize(
    "name", ["Product_List.csv", "HTS_Code.csv", "HTS Tariff.csv", "Packaging_Material.csv"]
)
@pytest.mark.parametrize("body", [None, b"nonsense"])
def test_without_a_file_that_is_needed_nothing_is_proven(name: str, body: bytes | None) -> None:
    bodies = {file: text for file, text in FILES.items() if file != name} | ({name: body} if body else {})
    report = compared(bodies)
    assert report.summary.verdict == INCOMPLETE
    [lacking] = [one for one in report.summary.sets if one.verdict == INCOMPLETE]
    assert (lacking.file, lacking.percent) == (name, "0")
    assert lacking.problem
    assert report.differences == ()
    assert "cannot be used" in list(parity_report.describe(report))[-1]


def test_a_file_without_exchange_rates_lacks_them_all() -> None:
    """Whoever reads the files reads none: that is not what the table has."""
    report = compared({file: body for file, body in FILES.items() if file != "Exchange_Rate.csv"})
    assert brief(report)["exchange_rates"] == (108, 0, DIFFERENT)
    told = list(parity_report.describe(report))
    assert "  all 108 rows are only in the table: the files have none" in told
    assert not [line for line in told if "CNY" in line]


def test_traffic_without_a_file_is_told_as_not_compared() -> None:
    report = compared({file: body for file, body in FILES.items() if file != "Invoices.csv"})
    assert "invoice_lines" not in brief(report)
    assert list(parity_report.describe(report))[-2:] == [
        "invoice_lines: Invoices.csv is not there: not compared",
        "100 % equal",
    ]


def test_a_row_that_cannot_be_read_is_a_difference() -> None:
    """Even where the table has not got it either."""
    body = FILES["Packaging_Material.csv"] + b"910009999,Box,perhaps\r\n"
    report = compared(FILES | {"Packaging_Material.csv": body})
    [found] = report.differences
    assert (found.set, found.kind) == ("packaging", "unreadable")
    assert "Is Packaging" in found.files
    assert report.summary.verdict == DIFFERENT
    assert brief(report)["packaging"] == (68, 67, DIFFERENT)


def test_a_number_written_otherwise_is_no_difference() -> None:
    def longer(rows: list[dict[str, str]]) -> None:
        row = next(row for row in rows if row["Rate"] == "0.25")
        row["Rate"] = "0.2500"

    assert compared(edited("HTS Tariff.csv", longer)).summary.verdict == EQUAL


# What is kept of it


def brought(report: Report) -> tuple[Twin, MemoryStore, Summary]:
    world, exports = from_sap().copy(), MemoryStore()
    return world, exports, parity_keeping.keep(world.ports, exports, report)


def test_a_report_is_kept_in_brief_and_exported_whole() -> None:
    world, exports, summary = brought(compared(edited("HTS_Code.csv", lambda rows: rows.pop())))
    assert kept.find(world.table) == summary
    assert sorted(exports.objects) == sorted(summary.files)
    whole = json.loads(exports.get(summary.files[0]))
    assert (whole["id"], whole["verdict"], len(whole["differences"])) == (summary.id, DIFFERENT, 1)
    assert whole["sets"][1]["percent"] == "95.23"
    rows = list(csv.DictReader(io.StringIO(exports.get(summary.files[1]).decode("utf-8-sig"))))
    assert rows == whole["differences"]


def test_a_cell_is_no_formula() -> None:
    report = compared(edited("HTS_Code.csv", lambda rows: rows[0].update({"Description": "=1+1"})))
    text = parity_keeping.csv_text(report)
    assert "'=1+1" in text
    assert ",=1+1" not in text


def test_keeping_it_twice_is_keeping_it_once() -> None:
    report = compared(FILES)
    world, exports, summary = brought(report)
    assert parity_keeping.keep(world.ports, exports, report) == summary
    assert len(exports.objects) == 2


# Every day


def shadowing(mode: str) -> Twin:
    world = from_sap().copy()
    at = world.ports.stamp()
    shadow.change(world.table, Setting(CSV), Setting(mode, 1, at, "ann", "Let us see."))
    return world


def daily(world: Twin, bodies: dict[str, bytes], unset: str = CSV) -> str:
    return parity_keeping.daily(world.ports, files_of(bodies), MemoryStore(), unset)


@pytest.mark.parametrize("mode", [CSV, DYNAMODB])
def test_only_shadow_mode_is_compared_every_day(mode: str) -> None:
    world = shadowing(mode)
    assert daily(world, FILES) == parity_keeping.NOT_ASKED
    assert parity_keeping.daily(world.ports, None, MemoryStore(), SHADOW) == parity_keeping.NO_FILES
    assert kept.find(world.table) is None


def test_what_is_equal_is_no_news() -> None:
    world = shadowing(SHADOW)
    assert daily(world, FILES) == EQUAL
    world.work()
    assert world.heard == []
    found = kept.find(world.table)
    assert found is not None
    assert (found.verdict, found.by) == (EQUAL, audit.PIPELINE)


def test_a_difference_is_recorded_and_told_once_a_day() -> None:
    """H7: and nothing that anybody reads is touched by it."""
    world, bodies = shadowing(SHADOW), edited("HTS_Code.csv", lambda rows: rows.pop())
    before = DataLoader(world.table, lambda: 0, 60, files_of(FILES).rows, CSV).load(REFERENCE)
    for hours, told in ((0, 1), (1, 1), (24, 2)):
        world.clock.forward(hours=hours)
        assert daily(world, bodies) == DIFFERENT
        world.work()
        assert len(world.heard) == told
    chain = keys.shard(f"parity {kept_id(world)}", keys.AUDIT_CHAINS)
    [event] = [
        row.event
        for row in audit.rows(world.table, world.ports.stamp()[:10], chain)
        if row.event.action == "parity compared"
    ]
    assert event.facts["differences"] == 1
    assert DataLoader(world.table, lambda: 0, 60, files_of(FILES).rows, CSV).load(REFERENCE) == before


def kept_id(world: Twin) -> str:
    found = kept.find(world.table)
    assert found is not None
    return found.id


def test_a_comparer_of_ones_own_is_named() -> None:
    def compare(a: Dataset, b: Dataset) -> Parity:
        return parity(a, b)

    comparer = parity_report.Comparer("by hand", compare)
    report = parity_report.compare(from_sap().table, files_of(FILES), comparer, "ann", "2026-11-23T14:00:00Z")
    assert replace(report.summary, comparer="", id="").verdict == EQUAL
    assert report.summary.comparer == "by hand"
    assert len(report.summary.sets) == len(BUSINESS)
