"""The data sets in the table: what is visible, one unit of a set, a whole reference set.

A delivery writes what it changed under its own sequence and makes it visible by moving the pins, in one
transaction. So nothing half-loaded is ever seen and nothing is overwritten: a reader takes the pins once and
sees, of every unit, the newest version that is not above them. Deliveries that were begun and overtaken stay
below the pins; the pins name them as void.

A *unit* is what is versioned together (a product, an invoice). A *reference* set is also kept whole, as a
*snapshot*, because every entry needs all of it; *traffic* only ever grows and is read unit by unit.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from chalicelib.data_sets import UNIT_COLUMNS
from chalicelib.store import keys
from chalicelib.store.pages import in_pages, pack, unpack
from chalicelib.store.table import Absent, Check, Condition, Equals, Put, Record, Spoiled, Table, TooLarge

MOST_UNIT_BYTES = 400_000
"""Packed bytes of a unit: its record may have 400 KB (409,600), keys and fields included."""

Rows = list[dict[str, str]]
"""Canonical rows: texts by the headers of the business's files."""


@dataclass(frozen=True, slots=True)
class Pins:
    """Which version of each data set is visible."""

    edition: int = 0
    """Raised by one whenever the pins are written: whoever writes them names the edition that he read."""
    revision: int = 0
    """Raised by one with every load that changed something."""
    sequences: Mapping[str, int] = field(default_factory=dict)
    """Per data set, the newest delivery that was taken in, changed or not; never goes back."""
    snapshots: Mapping[str, int] = field(default_factory=dict)
    """Per reference set, the delivery whose snapshot is visible: the last that changed it."""
    void: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    """Per data set, deliveries that were begun and never finished, and would be visible below the pin."""

    def sequence(self, data_set: str) -> int:
        """The newest delivery of a data set, 0 if there is none."""
        return self.sequences.get(data_set, 0)

    def with_void(self, void: Mapping[str, tuple[int, ...]]) -> "Pins":
        """These pins with what is known to be void by now: nothing that was visible ever becomes void."""
        return replace(self, void=void)

    def reference_version(self) -> tuple[tuple[str, int], ...]:
        """What a version of the reference data is known by."""
        return tuple(sorted(self.snapshots.items()))


def read_pins(table: Table) -> Pins:
    """The pins as they are now. Take them once and read everything by them."""
    record = table.get(*keys.pins())
    return pins_of(record.data) if record else Pins()


def pins_of(data: Mapping[str, Any]) -> Pins:
    """Pins from their stored form."""
    return Pins(
        int(data["edition"]),
        int(data["revision"]),
        {name: int(number) for name, number in data["sequences"].items()},
        {name: int(number) for name, number in data["snapshots"].items()},
        {name: tuple(map(int, numbers)) for name, numbers in data["void"].items()},
    )


def pins_data(pins: Pins) -> dict[str, Any]:
    """Pins in their stored form, in which entries keep what they were made from."""
    return {
        "edition": pins.edition,
        "revision": pins.revision,
        "sequences": dict(pins.sequences),
        "snapshots": dict(pins.snapshots),
        "void": {name: list(numbers) for name, numbers in pins.void.items()},
    }


def move_pins(before: Pins, after: Pins) -> Put:
    """The change that puts new pins in the place of those that were read; it fails if others were first."""
    conditions: tuple[Condition, ...] = (
        (Equals("edition", before.edition),) if before.edition else (Absent(),)
    )
    return Put(Record(*keys.pins(), pins_data(after)), conditions)


def still_visible(pins: Pins) -> Check:
    """The change that only checks that what is visible is what these pins show."""
    return Check(*keys.pins(), (Equals("revision", pins.revision) if pins.edition else Absent(),))


def unit_of(data_set: str, row: Mapping[str, str]) -> str:
    """The unit that a row belongs to."""
    text = row[UNIT_COLUMNS[data_set]]
    return text.replace(".", "") if data_set == "hts_rates" else text


def by_unit(data_set: str, rows: Iterable[dict[str, str]]) -> dict[str, Rows]:
    """Rows by unit, in their order."""
    units: dict[str, Rows] = {}
    for row in rows:
        units.setdefault(unit_of(data_set, row), []).append(row)
    return units


def write_units(table: Table, data_set: str, sequence: int, units: Mapping[str, Rows]) -> None:
    """Write one delivery's version of units; no rows mean that the unit is gone. Visible once pinned.

    Raises `TooLarge`, with the unit, where its rows do not fit into one record.
    """
    table.put_many(
        Record(
            *keys.unit_version(data_set, unit, sequence),
            {"sequence": sequence, "rows": len(rows)},
            _packed_unit(data_set, unit, rows),
        )
        for unit, rows in units.items()
    )


def read_unit(table: Table, data_set: str, unit: str, pins: Pins) -> Rows:
    """The visible rows of a unit; empty where there are none."""
    return read_version(table, data_set, unit, pins)[1]


def read_version(table: Table, data_set: str, unit: str, pins: Pins) -> tuple[int, Rows]:
    """The visible rows of a unit, and the delivery that they came with (0: none did)."""
    versions = table.query(
        keys.unit_partition(data_set, unit),
        start=keys.unit_sort(data_set, 0),
        end=keys.unit_sort(data_set, pins.sequence(data_set)),
        backwards=True,
        limit=1 + len(pins.void.get(data_set, ())),
    )
    for record in versions:
        sequence = int(record.data["sequence"])
        if sequence not in pins.void.get(data_set, ()):
            return sequence, rows_of(record)
    return 0, []


def write_snapshot(table: Table, data_set: str, sequence: int, rows: Sequence[dict[str, str]]) -> None:
    """Write a reference set as one delivery left it. Visible once pinned."""
    whole = as_columns(rows)
    pages = in_pages(whole["rows"]) or [[]]
    partition = keys.snapshot(data_set, sequence)
    table.put_many(
        Record(
            partition,
            keys.page(position),
            {"pages": len(pages), "rows": len(page)},
            pack({"columns": whole["columns"], "rows": page}),
        )
        for position, page in enumerate(pages, start=1)
    )


def read_snapshot(table: Table, data_set: str, pins: Pins) -> Rows:
    """A reference set as it is visible; empty where it was never delivered."""
    sequence = pins.snapshots.get(data_set)
    if sequence is None:
        return []
    return [row for page in _pages(table, data_set, sequence) for row in rows_of(page)]


def snapshot_size(table: Table, data_set: str, pins: Pins) -> int:
    """How many rows a reference set has as it is visible."""
    sequence = pins.snapshots.get(data_set)
    if sequence is None:
        return 0
    return sum(int(page.data["rows"]) for page in _pages(table, data_set, sequence))


def rows_of(record: Record) -> Rows:
    """The rows of a stored unit or page. Raises `Spoiled`, with the record, where they cannot be read."""
    try:
        return unpacked(record.body)
    except Spoiled as spoiled:
        raise Spoiled(f"{record.pk} {record.sk}: {spoiled}") from spoiled


def packed(rows: Sequence[dict[str, str]]) -> bytes:
    """Rows as they are stored: the headers once, the values beside each other."""
    return pack(as_columns(rows))


def unpacked(body: bytes) -> Rows:
    """Stored rows as they were."""
    document = unpack(body)
    columns = document["columns"]
    return [dict(zip(columns, values, strict=True)) for values in document["rows"]]


def _packed_unit(data_set: str, unit: str, rows: Sequence[dict[str, str]]) -> bytes:
    body = packed(rows)
    if len(body) > MOST_UNIT_BYTES:
        raise TooLarge(
            f"{data_set}, {unit!r:.80}: its {len(rows):,} rows have {len(body):,} bytes packed, "
            f"{MOST_UNIT_BYTES:,} is the most that is kept together"
        )
    return body


def _pages(table: Table, data_set: str, sequence: int) -> Iterator[Record]:
    """The pages of a snapshot; not those beyond, which an attempt that came to nothing may have left."""
    found = table.query(keys.snapshot(data_set, sequence))
    first = next(found, None)
    if first is not None:
        yield first
        yield from islice(found, int(first.data["pages"]) - 1)


def as_columns(rows: Sequence[dict[str, str]]) -> dict[str, Any]:
    """Rows as one list of headers and a list of values each."""
    columns = list(rows[0]) if rows else []
    return {"columns": columns, "rows": [[row[column] for column in columns] for row in rows]}
