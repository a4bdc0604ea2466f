"""What the dashboard shows of the pipeline that AWS does not measure: how old the data are.

A line of the log per data set, in CloudWatch's embedded metric format, from which CloudWatch makes metrics by
itself: no function needs a right for it.
"""

import json
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from chalicelib.moments import moment_of
from chalicelib.pipeline.freshness import Freshness, freshness
from chalicelib.pipeline.ports import Ports

AGE, OVERDUE = "HoursSinceLastGood", "Overdue"
"""Whole hours since the newest good delivery came; 1 where the next should have come by now, else 0."""
BY = "DataSet"
SECONDS_OF_HOUR = 3600


def namespace(stage: str) -> str:
    """What the metrics of a stage are filed under."""
    return f"ior/{stage}"


def freshness_lines(ports: Ports, stage: str) -> Iterator[str]:
    """How old each data set is that was ever delivered, a line each."""
    now = ports.now()
    for one in freshness(ports):
        if one.last_good:
            yield json.dumps(_measured(one, now, stage), separators=(",", ":"))


def _measured(one: Freshness, now: datetime, stage: str) -> dict[str, Any]:
    age = int((now - moment_of(one.last_good)).total_seconds())
    told = {
        "Namespace": namespace(stage),
        "Dimensions": [[BY]],
        "Metrics": [{"Name": AGE, "Unit": "Count"}, {"Name": OVERDUE, "Unit": "Count"}],
    }
    return {
        "_aws": {"Timestamp": int(now.timestamp()) * 1000, "CloudWatchMetrics": [told]},
        BY: one.name,
        AGE: age // SECONDS_OF_HOUR,
        OVERDUE: int(moment_of(one.due) < now),
    }
