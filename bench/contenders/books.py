"""The same rows as a straightforward program would hold them: dataclasses with Decimals, looked up by dict or
by scan."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

Row = Mapping[str, str]
Value = TypeVar("Value")
METALS = ("steel", "aluminum", "copper")


@dataclass(frozen=True, slots=True)
class Product:
    """A material; metal weights are None where empty."""

    material: str
    hts: str
    origin: str
    net_weight: Decimal
    gross_weight: Decimal
    metal_weights: dict[str, Decimal | None]
    metal_shares: dict[str, Decimal]
    spi: str
    claims: list[str]


@dataclass(frozen=True, slots=True)
class Measure:
    """A tariff measure; scopes are prefixes without dots, `*` is the empty one."""

    program: str
    heading: str
    scope: tuple[str, ...]
    except_scope: tuple[str, ...]
    origins: frozenset[str]
    rate: Decimal
    cap: Decimal
    basis: str
    clauses: list[str]
    effective_from: str
    effective_to: str


@dataclass(frozen=True, slots=True)
class HtsRate:
    """An HTS number's column 1 rate (ad valorem only) and unit for a period."""

    hts: str
    rate: Decimal
    unit: str
    effective_from: str
    effective_to: str


@dataclass(frozen=True, slots=True)
class Fee:
    """A user fee for a period."""

    fee: str
    rate: Decimal
    minimum: Decimal
    maximum: Decimal
    effective_from: str
    effective_to: str


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """A commercial-invoice line: what the customs lines need of it."""

    invoice: str
    number: int
    material: str
    quantity: Decimal
    amount: Decimal
    origin: str


@dataclass(frozen=True, slots=True)
class Shipment:
    """A shipment with its one invoice."""

    shipment: str
    invoice: str
    mode: str
    entry_date: str


@dataclass(frozen=True, slots=True)
class Books:
    """The reference data of a run, and how it asks whether one of several prefixes begins an HTS number."""

    products: dict[str, Product]
    packaging: set[str]
    measures: list[Measure]
    hts_rates: list[HtsRate]
    orders: list[tuple[str, str, list[str]]]
    fees: list[Fee]
    shipments: list[Shipment]
    in_scope: Callable[[str, tuple[str, ...]], bool]


def one_by_one(hts: str, prefixes: tuple[str, ...]) -> bool:
    """One prefix after the other, as the rule says it."""
    for prefix in prefixes:  # noqa: SIM110 (`any` over a generator takes twice as long)
        if hts.startswith(prefix):
            return True
    return False


def at_once(hts: str, prefixes: tuple[str, ...]) -> bool:
    """All prefixes in one call, for those who know that `startswith` takes several."""
    return hts.startswith(prefixes)


def open_books(
    tables: Mapping[str, Sequence[Row]],
    law: Mapping[str, Sequence[Row]],
    in_scope: Callable[[str, tuple[str, ...]], bool] = at_once,
) -> Books:
    """The books from the tables of text."""
    return Books(
        {row["Material"]: _product(row) for row in tables["Product_List"]},
        {row["Material"] for row in tables["Packaging_Material"] if row["Is Packaging"] == "Y"},
        [_measure(row) for row in tables["HTS Tariff"]],
        [_hts_rate(row) for row in tables["HTS_Code"]],
        [(row["Effective From"], row["Effective To"], row["Order"].split()) for row in law["sequence_order"]],
        [_fee(row) for row in law["fees"]],
        [
            Shipment(row["Shipment"], row["Invoice"], row["Mode"], row["Entry Date"])
            for row in tables["Shipments"]
        ],
        in_scope,
    )


def read_lines(rows: Iterable[Row]) -> list[InvoiceLine]:
    """The invoice lines from texts; the generated data are in dollars throughout."""
    lines = []
    for row in rows:
        if row["Currency"] != "USD":
            raise ValueError("the contenders know dollars only")
        quantity, amount = Decimal(row["Quantity"]), Decimal(row["Amount"])
        line = InvoiceLine(
            row["Invoice"], int(row["Line"]), row["Material"], quantity, amount, row["Country of Origin"]
        )
        lines.append(line)
    return lines


def _product(row: Row) -> Product:
    return Product(
        row["Material"],
        row["HTS Code"].replace(".", ""),
        row["Country of Origin"],
        Decimal(row["Net Weight (kg)"] or 0),
        Decimal(row["Gross Weight (kg)"] or 0),
        _metals(row, "{} (kg)", lambda text: Decimal(text) if text else None),
        _metals(row, "{} Value %", lambda text: Decimal(text or 0) / 100),
        row["SPI"],
        row["Exclusion Claim"].split("|"),
    )


def _metals(row: Row, column: str, read: Callable[[str], Value]) -> dict[str, Value]:
    return {metal: read(row[column.format(metal.capitalize())]) for metal in METALS}


def _measure(row: Row) -> Measure:
    return Measure(
        row["Program"],
        row["Tariff Code"],
        _prefixes(row["HTS Scope"]),
        _prefixes(row["HTS Except"]),
        frozenset() if row["Origin"] == "*" else frozenset(row["Origin"].split("|")),
        Decimal(row["Rate"] or 0) if row["Basis"] != "none" else Decimal(0),
        Decimal(row["Cap"] or 0) if row["Basis"] != "none" else Decimal(0),
        row["Basis"],
        row["Condition"].split("&") if row["Condition"] else [],
        row["Effective From"],
        row["Effective To"] or "9999-12-31",
    )


def _prefixes(text: str) -> tuple[str, ...]:
    return (
        tuple("" if prefix == "*" else prefix.replace(".", "") for prefix in text.split("|")) if text else ()
    )


def _hts_rate(row: Row) -> HtsRate:
    text = row["General Rate"]
    rate = Decimal(0) if text == "Free" else Decimal(text.removesuffix("%")) / 100
    period = row["Effective From"], row["Effective To"] or "9999-12-31"
    return HtsRate(row["HTS Code"].replace(".", ""), rate, row["Unit 1"], *period)


def _fee(row: Row) -> Fee:
    limits = Decimal(row["Minimum"] or 0), Decimal(row["Maximum"] or "Infinity")
    period = row["Effective From"], row["Effective To"] or "9999-12-31"
    return Fee(row["Fee"], Decimal(row["Rate"]), *limits, *period)
