"""What is delivered to us: seven ingestions with eight SAP endpoints, and the CSV files of the manual path.

Each source declares which data sets it fills, how fresh it promises to be, and whether it may be empty. A key
is ours and never changes, because deliveries are filed under it; path, function and fields are SAP's, and
`renaming.configured` replaces them.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Literal, NamedTuple

from chalicelib.data_sets import UNIT_COLUMNS
from chalicelib.feeds.errors import UnknownSource

FRESH_DAILY = timedelta(hours=26)
FRESH_WEEKLY = timedelta(days=8)
FRESH_QUARTERLY = timedelta(days=100)
"""Customs certifies exchange rates by calendar quarter (31 USC 5151): 92 days, and a week to enter them."""


class Cron(NamedTuple):
    """The six fields of an EventBridge schedule, in UTC, in the order that Chalice's `Cron` takes."""

    minutes: int
    hours: int
    day_of_month: str = "*"
    month: str = "*"
    day_of_week: str = "?"
    year: str = "*"


class Owner(NamedTuple):
    """Every row must carry this field with one of these values, or the answer is another company's."""

    field: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class Feed:
    """One SAP endpoint.

    `path` is relative to the base address, `function` is the name in its envelope. One that is not `live` is
    not fetched: each is until a setting says that SAP has not delivered the function, so that none is
    forgotten in silence. With `delta`, `changed_since` may be asked for. `renamed` are fields
    as we know them, each with its name in this installation; with `decimal_comma` numbers come as `1.234,56`.
    """

    key: str
    data_sets: tuple[str, ...]
    fresh_for: timedelta
    live: bool
    delta: bool
    may_be_empty: bool
    page_size: int
    path: str
    function: str
    owners: tuple[Owner, ...] = ()
    renamed: tuple[tuple[str, str], ...] = ()
    decimal_comma: bool = False


@dataclass(frozen=True, slots=True)
class Ingestion:
    """What is fetched in one go: its number in the plan, when it runs, and its feeds in order."""

    number: int
    name: str
    schedule: Literal["daily", "weekly"]
    cron: Cron
    feeds: tuple[Feed, ...]


@dataclass(frozen=True, slots=True)
class CsvSource:
    """A file of the manual path. `fresh_for` is None where an endpoint's promise holds for its data sets."""

    key: str = field(init=False)
    file_name: str
    data_sets: tuple[str, ...]
    fresh_for: timedelta | None = None
    may_be_empty: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.file_name)


def _reference(key: str, data_set: str, page_size: int = 1000) -> Feed:
    return Feed(key, (data_set,), FRESH_WEEKLY, True, False, False, page_size, path=key, function=key)


def _traffic(key: str, data_set: str, fresh_for: timedelta, page_size: int = 1000) -> Feed:
    return Feed(key, (data_set,), fresh_for, True, True, True, page_size, path=key, function=key)


# Mondays before the daily runs, so that the day's entries are made with the week's reference data.
INGESTIONS = (
    Ingestion(
        1,
        "product-weights",
        "weekly",
        Cron(0, 4, "?", day_of_week="MON"),
        (_reference("ZFMIOR002", "product_weights"),),
    ),
    Ingestion(
        2,
        "hts-reference",
        "weekly",
        Cron(10, 4, "?", day_of_week="MON"),
        (
            _reference("ZFMIOR003", "hts_rates", 500),
            _reference("TARIFF_SEQUENCE", "measures", 500),
        ),
    ),
    Ingestion(
        3,
        "product-master",
        "weekly",
        Cron(20, 4, "?", day_of_week="MON"),
        (_reference("ZEMM005", "product_master"),),
    ),
    Ingestion(
        4,
        "packaging",
        "weekly",
        Cron(30, 4, "?", day_of_week="MON"),
        (_reference("PACKAGING", "packaging"),),
    ),
    Ingestion(
        5,
        "commercial-invoices",
        "weekly",
        Cron(40, 4, "?", day_of_week="MON"),
        (_traffic("ZEMM004", "invoice_lines", FRESH_WEEKLY),),
    ),
    Ingestion(
        6, "inbound-shipments", "daily", Cron(0, 6), (_traffic("ZEMM07", "shipments", FRESH_DAILY, 500),)
    ),
    Ingestion(7, "customs-report", "daily", Cron(10, 6), (_traffic("ZSDR002", "report", FRESH_DAILY),)),
)
FEEDS = tuple(feed for ingestion in INGESTIONS for feed in ingestion.feeds)
CSV_SOURCES = (
    CsvSource("Product_List.csv", ("product_weights", "product_master")),
    CsvSource("HTS_Code.csv", ("hts_rates",)),
    CsvSource("HTS Tariff.csv", ("measures",)),
    CsvSource("Packaging_Material.csv", ("packaging",)),
    CsvSource("Exchange_Rate.csv", ("exchange_rates",), FRESH_QUARTERLY),
    CsvSource("Shipments.csv", ("shipments",)),
    CsvSource("Invoices.csv", ("invoice_lines",)),
    CsvSource("Customs_Report.csv", ("report",)),
)


def ingestion(name: str, ingestions: Sequence[Ingestion] = INGESTIONS) -> Ingestion:
    """The ingestion of a name; raises UnknownSource."""
    for one in ingestions:
        if one.name == name:
            return one
    raise _unknown("ingestion", name, [one.name for one in ingestions])


def feed(key: str, ingestions: Sequence[Ingestion] = INGESTIONS) -> Feed:
    """The feed of a key; raises UnknownSource."""
    feeds = [one for ingestion in ingestions for one in ingestion.feeds]
    for one in feeds:
        if one.key == key:
            return one
    raise _unknown("feed", key, [one.key for one in feeds])


def source(key: str, ingestions: Sequence[Ingestion] = INGESTIONS) -> Feed | CsvSource:
    """The feed, or the file, that deliveries are filed under; raises UnknownSource."""
    for file in CSV_SOURCES:
        if file.key == key:
            return file
    return feed(key, ingestions)


def data_sets_of(key: str) -> tuple[str, ...]:
    """The data sets that a delivery of this feed or file fills; raises UnknownSource."""
    return source(key).data_sets


def source_of_file(name: str) -> CsvSource:
    """The source that a file name means, whatever its case, and with blanks, `_` or `-` between the words.

    Folders before the name do not count. Raises UnknownSource.

    >>> source_of_file("incoming/hts-TARIFF.CSV").file_name
    'HTS Tariff.csv'
    """
    base = re.split(r"[/\\]", name)[-1]
    for file in CSV_SOURCES:
        if _plain(file.file_name) == _plain(base):
            return file
    raise _unknown("file", base, [file.file_name for file in CSV_SOURCES])


def fresh_for(data_set: str, ingestions: Sequence[Ingestion] = INGESTIONS) -> timedelta:
    """How old the last good load of a data set may get; raises UnknownSource."""
    feeds = [one for ingestion in ingestions for one in ingestion.feeds]
    promises = [one.fresh_for for one in feeds if data_set in one.data_sets]
    promises += [file.fresh_for for file in CSV_SOURCES if file.fresh_for and data_set in file.data_sets]
    if not promises:
        raise _unknown("data set", data_set, list(UNIT_COLUMNS))
    return min(promises)


def _plain(name: str) -> str:
    return re.sub(r"[\s_-]+", "", unicodedata.normalize("NFKC", name).casefold())


def _unknown(kind: str, name: str, known: list[str]) -> UnknownSource:
    shown = "".join(character if character.isprintable() else "?" for character in name[:80])
    return UnknownSource(f"There is no {kind} {shown!r}. Use one of: {', '.join(known)}.")
