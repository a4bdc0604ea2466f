"""Alerts as people were told them, kept by month."""

from typing import Any

from chalicelib.store import keys
from chalicelib.store.table import Table


def of_month(table: Table, month: str) -> list[dict[str, Any]]:
    """The alerts of a month (`2026-11`), the newest first."""
    partition, _ = keys.alert(month, "")
    told = [record.data for record in table.query(partition)]
    return sorted(told, key=lambda alert: (alert["at"], alert["id"]), reverse=True)
