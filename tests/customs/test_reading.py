"""Reading good files: what arrives in which field, whatever the order of columns and the encoding."""

import codecs
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib.customs.errors import InputErrors
from chalicelib.customs.reading import iter_invoice_blocks, read_dataset, read_table, rows_from_mappings
from chalicelib.customs.rows import Dataset, ExchangeRate, InvoiceLine, Packaging
from chalicelib.customs.tables import (
    BUSINESS,
    EXCHANGE_RATES,
    HTS_RATES,
    INVOICE_LINES,
    LAW,
    MEASURES,
    PACKAGING,
    PRODUCTS,
    REPORT,
)

SAMPLES = Path(__file__).parents[2] / "samples"
MICRO = 1_000_000
HEADER = (
    "Invoice,Invoice Date,Supplier,Currency,Incoterm,Line,PO,Material,Quantity,Unit,Unit Price,Amount,"
    "Country of Origin"
)
LINE = "INV1,2026-01-02,V1,USD,FCA,{line},PO1,M1,{quantity},EA,1.50,{amount},CN"


@pytest.fixture(scope="module")
def samples() -> Dataset:
    return read_dataset(SAMPLES)


def invoices(lines: int) -> str:
    rows = (LINE.format(line=10 * (at + 1), quantity=at + 1, amount=f"{at}.25") for at in range(lines))
    return "\r\n".join([HEADER, *rows, ""])


def test_the_samples_are_read_whole(samples: Dataset) -> None:
    assert [len(rows or ()) for rows in samples] == [73, 21, 75, 67, 108, 137, 767, 1259, 6, 11, 9]


def test_numbers_are_exact_millionths_and_codes_canonical(samples: Dataset) -> None:
    product = samples.products[0]
    assert product.material == "10004156"
    assert product.hts == "9403200035"
    assert (product.net_weight, product.steel_share) == (66_712_000, 55 * MICRO)
    assert samples.invoice_lines[0] == InvoiceLine(
        "INV00001A", 10, "10005175", 532 * MICRO, 3_835_720_000, "USD", "VN", "2018-08-29", "V1001", "FCA",
        "4539140451", "EA", 7_210_000,
    )  # fmt: skip
    assert samples.exchange_rates[0] == ExchangeRate("CNY", "2018-01-01", 1_407_250_000)


def test_measures_carry_their_row_number_and_keep_the_text_of_rates(samples: Dataset) -> None:
    first = samples.measures[0]
    assert (first.number, first.program, first.heading, first.basis) == (2, "S301", "9903.88.69", "none")
    assert (first.rate, first.rate_text, first.cap, first.cap_text) == (0, "0", 0, "")
    assert first.origins == {"CN"}
    assert any(measure.scope == ("",) and not measure.origins for measure in samples.measures)
    assert {measure.basis for measure in samples.measures} == {"full", "none", "steel", "aluminum", "copper"}


def test_the_law_ships_with_the_product(samples: Dataset) -> None:
    assert samples.sequence_order[0].programs == ("S301", "S232", "S232CU", "S201")
    assert (samples.fees[0].rate, samples.fees[0].minimum, samples.fees[0].maximum) == (3464, 2567, 49_799)
    assert samples.adcvd[0].scope == ("940421", "940429")


def test_chapter_99_rows_of_the_report_have_no_quantity_or_fees(samples: Dataset) -> None:
    assert samples.report is not None
    own, chapter_99 = samples.report[0], next(row for row in samples.report if row.code.startswith("99"))
    assert (own.quantity, own.hmf) == (320_000, 0)
    assert (chapter_99.quantity, chapter_99.net_weight, chapter_99.mpf, chapter_99.hmf) == (
        None,
        None,
        None,
        None,
    )


def test_columns_stand_in_the_order_of_the_rows_fields() -> None:
    for table in (*BUSINESS, *LAW):
        fields = tuple(column.field for column in table.columns)
        assert (("number",) if table.numbered else ()) + fields == table.row._fields


def test_without_exchange_rates_and_report_the_rest_is_read(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES, tmp_path, dirs_exist_ok=True)
    (tmp_path / "Exchange_Rate.csv").unlink()
    (tmp_path / "Customs_Report.csv").unlink()
    dataset = read_dataset(tmp_path)
    assert dataset.exchange_rates == ()
    assert dataset.report is None


def test_the_law_can_be_read_from_elsewhere(tmp_path: Path) -> None:
    from chalicelib.customs.reading import LAW_FOLDER

    shutil.copytree(LAW_FOLDER, tmp_path, dirs_exist_ok=True)
    (tmp_path / "fees.csv").write_text("Fee,Rate,Minimum,Maximum,Effective From,Effective To,Source\n")
    assert read_dataset(SAMPLES, law=tmp_path).fees == ()


def test_header_and_cells_are_trimmed_and_the_header_may_be_in_any_case() -> None:
    text = " IS packaging ,\u00a0MATERIAL\t,Description,Remark\n Y , M1 , a crate ,ignored\n"
    assert read_table(PACKAGING, text.encode()) == [Packaging("M1", "a crate", True)]


@pytest.mark.parametrize("end", ["", "\n", "\r\n", "\n\n\n", "\n,,\n , ,\n"])
def test_blank_rows_at_the_end_are_fine(end: str) -> None:
    assert len(read_table(PACKAGING, f"Material,Description,Is Packaging\nM1,crate,N{end}".encode())) == 1


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        ("Material,Description,Is Packaging\nM1,纸箱,Y\n".encode(), None),
        ("Material,Description,Is Packaging\nM1,纸箱,Y\n".encode("utf-8-sig"), None),
        ("Material,Description,Is Packaging\nM1,纸箱,Y\n".encode("utf-16"), None),
        (codecs.BOM_UTF16_BE + "Material,Description,Is Packaging\nM1,纸箱,Y\n".encode("utf-16-be"), None),
        ("Material,Description,Is Packaging\nM1,纸箱,Y\n".encode("gb18030"), "gb18030"),
        ("Material,Description,Is Packaging\nM1,纸箱,Y\n".encode("utf-8-sig"), "gb18030"),
    ],
)
def test_marked_and_declared_encodings(data: bytes, encoding: str | None) -> None:
    assert read_table(PACKAGING, data, encoding=encoding)[0].description == "纸箱"


def test_a_quoted_cell_may_hold_commas_quotes_and_line_ends() -> None:
    data = b'Material,Description,Is Packaging\nM1,"a ""big"", red\ncrate",Y\nM2,,N\n'
    assert [row.description for row in read_table(PACKAGING, data)] == ['a "big", red\ncrate', ""]


def test_negative_and_uneven_amounts_are_read_exactly() -> None:
    rows = [
        LINE.format(line=at, quantity="-2", amount=text)
        for at, text in enumerate(("-0.5", "007", "1.123456"), 1)
    ]
    read = read_table(INVOICE_LINES, "\n".join([HEADER, *rows]).encode())
    assert [row.amount for row in read] == [-500_000, 7 * MICRO, 1_123_456]
    assert {row.quantity for row in read} == {-2 * MICRO}


def test_a_dollar_row_with_rate_one_and_ten_places_are_fine() -> None:
    data = b"Currency,Date,USD per Unit\nUSD,2026-01-01,1.00\nVND,2026-01-01,0.0000392157\n"
    assert [row.rate for row in read_table(EXCHANGE_RATES, data)] == [10**10, 392_157]


def test_open_periods_are_fine() -> None:
    header = "HTS Code,Description,General Rate,Unit 1,Unit 2,Effective From,Effective To\n"
    rows = "9403200035,,Free,No.,,,\n9403.20.0035,,2%,No.,,2020-02-29,2020-02-29\n"
    assert [row.effective_from for row in read_table(HTS_RATES, (header + rows).encode())] == [
        "",
        "2020-02-29",
    ]


def test_lines_come_in_bounded_blocks_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "Invoices.csv"
    path.write_text(invoices(2500), newline="")
    blocks = list(iter_invoice_blocks(path, rows=600))
    assert [len(block) for block in blocks] == [600, 600, 600, 600, 100]
    assert [line for block in blocks for line in block] == read_table(INVOICE_LINES, path)


def test_a_stream_ends_with_all_faults_and_gives_no_lines_after_the_first(tmp_path: Path) -> None:
    path = tmp_path / "Invoices.csv"
    lines = invoices(3000).splitlines()
    lines[1000], lines[2000] = LINE.format(line=1, quantity="x", amount="1"), lines[5]
    path.write_text("\n".join(lines))
    given: list[list[InvoiceLine]] = []
    with pytest.raises(InputErrors) as errors:
        given.extend(iter_invoice_blocks(path, rows=100))
    assert sum(map(len, given)) < 1000
    assert [(fault.row, fault.column) for fault in errors.value.faults] == [
        (1001, "Quantity"),
        (2001, "Invoice + Line"),
    ]


def test_mappings_are_read_like_a_file() -> None:
    record = dict(
        zip(HEADER.split(","), LINE.format(line=10, quantity=" 3 ", amount="4.50").split(","), strict=True)
    )
    assert rows_from_mappings(INVOICE_LINES, [record])[0].quantity == 3 * MICRO
    upper = {name.upper(): text for name, text in record.items()} | {"Extra": "x"}
    assert rows_from_mappings(INVOICE_LINES, [upper]) == rows_from_mappings(INVOICE_LINES, [record])
    assert rows_from_mappings(INVOICE_LINES, []) == []


def test_measures_from_mappings_are_numbered_like_a_file() -> None:
    names = [column.header for column in MEASURES.columns]
    record = dict.fromkeys(names, "") | {"Program": "P", "HTS Scope": "*", "Origin": "*", "Basis": "full"}
    assert [row.number for row in rows_from_mappings(MEASURES, [record, record])] == [2, 3]


def test_repeated_texts_are_held_once() -> None:
    lines = read_table(INVOICE_LINES, invoices(50).encode())
    assert len({id(line.material) for line in lines}) == 1


def test_a_product_may_lack_all_but_its_material() -> None:
    header = ",".join(column.header for column in PRODUCTS.columns)
    product = read_table(PRODUCTS, f"{header}\nM1{',' * 15}\n".encode())[0]
    assert product[:6] == ("M1", "", "", "", "", None)
    assert (product.copper_share, product.claims, product.status) == (None, (), "")


def test_the_report_accepts_headings_without_dots() -> None:
    header = ",".join(column.header for column in REPORT.columns)
    row = "SH1,I1,2026-01-02,001,9403200035,CN,1,99038803,0,25.00,,,,,,"
    assert read_table(REPORT, f"{header}\n{row}\n".encode())[0].code == "9903.88.03"


def test_reading_starts_without_heavy_modules() -> None:
    heavy = {"dataclasses", "decimal", "datetime", "json", "inspect", "pandas", "numpy"}
    code = f"import sys, chalicelib.customs.reading; print(sorted({heavy!r} & set(sys.modules)))"
    run = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
