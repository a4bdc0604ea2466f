"""What a measurement says, and the table it is printed in."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

MICROSECONDS = 1e6


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured line. `passed` is None where there is no target: the line is there to be read."""

    name: str
    ours: str
    theirs: str
    ratio: str
    target: str
    passed: bool | None

    def row(self) -> tuple[str, ...]:
        """The cells of its line in the table."""
        verdict = {True: "pass", False: "FAIL", None: ""}[self.passed]
        return self.name, self.ours, self.theirs, self.ratio, self.target, verdict

    def document(self) -> dict[str, Any]:
        """As it is written to a JSON file."""
        return asdict(self)


HEADER = ("what", "ours", "against", "ratio", "target", "")
WIDTHS = (54, 11, 30, 7, 9, 4)


def at_least(name: str, ours: float, theirs: float, target: float | None, unit: str, against: str) -> Figure:
    """How many times as much the other side takes: the more the better."""
    ratio = theirs / ours
    passed = None if target is None else ratio >= target
    shown = f">= {target:g}x" if target else ""
    return Figure(
        name, amount(ours, unit), f"{amount(theirs, unit)} {against}", f"{ratio:.2f}x", shown, passed
    )


def at_most(name: str, ours: float, floor: float, target: float | None, unit: str, against: str) -> Figure:
    """How many times a floor we take: the less the better."""
    ratio = ours / floor
    passed = None if target is None else ratio <= target
    shown = f"<= {target:g}x" if target else ""
    return Figure(
        name, amount(ours, unit), f"{amount(floor, unit)} {against}", f"{ratio:.2f}x", shown, passed
    )


def limit(name: str, ours: float, target: float, unit: str) -> Figure:
    """An amount that has an upper limit."""
    return Figure(name, amount(ours, unit), "", "", f"<= {amount(target, unit)}", ours <= target)


def fact(name: str, text: str, passed: bool | None = None) -> Figure:
    """Something found to be so, or worth knowing."""
    return Figure(name, text, "", "", "", passed)


def amount(number: float, unit: str) -> str:
    """A number with its unit and three digits that count.

    >>> amount(4.3772, "us"), amount(120.4, "MB"), amount(1213, "")
    ('4.38 us', '120 MB', '1,213')
    """
    digits = 2 if abs(number) < 10 else 1 if abs(number) < 100 else 0
    text = f"{number:,.{digits}f}" if unit else f"{number:,.0f}"
    return f"{text} {unit}".strip()


def line(cells: Iterable[str]) -> str:
    """A line of the table."""
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()
