"""Which reported line was matched with which of ours, made visible.

Gross weight plays no part in matching, so every reported line `a`, `b`, … has one of its own, and the finding
of it tells the pair.
"""

from collections.abc import Mapping
from typing import Any

from chalicelib.customs.compare import Comparison
from chalicelib.customs.compare.tolerances import read_tolerances
from tests.customs.building import InvoicedLine
from tests.customs.compare.reporting import FREE, compared, declared

Spoken = Mapping[str, str]
"""What a reported line says: its numbers, value, origin and so on."""
NO_GROSS_LIMIT = read_tolerances({"gross_weight_kg": "0", "gross_weight_percent": "0"})
MARK = 90_000
ONLY_NUMBER = f"{FREE} 0.00"


def pairs(ours: list[InvoicedLine], reported: Mapping[str, Spoken], **said: Any) -> str:
    """The pairs as `001=a 002=b`, our missing line as `003=-`, a reported line left over as `-=c`.

    >>> from tests.customs.compare.reporting import OURS
    >>> pairs([OURS], {"a": {"value": "10050"}, "b": {}})
    '001=b -=a'
    """
    lines = [
        declared(**{"line": name, "numbers": ONLY_NUMBER, "gross": str(MARK + ord(name[0]))} | dict(spoken))
        for name, spoken in reported.items()
    ]
    return " ".join(_pair_of(compared(lines, ours, NO_GROSS_LIMIT, **said)))


def _pair_of(comparison: Comparison) -> list[str]:
    found = []
    for finding in comparison.findings:
        if finding.kind == "GROSS_WEIGHT":
            assert finding.reported is not None
            found.append(f"{finding.line}={chr(int(finding.reported) - MARK)}")
        elif finding.kind == "MISSING_LINE":
            found.append(f"{finding.line}=-")
        elif finding.kind == "EXTRA_LINE":
            found.append(f"-={finding.line}")
    return found
