"""What-if with several articles: a whole entry that is made and thrown away, under other origins and dates.

The reference data are compiled once for all questions: an article has no origin of its own here, each line
states one. Exchange rates stay those of the export date while later entry dates are looked at, so that what
changes is the law.
"""

from collections.abc import Iterable
from typing import NamedTuple

from chalicelib.customs.entries import Entry
from chalicelib.customs.processor import Processor
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import Dataset, InvoiceLine, Product, Shipment
from chalicelib.customs.scenario import INVOICE, SHIPMENT, dates_of_change, face


class Goods(NamedTuple):
    """Some pieces of an article. Amount and quantity in millionths."""

    product: Product
    origin: str
    amount: int
    currency: str
    quantity: int


class Question(NamedTuple):
    """An entry that might be."""

    goods: tuple[Goods, ...]
    entry_date: str
    export_date: str
    mode: str


class Answer(NamedTuple):
    """The entry, and the first later date on which it comes out otherwise; None: not with these data."""

    entry: Entry
    changes_next: str | None


def processor_of(data: Dataset, products: Iterable[Product]) -> Processor:
    """A processor that knows these products, by their materials, and the law of a data set."""
    known = tuple(product._replace(origin="") for product in products)
    return Processor(Reference(data._replace(products=known, packaging=())))


def answer(processor: Processor, question: Question) -> Answer:
    """Answer a question, all of whose products the processor knows."""
    entry = _entry(processor, question, question.entry_date)
    for day in dates_of_change(processor.reference, question.entry_date):
        if face(_entry(processor, question, day)) != face(entry):
            return Answer(entry, day)
    return Answer(entry, None)


def _entry(processor: Processor, question: Question, day: str) -> Entry:
    lines = [
        InvoiceLine(
            INVOICE,
            number,
            goods.product.material,
            goods.quantity,
            goods.amount,
            goods.currency,
            goods.origin,
            question.export_date,
            "",
            "",
            "",
            "",
            None,
        )
        for number, goods in enumerate(question.goods, start=1)
    ]
    shipment = Shipment(SHIPMENT, "", "", question.mode, "", "", "", question.export_date, day, "01", INVOICE)
    return processor.entry([shipment], {INVOICE: lines})
