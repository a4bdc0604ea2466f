"""D14: no partition grows without bound: five years of 60 entries a day, worked out from the keys alone."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache

import pytest

from chalicelib.data_sets import REFERENCE, UNIT_COLUMNS
from chalicelib.feeds.catalogue import CSV_SOURCES, FEEDS
from chalicelib.pipeline.plan import CHUNK
from chalicelib.store import keys, user_keys
from chalicelib.store.by_day import place
from chalicelib.store.pages import MOST_ROWS
from tests.store.table_page import Condition, Item, Pattern, fits, items, patterns

YEARS, A_DAY, BUSIEST = 5, 60, 240
FIRST = date(2027, 1, 1)
DAYS = [FIRST + timedelta(days=number) for number in range(365 * YEARS)]
ENTRIES = A_DAY * len(DAYS)
TOLD = 20
"""How often a shipment, its invoices, its report are told of anew, each time with another content."""
WEEKLY, BY_HAND = 52 * YEARS, 12 * YEARS
MOST_LINES, MOST_PRODUCTS = 5_000, 20_000
LARGEST = 20_000
"""Items of one partition: far below what DynamoDB takes, and what the emulator still sorts in a second."""

Placed = Iterator[tuple[str, str, str]]
"""Key and index partition of a record."""


def number_of(day: int, at: int) -> str:
    return f"SH{day:05d}{at:03d}"


def five_years() -> Placed:
    """Every record of five years; of units and entries one stands for all, which have their own."""
    yield from of_dates()
    yield from of_units()
    yield from of_an_entry()
    yield from of_deliveries()
    yield from of_runs()
    yield from of_the_rest()


def of_dates() -> Placed:
    for position, day in enumerate(DAYS):
        text = day.isoformat()
        yield keys.years(), text[:4], ""
        yield keys.days(text[:4]), text, ""
        for at in range(BUSIEST if position == 0 else A_DAY):
            shipment = number_of(position, at)
            yield *keys.day_shipment(text, shipment), ""
            yield *keys.day_reported(text, shipment), ""
            yield *keys.entry(shipment), place(keys.entries_of_month, text, shipment)[0]
            yield *keys.comparison(shipment), place(keys.comparisons_of_month, text, shipment)[0]


def of_units() -> Placed:
    for data_set in UNIT_COLUMNS:
        changes = WEEKLY + BY_HAND if data_set in REFERENCE else TOLD
        for sequence in range(changes):
            yield *keys.unit_version(data_set, "one", sequence), ""
    for at in range(TOLD):
        yield *keys.under_shipment("one", f"SH{at}"), ""
    for page in range(MOST_PRODUCTS // MOST_ROWS):
        yield keys.snapshot("product_master", 1), keys.page(page), ""


def of_an_entry() -> Placed:
    """One with 5,000 lines that is made anew as often as its data come anew."""
    for version in range(TOLD):
        content = f"{version:020x}"
        yield *keys.entry_version("one", version), ""
        yield *keys.comparison_version("one", version), ""
        for page in range(MOST_LINES // MOST_ROWS):
            yield *keys.entry_lines("one", content, page), ""
            yield *keys.entry_trails("one", content, page * MOST_ROWS + 1), ""
    for finding in range(100):
        yield *keys.acknowledgement("one", f"{finding:020x}"), ""


def of_deliveries() -> Placed:
    sequence = 0
    for source in [feed.key for feed in FEEDS] + [file.key for file in CSV_SOURCES]:
        yield *keys.source(source), ""
        for _ in range(len(DAYS) + BY_HAND):
            sequence += 1
            yield *keys.delivery(sequence), keys.deliveries_of(source)
            yield *keys.received("upload", f"incoming/{sequence}.csv"), ""
    for page in range(100):
        yield *keys.rejected(1, page), ""
    for attempt in range(3):
        yield *keys.attempt(1, attempt, 1), ""
    for waiting in range(20):
        yield *keys.waiting("DELIVERY", keys.number(waiting)), ""


def of_runs() -> Placed:
    """One that concerns every entry there is, and its messages; of a month, six runs a day."""
    chunks = ENTRIES // CHUNK
    for chunk in range(1, chunks + 1):
        yield *keys.run_chunk("all", "0" * 20, chunk), ""
        for stage in ("GENERATE", "COMPARE"):
            yield *keys.run_done("all", stage, chunk), ""
            yield *keys.run_part("all", stage, chunk), ""
        yield *keys.outbox(f"all-compare-{chunk}"), ""
        yield *keys.sent(f"all-compare-{chunk}"), ""
    for page in range(MOST_PRODUCTS // MOST_ROWS):
        yield *keys.run_scope("all", page), ""
    for at in range(31 * 6):
        yield *keys.run(f"run-{at}"), keys.runs_of("2027-01")
        yield *keys.alert("2027-01", f"alert-{at}"), ""
        yield *keys.upload(f"upload-{at}"), keys.uploads_of("2027-01")
    for page in range(100):
        yield *keys.upload_rejected("one", page), ""


def of_the_rest() -> Placed:
    """The audit trail of a day on which every entry was made and compared anew; users and their like."""
    rows: Counter[int] = Counter()
    for at in range(ENTRIES):
        for kind in ("entry", "comparison"):
            chain = keys.shard(f"{kind} {number_of(at // A_DAY, at % A_DAY)}", keys.AUDIT_CHAINS)
            rows[chain] += 1
            yield *keys.audit_row("2027-01-01", chain, rows[chain]), ""
    for at in range(100):
        yield *user_keys.user(f"user-{at}"), user_keys.users()
    for at in range(40):
        yield *user_keys.user_session("one", str(at)), ""
        yield *user_keys.known_source("one", str(at)), ""
        yield *user_keys.failures_from("one", str(at)), ""
        yield *keys.repeated("one", str(at)), ""


@cache
def counted() -> tuple[Counter[str], Counter[str]]:
    """Items per partition of the table, and of the index."""
    table: Counter[str] = Counter()
    index: Counter[str] = Counter()
    for pk, _, listed in distinct():
        table[pk] += 1
        if listed:
            index[listed] += 1
    return table, index


@cache
def distinct() -> frozenset[tuple[str, str, str]]:
    """Every record once, however often it is written."""
    return frozenset(five_years())


def largest(condition: Condition) -> int:
    """The items of the largest partition of a condition."""
    head = condition.partition.partition("<")[0]
    sizes = counted()[condition.index].items()
    found = (size for name, size in sizes if name.startswith(head) and fits(condition.partition, name))
    return max(found, default=0)


@pytest.mark.parametrize("index", [False, True], ids=["table", "index"])
def test_no_partition_is_larger_than_one_that_is_read_at_once(index: bool) -> None:
    [(partition, size)] = counted()[index].most_common(1)
    assert size <= LARGEST, partition


@pytest.mark.parametrize("pattern", patterns()[1:], ids=lambda one: str(one.number))
def test_the_page_says_how_large_the_partitions_of_a_pattern_get(pattern: Pattern) -> None:
    found = max(map(largest, pattern.conditions))
    assert 0 < found <= pattern.most <= found * 1.25 + 5, f"the largest has {found}"


SINGLE = {
    "pins",
    "sequence",
    "shadow",
    "parity",
    "admins",
    "gate",
    "audit_head",
    "audit_put_away",
    "failures_under",
    "failures_of_source",
}
"""Items of which there is one for each name that they are of."""


@pytest.mark.parametrize("item", items(), ids=lambda item: item.name)
def test_every_item_is_in_the_sum(item: Item) -> None:
    """Whoever adds an item says here how many of it there will be."""
    assert item.key in SINGLE or any(item.covers(*key) for key in examples())


@cache
def examples() -> frozenset[tuple[str, str]]:
    """Of what begins alike and is as long, one key."""
    kinds = {(pk[:3], pk.count("#"), sk[:6], sk.count("#")): (pk, sk) for pk, sk, _ in distinct()}
    return frozenset(kinds.values())
