"""CSV files of the business: what refuses a file, what costs a row, and what is only told."""

import pytest

from chalicelib.etl.errors import DeliveryRefused
from chalicelib.etl.options import Options
from chalicelib.etl.transforming import transform
from tests.etl.building import SAMPLES, csv_bytes, sample

FILE = "Packaging_Material.csv"
HEADER = ["Material", "Description", "Is Packaging"]
GOOD = [["M1", "纸箱, groß", "Y"], ["M2", "bed", "N"]]
GOOD_FILE = csv_bytes(HEADER, GOOD)


def packaging(data: bytes, options: Options | None = None) -> list[dict[str, str]]:
    transformed = transform(FILE, [(FILE, data)], options or Options())
    assert transformed.rejected == []
    return transformed.sets["packaging"]


EXPECTED = [dict(zip(HEADER, row, strict=True)) for row in GOOD]
ACCEPTED: list[tuple[str, bytes, Options]] = [
    ("UTF-8", GOOD_FILE, Options()),
    ("B1: with a byte order mark", b"\xef\xbb\xbf" + GOOD_FILE, Options()),
    ("B2: UTF-16, as Excel's Unicode text", GOOD_FILE.decode().encode("utf-16"), Options()),
    ("B2: a declared encoding", GOOD_FILE.decode().encode("gb18030"), Options(encoding="gb18030")),
    ("line ends of Windows", GOOD_FILE.replace(b"\n", b"\r\n"), Options()),
    (
        "B6: other order",
        csv_bytes(["Is Packaging", "Material", "Description"], [[r[2], *r[:2]] for r in GOOD]),
        Options(),
    ),
    ("B6: other case and blanks", csv_bytes([" MATERIAL", "description ", "Is packaging"], GOOD), Options()),
    ("blank rows at the end", GOOD_FILE + b"\n,,\n", Options()),
]


@pytest.mark.parametrize(
    ("data", "options"), [case[1:] for case in ACCEPTED], ids=[case[0] for case in ACCEPTED]
)
def test_a_file_is_read_however_it_was_saved(data: bytes, options: Options) -> None:
    assert packaging(data, options) == EXPECTED


REFUSED: list[tuple[str, bytes, str]] = [
    ("A11 B20: empty", b"", "is empty"),
    ("B20: only blank lines", b"\n\n\n", "is empty"),
    ("a blank row for a header", b"\n" + GOOD_FILE, "is blank"),
    ("B20: a PDF", b"%PDF-1.7 ...", "is a PDF document, not a CSV file"),
    ("B19 B20: a workbook", b"PK\x03\x04....", "is a workbook or a zip archive"),
    ("B20: an old workbook", b"\xd0\xcf\x11\xe0....", "is an old Excel workbook"),
    (
        "B2: GBK that nobody declared",
        GOOD_FILE.decode().encode("gbk", "replace"),
        "is not text in the encoding utf-8",
    ),
    (
        "B2: CP1252",
        "Material,Description,Is Packaging\nM1,groß,Y\n".encode("cp1252"),
        "is not text in the encoding",
    ),
    ("B3: NUL bytes throughout", b"M\0a\0t\0e\0r\0", "is UTF-16 without a byte order mark"),
    (
        "B4: a quotation mark that is never closed",
        GOOD_FILE + b'M3,"bed,Y\nM4,bed,Y\n',
        "that is never closed",
    ),
    ("B4: a quotation mark inside a cell", GOOD_FILE + b'M3,"be"d,Y\n', "has a quotation mark inside a cell"),
    ("B5: a lone carriage return", GOOD_FILE + b"M3,be\rd,Y\n", "has a line end of an unknown kind"),
    (
        "B5: a cell without end",
        GOOD_FILE + b"M3," + b"x" * 200_000 + b",Y\n",
        "has a cell of more than 131,072",
    ),
    ("B6: semicolons", b"Material;Description;Is Packaging\nM1;bed;Y\n", "separated by semicolons"),
    ("B6: tabs", b"Material\tDescription\tIs Packaging\nM1\tbed\tY\n", "separated by tabs"),
    ("B6: a column twice", csv_bytes([*HEADER, "Material"], [[*GOOD[0], "M1"]]), "is in the header twice"),
    ("A18: a column is missing", csv_bytes(HEADER[:2], [["M1", "bed"]]), "is missing from the header"),
    (
        "A18: a column was renamed",
        csv_bytes(["Material No", *HEADER[1:]], GOOD),
        "is missing from the header",
    ),
    (
        "B21: the file of another feed",
        (SAMPLES / "HTS_Code.csv").read_bytes(),
        "looks like the header of HTS_Code.csv",
    ),
]


@pytest.mark.parametrize(
    ("data", "problem"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_a_file_that_cannot_be_used_is_refused_whole(data: bytes, problem: str) -> None:
    with pytest.raises(DeliveryRefused) as refused:
        transform(FILE, [(FILE, data)])
    assert any(problem in fault.problem for fault in refused.value.faults)
    assert all(fault.file == FILE and fault.remedy for fault in refused.value.faults)


def test_a_missing_column_is_named() -> None:
    """A18"""
    with pytest.raises(DeliveryRefused) as refused:
        transform(FILE, [(FILE, csv_bytes(["Material No", *HEADER[1:]], GOOD))])
    assert [fault.column for fault in refused.value.faults] == ["Material"]


def test_a_file_comes_in_one_piece() -> None:
    with pytest.raises(DeliveryRefused, match="came in 2 parts"):
        transform(FILE, [("1", GOOD_FILE), ("2", GOOD_FILE)])


def test_an_extra_column_is_told() -> None:
    """A19: also one without a name"""
    data = csv_bytes([*HEADER, "Remark", ""], [[*row, "x", "y"] for row in GOOD]).decode().encode("utf-16")
    transformed = transform(FILE, [(FILE, data)])
    assert transformed.sets["packaging"] == EXPECTED
    assert [(issue.kind, issue.subject) for issue in transformed.issues] == [
        ("EXTRA_COLUMN", "Remark"),
        ("EXTRA_COLUMN", ""),
    ]


ROWS: list[tuple[str, bytes, int, str]] = [
    ("a cell too many", b"M1,be,d,Y\nM2,bed,Y\n", 2, "row: has 4 cells, the header has 3"),
    ("A10: a cell too few", b"M2,bed,Y\nM3,be", 3, "row: has 2 cells, the header has 3"),
    ("a blank row between others", b"M1,bed,Y\n\nM2,bed,Y\n", 3, "row: is blank"),
    ("a row of commas between others", b"M1,bed,Y\n,,\nM2,bed,Y\n", 3, "row: is blank"),
    (
        "the header again",
        b"M1,bed,Y\nMaterial,Description,Is Packaging\nM2,bed,Y\n",
        3,
        "row: repeats the header",
    ),
    ("B14: a value", b"M1,bed,Y\nM2,bed,maybe\n", 3, "Is Packaging: is neither Y nor N"),
]


@pytest.mark.parametrize(
    ("rows", "number", "problem"), [case[1:] for case in ROWS], ids=[case[0] for case in ROWS]
)
def test_a_broken_row_costs_itself(rows: bytes, number: int, problem: str) -> None:
    transformed = transform(FILE, [(FILE, ",".join(HEADER).encode() + b"\n" + rows)])
    assert transformed.sets["packaging"]
    (rejected,) = transformed.rejected
    assert rejected.row_number == number
    assert rejected.problems[0].startswith(problem)


def test_ten_thousand_broken_rows_are_all_kept() -> None:
    """C16: none is lost, however many there are"""
    rows = [["M1", "bed", "Y"], *([f"X{at}", "bed", "maybe"] for at in range(10_000)), *[["short"]] * 2_000]
    transformed = transform(FILE, [(FILE, csv_bytes(HEADER, rows))])
    assert len(transformed.rejected) == 12_000
    assert len(transformed.sets["packaging"]) == 1


def test_a_product_list_fills_two_sets() -> None:
    name = "Product_List.csv"
    text = (SAMPLES / name).read_text("utf-8").splitlines()
    text[1] = text[1].replace("66.712", "-1")
    text[2] = text[2].replace("9403.20.0035", "9403.20")
    transformed = transform(name, [(name, "\n".join(text).encode())])
    assert transformed.delivered == {"product_weights": 73, "product_master": 73}
    assert [(row.set, row.row_number) for row in transformed.rejected] == [
        ("product_weights", 2),
        ("product_master", 3),
    ]
    whole = sample(name)
    assert transformed.sets["product_weights"] == whole.sets["product_weights"][1:]
    master = whole.sets["product_master"]
    assert transformed.sets["product_master"] == [master[0], *master[2:]]
    assert transformed.doubtful == {
        "product_weights": frozenset({"10004156"}),
        "product_master": frozenset({"10004180"}),
    }
