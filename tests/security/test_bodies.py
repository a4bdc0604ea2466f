"""F9: a body that is no plain JSON object is refused before anything is done, on every route with a body."""

import pytest

from tests.api.calling import connected, problem
from tests.api.calls import CALLS, Route
from tests.pipeline.twin import Twin

TAKING = sorted(route for route, (_, body) in CALLS.items() if body)
DEEP = 50_000
BODIES = {
    "NaN": b'{"a": NaN}',
    "Infinity": b'{"a": -Infinity}',
    "a name twice": b'{"date": "2026-11-18", "date": "2026-11-19"}',
    "a list": b'[{"date": "2026-11-18"}]',
    "null": b"null",
    "a text": b'"2026-11-18"',
    "a number": b"17",
    "nothing": b"",
    "half of it": b'{"date": "2026-',
    "two": b"{}{}",
    "a lone surrogate": rb'{"date": "\ud800"}',
    "no UTF-8": b'{"date": "\xff"}',
    "UTF-16": '{"date": "x"}'.encode("utf-16"),
    "deep lists": b"[" * DEEP + b"]" * DEEP,
    "deep objects": b'{"a":' * DEEP + b"1" + b"}" * DEEP,
    "a number of 5,000 digits": b'{"a": ' + b"9" * 5000 + b"}",
    "a huge exponent": b'{"a": 1e999999999}',
    "a comment": b'{"a": 1} // x',
    "a NUL": b'{"a": "\x00"}',
}


@pytest.mark.parametrize("route", TAKING, ids=" ".join)
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
def test_what_is_no_plain_object_is_refused(day: Twin, route: Route, body: bytes) -> None:
    """F9: with a problem that says so, and with nothing done."""
    with connected(day) as caller:
        before = list(day.records())
        response = caller.send(route[0], CALLS[route][0], body, content_type="application/json")
        problem(response, 400)
        assert list(day.records()) == before


def test_there_are_routes_that_take_a_body() -> None:
    assert len(TAKING) >= 10
