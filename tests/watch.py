"""Watches over the whole suite that no secret gets into a log, an alert, the audit trail or the output.

It looks at records where they are made, because Chalice's logger hands nothing on to the root's handlers. A
test during which one is found fails, in whichever process of the suite it runs.
"""

import logging
import traceback
from collections.abc import Generator
from typing import Any

import pytest

from tests.canaries import found_in

_seen: list[str] = []
"""Where secrets were found since the last test, and of which kind. It does not repeat them."""


def pytest_configure() -> None:
    """Begin to watch."""
    logging.setLogRecordFactory(_watched(logging.getLogRecordFactory()))
    from chalicelib.store.audit import Event
    from chalicelib.store.outbox import Message

    for kind in (Message, Event):
        setattr(kind, "__init__", _told(kind))  # noqa: B010 - a frozen class takes it all the same


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test during which a secret was seen."""
    report = yield
    for name, text in report.sections:
        if name.endswith(f" {report.when}"):  # what was captured before is told again
            _look(name, text)
    leaks = sorted(set(_seen))
    _seen.clear()
    if leaks and report.outcome != "failed":
        report.outcome = "failed"
        report.longrepr = f"{item.nodeid}: a secret got out.\n" + "\n".join(leaks)
    return report


def _look(where: str, text: str) -> None:
    kind = found_in(text)
    if kind:
        _seen.append(f"{where} has {kind}")


def _watched(usual: Any) -> Any:
    def make(*told: Any, **more: Any) -> logging.LogRecord:
        record: logging.LogRecord = usual(*told, **more)
        _look(f"the log {record.name!r}", _text(record))
        return record

    return make


def _text(record: logging.LogRecord) -> str:
    said = record.getMessage()
    if record.exc_info and record.exc_info[1]:
        said += "".join(traceback.format_exception(record.exc_info[1]))
    return said


def _told(kind: type) -> Any:
    usual: Any = kind.__dict__["__init__"]

    def made(self: Any, *told: Any, **more: Any) -> None:
        usual(self, *told, **more)
        _look(f"{kind.__module__}.{kind.__name__}", repr(self))

    return made
