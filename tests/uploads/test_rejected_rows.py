"""The rows that are not taken: as a file that a spreadsheet opens without harm, and grouped by what to do."""

import csv
import io
import json
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.api import uploads as views
from chalicelib.customs.errors import Fault
from chalicelib.etl.results import EXTRA_COLUMN, QualityIssue, RejectedRow
from chalicelib.pipeline.preview import MOST_FINDINGS, findings_of
from chalicelib.pipeline.problems import MOST_PROBLEMS, Problems
from chalicelib.pipeline.spreadsheets import harmless
from chalicelib.store import uploads
from chalicelib.store.pages import unpack
from tests.pipeline.small import MATERIALS, edited, small, written
from tests.pipeline.world import sample
from tests.uploads.desk import Desk

PRODUCTS = "Product_List.csv"


def csv_of(desk: Desk, upload_id: str) -> str:
    """The file of rejected rows, without its mark."""
    reply = views.rejected_csv(desk.world.ports, upload_id)
    assert reply.content_type == "text/csv; charset=utf-8"
    assert reply.headers == {"Content-Disposition": f'attachment; filename="rejected-{upload_id}.csv"'}
    assert isinstance(reply.body, str)
    assert reply.body.startswith("\ufeff")
    return reply.body[1:]


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def with_description(**texts: str) -> bytes:
    """The products; those of some materials have another description, and a weight that is none."""

    def change(row: dict[str, str]) -> dict[str, str]:
        if row["Material"] not in texts:
            return row
        return row | {"Description": texts[row["Material"]], "Net Weight (kg)": "heavy"}

    return edited(sample(PRODUCTS), change)


def test_what_is_not_taken_is_told_with_its_number_and_reason(whole: Desk) -> None:
    sent = whole.send(PRODUCTS, with_description(**{MATERIALS[0]: "Bed", MATERIALS[1]: "Base"}))
    assert (sent["state"], sent["counts"]["rejected"], sent["counts"]["rows"]) == ("ready", 2, 73)
    [problem] = [one for one in sent["problems"] if one["what"].startswith("Net")]
    assert problem["what"] == "Net Weight (kg): is not a plain decimal number such as 1234.56"
    assert problem["remedy"].startswith("Write plain digits")
    assert problem["count"] == len(problem["rows"]) == 2
    rows = rows_of(csv_of(whole, sent["id"]))
    assert [int(row["Row"]) for row in rows] == problem["rows"]
    assert {row["Material"] for row in rows} == {MATERIALS[0], MATERIALS[1]}
    assert all(row["Problems"].startswith("Net Weight (kg): is not") for row in rows)
    assert list(rows[0])[:3] == ["Row", "Problems", "Material"]


FORMULAS = [
    ('=HYPERLINK("http://x","y")', "'"),
    ("+1+1", "'"),
    ("-1+1", "'"),
    ("-5.25", ""),
    ("-5", ""),
    ("@SUM(A1)", "'"),
    ("\t=1", "'"),
    ("\r=1", "'"),
    ('ACME, Inc. "x"', ""),
    ("two\nlines", ""),
    ("涤纶", ""),
]


@pytest.mark.parametrize(("text", "guard"), FORMULAS)
def test_no_cell_is_taken_for_a_formula(desk: Desk, text: str, guard: str) -> None:
    """B16"""
    upload_id = desk.begin(PRODUCTS)
    row = {"row_number": 2, "problems": ["x"], "source_row": {"Description": text, "=Column": "1"}}
    uploads.keep_rejected(desk.world.table, desk.stored(upload_id), [row])
    body = csv_of(desk, upload_id)
    header, cells, *rest = list(csv.reader(io.StringIO(body, newline="")))
    assert header == ["Row", "Problems", "Description", "'=Column"]
    assert cells == ["2", "x", guard + text, "1"]
    assert rest == []
    assert body.endswith("\r\n")


@given(st.text(max_size=30))
def test_what_is_written_begins_with_no_formula(text: str) -> None:
    """B16: whatever stands in a cell; and it reads back as it was, but for the apostrophe."""
    cell = harmless(text)
    assert cell in (text, f"'{text}")
    if cell[:1] in set("=+@\t\r"):
        pytest.fail(cell)
    if cell.startswith("-"):
        assert cell[1:].replace(".", "", 1).isdigit()
    written_text = io.StringIO()
    csv.writer(written_text).writerow([cell, "x"])
    assert next(csv.reader(io.StringIO(written_text.getvalue(), newline=""))) == [cell, "x"]


def test_a_formula_in_a_real_file(whole: Desk) -> None:
    """B16, from the file to the file: what comes from a stranger is not run by whoever looks at it."""
    sent = whole.send(PRODUCTS, with_description(**{MATERIALS[0]: "=cmd|' /C calc'!A0"}))
    [row] = rows_of(csv_of(whole, sent["id"]))
    assert row["Description"] == "'=cmd|' /C calc'!A0"


def test_rows_that_wait_for_a_broken_one(whole: Desk) -> None:
    lines = sample("Invoices.csv").decode().splitlines()
    sent = whole.send(
        "Invoices.csv", "\n".join([lines[0], lines[1].replace(",532,", ",many,"), *lines[2:]]).encode()
    )
    invoice = [line for line in lines if line.startswith("INV00001A,")]
    assert (sent["counts"]["rejected"], sent["counts"]["withheld"]) == (1, len(invoice) - 1)
    [waiting] = [one for one in sent["problems"] if "another row of the same Invoice" in one["what"]]
    assert waiting["count"] == len(invoice) - 1
    assert len(rows_of(csv_of(whole, sent["id"]))) == len(invoice)


def test_a_row_that_is_broken_for_two_data_sets_is_one_row(whole: Desk) -> None:
    bad = edited(
        sample(PRODUCTS),
        lambda row: (
            row | {"Net Weight (kg)": "x", "HTS Code": "1"} if row["Material"] == MATERIALS[0] else row
        ),
    )
    sent = whole.send(PRODUCTS, bad)
    assert sent["counts"]["rejected"] == 2, "once per data set, as the delivery counts"
    [row] = rows_of(csv_of(whole, sent["id"]))
    assert "Net Weight (kg): " in row["Problems"]
    assert "HTS Code: " in row["Problems"]


def test_a_row_whose_cells_cannot_be_told_apart(whole: Desk) -> None:
    lines = sample(PRODUCTS).splitlines()
    sent = whole.send(PRODUCTS, b"\n".join([*lines[:5], lines[5] + b",one too many", *lines[6:]]))
    [row] = rows_of(csv_of(whole, sent["id"]))
    assert row["Row"] == "6"
    assert "cells" in row["Problems"]
    [problem] = [one for one in sent["problems"] if "cells" in one["what"]]
    assert (problem["count"], problem["rows"]) == (1, [6])


def test_the_rows_are_kept_as_long_as_the_upload(whole: Desk) -> None:
    """D11"""
    sent = whole.send(PRODUCTS, with_description(**{MATERIALS[0]: "Bed"}))
    for period, kept in (({"days": 30, "hours": 23}, 1), ({"hours": 1}, 0)):
        whole.world.clock.forward(**period)
        assert len(list(uploads.rejected(whole.world.table, sent["id"]))) == kept


def test_a_file_without_rejected_rows(desk: Desk) -> None:
    sent = desk.send(PRODUCTS, small(PRODUCTS))
    assert csv_of(desk, sent["id"]) == "Row,Problems\r\n"


def test_more_rows_than_an_answer_holds(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """F11"""
    monkeypatch.setattr("chalicelib.api.rejected_rows.MOST_BYTES", 500)
    monkeypatch.setattr("chalicelib.store.uploads.MOST_REJECTED", 50)
    upload_id = desk.begin(PRODUCTS)
    rows = [{"row_number": at, "problems": ["x" * 20], "source_row": {"A": "y" * 20}} for at in range(2, 90)]
    uploads.keep_rejected(desk.world.table, desk.stored(upload_id), rows)
    assert len(list(uploads.rejected(desk.world.table, upload_id))) == 50
    body = csv_of(desk, upload_id)
    assert len(body) < 700
    assert rows_of(body)[-1]["Problems"].startswith("There are more rows")


@pytest.mark.parametrize("text", ["可调节床架", 'say "so"', "\\\\", "\U0001f6cf", "bed"], ids=ascii)
def test_what_a_function_answers_with_is_not_too_long(desk: Desk, text: str) -> None:
    """Lambda takes 6 MB, of the JSON in which the file stands; whether it is escaped there or not."""
    upload_id = desk.begin(PRODUCTS)
    cells = {"Description": text * (600 // len(text))}
    rows = [{"row_number": at, "problems": ["x"], "source_row": cells} for at in range(2, 20_002)]
    uploads.keep_rejected(desk.world.table, desk.stored(upload_id), rows)
    body = csv_of(desk, upload_id)
    assert rows_of(body)[-1]["Problems"].startswith("There are more rows")
    answer = {"statusCode": 200, "headers": {}, "body": f"\ufeff{body}"}
    assert 5_000_000 < len(json.dumps(answer)) < 6_000_000
    assert len(json.dumps(answer, ensure_ascii=False).encode()) < 6_000_000


def test_twenty_thousand_broken_rows(desk: Desk) -> None:
    """C16, F11: one problem with its count and the first numbers; no more than that is shown."""
    header = "Material,Description,Is Packaging"
    body = "\n".join([header, *(f"M{number},bed,perhaps" for number in range(20_500))]).encode()
    sent = desk.send("Packaging_Material.csv", body)
    assert sent["state"] == "refused"
    problem = next(one for one in sent["problems"] if one["what"].startswith("Is Packaging"))
    assert (problem["count"], problem["rows"]) == (20_500, list(range(2, 22)))
    assert len(sent["problems"]) == 3, "and the two reasons for which the file is refused"
    assert len(list(uploads.rejected(desk.world.table, sent["id"]))) == 20_000


def test_an_extra_column_is_told(desk: Desk) -> None:
    """A19"""
    body = edited(small(PRODUCTS), lambda row: {**row, "Remark": "x"})
    sent = desk.send(PRODUCTS, body)
    assert sent["state"] == "ready"
    [problem] = [one for one in sent["problems"] if "Remark" in one["what"]]
    assert problem["remedy"].startswith("Nothing")


def test_identical_rows_are_told_with_their_numbers(desk: Desk) -> None:
    """A16: also where they belong to two data sets."""
    lines = small(PRODUCTS).splitlines()
    sent = desk.send(PRODUCTS, b"\n".join([*lines, lines[1]]))
    assert sent["state"] == "ready"
    [problem] = sent["problems"]
    assert (problem["what"], problem["rows"]) == ("identical rows count once", [2, 6])


def documents(*, faults: Any = (), rejected: Any = (), issues: Any = ()) -> list[dict[str, Any]]:
    problems = Problems()
    problems.add_faults(faults)
    problems.add_rejected(rejected)
    problems.add_issues(issues)
    return problems.documents()


def test_a_row_that_has_the_same_twice_counts_once() -> None:
    row = RejectedRow("product_master", 7, {}, ("A: is bad. Mend it", "A: is bad. Mend it"))
    again = row._replace(set="product_weights")
    assert documents(rejected=[row, again]) == [
        {"what": "A: is bad", "count": 1, "rows": [7], "remedy": "Mend it"}
    ]


def test_what_has_no_remedy_gets_one() -> None:
    row = RejectedRow("packaging", 7, {}, ("A: is bad",))
    assert documents(rejected=[row])[0]["remedy"] == "Correct the file and upload it again"


def test_faults_of_the_file_are_grouped_by_column() -> None:
    faults = [Fault("f", row, "A", "x", "is bad", "Mend it, or pass --encoding x") for row in (2, 3)]
    faults.append(Fault("f", None, None, None, "is empty", "Fill it"))
    assert documents(faults=faults) == [
        {"what": "A: is bad", "count": 2, "rows": [2, 3], "remedy": "Mend it"},
        {"what": "is empty", "count": 1, "rows": [], "remedy": "Fill it"},
    ]


def test_too_many_problems_are_added_up() -> None:
    rows = [
        RejectedRow("packaging", at, {}, (f"A: is bad in way {at}. Mend it",)) for at in range(1, 200)
    ] + [RejectedRow("packaging", 500 + at, {}, ("B: is bad. Mend it",)) for at in range(5)]
    found = documents(rejected=rows)
    assert len(found) == MOST_PROBLEMS
    assert found[0]["count"] == 5
    assert found[-1]["what"] == "other problems"
    assert sum(one["count"] for one in found) == 204


def test_many_issues_of_a_kind_are_cut_off() -> None:
    issues = [QualityIssue(EXTRA_COLUMN, "packaging", str(at), f"column {at}") for at in range(9)]
    found = documents(issues=issues)
    assert [one["count"] for one in found] == [1, 1, 1, 1, 1, 4]


def test_long_texts_are_cut_off() -> None:
    row = RejectedRow("packaging", 7, {}, ("A: is " + "x" * 5000 + ". " + "y" * 5000,))
    [problem] = documents(rejected=[row])
    assert len(problem["what"]) == len(problem["remedy"]) == 300


def test_the_sample_has_room_in_the_record(desk: Desk) -> None:
    """B23: however long the texts are, the record stays below what the table takes."""
    long = edited(small(PRODUCTS), lambda row: row | {"Description": "ü" * 3000})
    sent = desk.send(PRODUCTS, long)
    assert sent["state"] in ("ready", "refused")
    assert all(len(text) <= 200 for one in sent["sample"] for text in (one["after"] or {}).values())
    samples = [{"key": str(at), "before": None, "after": {"a": noise(at, 20_000)}} for at in range(20)]
    packed = findings_of([], samples)
    assert len(packed) <= MOST_FINDINGS
    assert 0 < len(unpack(packed)["sample"]) < 20


def noise(seed: int, length: int) -> str:
    """Text that cannot be packed."""
    random = Random(seed)
    return "".join(chr(random.randrange(0x4E00, 0x9FFF)) for _ in range(length))


def test_twenty_samples_of_every_kind(whole: Desk) -> None:
    rows = list(csv.DictReader(io.StringIO(sample(PRODUCTS).decode())))
    changed = [{**row, "Description": f"{row['Description']} x"} for row in rows[10:]]
    new = [{**rows[0], "Material": f"2000{at:04d}"} for at in range(30)]
    sent = whole.send(PRODUCTS, written([*changed, *new]))
    assert sent["state"] == "ready", sent["problem"]
    kinds = [(bool(one["before"]), bool(one["after"])) for one in sent["sample"]]
    assert len(kinds) == 20
    assert set(kinds) == {(True, False), (True, True), (False, True)}
    master = sent["counts"]["changed"]["product_master"]
    assert (master["removed"], master["changed"], master["added"]) == (10, 63, 30)
