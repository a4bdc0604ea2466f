"""Which of the two sets the readers of reference data read: the business's files, or the table.

    csv         the files
    shadow      the files still; the pipeline fills the table, and both are compared every day
    dynamodb    the table

One record says so, and one conditional write changes it, together with its event: whoever reads sees the
state before or the state after, and nothing between. The pipeline fills the table in every state, so that
going back loses nothing and going forward again finds everything.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from chalicelib.store import audit, keys
from chalicelib.store.table import Absent, Change, Equals, Put, Record, Table

CSV, SHADOW, DYNAMODB = "csv", "shadow", "dynamodb"
MODES = (CSV, SHADOW, DYNAMODB)
SUBJECT = "setting shadow"


@dataclass(frozen=True, slots=True)
class Setting:
    """The state, and who has set it, when and why."""

    mode: str
    edition: int = 0
    """Raised by one with every change; 0: nobody has set it yet."""
    changed_at: str = ""
    """ISO, UTC, to the second."""
    by: str = ""
    reason: str = ""

    @property
    def reads_files(self) -> bool:
        """Whether the files are read, where there are any."""
        return self.mode != DYNAMODB


def usual(place: str, *, local: bool) -> str:
    """The state of a stage that nobody has set: `place` says where its files are, empty for none.

    A stage that has files goes by them until somebody who has seen both decides otherwise. Without files
    there is only the table, and a developer's machine is to show what the pipeline has made.

    >>> usual("s3://ior-prod-raw-123456789012/csv-set", local=False), usual("", local=False)
    ('csv', 'dynamodb')
    """
    return CSV if place and not local else DYNAMODB


def read(table: Table, unset: str) -> Setting:
    """The state as it is now; `unset` where nobody has set it."""
    record = table.get(*keys.shadow())
    if record is None:
        return Setting(unset)
    data = record.data
    return Setting(data["mode"], int(data["edition"]), data["changed_at"], data["by"], data["reason"])


def change(
    table: Table, before: Setting, after: Setting, also: Sequence[Change] = (), forced: bool = False
) -> None:
    """Put a state in the place of the one that was read, and record it: both or neither.

    `also` are further changes that have to hold. Raises `Conflict` where it is another state by now.
    """
    if after.mode not in MODES or after.edition != before.edition + 1:
        raise ValueError(f"{after} cannot follow {before}: a known mode, and the next edition")
    as_read = (Equals("edition", before.edition),) if before.edition else (Absent(),)
    facts = {"before": before.mode, "after": after.mode, "reason": after.reason, "edition": after.edition}
    if forced:
        facts["forced"] = "yes"
    event = audit.Event(after.changed_at, after.by, "shadow mode changed", SUBJECT, facts)
    audit.transact(table, [Put(Record(*keys.shadow(), asdict(after)), as_read), *also], event)
