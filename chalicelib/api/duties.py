"""Duty by programme: each heading's under the programme that the tariff measures file it under.

Nothing here knows any programme. Headings that no measure gives any more are told together.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal

from chalicelib.store.datasets import read_pins, read_snapshot
from chalicelib.store.table import Table

COLUMN_1, OTHER = "COLUMN_1", "OTHER"
"""The duty of the HTS numbers themselves, and that of headings which no programme has any more."""
CHAPTER_99 = "99"
NOTHING = Decimal("0.00")


def programs(table: Table) -> dict[str, str]:
    """The programme of each heading, by the tariff measures as they are now."""
    rows = read_snapshot(table, "measures", read_pins(table))
    return {row["Tariff Code"]: row["Program"] for row in reversed(rows)}


def by_program(duties: Iterable[Mapping[str, str]], known: Mapping[str, str]) -> dict[str, str]:
    """Duty in USD by programme, in the order of their names, of duties by heading or HTS number."""
    found: dict[str, Decimal] = defaultdict(lambda: NOTHING)
    for of_entry in duties:
        for code, duty in of_entry.items():
            program = known.get(code, OTHER) if code.startswith(CHAPTER_99) else COLUMN_1
            found[program] += Decimal(duty)
    return {program: str(found[program]) for program in sorted(found)}
