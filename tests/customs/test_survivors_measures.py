"""Epochs at their edges."""

import pytest

from chalicelib.customs.epochs import Epochs

PERIODS = [("2026-02-01", "2026-02-28"), ("", "2026-06-30"), ("2026-07-01", "")]


def test_an_open_period_cuts_nothing() -> None:
    """R1.01: the first epoch has no beginning, and stands there once."""
    assert Epochs([("", "")]).starts == ("",)
    assert Epochs([("2026-02-01", "9999-12-31")]).index("9999-12-30") == 1
    assert Epochs(PERIODS).starts == ("", "2026-02-01", "2026-03-01", "2026-07-01")


@pytest.mark.parametrize(
    ("day", "epoch"),
    [
        pytest.param("1900-01-01", 0, id="R1.01 before anything begins"),
        pytest.param("2026-01-31", 0, id="R1.01 the day before the first"),
        pytest.param("2026-02-01", 1, id="R1.01 a first day"),
        pytest.param("2026-02-28", 1, id="R1.01 a last day"),
        pytest.param("2026-03-01", 2, id="R1.01 the day after"),
        pytest.param("9999-12-31", 3, id="R1.01 the last day there is"),
    ],
)
def test_a_day_lies_in_one_epoch(day: str, epoch: int) -> None:
    assert Epochs(PERIODS).index(day) == epoch
