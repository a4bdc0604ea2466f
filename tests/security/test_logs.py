"""F12: nobody writes a line of his own into our logs, whatever he sends and wherever.

A message of the log is one line of printable text. What comes from outside is quoted in it, or left out.
"""

import ast
import json
import logging
import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest

from tests.api.calling import Caller, connected
from tests.api.calls import CALLS, SHUT, Route
from tests.pipeline.events import batch, created, functions
from tests.pipeline.twin import Twin
from tests.repo.sources import PRODUCT, name_of, tree_of

HOSTILE = (
    "x\r\nERROR ior - signed in as admin",
    "x\nior - ERROR - forged",
    "\x1b[2J\x1b[31mred",
    "a\x00b",
    "a\u2028b\u2029c\x85d",
    "%0d%0aforged",
    "{0.__class__} %s %(name)s",
)
EACH = pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
UNTOLD = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Collected(logging.Handler):
    """What was logged, as it would be written."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.errors = 0

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())
        error = record.exc_info[1] if record.exc_info else None
        self.errors += error is not None
        while error:
            self.lines.append(str(error))
            error = error.__cause__ or error.__context__


@pytest.fixture
def log() -> Iterator[Collected]:
    """Everything that is logged during a test, also what is only told in passing."""
    collected = Collected()
    ours = [logging.getLogger(name) for name in ("ior", "chalicelib")]
    before = [logger.level for logger in ours]
    for logger in ours:
        logger.addHandler(collected)
        logger.setLevel(logging.DEBUG)
    yield collected
    for logger, level in zip(ours, before, strict=True):
        logger.removeHandler(collected)
        logger.setLevel(level)


def only_lines(log: Collected) -> None:
    assert [line for line in log.lines if UNTOLD.search(line)] == []


def filled(document: object, hostile: str) -> object:
    """A document in which every text is another one."""
    if isinstance(document, dict):
        return {name: filled(said, hostile) for name, said in document.items()}
    if isinstance(document, list):
        return [filled(one, hostile) for one in document]
    return hostile if isinstance(document, str) else document


@EACH
def test_no_request_writes_a_line_of_its_own(fresh: Twin, log: Collected, hostile: str) -> None:
    """F12: in its path, its query, its headers, its body, on every route."""
    for (method, path), (_, body) in CALLS.items():
        named = re.sub(r"{\w+}", quote(hostile, safe=""), path)
        said = json.dumps(filled(json.loads(body or b"{}"), hostile)).encode()
        told = dict.fromkeys(("X-Forwarded-For", "User-Agent", "Origin", "Idempotency-Key"), hostile)
        with connected(fresh) as caller:
            caller.send(method, named, body)
            caller.send(method, f"{named}?{quote(hostile)}={quote(hostile)}", said)
            caller.send(method, CALLS[method, path][0], body, **told)
    only_lines(log)
    assert log.errors == 0


@EACH
@pytest.mark.parametrize("route", SHUT[:5], ids=" ".join)
def test_no_token_writes_a_line_of_its_own(
    somebody: Caller, log: Collected, route: Route, hostile: str
) -> None:
    """F12: neither a made up one nor one of ours with something behind it, and none is repeated."""
    for shown in (hostile, f"{somebody.token}{hostile}", f"a.{hostile}.b"):
        for headers in ({"Authorization": f"Bearer {shown}"}, {"cookie": f"ior={shown}"}):
            assert Caller(somebody.http).ask(route, **headers).status_code == 401
    only_lines(log)
    assert "a token was refused: not three parts of base64url" in log.lines
    assert not [line for line in log.lines if hostile in line or somebody.token in line]


@EACH
def test_no_name_of_a_file_writes_a_line_of_its_own(
    fresh: Twin, log: Collected, monkeypatch: pytest.MonkeyPatch, hostile: str
) -> None:
    """F12: whoever drops a file chooses what it is called."""
    called = functions(fresh, monkeypatch)
    for folder in ("incoming/", "checked/", ""):
        called.invoke("receive_file", created("upload", f"{folder}{hostile}.csv", "v1", "01"))
        called.invoke("check_upload", created("upload", f"{folder}{hostile}", hostile, "02"))
    called.invoke("check_upload", {"Records": [{"eventSource": hostile, "eventName": hostile}]})
    only_lines(log)
    assert any("no upload waits" in line for line in log.lines)
    assert any("passed over" in line for line in log.lines)


@EACH
def test_no_message_writes_a_line_of_its_own(
    fresh: Twin, log: Collected, monkeypatch: pytest.MonkeyPatch, hostile: str
) -> None:
    """F12: also one that nobody understands."""
    called = functions(fresh, monkeypatch)
    for body in (hostile, json.dumps(hostile), json.dumps({"run": hostile, "chunk": 1, hostile: hostile})):
        for name in ("generate_entries", "compare_entries"):
            with pytest.raises(Exception):  # noqa: B017, PT011 - whatever it is, all messages have failed
                called.invoke(name, batch([body], received=3))
    only_lines(log)
    assert any("failed" in line for line in log.lines)


BARE = {
    ("chalicelib/feeds/conversation.py", "self._feed"): "the name of a feed, which the catalogue has",
    ("chalicelib/feeds/conversation.py", "told"): "a sentence of ours on what SAP did",
    ("chalicelib/gateway.py", "identity"): "the gateway's id of the request",
    ("chalicelib/gateway.py", "error"): "what the table says of itself",
    ("chalicelib/identity/callers.py", "refused"): "one of our sentences: a token is not repeated",
    ("chalicelib/pipeline/dispatch.py", "message.id"): "an id of ours",
    ("chalicelib/pipeline/dispatch.py", "message.channel"): "the name of a queue",
    ("chalicelib/pipeline/dispatch.py", "error"): "what the queue or the topic answered",
    ("chalicelib/pipeline/ingest.py", "feed.key"): "the name of a feed, which the catalogue has",
    ("chalicelib/pipeline/ingest.py", "taken"): "which number a delivery has: a number of ours",
    ("chalicelib/pipeline/turns.py", "displaced"): "who has the gate now: ids of ours",
    ("chalicelib/pipeline/turns.py", "manifest_key"): "a key of the raw bucket, which we made",
    ("chalicelib/pipeline/turns.py", "busy"): "what holds the turn: ids of ours",
    ("chalicelib/waking.py", "message.id"): "the queue's id of a message",
    ("chalicelib/waking.py", "error"): "why a message of our own queue failed",
    ("chalicelib/waking.py", "record"): "a dictionary, whose texts are quoted in it",
}
"""What is logged as it stands (`%s`), and why nothing that somebody chose can be in it."""
LEVELS = {"debug", "info", "warning", "error", "exception", "critical"}


def logged_bare() -> Iterator[tuple[str, str]]:
    """Module and expression of what is logged by `%s`."""
    for path in PRODUCT:
        for node in ast.walk(tree_of(path)):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
                continue
            logger = ast.unparse(node.func.value)
            if node.func.attr in LEVELS and (logger.endswith("log") or logger.startswith("logging")):
                form = node.args[0]
                assert isinstance(form, ast.Constant), f"{name_of(path)}:{node.lineno} formats by itself"
                kinds = re.findall(r"%[.\d]*([a-z])", str(form.value))
                yield from (
                    (name_of(path), ast.unparse(argument))
                    for kind, argument in zip(kinds, node.args[1:], strict=True)
                    if kind == "s"
                )


def test_what_is_logged_as_it_stands_is_ours() -> None:
    """F12: anything else is quoted (`%r`); a new one needs a row, and a reason."""
    assert set(logged_bare()) == set(BARE)
    assert all(len(reason.split()) >= 3 for reason in BARE.values())


def test_nothing_is_printed_but_what_cloudwatch_reads() -> None:
    """F12: what is printed goes past the log; the command line speaks to who has called it."""
    printing = {
        name_of(path)
        for path in PRODUCT
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "print"
    }
    on_a_desk = {name for name in printing if name.startswith("chalicelib/cli/")}
    assert printing - on_a_desk == {"chalicelib/entrypoints/events.py", "chalicelib/etl/field_mapping.py"}
