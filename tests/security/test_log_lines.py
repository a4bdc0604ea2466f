"""F12: a line of the log is one JSON object, which says when, how bad, where, and what it was about."""

import importlib
import io
import json
import logging
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from chalice.app import CloudWatchEvent

from chalicelib import wiring
from chalicelib.entrypoints import events, people
from chalicelib.gateway import Gateway
from chalicelib.gateway_log import Lines, about
from tests.api.calling import MY_ID, Caller, event
from tests.pipeline.events import batch, functions
from tests.pipeline.twin import Twin
from tests.repo.sources import ROOT

FUNCTION = "ior-prod-api_handler"
HOSTILE = 'x\r\n{"level": "INFO"}\u2028\u202e\x1b[2J"\\'


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """What the app's own log writes."""
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", FUNCTION)
    log, stream = logging.getLogger("ior"), io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(Lines())
    log.addHandler(handler)
    yield stream
    log.removeHandler(handler)


def lines(written: io.StringIO) -> list[dict[str, Any]]:
    text = written.getvalue()
    assert text.isascii()
    assert not text or text.endswith("\n")
    return [json.loads(line) for line in text.split("\n")[:-1]]


def broken(*_: object) -> None:
    raise RuntimeError(HOSTILE)


def test_the_log_of_the_app_and_of_all_else_is_written_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """Chalice's handler, and in Lambda that of the root logger."""
    monkeypatch.setenv("AWS_LAMBDA_FUNCTION_NAME", FUNCTION)
    root = logging.getLogger()
    handler = logging.StreamHandler()
    root.addHandler(handler)
    try:
        app = Gateway("written", lambda request: None)
        assert [type(one.formatter) for one in app.log.handlers] == [Lines]
        assert type(handler.formatter) is Lines
    finally:
        root.removeHandler(handler)


def test_a_request_that_fails_is_one_line(
    somebody: Caller, app: Gateway, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With its trace, the id that the caller was told, and nothing that would begin another line."""
    monkeypatch.setattr(people, "users", broken)
    shown = {"Authorization": f"Bearer {somebody.token}"}
    answered = app(event(app, "GET", "/api/users", headers=shown), None)
    [line] = lines(written)
    assert list(line) == ["timestamp", "level", "function", "request", "message", "error"]
    assert datetime.fromisoformat(line["timestamp"]).utcoffset() is not None
    assert (line["level"], line["function"]) == ("ERROR", FUNCTION)
    assert line["request"] == answered["headers"]["X-Request-Id"]
    assert line["message"] == f"request {line['request']} failed"
    assert line["error"]["type"] == "RuntimeError"
    assert line["error"]["message"] == HOSTILE
    assert line["error"]["trace"].startswith("Traceback")


@pytest.mark.parametrize("given", [MY_ID, "", None, HOSTILE, "x" * 200, 'a"b'])
def test_the_id_of_a_request_is_one(
    somebody: Caller, app: Gateway, written: io.StringIO, monkeypatch: pytest.MonkeyPatch, given: Any
) -> None:
    """API Gateway hands on what a caller calls his request: what is no id is replaced, everywhere alike."""
    monkeypatch.setattr(people, "users", broken)
    asked = event(app, "GET", "/api/users", headers={"Authorization": f"Bearer {somebody.token}"})
    asked["requestContext"]["requestId"] = given
    answered = app(asked, None)
    [line] = lines(written)
    assert line["request"] == answered["headers"]["X-Request-Id"]
    assert (line["request"] == given) is (given == MY_ID)
    assert json.loads(answered["body"])["instance"] == f"urn:uuid:{line['request']}"


def test_a_message_that_fails_names_its_run(
    fresh: Twin, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each its own, though all of a batch are told of at its end."""
    called = functions(fresh, monkeypatch)
    bodies = [json.dumps({"run": run, "chunk": 1}) for run in ("load-0000000017", "load-0000000018", HOSTILE)]
    with pytest.raises(Exception):  # noqa: B017, PT011 - there are no such runs
        called.invoke("generate_entries", batch([*bodies, "[]", "no json"]))
    told = [line for line in lines(written) if line["message"].startswith("message ")]
    assert [line.get("run") for line in told] == ["load-0000000017", "load-0000000018", None, None, None]
    assert all(line["level"] == "ERROR" for line in told)


def test_a_function_that_an_event_wakes_names_lambdas_request(
    app: Gateway, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def told(_: CloudWatchEvent) -> None:
        logging.getLogger("ior").warning("at work")

    class Context:
        aws_request_id = MY_ID

    monkeypatch.setattr(events, "sweep", told)
    monkeypatch.setattr(wiring, "ports", broken)
    named = ("source", "account", "time", "region", "detail-type", "detail", "version", "id")
    scheduled = dict.fromkeys(named, "x")
    importlib.import_module("app").sweep({**scheduled, "resources": []}, Context())
    logging.getLogger("ior").warning("afterwards")
    assert [line["request"] for line in lines(written)] == [MY_ID, ""]


def test_the_runbook_asks_for_what_there_is() -> None:
    """Also for what Lambda says itself, which is `type` and `record`."""
    section = (ROOT / "docs" / "runbook.md").read_text("utf-8").split("## Read the logs of all functions")[1]
    asked = section.split("--query-string 'fields ")[1].split("\n")[0].split(", ")
    log, record = Lines(), logging.LogRecord("ior", logging.ERROR, "", 0, "said", None, None)
    record.run, record.exc_info = "load-1", (ValueError, ValueError("x"), None)
    line = json.loads(log.format(record))
    assert {name.partition(".")[0] for name in asked} == set(line)
    assert {name.partition(".")[2] for name in asked} - {""} <= set(line["error"])


def test_what_it_is_about_ends_with_it(written: io.StringIO) -> None:
    log = logging.getLogger("ior")
    with about(request=MY_ID, run="load-1"):
        with about(run="load-2"):
            log.warning("within")
        with about(run=HOSTILE):
            log.warning("between")
    log.warning("after")
    told = [(line["request"], line.get("run")) for line in lines(written)]
    assert told == [(MY_ID, "load-2"), (MY_ID, "load-1"), ("", None)]
