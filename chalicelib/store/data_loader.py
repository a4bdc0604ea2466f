"""Reference data for whoever asks often: kept in the process, known by their version.

The pins are read again after some seconds; what a version holds never changes and stays until newer versions
push it out. Where the business's files are given, too, the setting (`store.shadow`) says for each answer
which of both is read, and the files are the last resort when the table is out of reach. Every answer says
where it is from.
"""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from threading import Lock

from chalicelib.store import shadow
from chalicelib.store.datasets import Pins, Rows, read_pins, read_snapshot
from chalicelib.store.table import Table, Unavailable

TABLE, CSV = "table", "csv"
KEPT_SETS = 24
"""Versions of sets: four of each."""

Fallback = Callable[[str], Rows]
"""Gives the canonical rows of a set from files."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Reference sets of one version. Read the rows, do not change them."""

    sets: Mapping[str, Rows]
    revision: int
    """Of the pins; 0 where the rows are from files."""
    versions: Mapping[str, int]
    """Per set, the delivery whose snapshot it is: asked for again, the same rows are given."""
    source: str
    """`table`, or `csv`: the files."""
    by_choice: bool = True
    """Whether that is what the setting says; False: the table was out of reach."""


class DataLoader:
    """Loads reference sets. `clock` gives seconds; `seconds` is how old the pins may get.

    `files` are the business's files, if there are any, and `unset` the state while nobody has set one.
    """

    def __init__(
        self,
        table: Table,
        clock: Callable[[], float],
        seconds: int,
        files: Fallback | None = None,
        unset: str = shadow.DYNAMODB,
    ) -> None:
        self.table = table
        self._clock = clock
        self._seconds = seconds
        self._files = files
        self._unset = unset
        self._lock = Lock()
        self._pins: tuple[float, Pins] | None = None
        self._kept: OrderedDict[tuple[str, int], Rows] = OrderedDict()

    def load(self, names: Sequence[str], versions: Mapping[str, int] | None = None) -> Loaded:
        """Sets as the readers see them now, or as they were in some versions (empty: those of the files).

        Raises Unavailable where the table is out of reach and there are no files.
        """
        if self._files is None:
            return self._from_table(names, versions)
        try:
            chosen = shadow.read(self.table, self._unset).reads_files
            if versions == {} or (versions is None and chosen):
                return self._from_files(names, self._files, by_choice=chosen)
            return self._from_table(names, versions)
        except Unavailable:
            return self._from_files(names, self._files, by_choice=False)

    def pins(self) -> Pins:
        """The pins as they were some seconds ago at most."""
        with self._lock:
            kept = self._pins
        now = self._clock()
        if kept is not None and now - kept[0] < self._seconds:
            return kept[1]
        found = read_pins(self.table)
        with self._lock:
            self._pins = now, found
        return found

    def _from_table(self, names: Sequence[str], versions: Mapping[str, int] | None) -> Loaded:
        pins = self.pins()
        wanted = {name: pins.snapshots.get(name, 0) for name in names} if versions is None else versions
        sets = {name: self._rows(name, wanted.get(name, 0)) for name in names}
        return Loaded(sets, pins.revision, dict(wanted), TABLE)

    def _rows(self, name: str, version: int) -> Rows:
        if not version:
            return []
        with self._lock:
            found = self._kept.pop((name, version), None)
        if found is None:
            found = read_snapshot(self.table, name, Pins(snapshots={name: version}))
        with self._lock:
            self._kept[name, version] = found
            while len(self._kept) > KEPT_SETS:
                self._kept.popitem(last=False)
        return found

    def _from_files(self, names: Sequence[str], files: Fallback, *, by_choice: bool) -> Loaded:
        return Loaded({name: files(name) for name in names}, 0, {}, CSV, by_choice)
