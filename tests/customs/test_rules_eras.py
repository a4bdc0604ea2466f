"""Every measure of the samples on its first and last day and the days around (R1.01, R2.05, R3.05)."""

from datetime import date, timedelta
from typing import NamedTuple

import pytest

from chalicelib.customs.processor import generate
from chalicelib.customs.rows import Measure
from tests.customs.building import document, entry_of, findings, goods, samples, shipment, stack, world
from tests.customs.eras import HISTORIES, History

FAR = "2027-12-31"
"""A day of the last, open stretch."""
Stacks = dict[str, str]
"""The stack of each part."""


class Stretch(NamedTuple):
    """From a day to a day, both included, the same stacks."""

    since: str
    until: str
    stacks: Stacks


def day_before(day: str) -> str:
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def day_after(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def stretches(history: History) -> list[Stretch]:
    """The stretches of a history in the order of time."""
    begun: list[tuple[str, Stacks]] = []
    for text in filter(None, map(str.strip, history.stretches.splitlines())):
        start, _, said = text.partition("  ") if text.startswith("20") else ("", "", text)
        if start:
            begun.append((start, {}))
        part, _, one_stack = said.rpartition(":")
        begun[-1][1][part.strip() or "non_metal"] = one_stack.strip()
    ends = [day_before(start) for start, _ in begun[1:]]
    return [Stretch(start, end, stacks) for (start, stacks), end in zip(begun, [*ends, FAR], strict=True)]


DATED = [
    pytest.param(history, day, stretch.stacks, id=f"R3.05 {name}: {day}")
    for name, history in HISTORIES.items()
    for stretch in stretches(history)
    for day in (stretch.since, stretch.until)
]


@pytest.mark.parametrize(("history", "day", "stacks"), DATED)
def test_the_stack_of_every_part_on_a_day(history: History, day: str, stacks: Stacks) -> None:
    entry = entry_of(history.article, hts=history.hts, entered=day, exported=day)
    assert findings(entry) == []
    assert {line["part"]: stack(line) for line in entry["lines"]} == stacks
    assert len(entry["lines"]) == len(stacks)


# That nothing was forgotten

SHOWN_BY_ANOTHER_ROW = {
    (
        "9903.01.25",
        "CN|HK",
        "2025-05-13",
    ): "the row for every origin gives the same that day",
}


def row_of(measure: Measure) -> str:
    origins = "|".join(sorted(measure.origins)) or "*"
    return f"{measure.heading} {origins[:12]} {measure.effective_from} row {measure.number}"


def shows(measure: Measure, day: str) -> set[str]:
    """The histories of goods that a row covers in which its heading stands on a day, at its rate."""
    rate = f"cap {measure.cap_text}" if measure.cap else measure.rate_text
    found = set()
    for name, history in HISTORIES.items():
        product = history.article.product
        assert product is not None
        if measure.origins and product["Country of Origin"] not in measure.origins:
            continue
        if not product["HTS Code"].replace(".", "").startswith(measure.scope):
            continue
        for stretch in stretches(history):
            headings = " + ".join(stretch.stacks.values()).split(" + ")
            if stretch.since <= day <= stretch.until and f"{measure.heading} {rate}" in headings:
                found.add(name)
    return found


def told(day: str) -> set[str]:
    """The histories that say what stands on a day."""
    return {
        name
        for name, history in HISTORIES.items()
        if any(stretch.since <= day <= stretch.until for stretch in stretches(history))
    }


@pytest.mark.parametrize("measure", [pytest.param(row, id=row_of(row)) for row in samples().measures])
def test_some_history_shows_a_row_begin_and_end(measure: Measure) -> None:
    """G9, R1.01: a row stands on its first and its last day, and neither the day before nor the day after."""
    origins = "|".join(sorted(measure.origins))
    first, last = measure.effective_from, measure.effective_to or FAR
    assert shows(measure, first)
    assert shows(measure, last)
    if (measure.heading, origins, day_before(first)) not in SHOWN_BY_ANOTHER_ROW:
        assert (shows(measure, first) & told(day_before(first))) - shows(measure, day_before(first))
    if measure.effective_to:
        assert (shows(measure, last) & told(day_after(last))) - shows(measure, day_after(last))


# An article's number in the HTS

LATE = goods("9403.99.9045")


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        pytest.param("2022-01-26", ["MISSING_HTS_RATE 9403.99.9045"], id="R1.01 the day before its HTS row"),
        pytest.param("2022-01-27", [], id="R1.01 the first day of its HTS row"),
    ],
)
def test_an_hts_row_is_looked_up_as_of_the_entry_date(day: str, expected: list[str]) -> None:
    assert findings(entry_of(LATE, entered=day)) == expected


def test_the_lookup_is_by_entry_date_and_not_by_export_date() -> None:
    """R1.01: exported under the old rate of list 3, entered under the new."""
    entry = entry_of(goods("8504.40.9580"), exported="2019-05-09", entered="2019-05-10")
    assert [stack(line) for line in entry["lines"]] == ["9903.88.03 0.25"]


def test_one_run_makes_every_era_as_its_own() -> None:
    """G5, R1.01: an old entry comes out the same beside new ones, whichever is made first."""
    days = ["2026-10-15", "2018-09-24", "2025-06-04", "2019-05-10"]
    lines = [goods("8504.40.9580", invoice=f"INV{place}") for place in range(4)]
    rows = [shipment(f"INV{place}", number=f"SH{place}", entered=day) for place, day in enumerate(days)]
    entries = map(document, generate(world(*lines, shipments=rows)))
    assert [stack(entry["lines"][0]) for entry in entries] == [
        "9903.88.03 0.25 + 9903.05.31 0.125",
        "9903.88.03 0.10",
        "9903.88.03 0.25 + 9903.01.24 0.20 + 9903.01.25 0.10",
        "9903.88.03 0.25",
    ]
