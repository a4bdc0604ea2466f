"""What a delivery may lack before it is refused, and what is out of proportion: declared numbers, all †.

Whole percents, so that a limit is the number a person would name.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of the quality gate (`quality`) and of the cross-references (`cross_checks`).

    In measures the order of the rows is law and a row that is not there changes duty without anyone being
    asked, so none may be rejected; everything else that lacks a row is held until it comes.
    """

    rejected_percent: int = 5
    """Rejected rows of a set, of those delivered; more refuse the delivery."""
    rejected_percent_of: Mapping[str, int] = field(default_factory=lambda: {"measures": 0})
    """The same for single sets."""
    smallest_percent: int = 80
    """Rows of a whole set, of those of the last good delivery; fewer refuse the delivery."""
    may_be_empty: frozenset[str] = frozenset()
    """Sets that may come without a row."""
    highest_column1_percent: int = 100
    """Column 1 ad valorem rates above are told: they are a typing error, or tobacco."""
    rate_step_points: int = 10
    """A rate that moved further than this, in percent of the value, since the previous version is told."""
    shift_tolerance_percent: int = 2
    """How near the weights' common factor must be to that of two units of weight."""
    shift_materials: int = 5
    """Materials with a weight in both versions that it takes to speak of a common factor."""
    orphan_percent: int = 0
    """Rows of traffic that refer to nothing known, of all; more are told."""


DEFAULT_LIMITS = Limits()
