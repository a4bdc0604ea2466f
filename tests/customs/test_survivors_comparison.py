"""Matching on its own, with lines that a comparison would have taken out before."""

import pytest

from chalicelib.customs.compare.declared import Declared
from chalicelib.customs.compare.matching import match

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
