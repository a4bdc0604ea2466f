"""Sums over entries and customs lines, as lists and days show them: counts, dollars and cents, as text."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

MONEY = {"value": Decimal(1), "duty": Decimal("0.01"), "mpf": Decimal("0.01"), "hmf": Decimal("0.01")}
"""What is summed, and the places that it is written with."""
HELD = "needs_input"


class Sums:
    """Entries, how many of them are held, their lines, and their money."""

    def __init__(self, said: Mapping[str, Any] | None = None) -> None:
        """Begin at nothing, or where other sums ended (`as_text`)."""
        said = said or {}
        self.entries, self.held, self.lines = (
            int(said.get(name, 0)) for name in ("entries", "held", "lines")
        )
        self._money = {name: Decimal(said.get(name, 0)) for name in MONEY}

    def add_entry(self, status: str, lines: int, totals: Mapping[str, str]) -> None:
        """Add an entry with all its lines, by its totals."""
        self._count(status, lines)
        for name in MONEY:
            self._money[name] += Decimal(totals.get(name, 0))

    def add_lines(self, status: str, lines: Iterable[Mapping[str, Any]]) -> None:
        """Add some lines of an entry."""
        lines = list(lines)
        self._count(status, len(lines))
        for name in MONEY:
            self._money[name] += sum((Decimal(line[name]) for line in lines), Decimal(0))

    def as_text(self) -> dict[str, Any]:
        """The sums as an answer shows them: counts as numbers, money as text."""
        money = {name: str(self._money[name].quantize(places)) for name, places in MONEY.items()}
        return {"entries": self.entries, "held": self.held, "lines": self.lines, **money}

    def _count(self, status: str, lines: int) -> None:
        self.entries += 1
        self.held += status == HELD
        self.lines += lines
