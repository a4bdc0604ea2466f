"""The rows of the business's files, as the domain uses them: checked, typed and immutable.

Every number is an exact whole number of millionths (`numbers.MICRO`), exchange rates of
ten-thousand-millionths (`numbers.RATE_SCALE`); nothing is ever a binary float. Codes are canonical: HTS
numbers are their ten digits, headings and origins upper-case text. An empty cell is the empty string, for a
number or a date `None`.

Rows are named tuples and not frozen dataclasses because a run makes a million of them: a named tuple is
built in a quarter of the time and is as immutable.
"""

from typing import NamedTuple


class Product(NamedTuple):
    """A material of `Product_List.csv`. Weights are millionths of a kg per unit, shares of a percent."""

    material: str
    description: str
    hts: str
    """Ten digits, or empty where the business has not classified the material."""
    origin: str
    base_unit: str
    net_weight: int | None
    gross_weight: int | None
    steel_weight: int | None
    aluminum_weight: int | None
    copper_weight: int | None
    steel_share: int | None
    aluminum_share: int | None
    copper_share: int | None
    spi: str
    claims: tuple[str, ...]
    """Chapter 99 headings whose exclusion the product claims, as digits with dots (`9903.88.69`)."""
    status: str


class HtsRate(NamedTuple):
    """An HTS-10 with its column 1 general rate and units for a period, of `HTS_Code.csv`."""

    hts: str
    description: str
    general_rate: str
    """The rate as the file writes it (`2.8%`); `column1.parse_rate` reads it."""
    unit_1: str
    unit_2: str
    effective_from: str
    """ISO date; empty is open."""
    effective_to: str


class Measure(NamedTuple):
    """A row of `HTS Tariff.csv`: a programme's heading, what it covers, its rate and when it is in force."""

    number: int
    """The row's number in the file (first data row is 2): the order of the rows is law."""
    program: str
    heading: str
    """With dots; empty: the programme is settled and nothing is reported."""
    scope: tuple[str, ...]
    """Digit prefixes; an empty prefix covers every HTS number."""
    except_scope: tuple[str, ...]
    origins: frozenset[str]
    """ISO codes; an empty set covers every origin."""
    rate: int
    rate_text: str
    cap: int
    cap_text: str
    basis: str
    """`full`, `none`, `steel`, `aluminum` or `copper`."""
    condition: str
    """As the file writes it; `conditions.parse` reads it."""
    effective_from: str
    effective_to: str
    source: str


class Packaging(NamedTuple):
    """A material of `Packaging_Material.csv`, and whether it is packaging."""

    material: str
    description: str
    is_packaging: bool


class ExchangeRate(NamedTuple):
    """USD per unit of a currency from a date on, in ten-thousand-millionths, of `Exchange_Rate.csv`."""

    currency: str
    date: str
    rate: int


class Shipment(NamedTuple):
    """A shipment × invoice of `Shipments.csv`."""

    shipment: str
    bill_of_lading: str
    container: str
    mode: str
    port_of_lading: str
    port_of_entry: str
    country_of_export: str
    export_date: str
    entry_date: str
    entry_type: str
    invoice: str


class InvoiceLine(NamedTuple):
    """A commercial-invoice line of `Invoices.csv`. Quantity and amounts are millionths."""

    invoice: str
    line: int
    material: str
    quantity: int
    amount: int
    currency: str
    origin: str
    invoice_date: str
    supplier: str
    incoterm: str
    purchase_order: str
    unit: str
    unit_price: int | None


class ReportedTariff(NamedTuple):
    """A row of `Customs_Report.csv`: one tariff number of a declared line.

    Money and weights in millionths; `None` where the cell is empty (Chapter 99 rows carry no quantity or
    fees).
    """

    shipment: str
    invoice: str
    entry_date: str
    line: str
    hts: str
    origin: str
    ordinal: int
    code: str
    """A heading with dots, or the line's own HTS number with dots."""
    value: int
    duty: int
    quantity: int | None
    unit: str
    net_weight: int | None
    gross_weight: int | None
    mpf: int | None
    hmf: int | None


class SequenceOrder(NamedTuple):
    """The order in which programmes are reported between two dates (law/sequence_order.csv)."""

    effective_from: str
    effective_to: str
    programs: tuple[str, ...]


class Fee(NamedTuple):
    """A user fee's rate, and its least and most per entry in cents, for a period (law/fees.csv)."""

    fee: str
    rate: int
    minimum: int | None
    maximum: int | None
    effective_from: str
    effective_to: str
    source: str


class AdCvdCase(NamedTuple):
    """An antidumping or countervailing case: its scope by HTS prefix and origin (law/adcvd.csv)."""

    case: str
    scope: tuple[str, ...]
    origins: frozenset[str]
    """ISO codes; an empty set covers every origin."""
    product: str
    effective_from: str
    source: str


class Dataset(NamedTuple):
    """Everything one run reads: the business's files and the law tables that ship with the product."""

    products: tuple[Product, ...]
    hts_rates: tuple[HtsRate, ...]
    measures: tuple[Measure, ...]
    packaging: tuple[Packaging, ...]
    exchange_rates: tuple[ExchangeRate, ...]
    shipments: tuple[Shipment, ...]
    invoice_lines: list[InvoiceLine]
    report: tuple[ReportedTariff, ...] | None
    """None where there is no `Customs_Report.csv`: nothing to compare with."""
    sequence_order: tuple[SequenceOrder, ...]
    fees: tuple[Fee, ...]
    adcvd: tuple[AdCvdCase, ...]
