"""What CloudWatch is told of how old the data are: lines in its embedded metric format.

Source: Amazon CloudWatch User Guide, "Specification: Embedded metric format".
"""

import json
from typing import Any

import pytest

from chalicelib.data_sets import UNIT_COLUMNS
from chalicelib.pipeline.freshness import overdue
from chalicelib.pipeline.measures import AGE, BY, OVERDUE, freshness_lines, namespace
from tests.pipeline.events import SCHEDULED, functions
from tests.pipeline.twin import Twin


def measured(world: Twin) -> dict[str, dict[str, Any]]:
    """The lines, read, by data set."""
    found = [json.loads(line) for line in freshness_lines(world.ports, "prod")]
    return {one[BY]: one for one in found}


@pytest.mark.parametrize("hours", [0, 1, 25, 27, 8 * 24, 200 * 24])
def test_the_age_of_every_data_set_is_measured_and_whether_it_is_overdue(
    little_day: Twin, hours: int
) -> None:
    """The day begins an hour after its files came."""
    little_day.clock.forward(hours=hours, seconds=1)
    found = measured(little_day)
    assert set(found) == set(UNIT_COLUMNS)
    assert {one[AGE] for one in found.values()} == {hours + 1}
    assert {name for name, one in found.items() if one[OVERDUE]} == {
        one.name for one in overdue(little_day.ports)
    }


def test_a_data_set_that_never_came_has_no_age() -> None:
    assert measured(Twin()) == {}


def test_a_line_is_as_cloudwatch_reads_it(little_day: Twin) -> None:
    """Every metric and every dimension that is declared stands in the line, a number and a text."""
    for one in measured(little_day).values():
        assert one["_aws"]["Timestamp"] == little_day.ports.epoch() * 1000
        (told,) = one["_aws"]["CloudWatchMetrics"]
        assert told["Namespace"] == namespace("prod") == "ior/prod"
        ((dimension,),) = told["Dimensions"]
        assert isinstance(one[dimension], str)
        assert {metric["Name"] for metric in told["Metrics"]} == {AGE, OVERDUE}
        assert all(type(one[metric["Name"]]) is int for metric in told["Metrics"])


def test_the_sweep_measures_with_nothing_before_a_line(
    little_day: Twin, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    functions(little_day, monkeypatch).invoke("sweep", SCHEDULED)
    lines = [line for line in capsys.readouterr().out.splitlines() if "_aws" in line]
    assert {json.loads(line)[BY] for line in lines} == set(UNIT_COLUMNS)
    assert {json.loads(line)["_aws"]["CloudWatchMetrics"][0]["Namespace"] for line in lines} == {"ior/local"}
