"""The business's own files, wherever they are: a folder, or a prefix of a bucket (`s3://bucket/prefix`).

They are read as a delivery of them would be, and again after some seconds, because somebody goes on changing
them; a file whose bytes are the same is not read through again.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.customs.errors import Fault
from chalicelib.customs.tables import HTS_RATES, MEASURES, PACKAGING, PRODUCTS
from chalicelib.etl.data_sets import Row
from chalicelib.etl.errors import DeliveryRefused
from chalicelib.etl.sources import CSV_SOURCES
from chalicelib.etl.transforming import transform
from chalicelib.feeds.errors import NotStored

if TYPE_CHECKING:
    from chalicelib.feeds.raw_store import RawStore  # which brings botocore along

NEEDED = frozenset(table.file for table in (PRODUCTS, HTS_RATES, MEASURES, PACKAGING))
"""The files without which nothing can be worked out; of any other, not to be there is to have no rows."""
_FILES = {name: source.name for source in CSV_SOURCES for name in source.sets}
_BUCKET = re.compile(r"s3://([a-z0-9.-]+)/?(.*?)/?")

Read = Callable[[str], bytes | None]
"""Gives the bytes of a file by its name; None where there is none."""


@dataclass(frozen=True, slots=True)
class FileRead:
    """A file as it was read."""

    sets: Mapping[str, list[Row]] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()
    """Of each row that is not taken: which, and why."""
    problem: str = ""
    """Why nothing of it can be used; empty: it can."""
    there: bool = True


@dataclass(frozen=True, slots=True)
class _Kept:
    at: float
    digest: bytes
    read: FileRead


class CsvSet:
    """The files of a place. `clock` gives seconds; `seconds` is how old what was read may get."""

    def __init__(self, place: str, read: Read, clock: Callable[[], float], seconds: float) -> None:
        self.place = place
        self._read = read
        self._clock = clock
        self._seconds = seconds
        self._kept: dict[str, _Kept] = {}

    def rows(self, name: str) -> list[Row]:
        """The rows of a data set. Raises `DeliveryRefused` where its file is needed and cannot be used."""
        found = self.file(_FILES[name])
        if found.problem:
            raise DeliveryRefused(_FILES[name], [_fault(_FILES[name], self.place, found)])
        return found.sets.get(name, [])

    def file(self, name: str) -> FileRead:
        """A file by its name, as it was some seconds ago at most."""
        now, kept = self._clock(), self._kept.get(name)
        if kept is not None and now - kept.at < self._seconds:
            return kept.read
        body = self._read(name)
        digest = sha256(body).digest() if body is not None else b""
        found = kept.read if kept is not None and kept.digest == digest else _transformed(name, body)
        self._kept[name] = _Kept(now, digest, found)
        return found


def reader(place: str, store_of: Callable[[str], "RawStore"]) -> Read:
    """What reads the files of a place: a folder, or `s3://bucket/prefix`, whose store is asked for."""
    found = _BUCKET.fullmatch(place)
    if found is None:
        return _of_folder(Path(place))
    bucket, prefix = found.groups()
    store = store_of(bucket)

    def read(name: str) -> bytes | None:
        try:
            return store.get(f"{prefix}/{name}" if prefix else name)
        except NotStored:
            return None

    return read


def _of_folder(folder: Path) -> Read:
    def read(name: str) -> bytes | None:
        path = folder / name
        return path.read_bytes() if path.is_file() else None

    return read


def _transformed(name: str, body: bytes | None) -> FileRead:
    if body is None:
        return FileRead(problem="is not there" if name in NEEDED else "", there=False)
    try:
        found = transform(name, [(name, body)])
    except DeliveryRefused as refused:
        return FileRead(problem=f"cannot be used: {refused.faults[0]}")
    left_out = {row.row_number: "; ".join(row.problems) for row in (*found.withheld, *found.rejected)}
    return FileRead(found.sets, tuple(f"row {number}: {left_out[number]}" for number in sorted(left_out)))


def _fault(name: str, place: str, found: FileRead) -> Fault:
    remedy = "Put a good one there, or let the readers read the table"
    return Fault(f"{place}/{name}", None, None, None, found.problem, remedy)
