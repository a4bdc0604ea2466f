"""The last comparison of the business's files with the table, in brief; the whole is a file of its own."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from chalicelib.store import audit, keys
from chalicelib.store.records import Below
from chalicelib.store.table import Change, Check, Conflict, Equals, Put, Record, Table

EQUAL, DIFFERENT, INCOMPLETE = "equal", "different", "incomplete"
"""Verdicts; `incomplete`: a file that has to be there is not, or cannot be read at all."""


@dataclass(frozen=True, slots=True)
class SetParity:
    """One data set, compared row by row and field by field."""

    set: str
    file: str
    rows: int
    """Rows that the files or the table have, each key once; rows of the file that cannot be read too."""
    equal: int
    """Rows that both have, with the same in every field, and where the order counts in the same place."""
    verdict: str
    problem: str = ""
    """Why it could not be compared."""

    @property
    def differences(self) -> int:
        """Rows that are not the same on both sides."""
        return self.rows - self.equal

    @property
    def percent(self) -> str:
        """How many of the rows are equal, never rounded up: `100` only where all are.

        >>> SetParity("measures", "HTS Tariff.csv", 75, 74, DIFFERENT).percent
        '98.66'
        """
        if self.verdict == INCOMPLETE:
            return "0"
        hundredths = 10_000 * self.equal // self.rows if self.rows else 10_000
        return "100" if hundredths == 10_000 else f"{hundredths // 100}.{hundredths % 100:02d}"


@dataclass(frozen=True, slots=True)
class Summary:
    """A comparison in brief."""

    id: str
    made_at: str
    """ISO, UTC, to the second."""
    by: str
    place: str
    """Where the files are."""
    comparer: str
    revision: int
    """Of the pins that the table was read by."""
    verdict: str
    findings: int
    """Differences that are listed: fields, rows of one side, places, rows that cannot be read."""
    sets: tuple[SetParity, ...]
    files: tuple[str, ...] = ()
    """What is in the exports bucket: the whole report as JSON and as CSV."""


def find(table: Table) -> Summary | None:
    """The last comparison that was kept; None: there never was one."""
    record = table.get(*keys.parity())
    return _summary(record) if record else None


def still(summary: Summary) -> Check:
    """That this is the last comparison still."""
    return Check(*keys.parity(), (Equals("id", summary.id),))


def keep(table: Table, summary: Summary, made: int, also: Sequence[Change] = ()) -> bool:
    """Keep a comparison that was made at an epoch second, and record it; False where a newer one is kept."""
    event = audit.Event(
        summary.made_at,
        summary.by,
        "parity compared",
        f"parity {summary.id}",
        {"verdict": summary.verdict, "differences": summary.findings, "files": summary.place},
    )
    stored = asdict(summary) | {"sets": [asdict(one) for one in summary.sets], "files": list(summary.files)}
    newest = Put(Record(*keys.parity(), stored | {"made": made}), (Below("made", made + 1),))
    try:
        audit.transact(table, [newest, *also], event)
    except Conflict:
        return False
    return True


def _summary(record: Record) -> Summary:
    data = dict(record.data)
    del data["made"]
    sets = tuple(
        SetParity(**{**one, "rows": int(one["rows"]), "equal": int(one["equal"])}) for one in data.pop("sets")
    )
    data |= {name: int(data[name]) for name in ("revision", "findings")}
    return Summary(**(data | {"sets": sets, "files": tuple(data["files"])}))
