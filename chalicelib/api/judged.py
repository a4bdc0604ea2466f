"""How entries came out against what SAP reports, line by line, as it stands beside them."""

from collections.abc import Sequence
from typing import Any

from chalicelib.api.compared import Shown
from chalicelib.store import keys
from chalicelib.store.table import Record, Table

_WORSE = ("minor", "material")
_RESULTS = {"minor": "warn", "material": "fail"}
ONLY_REPORTED = "EXTRA_LINE"
"""A finding that is of no line of ours: its line is one of the report's."""


def judged(table: Table, shipments: Sequence[str]) -> dict[str, dict[str, Any]]:
    """How the current comparison of each shipment came out, by shipment; others are missing."""
    found = table.get_many([keys.comparison(shipment) for shipment in shipments])
    return {str(record.data["shipment"]): _told(record) for record in found.values()}


def _told(record: Record) -> dict[str, Any]:
    shown = Shown(record)
    stored = shown.stored
    return {
        "id": stored.id,
        "status": stored.status,
        "material": stored.material,
        "minor": stored.minor,
        "lines": _lines(shown) if stored.material or stored.minor else {},
    }


def _lines(shown: Shown) -> dict[str, str]:
    """The worst that was found of each line of ours of which anything is to be seen to."""
    found: dict[str, str] = {}
    for severity in _WORSE:
        for finding in shown.findings:
            if finding["severity"] == severity and finding["kind"] != ONLY_REPORTED:
                found[finding["line"]] = _RESULTS[severity]
    return found
