"""Properties of reading: what is written is read back, records and files agree, and no bytes break it."""

import csv
import io
import random
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.customs import codes
from chalicelib.customs.declarations import Table
from chalicelib.customs.errors import Fault, InputErrors
from chalicelib.customs.numbers import MICRO_PLACES, format_scaled
from chalicelib.customs.reading import read_table, rows_from_mappings
from chalicelib.customs.tables import INVOICE_LINES, MEASURES, PRODUCTS
from tests.customs.reading_examples import TABLES, names_of

NAMES = st.text("ABCxyz0123456789-_ é纸", min_size=1, max_size=8).filter(lambda text: text.strip() == text)
TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"]), max_size=12).map(str.strip)
DATES = st.dates(min_value=date(1900, 1, 1)).map(str)
HTS = st.integers(10**8, 10**10 - 1).map(lambda number: f"{number:010d}")
COUNTRIES = st.sampled_from(sorted(codes.COUNTRIES))
AMOUNTS = st.integers(-(10**14), 10**14)
WEIGHTS = st.none() | st.integers(0, 10**12)
SHARES = st.none() | st.integers(0, 10**8)
HEADINGS = st.integers(99_000_000, 99_999_999).map(lambda number: codes.dotted(str(number)))
PREFIXES = st.lists(
    st.text("0123456789", min_size=2, max_size=10).filter(lambda text: len(text) in (2, 4, 6, 8, 10))
)
RATES = st.integers(0, 10**9)

LINES = st.builds(
    INVOICE_LINES.row, NAMES, st.integers(1, 10**9 - 1), NAMES, AMOUNTS, AMOUNTS, st.just("USD"),
    COUNTRIES | st.just(""), DATES | st.just(""), NAMES, NAMES, NAMES, TEXTS, st.none() | AMOUNTS,
)  # fmt: skip
PRODUCT_ROWS = st.builds(
    PRODUCTS.row, NAMES, TEXTS, HTS | st.just(""), COUNTRIES | st.just(""), TEXTS, WEIGHTS, WEIGHTS, WEIGHTS,
    WEIGHTS, WEIGHTS, SHARES, SHARES, SHARES, st.sampled_from(["", "S", "S+", "JP"]),
    st.lists(HEADINGS).map(tuple), TEXTS,
)  # fmt: skip
SCOPES = PREFIXES.filter(bool).map(tuple) | st.just(("",))
MEASURE_ROWS = st.builds(
    MEASURES.row, st.just(2), st.just("P_1"), HEADINGS | st.just(""), SCOPES, PREFIXES.map(tuple),
    st.frozensets(COUNTRIES), RATES, st.just(""), RATES, st.just(""),
    st.sampled_from(["full", "none", "steel", "aluminum", "copper"]),
    st.sampled_from(["", "spi:S|S+", "part:non_metal"]), st.just(""), DATES, TEXTS,
)  # fmt: skip


def written(table: Table[Any], row: Any) -> dict[str, str]:
    """A row as texts by header, as its file would hold it."""
    return {column.header: column.kind.show(getattr(row, column.field)) for column in table.columns}


def as_csv(records: list[dict[str, str]], names: list[str], **style: Any) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, names, **style)
    writer.writeheader()
    writer.writerows(records)
    return text.getvalue().encode()


def outcome(read: Any) -> tuple[list[Any], list[Fault]]:
    try:
        return read(), []
    except InputErrors as errors:
        return [], errors.faults


@given(st.lists(LINES, unique_by=lambda line: (line.invoice, line.line)), st.randoms())
def test_invoice_lines_are_read_back_from_any_order_of_columns(lines: list[Any], rng: random.Random) -> None:
    names = [column.header for column in INVOICE_LINES.columns]
    rng.shuffle(names)
    records = [written(INVOICE_LINES, line) for line in lines]
    assert read_table(INVOICE_LINES, as_csv(records, names, quoting=csv.QUOTE_ALL)) == lines
    assert rows_from_mappings(INVOICE_LINES, records) == lines


@given(st.lists(PRODUCT_ROWS, unique_by=lambda product: product.material))
def test_products_are_read_back(products: list[Any]) -> None:
    records = [written(PRODUCTS, product) for product in products]
    assert (
        read_table(PRODUCTS, as_csv(records, list(records[0]) if records else names_of(PRODUCTS))) == products
    )


@given(st.lists(MEASURE_ROWS))
def test_measures_are_read_back(measures: list[Any]) -> None:
    numbered = [
        row._replace(
            number=number,
            rate_text=format_scaled(row.rate, MICRO_PLACES, 2),
            cap_text=format_scaled(row.cap, MICRO_PLACES, 1),
        )
        for number, row in enumerate(measures, start=2)
    ]
    records = [written(MEASURES, row) for row in numbered]
    assert read_table(MEASURES, as_csv(records, names_of(MEASURES))) == numbered
    assert rows_from_mappings(MEASURES, records) == numbered


CELL = st.sampled_from(
    "|@ @1@-1@1.50@0@Y@N@USD@CNY@11@01@CN@*@2026-01-02@2025-02-30@S301@9403.20.0035@9903.88.03@9403|94@full@"
    'M\u200b@x,y@"@1\n2@Material@999999999999999.5'.split("@")
) | st.text(max_size=5)


@given(st.sampled_from(TABLES), st.data())
def test_records_and_files_have_the_same_rows_and_the_same_faults(
    table: Table[Any], data: st.DataObject
) -> None:
    names = names_of(table)
    cell = CELL.filter(lambda text: text.isprintable() or text == "1\n2")
    rows = data.draw(st.lists(st.lists(cell, min_size=len(names), max_size=len(names)), max_size=4))
    rows = [row for row in rows if "".join(row).strip()]
    records = [dict(zip(names, row, strict=True)) for row in rows]
    from_file = outcome(lambda: read_table(table, as_csv(records, names, quoting=csv.QUOTE_ALL)))
    assert from_file == outcome(lambda: rows_from_mappings(table, records))


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
@given(data=st.binary(max_size=300), encoding=st.sampled_from([None, "gb18030", "utf-16", "latin-1"]))
def test_no_bytes_raise_anything_but_input_errors(
    table: Table[Any], data: bytes, encoding: str | None
) -> None:
    header = ",".join(names_of(table)).encode() + b"\n"
    for content in (data, header + data):
        outcome(lambda content=content: read_table(table, content, encoding=encoding))


@given(st.lists(st.text('",\r\n\x00 aY1é\ufeff\ud800', max_size=30)), st.sampled_from(TABLES))
def test_no_text_raises_anything_but_input_errors(lines: list[str], table: Table[Any]) -> None:
    text = "\n".join([",".join(names_of(table)), *lines])
    outcome(lambda: read_table(table, text.encode("utf-8", "surrogatepass")))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.sampled_from(names_of(INVOICE_LINES)), part),
)


@given(st.lists(JSON, max_size=4))
def test_no_record_raises_anything_but_input_errors(records: list[Any]) -> None:
    outcome(lambda: rows_from_mappings(INVOICE_LINES, records))


@given(st.lists(AMOUNTS, min_size=1), st.integers(0, MICRO_PLACES))
def test_columns_of_amounts_read_the_same_at_once_and_one_by_one(amounts: list[int], places: int) -> None:
    step = 10 ** (MICRO_PLACES - places)
    base = dict.fromkeys(names_of(INVOICE_LINES), "") | {
        "Invoice": "I", "Material": "M", "Quantity": "1", "Currency": "USD",
    }  # fmt: skip
    exact = [amount // step * step for amount in amounts]
    at_once = [format_scaled(amount, MICRO_PLACES, places) for amount in exact]
    for texts in (
        at_once,
        [*at_once, " 1.5"],
        [text + "0" * (at % 2) if places else text for at, text in enumerate(at_once)],
    ):
        records = [base | {"Line": str(at), "Amount": text} for at, text in enumerate(texts, start=1)]
        assert [row.amount for row in rows_from_mappings(INVOICE_LINES, records)][: len(exact)] == exact
