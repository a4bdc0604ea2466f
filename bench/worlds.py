"""The generated data as each contender holds it, made once per size."""

from collections.abc import Sequence
from functools import cached_property, lru_cache

from bench.contenders import books, decimal_version
from bench.data import Row, Size, Tables, law_tables, make_dataset, make_tables
from bench.figures import MICROSECONDS
from chalicelib.customs.entries import Entry
from chalicelib.customs.processor import generate
from chalicelib.customs.reading import rows_from_mappings
from chalicelib.customs.rows import Dataset
from chalicelib.customs.tables import INVOICE_LINES


class World:
    """One size of data, in every form that is asked for."""

    def __init__(self, size: Size) -> None:
        self.tables: Tables = make_tables(size)
        self.law: Tables = law_tables()
        self.invoices: list[Row] = self.tables["Invoices"]
        self.count = len(self.invoices)

    @cached_property
    def data(self) -> Dataset:
        """Everything as the engine holds it."""
        return self.reference._replace(invoice_lines=rows_from_mappings(INVOICE_LINES, self.invoices))

    @cached_property
    def reference(self) -> Dataset:
        """The same without the invoice lines."""
        return make_dataset(self.tables, invoices=False)

    def from_texts(self, records: Sequence[Row] | None = None) -> list[Entry]:
        """The engine's entries, from invoice lines as texts by header."""
        lines = rows_from_mappings(INVOICE_LINES, self.invoices if records is None else records)
        return generate(self.reference._replace(invoice_lines=lines))

    @cached_property
    def decimal_lines(self) -> list[books.InvoiceLine]:
        """The invoice lines as the obvious program holds them."""
        return books.read_lines(self.invoices)

    def decimal_entries(self) -> list[decimal_version.Entry]:
        """What the obvious program makes of it, its reference data read anew."""
        return decimal_version.generate(books.open_books(self.tables, self.law), self.decimal_lines)

    def decimal_from_texts(self) -> list[decimal_version.Entry]:
        """The same from invoice lines as texts by header."""
        return decimal_version.generate(
            books.open_books(self.tables, self.law), books.read_lines(self.invoices)
        )

    def each(self, seconds: Sequence[float]) -> list[float]:
        """Microseconds per invoice line."""
        return [spent / self.count * MICROSECONDS for spent in seconds]


@lru_cache(maxsize=2)
def world(size: Size) -> World:
    """The world of a size; the last two are kept."""
    return World(size)
