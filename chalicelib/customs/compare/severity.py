"""Severity of a finding and status of an entry (R5.06)."""

from collections.abc import Iterable

MATERIAL, MINOR, INFO = "material", "minor", "info"
FAIL, WARN, PASS, PENDING = "fail", "warn", "pass", "pending"

ALWAYS_MATERIAL = frozenset(
    {
        "HTS",
        "ORIGIN",
        "QUANTITY",
        "UNIT",
        "MISSING_CH99",
        "EXTRA_CH99",
        "DEAD_PROGRAM",
        "WRONG_ORDER",
        "MISSING_LINE",
        "EXTRA_LINE",
    }
)
MATERIAL_EFFECT = 20_00
"""A duty effect of this many cents either way makes any finding material."""


def severity_of(kind: str, duty_effect: int, only_info: bool = False) -> str:
    """The severity of a finding with a duty effect in cents. `only_info`: within the limit that is only told.

    >>> severity_of("VALUE", -1999), severity_of("VALUE", -2000)
    ('minor', 'material')
    """
    if kind in ALWAYS_MATERIAL or abs(duty_effect) >= MATERIAL_EFFECT:
        return MATERIAL
    return INFO if only_info else MINOR


def status_of(severities: Iterable[str]) -> str:
    """The status of an entry that was compared, from the severities of its findings."""
    found = set(severities)
    if MATERIAL in found:
        return FAIL
    return WARN if MINOR in found else PASS
