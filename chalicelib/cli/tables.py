"""Plain-text tables: columns aligned, figures to the right."""

from collections.abc import Iterable, Sequence
from textwrap import fill

Row = Sequence[str]
WIDTH = 118


def table(header: Row, rows: Iterable[Row], right: Iterable[int] = (), total: Row | None = None) -> str:
    """A table with a rule under its header and above its total; `right` names the columns set to the right.

    >>> print(table(("a", "b"), [("x", "1"), ("yy", "22")], right=[1]))
    a   b
    ──  ──
    x    1
    yy  22
    """
    body = [header, *rows, *([total] if total else [])]
    widths = [max(len(row[column]) for row in body) for column in range(len(header))]
    rule = "  ".join("─" * width for width in widths)
    to_right = frozenset(right)
    lines = [_line(row, widths, to_right) for row in body]
    lines.insert(1, rule)
    if total:
        lines.insert(-1, rule)
    return "\n".join(lines)


def _line(row: Row, widths: Sequence[int], right: frozenset[int]) -> str:
    cells = (
        text.rjust(width) if column in right else text.ljust(width)
        for column, (text, width) in enumerate(zip(row, widths, strict=True))
    )
    return "  ".join(cells).rstrip()


def thousands(text: str) -> str:
    """A plain number with commas between the thousands.

    >>> thousands("1234567.50"), thousands("-1000")
    ('1,234,567.50', '-1,000')
    """
    whole, point, fraction = text.partition(".")
    return f"{int(whole):,}{point}{fraction}" if not whole.startswith("-0") else text


def wrapped(text: str, indent: int = 2) -> str:
    """A sentence folded to the width of the tables, every line indented."""
    margin = " " * indent
    return fill(text, WIDTH, initial_indent=margin, subsequent_indent=margin + "  ", break_on_hyphens=False)
