"""What the stack holds, seen through its API: every entry and comparison, and the state of the pipeline."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Any

from chalicelib.store.by_day import shipment_days
from chalicelib.store.table import Table
from infra.local import abreast
from infra.local.api import Api

AT_ONCE = 3
"""Requests at a time: each of them keeps a process of the emulator busy."""
ALWAYS = "0001-01-01", "9999-12-31"
MONEY = ("value", "duty", "mpf", "hmf")


@dataclass(frozen=True, slots=True)
class Overview:
    """All entries as they are served, by entry date and shipment, and what is told of them."""

    entries: tuple[dict[str, Any], ...]
    comparisons: dict[str, dict[str, Any]]
    """By shipment."""
    pipeline: dict[str, Any]

    @property
    def dates(self) -> list[str]:
        """The entry dates that there are entries of."""
        return sorted({entry["entry_date"] for entry in self.entries})

    @property
    def latest(self) -> tuple[dict[str, Any], ...]:
        """The entries of the latest entry date."""
        last = max(self.dates, default="")
        return tuple(entry for entry in self.entries if entry["entry_date"] == last)

    def verdict(self, entry: Mapping[str, Any]) -> str:
        """What an entry's comparison says: `pass`, `warn`, `fail`, `pending`; `none`: there is none."""
        return str(self._comparison(entry).get("status", "none"))

    def findings(self, entry: Mapping[str, Any]) -> list[dict[str, Any]]:
        """What differs between an entry and the report."""
        return list(self._comparison(entry).get("findings", ()))

    def _comparison(self, entry: Mapping[str, Any]) -> dict[str, Any]:
        return self.comparisons.get(entry["shipment"], {})

    def document(self) -> dict[str, Any]:
        """The totals, for programs; money as text."""
        held = [entry for entry in self.entries if entry["findings"]]
        return {
            "entries": len(self.entries),
            "dates": [self.dates[0], self.dates[-1]] if self.entries else [],
            "statuses": _counts(entry["status"] for entry in self.entries),
            "held_for": _counts(finding["kind"] for entry in held for finding in entry["findings"]),
            "comparisons": _counts(found["status"] for found in self.comparisons.values()),
            "totals": totals(self.entries),
            "pipeline": self.pipeline["state"],
        }


NOTHING = Overview((), {}, {"state": "unknown", "data_sets": []})


def totals(entries: Sequence[dict[str, Any]]) -> dict[str, str]:
    """Value, duty and fees of entries, added up; US dollars as text."""
    return {name: str(sum((Decimal(e["totals"][name]) for e in entries), Decimal(0))) for name in MONEY}


def view(api: Api, table: Table, tell: Callable[[str], None] = lambda _: None) -> Overview:
    """Ask the API for everything, by the entry dates that the table has shipments of."""
    dates = list(shipment_days(table, *ALWAYS))
    entries, comparisons = [], []
    for number, (made, compared) in enumerate(abreast.each(partial(_of_date, api), dates, AT_ONCE), start=1):
        entries += made
        comparisons += compared
        tell(f"{number} of {len(dates)} dates")
    return Overview(
        entries=tuple(entries),
        comparisons={found["shipment"]: found for found in comparisons},
        pipeline=api.document("/api/pipeline"),
    )


def _of_date(api: Api, date: str) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    entries = api.listed(f"/api/customs-lines?date={date}", "entries")
    return entries, api.listed(f"/api/comparisons?date={date}", "comparisons")


def _counts(values: Any) -> dict[str, int]:
    return dict(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0])))
