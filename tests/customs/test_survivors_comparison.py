"""Matching on its own, and a wrong duty behind one that is right for the reported value."""

import pytest

from chalicelib.customs.compare.declared import Declared
from chalicelib.customs.compare.matching import match
from tests.customs.compare.reporting import FORCED_LABOR, FREE, LIST3, compared, declared, kinds, told

OURS = Declared("INV1", "8504409580", "CN", ("8504.40.9580",), (0,), 10, 1, "No.", 1, 1, 0, 0)


@pytest.mark.parametrize(
    ("reported", "partner"),
    [
        pytest.param([OURS._replace(gross_weight=2), OURS], 1, id="R5.01 the equal line before one as near"),
        pytest.param([OURS, OURS._replace(gross_weight=2)], 0, id="R5.01 the equal line, first"),
        pytest.param([OURS, OURS], 0, id="R5.01 of two equal lines the first"),
    ],
)
def test_an_equal_line_is_the_best_partner(reported: list[Declared], partner: int) -> None:
    assert match([OURS], reported).same == [(0, partner)]


def test_a_wrong_duty_behind_one_that_belongs_to_the_value() -> None:
    """R5.03: at the reported $20,000 the first duty is right, the second is not."""
    numbers = f"{LIST3} 5000.00 + {FORCED_LABOR} 1000.00 + {FREE} 0.00"
    found = compared([declared(numbers, value="20000", mpf="69.28", hmf="25.00")])
    assert kinds(found) == ["VALUE", "DUTY"]
    assert told(found)[1].startswith("DUTY | 1250.00 | 1000.00")
