"""Entries and customs lines: what the processor makes (R2.06 to R2.15).

An entry is one shipment. It is `generated`, with its lines, or held whole as `needs_input`, with every
finding. Money is in cents (entered value in whole dollars), net weight in grams, gross weight in kg, quantity
in hundredths.
"""

from typing import NamedTuple

from chalicelib.customs.codes import dotted
from chalicelib.customs.column1 import NO_QUANTITY, Column1Rate
from chalicelib.customs.conditions import PARTS
from chalicelib.customs.measures import CompiledMeasure

GENERATED, NEEDS_INPUT = "generated", "needs_input"


class Finding(NamedTuple):
    """A gap that holds the whole shipment until somebody supplies what is missing."""

    kind: str
    subject: str


class Advisory(NamedTuple):
    """Something a person should know of an entry; it holds nothing."""

    kind: str
    subject: str
    hts: str
    """With dots."""
    origin: str


class Treatment:
    """How one kind of article is declared as of a date: HTS number, origin, SPI, part, and its tariff stack.

    Articles of one invoice with treatments of the same group make one customs line. Made once per epoch and
    shared by all lines; compared by identity, and never changed once made.
    """

    __slots__ = (
        "ad_cvd",
        "capped",
        "codes",
        "column1",
        "counting_spi",
        "duty_rates",
        "group",
        "hts",
        "order",
        "origin",
        "part",
        "quantity_kind",
        "rate_texts",
        "spi",
        "split",
        "stack",
        "total_rate",
        "unit",
    )

    def __init__(
        self,
        group: object,
        hts: str,
        origin: str,
        spi: str,
        counting_spi: str,
        part: str,
        split: bool,
        stack: tuple[CompiledMeasure, ...],
        column1: Column1Rate,
        unit: str,
        quantity_kind: str,
        ad_cvd: tuple[Advisory, ...],
    ) -> None:
        self.group = group
        """Shared by the treatments that make one line: at most they differ in how rates are written."""
        self.hts = hts
        self.origin = origin
        self.spi = spi
        self.counting_spi = counting_spi
        """`S` or `S+` where it counts: column 1 is free and no MPF is due."""
        self.part = part
        self.split = split
        """Whether the article's value is split by metal content."""
        self.stack = stack
        self.column1 = column1
        """The rate as applied: 0 under a counting SPI."""
        self.unit = unit
        self.quantity_kind = quantity_kind
        self.ad_cvd = ad_cvd
        self.codes = (*[row.measure.heading for row in stack], dotted(hts))
        self.rate_texts = (*[row.rate_text for row in stack], column1.text)
        self.capped = any(row.cap for row in stack)
        rates = tuple([0 if row.cap else row.rate * 100 for row in stack])
        self.total_rate = sum(rates) + column1.ad_valorem
        self.duty_rates = None if self.capped or column1.specific else (*rates, column1.ad_valorem)
        """Hundred-millionths in reported order, or None where duty is more than rate times value."""
        self.order = _order_text(hts, origin, spi, stack, part)


def _order_text(hts: str, origin: str, spi: str, stack: tuple[CompiledMeasure, ...], part: str) -> str:
    """Text that sorts as R2.06 orders lines; a stack that is the beginning of another sorts before it."""
    headings = "".join([f"\2{row.order}" for row in stack])
    return f"{hts}\0{origin}\0{spi}\0{headings}\1{PARTS.index(part)}"


class CustomsLine(NamedTuple):
    """One customs line of an entry."""

    number: int
    invoice: str
    treatment: Treatment
    quantity: int | None
    """As reported, hundredths of the unit; None where the unit is `X`."""
    net_grams: int
    """As reported."""
    gross_kg: int
    value: int
    """Entered value, whole dollars; reported on the Chapter 1-97 number (R2.12)."""
    duties: tuple[int, ...]
    """Cents per tariff number, in the order of `treatment.codes`."""
    mpf: int
    hmf: int
    sources: tuple[int, ...]
    """The invoice-line numbers that went in, ascending."""
    units: int
    """Pieces exactly, millionths: what specific duties are counted on, with `net`."""
    net: int
    """Net kg exactly, in millionths of a millionth."""

    @property
    def quantity_places(self) -> int:
        """Decimal places that the quantity is reported with: none for pieces, two for kg and dozens."""
        return 0 if self.treatment.quantity_kind in ("count", NO_QUANTITY) else 2


class Totals(NamedTuple):
    """The sums of an entry: dollars, cents and kg; MPF after its minimum and maximum."""

    value: int = 0
    duty: int = 0
    mpf: int = 0
    hmf: int = 0
    gross_kg: int = 0


class Entry(NamedTuple):
    """One shipment's entry: its lines, or the findings that hold it."""

    shipment: str
    entry_date: str
    status: str
    findings: tuple[Finding, ...]
    lines: tuple[CustomsLine, ...]
    totals: Totals
    advisories: tuple[Advisory, ...]
    mode: str = ""
    """Mode of transport; empty where the entry is held."""
