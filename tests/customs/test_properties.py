"""What holds of every entry, whatever the data: its rows' order, when and on which path it is made.

On random worlds and on the samples. A failure names the world's seed; `world(seed)` makes it again.
"""

import random
from collections.abc import Iterable, Iterator

import pytest

from chalicelib.customs.processor import generate, generate_stream
from chalicelib.customs.reading import read_dataset
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import Dataset, InvoiceLine, Shipment
from tests.customs.building import (
    SAMPLES,
    documents,
    duties,
    fee,
    goods,
    hts_row,
    measure,
    order,
    samples,
    shipment,
    world,
)
from tests.customs.worlds_data import (
    PATHS,
    SHUFFLED,
    as_bytes,
    generated,
    in_order,
    shuffled,
    streamed,
    with_rows,
    worlds,
)

# The order of rows


@pytest.mark.parametrize("table", SHUFFLED)
def test_the_order_of_a_tables_rows_changes_no_byte(table: str) -> None:
    """G11, R1.01: a row counts by what it says, not by where it stands; only the measures' order is law."""
    for seed, data in [(-1, samples()), *worlds()]:
        again = shuffled(data, seed, [table])
        assert generated(again) == generated(data), f"world {seed}"


def test_the_order_of_all_rows_together_changes_no_byte() -> None:
    """G11, R1.01."""
    for seed, data in [(-1, samples()), *worlds()]:
        for again in range(3):
            assert generated(shuffled(data, again)) == generated(data), f"world {seed}"


def test_measures_of_different_programmes_may_stand_in_any_order() -> None:
    """R3.04: the first row that matches wins within a programme; the place of another's rows is nothing."""
    for seed, data in [(-1, samples()), *worlds()]:
        by_program = sorted(data.measures, key=lambda row: row.program, reverse=seed % 2 == 1)
        assert generated(with_rows(data, measures=by_program)) == generated(data), f"world {seed}"


def test_the_order_of_rows_in_the_files_changes_no_byte(tmp_path_factory: pytest.TempPathFactory) -> None:
    """G11, R1.01: from files to bytes, with the header left on top."""
    folder = tmp_path_factory.mktemp("shuffled")
    rng = random.Random(1)
    for path in SAMPLES.glob("*.csv"):
        header, *rows = path.read_bytes().splitlines(keepends=True)
        if path.name != "HTS Tariff.csv":
            rng.shuffle(rows)
        (folder / path.name).write_bytes(header + b"".join(rows))
    assert generated(read_dataset(folder)) == generated(samples())


def test_of_rows_whose_periods_overlap_the_one_that_began_last_counts() -> None:
    """G6, R1.01: whichever stands first: of two rates, two rows of a fee, two orders of programmes."""
    rates = [
        hts_row("0101.21.0010", "5%", since="2020-01-01"),
        hts_row("0101.21.0010", "6%", since="2026-01-01"),
    ]
    fees = [fee("HMF", "0"), fee("MPF", "0.01", since="2020-01-01"), fee("MPF", "0.02", since="2026-01-01")]
    orders = [order("Q", since="2020-01-01"), order("P Q", since="2026-01-01")]
    rows = [measure("P", "9903.01.01", "0.1"), measure("Q", "9903.01.02", "0.2")]
    data = world(goods("0101.21.0010"), hts=rates, fees=fees, orders=orders, measures=rows)
    turned = {name: getattr(data, name)[::-1] for name in ("hts_rates", "fees", "sequence_order")}
    for either in (data, with_rows(data, **turned)):
        (entry,) = documents(either)
        assert duties(entry["lines"][0]) == "9903.01.01 1000.00 + 9903.01.02 2000.00 + 0101.21.0010 600.00"
        assert entry["totals"]["mpf"] == "200.00"


# Doing it again, and doing it another way


def test_generating_again_gives_the_same_bytes() -> None:
    """G3, R4.01: with data read or compiled anew, with the same data, and after other entries were made."""
    assert generated(read_dataset(SAMPLES)) == generated(samples()) == generated(samples())
    for seed, data in worlds():
        first = generated(data)
        reference = Reference(data)
        warm = [generate(data, reference) for _ in range(2)]
        assert [as_bytes(entries) for entries in warm] == [first, first], f"world {seed}"


@pytest.mark.parametrize("path", PATHS)
def test_every_path_gives_the_same_bytes(path: str) -> None:
    for seed, data in [(-1, samples()), *worlds(150)]:
        assert as_bytes(in_order(PATHS[path](data))) == generated(data), f"world {seed}"


def test_a_stream_of_interleaved_invoices_gives_the_same_bytes() -> None:
    """Also where an invoice stands under two shipments, or under none, or has no lines at all."""
    shared = orphans = missing = 0
    for seed, data in [(-1, samples()), *worlds(150)]:
        known = {row.invoice for row in data.shipments}
        stray = data.invoice_lines[0]._replace(invoice=f"STRAY{seed}")
        if seed % 3 == 0:
            data = with_rows(data, invoice_lines=[*data.invoice_lines, stray, stray._replace(line=11)])
        interleaved = shuffled(data, seed, ["invoice_lines"])
        assert as_bytes(in_order(streamed(interleaved))) == generated(data), f"world {seed}"
        invoiced = {line.invoice for line in data.invoice_lines}
        shared += len({row.shipment + row.invoice for row in data.shipments}) > len(known)
        orphans += bool(invoiced - known)
        missing += bool(known - invoiced)
    assert min(shared, orphans, missing) >= 10, (shared, orphans, missing)


def test_an_invoice_of_two_shipments_holds_both_on_every_path() -> None:
    """R2.15: neither may have it, also where its lines come long before the other shipment's."""
    data = world(
        goods(invoice="A"),
        goods(invoice="B"),
        goods(invoice="C"),
        shipments=[
            shipment("A", number="SH1"),
            shipment("B", number="SH1"),
            shipment("B", number="SH2"),
            shipment("C", number="SH2"),
        ],
    )
    for path in PATHS.values():
        found = in_order(path(data))
        assert [(entry.shipment, *entry.findings) for entry in found] == [
            ("SH1", ("INVOICE_IN_SEVERAL_SHIPMENTS", "B")),
            ("SH2", ("INVOICE_IN_SEVERAL_SHIPMENTS", "B")),
        ]


def test_a_stream_makes_an_entry_as_soon_as_its_last_line_has_come() -> None:
    """So that memory holds the open shipments only; shipments that wait for an invoice in vain come last."""
    numbers = [("A", "SH1"), ("B", "SH1"), ("C", "SH2"), ("NONE", "SH0")]
    data = world(
        *(goods(invoice=invoice) for invoice in "AABC"),
        shipments=[shipment(invoice, number=number) for invoice, number in numbers],
    )
    read: list[str] = []

    def lines() -> Iterator[InvoiceLine]:
        for line in data.invoice_lines:
            read.append(line.invoice)
            yield line

    made = [
        (entry.shipment, "".join(read))
        for entry in generate_stream(data._replace(invoice_lines=[]), lines(), {"A": 2, "B": 1, "C": 1})
    ]
    assert made == [("SH1", "AAB"), ("SH2", "AABC"), ("SH0", "AABC")]


def test_an_entry_does_not_depend_on_other_shipments() -> None:
    """Each shipment of the samples alone with its own invoices, but for invoices that two shipments have."""
    data = samples()
    for entry in generate(data):
        rows = [row for row in data.shipments if row.shipment == entry.shipment]
        own = {row.invoice for row in rows}
        if any(finding.kind == "INVOICE_IN_SEVERAL_SHIPMENTS" for finding in entry.findings):
            continue
        lines = [line for line in data.invoice_lines if line.invoice in own]
        (alone,) = generate(with_rows(data, shipments=rows, invoice_lines=lines))
        assert as_bytes([alone]) == as_bytes([entry]), entry.shipment


# As of the entry date


def in_force_only(data: Dataset, row: Shipment) -> Dataset:
    """Only the reference rows in force on a shipment's entry date; exchange rates to its export date."""

    def then(rows: Iterable[object]) -> list[object]:
        day = row.entry_date
        return [
            one
            for one in rows
            if getattr(one, "effective_from", "") <= day <= (getattr(one, "effective_to", "") or day)
        ]

    tables = ("measures", "hts_rates", "sequence_order", "fees", "adcvd")
    rates = [rate for rate in data.exchange_rates if rate.date <= row.export_date]
    return with_rows(data, **{name: then(getattr(data, name)) for name in tables}, exchange_rates=rates)


def test_rows_that_are_not_in_force_on_the_entry_date_do_not_matter() -> None:
    """R1.01: an entry of 2019 is the same with and without everything that has been made law since."""
    for seed, data in [(-1, samples()), *worlds(20)]:
        for entry in generate(data):
            rows = [row for row in data.shipments if row.shipment == entry.shipment]
            if len({(row.entry_date, row.export_date) for row in rows}) == 1:
                then = in_force_only(data, rows[0])
                (again,) = generate(then, only={entry.shipment})
                assert as_bytes([again]) == as_bytes([entry]), f"world {seed}, {entry.shipment}"
