"""What lacked something, or waited for a report, is taken up by itself when that arrives."""

from tests.pipeline.asking import (
    comparison_documents,
    entry_documents,
    held,
    newest,
    right_comparisons,
    right_entries,
    versions,
)
from tests.pipeline.days import begun
from tests.pipeline.small import only, rows_of, without, written
from tests.pipeline.world import sample

SHIPMENT, INVOICE = "SH261100080", "INV00080A"


def test_an_invoice_that_arrives_late_takes_up_its_entry() -> None:
    """G18, A15: what it lacked arrives, and it is made by itself, and only it."""
    world = begun({"Invoices.csv": without("Invoices.csv", "Invoice", INVOICE)})
    assert entry_documents(world)[SHIPMENT]["status"] == "needs_input"
    assert comparison_documents(world)[SHIPMENT]["status"] == "pending"
    before, heard = versions(world), len(world.heard)
    world.upload("Invoices.csv", only("Invoices.csv", "Invoice", INVOICE))
    world.work()
    assert versions(world) == before | {SHIPMENT: before[SHIPMENT] + 1}
    assert entry_documents(world) == right_entries()
    assert comparison_documents(world) == right_comparisons()
    assert set(world.heard[heard:]) <= {f"{kind}-{newest(world).run}" for kind in ("run", "discrepancies")}


def test_a_report_that_arrives_takes_up_pending_comparisons() -> None:
    """G13, A15: comparisons are pending until the report comes; no entry is made anew for it."""
    world = begun({"Customs_Report.csv": None})
    assert {document["status"] for document in comparison_documents(world).values()} == {"pending"}
    before = versions(world)
    world.upload("Customs_Report.csv")
    world.work()
    assert versions(world) == before
    assert comparison_documents(world) == right_comparisons()


def test_an_exchange_rate_that_arrives_takes_up_what_waits_for_it() -> None:
    """A15."""
    world = begun({"Exchange_Rate.csv": None})
    assert held(world) > {name for name, entry in right_entries().items() if entry["findings"]}
    world.upload("Exchange_Rate.csv")
    world.work()
    assert entry_documents(world) == right_entries()
    assert comparison_documents(world) == right_comparisons()


def test_an_invoice_under_a_second_shipment_holds_both() -> None:
    """Whichever of the two is announced first: no invoice is entered twice."""
    other = next(row for row in rows_of(sample("Shipments.csv")) if row["Invoice"] == "INV00069A")
    world = begun({})
    assert entry_documents(world)[SHIPMENT]["status"] == "generated"
    world.upload("Shipments.csv", written([other, other | {"Invoice": INVOICE}]))
    world.work()
    found = entry_documents(world)
    for shipment in (SHIPMENT, other["Shipment"]):
        assert {"kind": "INVOICE_IN_SEVERAL_SHIPMENTS", "subject": INVOICE} in found[shipment]["findings"]
    world.upload("Shipments.csv", written([other]))
    world.work()
    assert entry_documents(world) == right_entries()
