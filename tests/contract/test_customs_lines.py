"""Lists of customs lines: filters, sums, pages, days, and the file for spreadsheets."""

import csv
import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.api import listing, versions
from chalicelib.api.duties import by_program
from chalicelib.api.lines_csv import rows_of
from chalicelib.api.replies import Problem, Reply
from chalicelib.customs.processor import generate
from chalicelib.customs.publish import CSV_HEADER, csv_rows, entry_document
from chalicelib.customs.reading import read_dataset
from chalicelib.pipeline.spreadsheets import harmless
from chalicelib.store import comparisons, entries
from chalicelib.store.comparisons import Outcome
from tests.contract.views import cursors
from tests.pipeline.world import SAMPLES, World

PERIOD = {"from": "2026-10-23", "to": "2026-11-22"}
BESIDE = ("version", "generated_at", "comparison")
SUMMED = ("value", "duty", "mpf", "hmf")

ENTRIES = [
    document
    for document in (entry_document(entry) for entry in generate(read_dataset(SAMPLES)))
    if PERIOD["from"] <= document["entry_date"] <= PERIOD["to"]
]
ENTRIES.sort(key=lambda document: (document["entry_date"], document["shipment"]))


def ask(day: World, **asked: str) -> dict[str, Any]:
    found = listing.customs_lines(day.table, cursors(), asked)
    assert isinstance(found, dict)
    return found


def pages(day: World, **asked: str) -> list[dict[str, Any]]:
    found = [ask(day, **asked)]
    while found[-1]["next"]:
        found.append(ask(day, **asked, cursor=found[-1]["next"]))
    return found


def plain(entry: Mapping[str, Any]) -> dict[str, Any]:
    """An entry without what stands beside it."""
    return {name: value for name, value in entry.items() if name not in BESIDE}


def summed(lines: list[dict[str, Any]]) -> dict[str, Decimal]:
    return {name: sum((Decimal(line[name]) for line in lines), Decimal(0)) for name in SUMMED}


def test_the_list_is_what_the_command_line_generates(day: World) -> None:
    found = ask(day, **PERIOD, limit="500")
    assert [plain(entry) for entry in found["entries"]] == ENTRIES
    assert found["next"] is None


def test_the_totals_are_those_of_all_entries(day: World) -> None:
    totals = ask(day, **PERIOD)["totals"]
    assert totals["entries"] == len(ENTRIES)
    assert totals["held"] == sum(entry["status"] == "needs_input" for entry in ENTRIES) > 0
    assert totals["lines"] == sum(len(entry["lines"]) for entry in ENTRIES)
    for name in SUMMED:
        assert Decimal(totals[name]) == sum(Decimal(entry["totals"][name]) for entry in ENTRIES)


def test_beside_an_entry_stands_how_its_comparison_came_out(day: World) -> None:
    for entry in ask(day, **PERIOD)["entries"]:
        assert entry["version"] == 1
        assert entry["generated_at"] == "2026-11-23T14:00:00Z"
        head = comparisons.head(day.table, entry["shipment"])
        told = {name: value for name, value in (entry["comparison"] or {}).items() if name != "lines"}
        shown = head and {
            "id": head.id,
            "status": head.status,
            "material": head.material,
            "minor": head.minor,
        }
        assert (told or None) == shown


def test_beside_an_entry_stands_which_of_its_lines_differ(day: World) -> None:
    seen = set()
    for entry in ask(day, **PERIOD, limit="500")["entries"]:
        found = comparisons.document(day.table, entry["shipment"])
        severities: dict[str, set[str]] = {}
        for finding in found["findings"] if found else []:
            if (finding["field"], finding["expected"]) != ("line", None):
                severities.setdefault(finding["line"], set()).add(finding["severity"])
        expected = {
            line: "fail" if "material" in worst else "warn"
            for line, worst in severities.items()
            if worst & {"material", "minor"}
        }
        assert (entry["comparison"] or {"lines": {}})["lines"] == expected
        seen |= set(expected.values())
    assert seen == {"fail", "warn"}


def test_a_line_that_only_the_report_has_is_no_line_of_ours(fresh: World) -> None:
    shipment = ENTRIES[0]["shipment"]
    told = comparisons.document(fresh.table, shipment)
    assert told
    other = {"kind": "EXTRA_LINE", "severity": "material", "line": "001"}
    made = told | {"status": "fail", "findings": [other, {"kind": "MPF", "severity": "info", "line": "002"}]}
    head = comparisons.head(fresh.table, shipment)
    assert comparisons.store(fresh.table, Outcome(made, 1, 1, 99), head, "2026-11-23T15:00:00Z", "")
    [entry] = ask(fresh, shipment=shipment)["entries"]
    assert (entry["comparison"]["status"], entry["comparison"]["lines"]) == ("fail", {})


def test_the_entry_says_the_same_and_its_former_versions_say_nothing(fresh: World) -> None:
    entry = next(one for one in ask(fresh, **PERIOD)["entries"] if (one["comparison"] or {}).get("lines"))
    shipment = entry["shipment"]
    assert versions.entry(fresh.table, shipment, {})["comparison"] == entry["comparison"]
    head = entries.head(fresh.table, shipment)
    document = entries.document(fresh.table, shipment)
    assert head
    assert document
    result = entries.Result(document | {"advisories": []}, [], [], [], head.pins, "another")
    result.document["totals"]["duty"] = "1.00"
    assert entries.store(fresh.table, result, head, "2026-11-23T15:00:00Z", "")
    assert versions.entry(fresh.table, shipment, {})["comparison"] == entry["comparison"]
    assert versions.entry(fresh.table, shipment, {"version": "1"})["comparison"] is None


@pytest.mark.parametrize("limit", ["1", "3", "7", "100"])
def test_pages_put_together_are_the_list(day: World, limit: str) -> None:
    found = pages(day, **PERIOD, limit=limit)
    assert [plain(entry) for page in found for entry in page["entries"]] == ENTRIES
    assert all(len(page["entries"]) == int(limit) for page in found[:-1])
    assert len({str(page["totals"]) for page in found}) == 1


@pytest.mark.parametrize(
    ("hts", "origin"),
    [
        ("8501", ""),
        ("8501.3", ""),
        ("8501.31.2000", "CN"),
        ("85013120", ""),
        ("", "VN"),
        ("", "XX"),
        ("99", ""),
    ],
)
def test_lines_are_taken_by_number_and_origin(day: World, hts: str, origin: str) -> None:
    asked = {name: text for name, text in (("hts", hts), ("origin", origin)) if text}
    expected = [
        line
        for entry in ENTRIES
        for line in entry["lines"]
        if line["hts"].replace(".", "").startswith(hts.replace(".", "")) and origin in ("", line["origin"])
    ]
    found = pages(day, **PERIOD, **asked, limit="4")
    lines = [line for page in found for entry in page["entries"] for line in entry["lines"]]
    assert lines == expected
    totals = found[0]["totals"]
    assert totals["lines"] == len(expected)
    assert {name: Decimal(totals[name]) for name in SUMMED} == summed(expected)
    assert all(entry["lines"] for page in found for entry in page["entries"])


def test_the_sums_of_all_lines_are_the_sums_of_their_entries(day: World) -> None:
    """But for MPF, which has a minimum and a maximum per entry and none per line."""
    whole = ask(day, **PERIOD, status="generated")["totals"]
    every = summed([line for entry in ENTRIES for line in entry["lines"]])
    assert {name: Decimal(whole[name]) for name in SUMMED if name != "mpf"} == {
        name: value for name, value in every.items() if name != "mpf"
    }
    assert Decimal(whole["mpf"]) != every["mpf"]


@pytest.mark.parametrize("status", ["generated", "needs_input"])
def test_entries_are_taken_by_status(day: World, status: str) -> None:
    found = ask(day, **PERIOD, status=status)["entries"]
    assert [plain(entry) for entry in found] == [entry for entry in ENTRIES if entry["status"] == status]


def test_what_an_entry_is_known_by_finds_all_its_lines(day: World) -> None:
    entry = next(entry for entry in ENTRIES if entry["lines"])
    for text in (entry["shipment"].lower(), entry["shipment"][-6:]):
        assert entry in [plain(found) for found in ask(day, **PERIOD, q=text)["entries"]]
    held = next(entry for entry in ENTRIES if entry["findings"])
    assert held in [plain(one) for one in ask(day, **PERIOD, q=held["findings"][0]["subject"])["entries"]]
    assert ask(day, **PERIOD, q="no such thing")["entries"] == []


def test_a_material_finds_the_lines_that_it_is_on(day: World) -> None:
    """Those whose trail names it; the rest of its entries is of other materials."""
    found = ask(day, **PERIOD, q="10005242", limit="500")
    lines = [(entry["shipment"], line) for entry in found["entries"] for line in entry["lines"]]
    of_material = []
    for entry in ENTRIES:
        head = entries.head(day.table, entry["shipment"])
        assert head
        for position, line in enumerate(entry["lines"], start=1):
            trail = entries.trail(day.table, head, position)
            assert trail
            if "10005242" in [article["material"] for article in trail["articles"]]:
                of_material.append((entry["shipment"], line))
    assert lines == of_material
    assert len(lines) == found["totals"]["lines"] == 7
    assert found["totals"]["value"] == "117341"
    assert {name: Decimal(found["totals"][name]) for name in SUMMED} == summed([line for _, line in lines])


def test_packaging_finds_the_entries_whose_lines_carry_it(day: World) -> None:
    found = ask(day, **PERIOD, q="910006015")["entries"]
    assert 0 < len(found) < len(ENTRIES)
    assert all(plain(entry) in ENTRIES for entry in found)


@pytest.mark.parametrize(
    "text", ["inv00084a", "00084A", "8501.31.2000", "85013120", "8504.4", "9903.88.03", "99038803", "3.88.0"]
)
def test_what_a_line_is_known_by_finds_the_line(day: World, text: str) -> None:
    found = ask(day, **PERIOD, q=text, limit="500")
    lines = [line for entry in found["entries"] for line in entry["lines"]]
    digits = text.replace(".", "") if text.replace(".", "").isdigit() and "." not in text else "none"
    expected = [line for entry in ENTRIES for line in entry["lines"] if has(line, text.casefold(), digits)]
    assert 0 < len(lines) < sum(len(entry["lines"]) for entry in ENTRIES)
    assert lines == expected
    assert found["totals"]["lines"] == len(lines)
    assert {name: Decimal(found["totals"][name]) for name in SUMMED} == summed(lines)


def has(line: Mapping[str, Any], text: str, digits: str) -> bool:
    """Whether a line has a text in its invoice or in one of its numbers, or digits in a number."""
    names = [line["invoice"].casefold(), *(tariff["code"] for tariff in line["tariffs"])]
    return any(text in name or digits in name.replace(".", "") for name in names)


def test_a_text_is_looked_for_among_the_lines_that_are_asked_for(day: World) -> None:
    found = ask(day, **PERIOD, q="9903.88.03", origin="CN", hts="8504")
    lines = [line for entry in found["entries"] for line in entry["lines"]]
    assert lines
    assert all(line["origin"] == "CN" and line["hts"].startswith("8504") for line in lines)


def test_a_shipment_is_a_list_of_one(day: World) -> None:
    entry = ENTRIES[3]
    found = ask(day, shipment=entry["shipment"])
    assert [plain(one) for one in found["entries"]] == [entry]
    assert found["totals"]["entries"] == 1
    with pytest.raises(Problem) as told:
        ask(day, shipment="nobody's")
    assert told.value.status == 404


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ({}, "No date"),
        ({"from": "2026-11-01"}, "No date"),
        ({"date": "2026-11-18", "from": "2026-11-01"}, "Contradiction"),
        ({"date": "2026-11-18", "shipment": "SH1"}, "Contradiction"),
        ({"date": "18.11.2026"}, "Not a date"),
        ({"date": "2026-W47-3"}, "Not a date"),
        ({"date": "2026-11-18", "hts": "85x"}, "Not an HTS number"),
        ({"date": "2026-11-18", "hts": "85013120001"}, "Not an HTS number"),
        ({"date": "2026-11-18", "origin": "China"}, "Not a country"),
        ({"date": "2026-11-18", "status": "held"}, "Not a choice"),
        ({"date": "2026-11-18", "q": " "}, "Not a text to search"),
        ({"date": "2026-11-18", "q": "x" * 101}, "Not a text to search"),
        ({"date": "2026-11-18", "colour": "red"}, "Not understood"),
        ({"date": "2026-11-18", "cursor": "x"}, "Not a cursor"),
    ],
)
def test_what_makes_no_sense_is_told(day: World, asked: dict[str, str], title: str) -> None:
    for accept in ("", "text/csv"):
        with pytest.raises(Problem) as told:
            listing.customs_lines(day.table, cursors(), asked, accept)
        assert (told.value.status, told.value.title) == (400, title)


# Days


def test_a_day_comes_to_the_sum_of_its_entries(day: World) -> None:
    found = {one["date"]: one for one in listing.days(day.table, PERIOD)["days"]}
    assert set(found) == {entry["entry_date"] for entry in ENTRIES}
    assert list(found) == sorted(found)
    for date, one in found.items():
        of_day = [entry for entry in ENTRIES if entry["entry_date"] == date]
        assert one["entries"] == len(of_day)
        assert one["lines"] == sum(len(entry["lines"]) for entry in of_day)
        assert Decimal(one["duty"]) == sum(Decimal(entry["totals"]["duty"]) for entry in of_day)
        assert one["noted"] == sum(bool(entry["advisories"]) for entry in of_day)
        assert sum(map(Decimal, one["duties"].values())) == Decimal(one["duty"])
        compared = [head for entry in of_day if (head := comparisons.head(day.table, entry["shipment"]))]
        for state in listing.STATES:
            assert one[state] == sum(head.status == state for head in compared)


def test_the_duty_of_a_day_is_told_by_programme(day: World) -> None:
    """As the trails of the day's lines have it, which name the row that gave each heading."""
    for date, told in {one["date"]: one["duties"] for one in listing.days(day.table, PERIOD)["days"]}.items():
        expected: dict[str, Decimal] = {}
        for entry in (entry for entry in ENTRIES if entry["entry_date"] == date):
            head = entries.head(day.table, entry["shipment"])
            assert head
            for number, _ in enumerate(entry["lines"], start=1):
                trail = entries.trail(day.table, head, number)
                for duty in trail["duties"] if trail else []:
                    name = duty["program"] or "COLUMN_1"
                    expected[name] = expected.get(name, Decimal(0)) + Decimal(duty["duty"])
        assert {name: Decimal(duty) for name, duty in told.items()} == expected
        assert list(told) == sorted(told)


def test_a_heading_that_no_measure_gives_any_more_is_told_as_another() -> None:
    duties = {"9903.99.99": "2.50", "8501.10.4060": "0.10"}
    assert by_program([duties, duties], {}) == {"COLUMN_1": "0.20", "OTHER": "5.00"}
    assert by_program([{}], {"9903.99.99": "S301"}) == {}


def test_days_of_which_there_is_nothing_are_left_out(day: World) -> None:
    assert listing.days(day.table, {"from": "1999-01-01", "to": "1999-12-31"}) == {"days": []}


# The file


def as_file(day: World, **asked: str) -> list[list[str]]:
    reply = listing.customs_lines(day.table, cursors(), asked, "text/csv")
    assert isinstance(reply, Reply)
    assert reply.content_type == "text/csv; charset=utf-8"
    assert "attachment" in reply.headers["Content-Disposition"]
    assert isinstance(reply.body, str)
    return list(csv.reader(io.StringIO(reply.body, newline="")))


def test_the_file_has_the_columns_and_rows_of_the_customs_report(day: World) -> None:
    header, *rows = as_file(day, **PERIOD)
    assert header == list(CSV_HEADER)
    made = [entry for entry in generate(read_dataset(SAMPLES)) if PERIOD["from"] <= entry.entry_date]
    made.sort(key=lambda entry: (entry.entry_date, entry.shipment))
    assert rows == [list(row) for row in csv_rows(made)]


def test_the_file_has_the_lines_that_are_asked_for(day: World) -> None:
    _, *rows = as_file(day, **PERIOD, hts="8501", origin="CN")
    assert rows
    assert all(row[4].startswith("8501") and row[5] == "CN" for row in rows)


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "＝1",
        '=HYPERLINK("http://x")',
        "--1",
    ],
)
def test_no_cell_is_a_formula(cell: str) -> None:
    """F11: a supplier's invoice number must not run in whoever opens the file."""
    assert harmless(cell) == f"'{cell}"
    line = ENTRIES[1]["lines"] or ENTRIES[2]["lines"]
    document = {"shipment": cell, "entry_date": "2026-11-18", "lines": [line[0] | {"invoice": cell}]}
    for row in rows_of(document):
        assert row[0] == row[1] == cell  # guarded where the file is written, for every cell alike


@pytest.mark.parametrize("cell", ["", "0", "-5", "-5.00", "12.5", "8501.31.2000", "ACME = good", "a-b"])
def test_what_is_no_formula_stays(cell: str) -> None:
    assert harmless(cell) == cell


@given(st.text(max_size=20))
def test_a_guarded_cell_never_begins_like_a_formula(cell: str) -> None:
    shown = harmless(cell)
    assert shown in (cell, f"'{cell}")
    if shown == cell and cell.strip()[:1] in tuple("=+-@"):
        Decimal(cell)
