"""Runs, deliveries and alerts, and starting by hand what otherwise the clock starts."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from chalice.test import HTTPResponse

from chalicelib.api import operations, repeating
from chalicelib.api.bodies import Invalid, checked
from chalicelib.api.replies import Problem
from chalicelib.feeds.catalogue import Feed
from chalicelib.feeds.errors import FeedError
from chalicelib.feeds.fetched import Fetched
from chalicelib.feeds.renaming import configured
from chalicelib.store import audit, keys, repeats, runs
from tests.api.calling import Caller, document, problem
from tests.pipeline.twin import Twin
from tests.pipeline.world import sample

DAY = "2026-11-23"


def start(caller: Caller, body: Any, key: str = "") -> HTTPResponse:
    headers = {"idempotency_key": key} if key else {}
    sent = json.dumps(body).encode()
    return caller.send("POST", "/api/runs", sent, content_type="application/json", **headers)


def by_people(world: Twin) -> list[audit.Event]:
    found = [row.event for chain in range(keys.AUDIT_CHAINS) for row in audit.rows(world.table, DAY, chain)]
    return [event for event in found if event.actor != audit.PIPELINE]


def events(world: Twin) -> list[str]:
    return sorted(f"{event.actor}: {event.action}, {event.subject}" for event in by_people(world))


def test_the_runs_of_a_month_are_listed_newest_first(day: Twin) -> None:
    found = operations.listed_runs(day.ports, {})["runs"]
    assert [run["id"] for run in found[:2]] == ["load-0000000009", "load-0000000008"]
    assert [run["started"] for run in found] == sorted((run["started"] for run in found), reverse=True)
    assert operations.listed_runs(day.ports, {"limit": "2"})["runs"] == found[:2]
    assert operations.listed_runs(day.ports, {"month": "2026-10"}) == {"runs": []}


def test_a_run_says_how_far_each_chunk_is(changing: Caller, fresh: Twin) -> None:
    run = document(start(changing, {"from": "2026-10-23", "to": "2026-11-22"}))["run"]
    planned = document(changing.get(f"/api/runs/{run['id']}"))
    assert (planned["state"], planned["progress"]) == ("planning", [])
    channel, body = fresh.queues.sent.popleft()
    fresh.handle(channel, body)
    waiting = document(changing.get(f"/api/runs/{run['id']}"))
    assert waiting["state"] == "running"
    assert [(chunk["generated"], chunk["compared"]) for chunk in waiting["progress"]] == [
        (None, None) for _ in range(waiting["chunks"])
    ]
    fresh.work()
    over = document(changing.get(f"/api/runs/{run['id']}"))
    assert over["state"] == "done"
    assert sum(chunk["shipments"] for chunk in over["progress"]) == sum(
        count for chunk in over["progress"] for count in chunk["generated"].values()
    )


def test_a_run_names_what_needs_a_person_the_newest_first(day: Twin, monkeypatch: pytest.MonkeyPatch) -> None:
    """As many as the run has counted; of very many the newest."""
    listed = operations.listed_runs(day.ports, {})["runs"]
    shown = {run["id"]: operations.run(day.table, run["id"]) for run in listed}
    for name, stands_for in (("held", "needs_input"), ("differing", "newly_material")):
        for run in shown.values():
            dates = [one["entry_date"] for one in run[name]]
            assert dates == sorted(dates, reverse=True)
            assert len(dates) == run["counts"].get(stands_for, 0)
    monkeypatch.setattr(operations, "MOST_NAMED", 2)
    most = max(shown.values(), key=lambda run: len(run["held"]))
    assert operations.run(day.table, most["id"])["held"] == most["held"][:2] != most["held"]


def test_how_a_run_is_kept_going_is_nobodys_business(changing: Caller, fresh: Twin) -> None:
    start(changing, {"date": "2026-11-18"})
    told = document(changing.get("/api/pipeline"))
    listed = document(changing.get("/api/runs"))["runs"]
    assert {frozenset(run) for run in [*told["runs"], *listed]} == {frozenset(operations.RUN)}
    assert not set(operations.RUN) & {"plan", "looked", "left"}
    by_cause = {run["cause"]: run["dates"] for run in told["runs"]}
    assert by_cause == {"load": [], "manual": ["2026-11-18", "2026-11-18"]}


def test_a_run_that_there_is_not_is_not_found(somebody: Caller) -> None:
    problem(somebody.get("/api/runs/load-1"), 404, "No such run")


def test_deliveries_are_listed_newest_first(day: Twin) -> None:
    found = operations.listed_deliveries(day.table, {})["deliveries"]
    assert [one["sequence"] for one in found] == list(range(9, 0, -1))
    assert operations.listed_deliveries(day.table, {"limit": "3"})["deliveries"] == found[:3]
    [one] = operations.listed_deliveries(day.table, {"source": "Exchange_Rate.csv"})["deliveries"]
    assert (one["sequence"], one["state"]) == (1, "loaded")
    assert operations.listed_deliveries(day.table, {"source": "nobody"}) == {"deliveries": []}


def test_a_refused_delivery_is_made_good_once_the_same_data_came_again(changing: Caller, fresh: Twin) -> None:
    def newest() -> dict[str, Any]:
        found = document(changing.get("/api/deliveries?source=Packaging_Material.csv"))["deliveries"]
        return {one["state"]: one["made_good"] for one in found}

    fresh.upload("Packaging_Material.csv", b"no header of ours\r\n")
    fresh.work()
    assert newest() == {"refused": False}
    fresh.upload("Packaging_Material.csv")
    fresh.work()
    assert newest() == {"refused": True, "unchanged": False}


def test_a_broken_row_that_comes_again_is_lost_again(changing: Caller, fresh: Twin) -> None:
    """The same bytes once more: they make nothing good, and what is lost is told of them as well."""
    broken = sample("Packaging_Material.csv").replace(b",Y", b",perhaps", 1)
    for _ in range(2):
        fresh.upload("Packaging_Material.csv", broken)
        fresh.work()
    found = document(changing.get("/api/deliveries?source=Packaging_Material.csv"))["deliveries"]
    told = [(one["state"], one["rejected"], one["made_good"]) for one in found[:2]]
    assert told == [("unchanged", 1, False), ("unchanged", 1, False)]
    assert [alert for alert in fresh.heard if alert.startswith("quality-")] == [
        f"quality-{one['sequence']}" for one in reversed(found[:2])
    ]


def test_alerts_are_listed_newest_first(day: Twin) -> None:
    found = operations.alerts(day.ports, {})["alerts"]
    assert len(found) == len(day.heard) > 1
    assert [(one["at"], one["id"]) for one in found] == sorted(
        ((one["at"], one["id"]) for one in found), reverse=True
    )
    assert operations.alerts(day.ports, {"limit": "1"})["alerts"] == found[:1]
    assert operations.alerts(day.ports, {"month": "1999-01"}) == {"alerts": []}


@pytest.mark.parametrize("month", ["2026", "2026-13", "2026-11-01", "11-2026", "2026-1", "٢٠٢٦-11"])
def test_what_is_no_month_is_told(day: Twin, month: str) -> None:
    for ask in (operations.listed_runs, operations.alerts):
        with pytest.raises(Problem, match="looks like 2026-11"):
            ask(day.ports, {"month": month})


# Starting by hand


def test_a_run_is_started_and_that_is_recorded(changing: Caller, fresh: Twin) -> None:
    """H3: the run, its wake-up call and the event are one transaction."""
    response = start(changing, {"date": "2026-11-18"})
    assert response.status_code == 202
    run = document(response)["run"]
    assert run["cause"] == "manual"
    assert run["dates"] == ["2026-11-18", "2026-11-18"]
    assert events(fresh) == [f"ann: run started, run {run['id']}"]
    fresh.work()
    found = runs.find(fresh.table, run["id"])
    assert found is not None
    assert found.state == runs.DONE


def test_a_feed_is_fetched_and_that_is_recorded(changing: Caller, fresh: Twin) -> None:
    response = start(changing, {"feed": "TARIFF_SEQUENCE"})
    assert response.status_code == 202
    landed = document(response)["deliveries"]
    assert [one["source"] for one in landed] == ["TARIFF_SEQUENCE"]  # and not what the clock fetches with it
    assert {one["state"] for one in landed} == {"landing"}
    assert events(fresh) == ["ann: fetch asked for, ingestion hts-reference"]
    fresh.work()
    shown = document(changing.get("/api/deliveries?source=TARIFF_SEQUENCE"))["deliveries"]
    assert shown[0]["state"] == "unchanged"


@pytest.mark.parametrize(
    ("body", "since", "told"),
    [
        ({"feed": "ZEMM004"}, date(2026, 11, 20), "what has changed"),
        ({"feed": "ZEMM004", "whole": False}, date(2026, 11, 20), "what has changed"),
        ({"feed": "ZEMM004", "whole": True}, None, "everything"),
        ({"feed": "ZEMM005", "whole": True}, None, "everything"),
    ],
)
def test_everything_of_a_feed_may_be_asked_for(
    changing: Caller, fresh: Twin, body: dict[str, Any], since: date | None, told: str
) -> None:
    """What a delta has lost for our own reasons is in none that comes later."""
    start(changing, {"feed": "ZEMM004"})
    fresh.work()
    asked, sap = [], fresh.sap

    def fetch(feed: Feed, changed_since: date | None, seconds: float) -> Fetched:
        asked.append((feed.key, changed_since))
        return sap(feed, changed_since, seconds)

    fresh.sap = fetch
    assert start(changing, body).status_code == 202
    assert asked == [(body["feed"], since)]
    facts = [event.facts for event in by_people(fresh)]
    assert {"feed": body["feed"], "asked_for": told} in facts


@pytest.mark.parametrize(("failing", "status"), [("ZFMIOR003", 202), ("TARIFF_SEQUENCE", 502)])
def test_what_becomes_of_another_feed_of_the_same_schedule_is_not_told(
    changing: Caller, fresh: Twin, failing: str, status: int
) -> None:
    """The answer is about the feed that was asked for."""
    sap = fresh.sap

    def fetch(feed: Feed, changed_since: date | None, seconds: float) -> Fetched:
        if feed.key == failing:
            raise FeedError("SAP says no")
        return sap(feed, changed_since, seconds)

    fresh.sap = fetch
    assert start(changing, {"feed": "TARIFF_SEQUENCE"}).status_code == status


@pytest.mark.parametrize("transient", [True, False])
def test_a_feed_that_does_not_come_is_a_bad_gateway(changing: Caller, fresh: Twin, transient: bool) -> None:
    class Refused(FeedError):
        """SAP says no, for now or for good."""

    Refused.transient = transient

    def refuse(*_: Any) -> Any:
        raise Refused("SAP says no")

    fresh.sap = refuse
    told = problem(start(changing, {"feed": "ZEMM005"}), 502, "SAP did not deliver")
    assert told
    assert events(fresh) == ["ann: fetch asked for, ingestion product-master"]


@pytest.mark.parametrize(
    ("body", "fields"),
    [
        ({}, [""]),
        ({"feed": "ZEMM005", "date": "2026-11-18"}, [""]),
        ({"from": "2026-11-18"}, [""]),
        ({"date": "2026-11-18", "from": "2026-11-18", "to": "2026-11-18"}, [""]),
        ({"from": "2026-11-18", "to": "2026-11-17"}, ["to"]),
        ({"from": "2025-11-18", "to": "2026-11-19"}, ["to"]),
        ({"date": "tomorrow"}, ["date"]),
        ({"feed": 5}, ["feed"]),
        ({"feed": "ZEMM004", "whole": "yes"}, ["whole"]),
        ({"date": "2026-11-18", "whole": True}, ["whole"]),
        ({"whole": True}, ["whole"]),
        ({"date": "2026-11-18", "cause": "daily"}, ["cause"]),
    ],
)
def test_what_makes_no_sense_is_told_by_field(body: dict[str, Any], fields: list[str]) -> None:
    with pytest.raises(Invalid) as told:
        checked("operations.StartRun", body)
    assert sorted(told.value.errors) == fields


def test_a_feed_that_is_not_live_is_not_asked_for(fresh: Twin) -> None:
    ports = replace(fresh.ports, ingestions=configured({"ZEMM07": {"live": "no"}}))
    with pytest.raises(Problem) as told:
        operations.start(ports, "ann", {"feed": "ZEMM07"}, {}, 60)
    assert (told.value.status, told.value.title) == (409, "Not live")
    assert events(fresh) == []


def test_a_feed_that_nobody_knows_is_told(changing: Caller, fresh: Twin) -> None:
    response = start(changing, {"feed": "ZFOO"})
    assert response.status_code == 422
    assert "ZFMIOR002" in document(response)["errors"]["feed"][0]
    assert events(fresh) == []


# Sent again


def test_a_request_that_is_sent_again_is_done_once(changing: Caller, fresh: Twin) -> None:
    """F15: a double click starts one run."""
    first, second = (start(changing, {"date": "2026-11-18"}, "key-1") for _ in range(2))
    assert first.status_code == second.status_code == 202
    assert first.body == second.body
    other = start(changing, {"date": "2026-11-18"}, "key-2")
    assert document(other)["run"]["id"] != document(first)["run"]["id"]
    assert len(events(fresh)) == 2


def test_a_fetch_that_is_sent_again_is_made_once(changing: Caller, fresh: Twin) -> None:
    first, second = (start(changing, {"feed": "ZSDR002"}, "key-1") for _ in range(2))
    assert first.body == second.body
    assert len(document(changing.get("/api/deliveries?source=ZSDR002"))["deliveries"]) == 2


def test_a_key_is_for_one_request(changing: Caller) -> None:
    start(changing, {"date": "2026-11-18"}, "key-1")
    response = start(changing, {"date": "2026-11-19"}, "key-1")
    assert response.status_code == 422
    assert document(response)["errors"] == {"Idempotency-Key": ["was sent with another request"]}


def test_a_key_is_for_one_caller(fresh: Twin) -> None:
    made = [
        operations.start(fresh.ports, actor, {"date": "2026-11-18"}, {"idempotency-key": "k"}, 20).body
        for actor in ("ann", "ben")
    ]
    assert made[0] != made[1]


def test_a_request_that_failed_can_be_sent_again(changing: Caller, fresh: Twin) -> None:
    sap, fresh.sap = fresh.sap, lambda *_: (_ for _ in ()).throw(FeedError("not now"))
    assert start(changing, {"feed": "ZEMM005"}, "key-1").status_code == 502
    fresh.sap = sap
    assert start(changing, {"feed": "ZEMM005"}, "key-1").status_code == 202


def test_while_it_is_carried_out_it_has_to_wait(fresh: Twin) -> None:
    """The second of two at once is told to wait; one that was lost is taken over after a minute."""

    def answer() -> tuple[int, dict[str, Any]]:
        with pytest.raises(Problem, match="in a minute"):
            repeating.once(fresh.ports, "ann", "k", "asked", lambda: (200, {"second": "done"}))
        return 200, {"first": "done"}

    assert repeating.once(fresh.ports, "ann", "k", "asked", answer).body == '{"first":"done"}'


def test_a_request_that_was_lost_is_taken_over(fresh: Twin) -> None:
    class Crash(BaseException):
        """The process died."""

    def crash() -> tuple[int, dict[str, Any]]:
        raise Crash

    with pytest.raises(Crash):
        repeating.once(fresh.ports, "ann", "k", "asked", crash)
    fresh.clock.forward(seconds=repeats.TAKEN_FOR - 1)
    with pytest.raises(Problem, match="in a minute"):
        repeating.once(fresh.ports, "ann", "k", "asked", lambda: (200, {}))
    fresh.clock.forward(seconds=1)
    assert repeating.once(fresh.ports, "ann", "k", "asked", lambda: (200, {"a": "b"})).body == '{"a":"b"}'


def test_answers_are_remembered_for_a_day(fresh: Twin) -> None:
    count = iter(range(9))

    def answer() -> tuple[int, dict[str, Any]]:
        return 200, {"n": str(next(count))}

    bodies = []
    for hours in (0, 23, 2):
        fresh.clock.forward(hours=hours)
        bodies.append(repeating.once(fresh.ports, "ann", "k", "asked", answer).body)
    assert bodies == ['{"n":"0"}', '{"n":"0"}', '{"n":"1"}']


@pytest.mark.parametrize("key", ["", "a b", "é", "x" * 101, "a\tb"])
def test_what_is_no_key_is_told(key: str) -> None:
    with pytest.raises(Problem, match="Idempotency-Key"):
        repeating.key_of({"idempotency-key": key})
