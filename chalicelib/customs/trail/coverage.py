"""Which rows of a programme do not cover an HTS number, origin and date at all, and why (R3.01)."""

from collections.abc import Iterable
from typing import Any

from chalicelib.customs.epochs import in_force
from chalicelib.customs.measures import CompiledMeasure, MeasureTable, covers_origin
from chalicelib.customs.trail.figures import row_ranges

REASONS = (
    "other HTS numbers",
    "this HTS number is excepted",
    "other origins",
    "no longer in force on the entry date",
    "not yet in force on the entry date",
)


class Coverage:
    """Looks a measure table up from the other end: by programme, and for what does not match."""

    def __init__(self, table: MeasureTable) -> None:
        self._table = table
        self.rows: dict[str, list[CompiledMeasure]] = {}
        """Every row of each programme, in the order of the file."""
        for row in table.rows:
            self.rows.setdefault(row.measure.program, []).append(row)
        self._in_scope: dict[str, frozenset[int]] = {}

    def outside(self, program: str, hts: str, origin: str, day: str) -> dict[int, str]:
        """The first reason of each row of a programme that does not cover, by the row's identity."""
        in_scope = self._in_scope.get(hts)
        if in_scope is None:
            in_scope = frozenset(map(id, self._table.of_hts(hts)))
            self._in_scope[hts] = in_scope
        reasons = {}
        for row in self.rows.get(program, ()):
            reason = _reason(row, hts, origin, day, id(row) in in_scope)
            if reason:
                reasons[id(row)] = reason
        return reasons


def grouped(rows: Iterable[CompiledMeasure], reasons: dict[int, str]) -> list[dict[str, Any]]:
    """Rows that do not cover, one sentence per reason with their numbers."""
    numbers: dict[str, list[int]] = {}
    for row in rows:
        numbers.setdefault(reasons[id(row)], []).append(row.measure.number)
    return [{"rows": row_ranges(numbers[reason]), "why": reason} for reason in REASONS if reason in numbers]


def _reason(row: CompiledMeasure, hts: str, origin: str, day: str, in_scope: bool) -> str:
    measure = row.measure
    if not in_scope:
        return REASONS[1] if hts.startswith(measure.scope) else REASONS[0]
    if not covers_origin(measure.origins, origin):
        return REASONS[2]
    if in_force(measure.effective_from, measure.effective_to, day):
        return ""
    return REASONS[3] if measure.effective_from <= day else REASONS[4]
