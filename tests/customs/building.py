"""Small worlds for cases done by hand: name what matters, the rest is ordinary.

Everything goes in as the text of a cell and comes out as the text of the JSON document, so that a case shows
the very figures of the files. Without other word it is one shipment by vessel, exported 2026-09-15 and
entered 2026-10-15, of goods from China worth $10,000 that weigh 1 kg a piece, under the measures and HTS rows
of the samples and the law that ships with the product.

>>> entry = entry_of(goods("8504.40.9580"))
>>> duties(entry["lines"][0])
'9903.88.03 2500.00 + 9903.05.31 1250.00 + 8504.40.9580 0.00'
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from chalicelib.customs.entries import Entry
from chalicelib.customs.processor import generate
from chalicelib.customs.publish import entry_document
from chalicelib.customs.reading import read_dataset, rows_from_mappings
from chalicelib.customs.rows import Dataset
from chalicelib.customs.tables import (
    ADCVD,
    BUSINESS,
    EXCHANGE_RATES,
    FEES,
    HTS_RATES,
    INVOICE_LINES,
    LAW,
    MEASURES,
    PACKAGING,
    PRODUCTS,
    SEQUENCE_ORDER,
    SHIPMENTS,
)

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
Row = dict[str, str]
Document = dict[str, Any]

PRODUCT: Row = {
    **dict.fromkeys((column.header for column in PRODUCTS.columns), ""),
    "Base Unit": "EA",
    "Status": "Active",
}


class InvoicedLine(NamedTuple):
    """An invoice line, the product behind it (None: not in the product list), and whether it is packaging."""

    row: Row
    product: Row | None
    packaging: str
    """`Y`, `N`, or empty: not in the packaging file."""


def goods(hts: str = "9403.20.0035", value: str = "10000", **said: str) -> InvoicedLine:
    """One invoice line of goods, a material of its own unless `material` is said.

    `origin` is the product's, `invoiced_origin` the invoice line's. `net`, `gross`, `steel`, `aluminum`,
    `copper` are kg per unit, `steel_share` and so on the percentages of the value. Also: `quantity`,
    `currency`, `invoice`, `line`, `spi`, `claims`, `status`, `packaging`.
    """
    ordinary = {
        "material": "",
        "origin": "CN",
        "invoiced_origin": "",
        "quantity": "1",
        "net": "1",
        "gross": said.get("net", "1"),
        "steel": "0",
        "aluminum": "0",
        "copper": "0",
        "steel_share": "0",
        "aluminum_share": "0",
        "copper_share": "0",
        "currency": "USD",
        "invoice": "INV1",
        "line": "",
        "spi": "",
        "claims": "",
        "status": "Active",
        "packaging": "",
    }
    assert set(said) <= set(ordinary), set(said) - set(ordinary)
    fact = {**ordinary, **said}
    product = PRODUCT | {
        "Material": fact["material"],
        "HTS Code": hts,
        "Country of Origin": fact["origin"],
        "Net Weight (kg)": fact["net"],
        "Gross Weight (kg)": fact["gross"],
        "Steel (kg)": fact["steel"],
        "Aluminum (kg)": fact["aluminum"],
        "Copper (kg)": fact["copper"],
        "Steel Value %": fact["steel_share"],
        "Aluminum Value %": fact["aluminum_share"],
        "Copper Value %": fact["copper_share"],
        "SPI": fact["spi"],
        "Exclusion Claim": fact["claims"],
        "Status": fact["status"],
    }
    return InvoicedLine(_invoice_row(value, fact), product, fact["packaging"])


def packing(value: str = "10", *, net: str | None = None, **said: str) -> InvoicedLine:
    """One invoice line of packaging; without `net` the product list does not know it."""
    fact = {
        "material": "",
        "quantity": "1",
        "currency": "USD",
        "invoice": "INV1",
        "line": "",
        "invoiced_origin": "",
        **said,
    }
    product = None if net is None else PRODUCT | {"Net Weight (kg)": net, "Status": "Inactive"}
    return InvoicedLine(_invoice_row(value, fact), product, "Y")


def unlisted(value: str = "100", **said: str) -> InvoicedLine:
    """One invoice line of goods that nobody has put on the product list."""
    return packing(value, **said)._replace(packaging="")


def _invoice_row(value: str, fact: Mapping[str, str]) -> Row:
    return {
        **dict.fromkeys((column.header for column in INVOICE_LINES.columns), ""),
        "Invoice": fact["invoice"],
        "Line": fact["line"],
        "Material": fact["material"],
        "Quantity": fact["quantity"],
        "Amount": value,
        "Currency": fact["currency"],
        "Country of Origin": fact["invoiced_origin"],
    }


def hts_row(hts: str, general_rate: str = "Free", unit: str = "No.", since: str = "", until: str = "") -> Row:
    """A row of `HTS_Code.csv`."""
    return {
        "HTS Code": hts,
        "Description": "",
        "General Rate": general_rate,
        "Unit 1": unit,
        "Unit 2": "",
        "Effective From": since,
        "Effective To": until,
    }


def measure(program: str, heading: str, rate: str = "", **said: str) -> Row:
    """A row of `HTS Tariff.csv`: every HTS number and origin, full, always, unless said otherwise.

    May say: `scope`, `besides` (HTS Except), `origin`, `cap`, `basis`, `condition`, `since`, `until`.
    """
    fact = {
        "scope": "*",
        "besides": "",
        "origin": "*",
        "cap": "",
        "basis": "full",
        "condition": "",
        "since": "",
        "until": "",
    }
    assert set(said) <= set(fact), set(said) - set(fact)
    fact |= said
    return {
        "Program": program,
        "Tariff Code": heading,
        "HTS Scope": fact["scope"],
        "HTS Except": fact["besides"],
        "Origin": fact["origin"],
        "Rate": rate,
        "Cap": fact["cap"],
        "Basis": fact["basis"],
        "Condition": fact["condition"],
        "Effective From": fact["since"],
        "Effective To": fact["until"],
        "Source": "",
    }


def order(programs: str, since: str = "", until: str = "") -> Row:
    """A row of `sequence_order.csv`."""
    return {"Effective From": since, "Effective To": until, "Order": programs}


def fee(name: str, rate: str, minimum: str = "", maximum: str = "", since: str = "", until: str = "") -> Row:
    """A row of `fees.csv`."""
    return {
        "Fee": name,
        "Rate": rate,
        "Minimum": minimum,
        "Maximum": maximum,
        "Effective From": since,
        "Effective To": until,
        "Source": "",
    }


def case(number: str, scope: str, origin: str, since: str = "") -> Row:
    """A row of `adcvd.csv`."""
    return {
        "Case": number,
        "HTS Scope": scope,
        "Origin": origin,
        "Product": "",
        "Effective From": since,
        "Source": "",
    }


def shipment(invoice: str = "INV1", **said: str) -> Row:
    """A row of `Shipments.csv`. May say: `number`, `mode`, `exported`, `entered`, `country`, `entry_type`."""
    fact = {
        "number": "SH1",
        "mode": "11",
        "exported": "2026-09-15",
        "entered": "2026-10-15",
        "country": "CN",
        "entry_type": "01",
    }
    assert set(said) <= set(fact), set(said) - set(fact)
    fact |= said
    return {
        **dict.fromkeys((column.header for column in SHIPMENTS.columns), ""),
        "Shipment": fact["number"],
        "Mode": fact["mode"],
        "Country of Export": fact["country"],
        "Export Date": fact["exported"],
        "Entry Date": fact["entered"],
        "Entry Type": fact["entry_type"],
        "Invoice": invoice,
    }


@cache
def samples() -> Dataset:
    """The samples, read once."""
    return read_dataset(SAMPLES)


@cache
def sample_rows() -> Dataset:
    """Of the samples only the reference data: measures and HTS rows; and the law."""
    return samples()._replace(
        products=(), packaging=(), exchange_rates=(), shipments=(), invoice_lines=[], report=None
    )


def world(
    *lines: InvoicedLine,
    shipments: Sequence[Row] | None = None,
    hts: Iterable[Row] = (),
    measures: Sequence[Row] | None = None,
    more_measures: Sequence[Row] = (),
    exchange: Iterable[tuple[str, str, str]] = (),
    orders: Sequence[Row] | None = None,
    fees: Sequence[Row] | None = None,
    cases: Sequence[Row] | None = None,
    **said: str,
) -> Dataset:
    """A data set of these invoice lines; `said` goes to the shipment, which has all their invoices.

    `hts` rows take the place of the samples' for their numbers; `measures` stand instead of the samples'
    (none: `()`), `more_measures` above them. `exchange`: currency, date, rate.
    """
    lines = tuple(_named(lines))
    invoices = dict.fromkeys(line.row["Invoice"] for line in lines)
    base = sample_rows()
    rates = rows_from_mappings(HTS_RATES, list(hts))
    replaced = {row.hts for row in rates}
    products = {line.product["Material"]: line.product for line in lines if line.product is not None}
    packaging = {line.row["Material"]: line.packaging for line in lines if line.packaging}
    money = [dict(zip(("Currency", "Date", "USD per Unit"), row, strict=True)) for row in exchange]
    in_file = base.measures if measures is None else tuple(rows_from_mappings(MEASURES, measures))
    shipment_rows = [shipment(invoice, **said) for invoice in invoices] if shipments is None else shipments
    return base._replace(
        products=tuple(rows_from_mappings(PRODUCTS, list(products.values()))),
        hts_rates=(*rates, *(row for row in base.hts_rates if row.hts not in replaced)),
        measures=(*rows_from_mappings(MEASURES, more_measures), *in_file),
        packaging=tuple(
            rows_from_mappings(
                PACKAGING,
                [
                    {"Material": name, "Description": "", "Is Packaging": flag}
                    for name, flag in packaging.items()
                ],
            )
        ),
        exchange_rates=tuple(rows_from_mappings(EXCHANGE_RATES, money)),
        shipments=tuple(rows_from_mappings(SHIPMENTS, shipment_rows)),
        invoice_lines=rows_from_mappings(INVOICE_LINES, [line.row for line in lines]),
        sequence_order=base.sequence_order
        if orders is None
        else tuple(rows_from_mappings(SEQUENCE_ORDER, orders)),
        fees=base.fees if fees is None else tuple(rows_from_mappings(FEES, fees)),
        adcvd=base.adcvd if cases is None else tuple(rows_from_mappings(ADCVD, cases)),
    )


def _named(lines: Iterable[InvoicedLine]) -> Iterable[InvoicedLine]:
    """Give every line that has none a number (10, 20, …) and a material (M1, M2, …)."""
    numbers: dict[str, count[int]] = {}
    for place, (row, product, packaging) in enumerate(lines, start=1):
        number = next(numbers.setdefault(row["Invoice"], count(10, 10)))
        material = row["Material"] or f"M{place}"
        yield InvoicedLine(
            {**row, "Line": row["Line"] or str(number), "Material": material},
            product and {**product, "Material": material},
            packaging,
        )


def documents(data: Dataset) -> list[Document]:
    """Every entry in the JSON shape, with the invoice lines that went into each line."""
    return [document(entry) for entry in generate(data)]


def document(entry: Entry) -> Document:
    """One entry in the JSON shape, with the invoice lines that went into each line as `sources`."""
    shown = entry_document(entry)
    for line, figures in zip(entry.lines, shown["lines"], strict=True):
        figures["sources"] = [str(number) for number in line.sources]
    return shown


def entry_of(*lines: InvoicedLine, **said: Any) -> Document:
    """The entry of a world of one shipment."""
    (entry,) = documents(world(*lines, **said))
    return entry


def line_of(*lines: InvoicedLine, **said: Any) -> Document:
    """The one line of a world of one shipment; a held shipment fails the test with its findings."""
    entry = entry_of(*lines, **said)
    assert entry["findings"] == []
    (line,) = entry["lines"]
    found: Document = line
    return found


def stack(line: Document) -> str:
    """The headings of a line and their rates as shown: `9903.88.03 0.25 + 9903.05.31 0.125`; none is `-`."""
    return " + ".join(f"{row['code']} {row['rate']}" for row in line["tariffs"][:-1]) or "-"


def duties(line: Document) -> str:
    """The tariff numbers of a line and their duties, the HTS number last."""
    return " + ".join(f"{row['code']} {row['duty']}" for row in line["tariffs"])


def column(entry: Document, name: str) -> list[Any]:
    """One figure of every line."""
    return [line[name] for line in entry["lines"]]


def findings(entry: Document) -> list[str]:
    """The findings of an entry as `KIND subject`; where there are any it must be held whole."""
    if entry["findings"]:
        assert entry["status"] == "needs_input"
        assert (entry["lines"], entry["advisories"]) == ([], [])
        assert entry["totals"] == {
            "value": "0",
            "duty": "0.00",
            "mpf": "0.00",
            "hmf": "0.00",
            "gross_kg": "0",
        }
    else:
        assert entry["status"] == "generated"
    return [f"{finding['kind']} {finding['subject']}" for finding in entry["findings"]]


def advisories(entry: Document) -> list[str]:
    """The advisories of an entry as `KIND subject hts origin`."""
    return [" ".join(advisory.values()) for advisory in entry["advisories"]]


def from_tables(tables: Mapping[str, list[Row]], law: Mapping[str, list[Row]]) -> Dataset:
    """A data set of tables held as texts by file name without ending, as the oracle holds them."""
    parts: dict[str, Any] = {}
    for table in (*BUSINESS, *LAW):
        rows = {**tables, **law}.get(table.file.removesuffix(".csv"))
        made = () if rows is None else tuple(rows_from_mappings(table, rows))
        parts[table.name] = None if rows is None and table.name == "report" else made
    parts["invoice_lines"] = list(parts["invoice_lines"])
    return Dataset(**parts)
