"""SAP's pages: what refuses a delivery, what costs a row, and what is only told."""

import json
import random
from typing import Any

import pytest

from chalicelib.customs.errors import InputErrors
from chalicelib.etl.errors import DeliveryRefused, UndeclaredSource
from chalicelib.etl.options import Options
from chalicelib.etl.transforming import transform
from tests.etl.building import SAP_ROWS, page, sample, sample_parts, sap

ROW = SAP_ROWS["PACKAGING"]
OTHER = {**ROW, "MATNR": "000000000910009999"}


def pages(*rows: list[Any], **envelope: Any) -> list[tuple[str, bytes]]:
    total = sum(map(len, rows))
    return [
        (
            f"page-{number:03d}.json",
            page("PACKAGING", part, **{"PAGE": number, "PAGES": len(rows), "TOTAL": total, **envelope}),
        )
        for number, part in enumerate(rows, start=1)
    ]


REFUSED: list[tuple[str, list[tuple[str, bytes]], str]] = [
    ("A12: a page is missing", pages([ROW], [OTHER], [])[:1], "has the pages 1 of 1 to 3"),
    (
        "A12: a page twice",
        [*pages([ROW], [OTHER])[:1], *pages([ROW], [OTHER])[:1]],
        "has the pages 1, 1 of 1 to 2",
    ),
    (
        "A12: the total changed while paging",
        [pages([ROW], [OTHER])[0], ("2", page("PACKAGING", [OTHER], PAGE=2, PAGES=2, TOTAL=9))],
        "disagree",
    ),
    ("A12: fewer rows than announced", pages([ROW], TOTAL=2), "has 1 rows, announced are 2"),
    ("A12: no page at all", [], "has no page"),
    (
        "an error of SAP",
        pages([ROW], RETURN={"TYPE": "E", "MESSAGE": "no authority"}),
        "SAP reports E: no authority",
    ),
    ("a warning of SAP", pages([ROW], RETURN={"TYPE": "W"}), "SAP reports W: no message"),
    (
        "B21: the pages of another endpoint",
        pages([ROW], FUNCTION="ZEMM005"),
        "is of function ZEMM005, not PACKAGING",
    ),
    ("no number of the page", pages([ROW], PAGE=True), "PAGE is True, not a count"),
    ("no rows", pages([ROW], DATA={}), "DATA is missing or not a list"),
    ("A7: a login page", [("1", b"<html>Sign in</html>")], "is not strict JSON"),
    ("A9: cut off", [("1", page("PACKAGING", [ROW])[:-20])], "is not strict JSON"),
    ("A24: NaN", [("1", b'{"TOTAL": NaN}')], "NaN, which is no number"),
    ("A24: a name twice", [("1", b'{"PAGE": 1, "PAGE": 2}')], "names 'PAGE' twice"),
    ("A24: nested without end", [("1", b"[" * 100_000)], "is not strict JSON"),
    ("A24: 20 deep", [("1", b'{"DATA": ' + b"[" * 20 + b"]" * 20 + b"}")], "nested deeper than 16"),
    ("A24: half a letter", pages([{**ROW, "MAKTX": "\ud800"}]), "half of a surrogate pair"),
    (
        "A12: more pages than anybody can count",
        pages([ROW], PAGES=10**9 - 1),
        "has the pages 1 of 1 to 999999999",
    ),
    ("not in the envelope", [("1", b"[1, 2]")], "JSON, but not an object"),
    ("B2: not UTF-8", [("1", b'{"TEXT": "\xff"}')], "is not strict JSON"),
]


@pytest.mark.parametrize(
    ("parts", "problem"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_a_delivery_that_cannot_be_used_is_refused_whole(
    parts: list[tuple[str, bytes]], problem: str
) -> None:
    with pytest.raises(DeliveryRefused) as refused:
        transform("PACKAGING", parts)
    assert isinstance(refused.value, InputErrors)
    assert refused.value.source == "PACKAGING"
    assert problem in refused.value.faults[0].problem
    assert refused.value.faults[0].file.startswith("PACKAGING")
    assert refused.value.faults[0].remedy


def test_pages_count_by_their_number_not_by_their_place() -> None:
    one, two = pages([ROW], [OTHER])
    assert transform("PACKAGING", [two, one]) == transform("PACKAGING", [one, two])


@pytest.mark.parametrize("digits", [5, 64])
def test_a_number_instead_of_a_text_is_a_broken_row(digits: int) -> None:
    """A20 A24: with digits beyond any number that is meant, the page is refused"""
    (rejected,) = transform("PACKAGING", _with_description(digits)).rejected
    assert rejected.problems[0].startswith("MAKTX (Description): is not text")
    with pytest.raises(DeliveryRefused, match="a number of 65 digits"):
        transform("PACKAGING", _with_description(65))


def _with_description(digits: int) -> list[tuple[str, bytes]]:
    row = json.dumps(ROW).replace('"Crate"', "9" * digits).encode()
    return [("1", page("PACKAGING", [ROW]).replace(json.dumps(ROW).encode(), row))]


def test_a_renamed_field_refuses_the_delivery_and_is_named() -> None:
    """A18"""
    rows = [{("MATERIAL" if name == "MATNR" else name): text for name, text in ROW.items()}]
    with pytest.raises(DeliveryRefused) as refused:
        transform("PACKAGING", pages(rows))
    (fault,) = refused.value.faults
    assert (fault.column, fault.problem) == ("MATNR", "is in no row of the delivery")
    assert "new in it: MATERIAL" in fault.remedy


@pytest.mark.parametrize("field", [name for name in SAP_ROWS["ZFMIOR002"] if name != "AEDAT"])
def test_a_missing_field_refuses_the_delivery(field: str) -> None:
    """A18: also the unit of weight"""
    row = {name: text for name, text in SAP_ROWS["ZFMIOR002"].items() if name != field}
    with pytest.raises(DeliveryRefused) as refused:
        transform("ZFMIOR002", [("1", page("ZFMIOR002", [row]))])
    assert [fault.column for fault in refused.value.faults] == [field]


def test_a_field_missing_from_one_row_costs_that_row() -> None:
    transformed = transform("PACKAGING", pages([ROW, {"MATNR": "1", "MAKTX": ""}]))
    assert len(transformed.sets["packaging"]) == 1
    (rejected,) = transformed.rejected
    assert rejected.row_number == 2
    assert rejected.problems[0].startswith("PACKAGING (Is Packaging): PACKAGING is missing from the row")


def test_a_renamed_field_is_a_setting() -> None:
    rows = [{("MATERIAL" if name == "MATNR" else name): text for name, text in ROW.items()}]
    parts = [("1", page("ZPACK", rows))]
    transformed = transform("PACKAGING", parts, Options(function="ZPACK", renamed={"MATNR": "MATERIAL"}))
    assert transformed.sets["packaging"][0]["Material"] == "910005825"
    assert transformed.issues == []


@pytest.mark.parametrize(
    ("renamed", "column", "problem"),
    [
        ({"MATERIAL": "MATNR"}, "MATERIAL", "is no field that we read"),
        ({"MATNR": "MAKTX"}, "MAKTX", "would be read as several fields"),
    ],
)
def test_names_that_cannot_be_meant_are_refused(renamed: dict[str, str], column: str, problem: str) -> None:
    """A18: a slip in the settings is not read as data."""
    with pytest.raises(DeliveryRefused) as refused:
        transform("PACKAGING", pages([ROW]), Options(renamed=renamed))
    (fault,) = refused.value.faults
    assert (fault.column, fault.problem) == (column, problem)
    assert "PACKAGING in the setting SAP_FEEDS" in fault.remedy


def test_fields_may_change_places() -> None:
    row = {**ROW, "MATNR": ROW["MAKTX"], "MAKTX": ROW["MATNR"]}
    renamed = {"MATNR": "MAKTX", "MAKTX": "MATNR"}
    assert transform("PACKAGING", pages([row]), Options(renamed=renamed)).sets == sap("PACKAGING", {}).sets


def test_an_extra_field_is_told_once() -> None:
    """A19: also a nested one"""
    transformed = sap("PACKAGING", {"NEW": {"a": [1]}}, {"MATNR": "2", "NEW": "x", "NEWER": "y"})
    assert len(transformed.sets["packaging"]) == 2
    assert [(issue.kind, issue.subject) for issue in transformed.issues] == [
        ("EXTRA_COLUMN", "NEW"),
        ("EXTRA_COLUMN", "NEWER"),
    ]


@pytest.mark.parametrize("row", [None, 5, "text", ["x"], True], ids=repr)
def test_a_row_that_is_no_record_costs_itself(row: object) -> None:
    """A20"""
    transformed = transform("PACKAGING", pages([ROW, row, OTHER]))
    assert len(transformed.sets["packaging"]) == 2
    assert [(one.row_number, one.source_row) for one in transformed.rejected] == [(2, {"": str(row)})]
    assert transformed.delivered == {"packaging": 3}
    assert transformed.unattributed == {"packaging": 1}


def test_measures_stand_in_the_order_of_their_numbers() -> None:
    function = "TARIFF_SEQUENCE"
    rows = [row for _, data in sample_parts(function) for row in json.loads(data)["DATA"]]
    random.Random(1).shuffle(rows)
    transformed = transform(function, [("1", page(function, rows))])
    assert transformed.sets == sample(function).sets
    assert [issue.kind for issue in transformed.issues] == ["OUT_OF_SEQUENCE"]


@pytest.mark.parametrize("number", ["", "x", "1.5", None, "-1"])
def test_a_measure_without_a_number_is_rejected(number: object) -> None:
    transformed = sap("TARIFF_SEQUENCE", {}, {"SEQNO": number, "PROGRAM": "P2"})
    (rejected,) = transformed.rejected
    assert rejected.row_number == 2
    assert rejected.problems[0].startswith("SEQNO: is not a sequence number")


def test_measures_with_one_number_are_rejected_unless_they_are_one() -> None:
    transformed = sap(
        "TARIFF_SEQUENCE", {}, {}, {"SEQNO": "0002", "PROGRAM": "P2"}, {"SEQNO": "2", "PROGRAM": "P3"}
    )
    assert [row["Program"] for row in transformed.sets["measures"]] == ["P1"]
    assert [row.row_number for row in transformed.rejected] == [3, 4]
    assert all("numbers different rows alike" in row.problems[0] for row in transformed.rejected)


def test_an_unknown_source_is_a_defect_of_the_caller() -> None:
    with pytest.raises(UndeclaredSource, match="ZFMIOR002, ZEMM005"):
        transform("ZXYZ", [])
