"""The dates and names of a query: what makes sense is understood, and all else is told by its name."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.api import asking, listing, parameters
from chalicelib.api.replies import Problem
from tests.api.calling import Caller, document, problem
from tests.api.calls import ENTRY

LISTS = pytest.mark.parametrize("path", ["/api/customs-lines", "/api/comparisons"])

NO_DATES = [
    "",
    " ",
    "2026",
    "2026-11",
    "20261118",
    "2026-W47-3",
    "2026-11-18T00:00:00",
    "2026-11-18 ",
    " 2026-11-18",
    "2026-11-31",
    "2026-02-29",
    "2026-13-01",
    "2026-1-8",
    "26-11-18",
    "18.11.2026",
    "11/18/2026",
    "today",
    "0000-01-01",
    "10000-01-01",
    "-2026-11-18",
    "２０２６-11-18",
    "٢٠٢٦-١١-١٨",
    "2026-11-18\x00",
    "2026-11-18\n",
    "null",
    "[]",
    "'; DROP TABLE",
    "x" * 5000,
    "\ufffd",
]


@LISTS
@pytest.mark.parametrize("text", NO_DATES, ids=range(len(NO_DATES)))
def test_what_is_no_date_is_told_with_the_name_of_its_parameter(
    somebody: Caller, path: str, text: str
) -> None:
    for query in ({"date": text}, {"from": text, "to": "2026-11-18"}):
        told = problem(somebody.get(f"{path}?{urlencode(query)}"), 400, "Not a date")
        assert told.startswith(next(iter(query)))
        assert len(told) < 120
    problem(somebody.get(f"{path}?{urlencode({'from': '2026-11-18', 'to': text})}"), 400, "Not a date")


@LISTS
@pytest.mark.parametrize("query", ["", "?", "?from=2026-11-18", "?to=2026-11-18"])
def test_without_dates_nothing_is_listed(somebody: Caller, path: str, query: str) -> None:
    assert "?date=" in problem(somebody.get(path + query), 400, "No date")


@LISTS
@pytest.mark.parametrize(
    "query",
    [
        "date=2026-11-18&from=2026-11-18&to=2026-11-18",
        "date=2026-11-18&from=2026-11-01",
        "date=2026-11-18&to=2026-11-18",
    ],
)
def test_a_date_and_a_period_contradict_each_other(somebody: Caller, path: str, query: str) -> None:
    problem(somebody.get(f"{path}?{query}"), 400, "Contradiction")


@LISTS
@pytest.mark.parametrize(
    ("first", "last"),
    [("2026-11-19", "2026-11-18"), ("2026-10-01", "2026-11-01"), ("0001-01-01", "9999-12-31")],
)
def test_what_is_no_period_is_told(somebody: Caller, path: str, first: str, last: str) -> None:
    problem(somebody.get(f"{path}?from={first}&to={last}"), 400, "Not a period")


@LISTS
@pytest.mark.parametrize("query", ["from=2026-10-01&to=2026-10-31", "from=9999-12-01&to=9999-12-31"])
def test_a_month_is_a_period(somebody: Caller, path: str, query: str) -> None:
    assert somebody.get(f"{path}?{query}").status_code == 200


@LISTS
@pytest.mark.parametrize(
    "query", ["date=2026-11-18&date=2026-11-18", "date=2026-11-18&date=2026-11-19", "date=&date="]
)
def test_a_parameter_that_is_given_twice_is_told(somebody: Caller, path: str, query: str) -> None:
    """A proxy, a cache and a program would each take another one of them."""
    assert "date" in problem(somebody.get(f"{path}?{query}"), 400, "Given twice")


@LISTS
@pytest.mark.parametrize("name", ["dat", "Date", "page", "date[]", "x" * 9000, "date\n", "<b>", "\ufffd"])
def test_a_parameter_that_is_not_understood_is_told(somebody: Caller, path: str, name: str) -> None:
    told = problem(somebody.get(f"{path}?date=2026-11-18&{urlencode({name: '1'})}"), 400, "Not understood")
    assert len(told) < 200


def test_of_very_many_parameters_some_are_told(somebody: Caller) -> None:
    query = urlencode({f"n{number}": "" for number in range(500)})
    assert len(problem(somebody.get(f"/api/comparisons?{query}"), 400)) < 200


def test_a_shipment_and_dates_contradict_each_other(somebody: Caller) -> None:
    problem(somebody.get(f"/api/customs-lines?shipment={ENTRY}&date=2026-11-18"), 400, "Contradiction")


def test_comparisons_are_not_asked_for_by_shipment(somebody: Caller) -> None:
    problem(somebody.get(f"/api/comparisons?shipment={ENTRY}"), 400, "Not understood")


@pytest.mark.parametrize("name", ["", "%20", "%00", "x" * 101, "%E2%80%AE", "a%0Ab"])
def test_what_is_no_name_of_a_shipment_is_told(somebody: Caller, name: str) -> None:
    problem(somebody.get(f"/api/customs-lines?shipment={name}"), 400, "Not a name")


def test_blanks_around_a_name_are_no_part_of_it(somebody: Caller) -> None:
    assert document(somebody.get(f"/api/customs-lines?shipment=%20{ENTRY}%20"))["entries"]


def read(reader: Callable[[Any], Any], text: object) -> Any:
    """What a reader makes of something; None where it says, fit to be told, what is wrong with it."""
    try:
        return reader(text)
    except Problem as found:
        told = found
    assert told.status == 400
    assert told.detail.encode()
    return None


def period(asked: Mapping[str, str]) -> tuple[date, date]:
    """The dates of a query, as a list reads them."""
    return parameters.period(parameters.values(asked, parameters.PERIOD), listing.MOST_DAYS)


@given(st.dictionaries(st.sampled_from(["date", "from", "to"]), st.text() | st.dates().map(str)))
def test_any_query_is_understood_or_is_a_problem(asked: dict[str, str]) -> None:
    if found := read(period, asked):
        first, last = found
        assert first <= last < first + timedelta(days=listing.MOST_DAYS)
        assert {str(first), str(last)} == set(asked.values())


@given(st.text())
def test_any_path_is_a_name_or_a_problem(text: str) -> None:
    for name in (read(asking.name_in_path, text), read(asking.name, text)):
        assert name is None or name.isprintable()


@given(st.text() | st.integers().map(str))
def test_any_path_is_a_line_or_a_problem(text: str) -> None:
    line = read(asking.line_number, text)
    assert line is None or 1 <= line <= 99_999
