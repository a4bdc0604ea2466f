"""Files that cannot be used: every fault says where it is, what is wrong and how to mend it."""

import gzip
import shutil
from pathlib import Path
from typing import Any

import pytest

from chalicelib.customs.checking import FAULTS_SHOWN
from chalicelib.customs.declarations import Table
from chalicelib.customs.errors import InputErrors
from chalicelib.customs.reading import read_dataset, read_table, rows_from_mappings
from chalicelib.customs.tables import (
    EXCHANGE_RATES,
    HTS_RATES,
    INVOICE_LINES,
    MEASURES,
    PACKAGING,
    PRODUCTS,
    REPORT,
    SHIPMENTS,
)
from tests.customs.reading_examples import GOOD, OTHER_KEY, csv_of, faults_of

SAMPLES = Path(__file__).parents[2] / "samples"
HEADER = b"Material,Description,Is Packaging\n"
FILES: list[tuple[str, bytes, int | None, str]] = [
    ("empty", b"", None, "is empty"),
    ("only a mark", b"\xef\xbb\xbf", None, "is empty"),
    ("blank lines", b"\n\r\n  \n,,\n", None, "is empty"),
    ("blank first row", b"\nMaterial,Description,Is Packaging\nM1,,Y\n", 1, "is blank"),
    ("pdf", b"%PDF-1.7\n%\xe2\xe3", None, "PDF"),
    ("workbook", b"PK\x03\x04\x14\x00", None, "workbook"),
    ("old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", None, "Excel workbook"),
    ("gzip", gzip.compress(b"x"), None, "compressed"),
    ("utf-16 without mark", "Material,Description,Is Packaging\n".encode("utf-16-le"), None, "UTF-16"),
    ("semicolons", b"Material;Description;Is Packaging\nM1;;Y\n", 1, "semicolons"),
    ("tabs", b"Material\tDescription\tIs Packaging\nM1\t\tY\n", 1, "tabs"),
    ("no header", b"M1,crate,Y\nM2,crate,N\n", 1, "no known column"),
    ("missing column", b"Material,Description\nM1,crate\n", 1, "is missing from the header"),
    ("column twice", b"Material,material ,Description,Is Packaging\nM1,M1,,Y\n", 1, "twice"),
    ("other table", b"Currency,Date,USD per Unit\nCNY,2026-01-01,0.14\n", 1, "header of Exchange_Rate.csv"),
    ("header again", HEADER + b"M1,,Y\n" + HEADER, 3, "repeats the header"),
    ("too few cells", HEADER + b"M1,,Y\nM2,Y\n", 3, "has 2 cells, the header has 3"),
    ("too many cells", HEADER + b"M1,a,b,Y\nM2,,Y\n", 2, "has 4 cells"),
    ("blank between", HEADER + b"M1,,Y\n\nM2,,Y\n", 3, "is blank"),
    ("blank cells between", HEADER + b"M1,,Y\n,,\nM2,,Y\n", 3, "is blank"),
    ("open quote", HEADER + b'M1,,Y\nM2,"crate,Y\nM3,,N\n', 3, "never closed"),
    ("quote inside", HEADER + b'M1,"a" b,Y\n', 2, "quotation mark inside"),
    ("lone carriage return", b"Material,Description,Is Packaging\rM1,,Y\r", 1, "carriage return"),
    ("lone return below", HEADER + b"M1,a\rb,Y\n", 2, "carriage return"),
    ("long cell", HEADER + b"M1," + b"x" * 140_000 + b",Y\n", 2, "131,072"),
    ("not utf-8", HEADER + "M1,,Y\nM2,纸箱,Y\n".encode("gbk"), 3, "utf-8"),
    ("latin", HEADER + "M1,Gehäuse,Y\n".encode("cp1252"), 2, "utf-8"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "row", "problem"), FILES, ids=[name for name, *_ in FILES])
def test_a_file_that_is_no_such_file_has_one_clear_fault(
    name: str, data: bytes, row: int | None, problem: str
) -> None:
    faults = faults_of(PACKAGING, data)
    assert [fault.row for fault in faults] == [row]
    assert problem in faults[0].problem


def test_undecodable_text_names_the_way_out(tmp_path: Path) -> None:
    """The option only where there is one: a delivery comes as bytes, and nobody can pass anything."""
    data = "Material,Description,Is Packaging\nM1,纸箱,Y\n".encode("gbk")
    path = tmp_path / PACKAGING.file
    path.write_bytes(data)
    with pytest.raises(InputErrors) as errors:
        read_table(PACKAGING, path)
    way = "Save the sheet as CSV UTF-8"
    assert errors.value.faults[0].remedy == f"{way}, or pass --encoding gb18030 if that is how it was written"
    assert faults_of(PACKAGING, data)[0].remedy == f"{way} (comma delimited)"


def test_rows_before_undecodable_text_are_checked_too() -> None:
    rows = [f"M{at},,{'Y' if at != 700 else 'maybe'}" for at in range(2000)]
    data = "\n".join(["Material,Description,Is Packaging", *rows, ""]).encode() + b"M,\xff,Y\n"
    assert [(fault.row, fault.column) for fault in faults_of(PACKAGING, data)] == [
        (702, "Is Packaging"),
        (2002, None),
    ]


@pytest.mark.parametrize("encoding", ["utf-99", "base64", "no\0such"])
def test_an_unknown_encoding_is_a_fault(encoding: str) -> None:
    assert "encoding" in faults_of(PACKAGING, csv_of(PACKAGING, {}), encoding)[0].problem


@pytest.mark.parametrize(
    ("table", "again", "column"),
    [
        (PRODUCTS, {}, "Material"),
        (PACKAGING, {"Is Packaging": "N"}, "Material"),
        (HTS_RATES, {"HTS Code": "9403200035"}, "HTS Code + Effective From"),
        (EXCHANGE_RATES, {"USD per Unit": "0.15"}, "Currency + Date"),
        (SHIPMENTS, {"Mode": "40"}, "Shipment + Invoice"),
        (INVOICE_LINES, {"Line": "010"}, "Invoice + Line"),
        (REPORT, {"Duty": "1"}, "Shipment + Invoice + Line + Ordinal"),
    ],
    ids=lambda part: getattr(part, "name", None),
)
def test_a_repeated_key_names_both_rows(table: Table[Any], again: dict[str, str], column: str) -> None:
    fault, *more = faults_of(table, csv_of(table, {}, OTHER_KEY[table.name], again))
    assert not more
    assert (fault.row, fault.column) == (4, column)
    assert "row 2" in fault.problem
    assert "rows 2 and 4" in fault.remedy


def test_a_repeated_key_is_found_across_blocks_and_beside_other_faults() -> None:
    rows: list[dict[str, str]] = [{"Line": str(at)} for at in range(1, 1501)]
    rows[20] = {"Line": "21", "Amount": "x"}
    rows[1400] = {"Line": "11"}
    rows[1410] = {"Line": "21"}
    faults = faults_of(INVOICE_LINES, csv_of(INVOICE_LINES, *rows))
    assert [(fault.row, fault.column) for fault in faults] == [
        (22, "Amount"),
        (1402, "Invoice + Line"),
        (1412, "Invoice + Line"),
    ]


def test_measures_may_repeat_a_key() -> None:
    assert len(read_table(MEASURES, csv_of(MEASURES, {}, {}))) == 2


def test_row_numbers_are_those_of_a_spreadsheet() -> None:
    faults = faults_of(
        PACKAGING, csv_of(PACKAGING, {"Description": "two\nlines"}, {"Material": "", "Description": "x"})
    )
    assert [fault.row for fault in faults] == [3]


def test_several_faults_of_a_row_and_a_file_come_in_order() -> None:
    faults = faults_of(SHIPMENTS, csv_of(SHIPMENTS, {"Mode": "x", "Entry Date": "y"}, {"Shipment": ""}))
    assert [(fault.row, fault.column) for fault in faults] == [
        (2, "Mode"),
        (2, "Entry Date"),
        (3, "Shipment"),
    ]


def test_a_bad_rate_is_reported_once() -> None:
    assert len(faults_of(MEASURES, csv_of(MEASURES, {"Rate": "a\x00"}))) == 2
    assert len(faults_of(MEASURES, csv_of(MEASURES, {"Rate": "x"}))) == 1


def test_a_thousand_faults_are_listed_and_the_rest_counted() -> None:
    faults = faults_of(
        PACKAGING, csv_of(PACKAGING, *({"Material": f"M{at}", "Is Packaging": "x"} for at in range(2500)))
    )
    assert len(faults) == FAULTS_SHOWN + 1
    assert "1,500 more" in faults[-1].problem


def test_long_values_are_cut_in_the_fault() -> None:
    value = faults_of(PACKAGING, csv_of(PACKAGING, {"Is Packaging": "x" * 5000}))[0].value
    assert value is not None
    assert len(value) < 100


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES, tmp_path, dirs_exist_ok=True)
    (tmp_path / "Shipments.csv").unlink()
    (tmp_path / "HTS_Code.csv").rename(tmp_path / "hts code.csv")
    (tmp_path / "Packaging_Material.csv").write_bytes(b"")
    (tmp_path / "Product_List.csv").write_bytes(csv_of(PRODUCTS, {"SPI": "far too long"}))
    with pytest.raises(InputErrors) as errors:
        read_dataset(tmp_path)
    assert [fault.file for fault in errors.value.faults] == [
        "Product_List.csv", "HTS_Code.csv", "Packaging_Material.csv", "Shipments.csv",
    ]  # fmt: skip
    assert "'hts code.csv'" in errors.value.faults[1].remedy


def test_a_folder_that_is_not_there_is_one_fault(tmp_path: Path) -> None:
    with pytest.raises(InputErrors) as errors:
        read_dataset(tmp_path / "nowhere")
    assert len(errors.value.faults) == 1


def test_a_folder_in_place_of_a_file_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(InputErrors) as errors:
        read_table(PACKAGING, tmp_path)
    assert "cannot be read" in errors.value.faults[0].problem


@pytest.mark.parametrize(
    ("record", "column"),
    [
        ({"Material": "M1", "Description": ""}, "Is Packaging"),
        ({"Material": 1, "Description": "", "Is Packaging": "Y"}, "Material"),
        ({"Material": "M1", "Description": None, "Is Packaging": "Y"}, "Description"),
        ({"Material": "M1", "Description": ["x"], "Is Packaging": "Y"}, "Description"),
        (["M1", "", "Y"], None),
    ],
)
def test_what_is_no_record_of_texts_is_a_fault(record: Any, column: str | None) -> None:
    with pytest.raises(InputErrors) as errors:
        rows_from_mappings(PACKAGING, [GOOD["packaging"], record])
    assert [(fault.row, fault.column) for fault in errors.value.faults] == [(3, column)]
