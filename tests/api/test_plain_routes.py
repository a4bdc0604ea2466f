"""The plain routes, through the `client` fixture of pytest-chalice."""

import json
import logging
from typing import Any

import pytest

import chalicelib
from chalicelib.data_sets import UNIT_COLUMNS
from chalicelib.pipeline.plan import start_daily
from tests.api.calling import MY_ID, Caller
from tests.api.calls import DAY, ENTRY
from tests.pipeline.world import World


@pytest.fixture
def authorized(somebody: Caller) -> dict[str, str]:
    """The headers of somebody who is signed in."""
    return {"Authorization": f"Bearer {somebody.token}"}


@pytest.fixture(autouse=True)
def quiet(caplog: pytest.LogCaptureFixture) -> None:
    """The fixture says of every answer that is no JSON that it is none."""
    caplog.set_level(logging.WARNING, "pytest_chalice")


def test_health_is_public_and_knows_the_version(client: Any) -> None:
    response = client.get("/api/health")
    assert response.status_code == 200
    assert response.json == {"status": "ok", "version": chalicelib.__version__}


def test_the_id_of_a_request_comes_back(client: Any) -> None:
    client.custom_context = {"requestId": MY_ID}
    assert client.get("/api/health").headers["X-Request-Id"] == MY_ID


def test_the_pipeline_tells_of_every_data_set_and_of_the_last_runs(
    client: Any, authorized: dict[str, str]
) -> None:
    response = client.get("/api/pipeline", headers=authorized)
    assert response.status_code == 200
    found = response.json
    assert list(found) == ["state", "revision", "data_sets", "unfinished_runs", "runs", "daily", "newest"]
    assert [one["name"] for one in found["data_sets"]] == list(UNIT_COLUMNS)
    assert {one["state"] for one in found["data_sets"]} == {"good"} == {found["state"]}
    assert found["unfinished_runs"] == []
    assert found["runs"][0]["state"] == "done"
    assert len(found["runs"]) == len({run["id"] for run in found["runs"]}) <= 10
    assert [run["started"] for run in found["runs"]] == sorted(
        (run["started"] for run in found["runs"]), reverse=True
    )


def test_a_run_that_is_not_over_is_named(client: Any, day: World, authorized: dict[str, str]) -> None:
    start_daily(day.ports, day.clock().date())
    try:
        found = client.get("/api/pipeline", headers=authorized).json
        assert found["unfinished_runs"] == ["daily-2026-11-23"]
    finally:
        day.work()
    assert client.get("/api/pipeline", headers=authorized).json["unfinished_runs"] == []


@pytest.mark.parametrize(
    ("path", "names"),
    [
        (f"/api/customs-lines?date={DAY}", ["entries", "totals", "next"]),
        (f"/api/comparisons?date={DAY}", ["comparisons", "totals", "next"]),
        (f"/api/days?from={DAY}&to={DAY}", ["days"]),
        ("/api/users", ["users"]),
    ],
)
def test_a_list_is_an_object_with_one_name(
    client: Any, authorized: dict[str, str], path: str, names: list[str]
) -> None:
    """So that there is room for more beside the list."""
    found = client.get(path, headers=authorized).json
    assert list(found) == names
    assert found[names[0]]


def test_a_comparison_is_made_by_post(client: Any, authorized: dict[str, str]) -> None:
    headers = authorized | {"content-type": "application/json"}
    response = client.post("/api/compare", headers=headers, body=json.dumps({"date": DAY}))
    assert [one["entry_date"] for one in response.json["comparisons"]] == [DAY] * 3


def test_the_page_of_a_trail_is_no_json(client: Any, authorized: dict[str, str]) -> None:
    headers = authorized | {"accept": "text/html"}
    response = client.get(f"/api/entries/{ENTRY}/lines/001/trail", headers=headers)
    assert response.body.startswith("<!DOCTYPE html>")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
