"""When a Chapter 99 heading ended: what tells a dead programme from a heading that is merely not ours
(R5.02)."""

from collections.abc import Iterable

from chalicelib.customs.measures import CompiledMeasure


class HeadingEnds:
    """The last day of every heading that has one, over all its measure rows; read when first asked for."""

    __slots__ = ("_last_days", "_rows")

    def __init__(self, rows: Iterable[CompiledMeasure]) -> None:
        self._rows = rows
        self._last_days: dict[str, str] | None = None

    def ended_before(self, heading: str, day: str) -> str | None:
        """The heading's last day if every measure row of it ended before a day; None for a heading without
        rows."""
        if self._last_days is None:
            self._last_days = _last_days(self._rows)
        last = self._last_days.get(heading)
        return last if last and last < day else None


def _last_days(rows: Iterable[CompiledMeasure]) -> dict[str, str]:
    """Last day by heading; empty where some row is open."""
    ends: dict[str, set[str]] = {}
    for row in rows:
        ends.setdefault(row.measure.heading, set()).add(row.measure.effective_to)
    return {heading: "" if "" in days else max(days) for heading, days in ends.items()}
