"""The lines of the log: one JSON object each, in ASCII, so that nothing in it begins a line of its own.

    timestamp   ISO, UTC, to the millisecond
    level       INFO, WARNING, ERROR
    function    the function that wrote it, by its name in AWS; empty on a desk
    request     the id that API Gateway or Lambda gave to what it was at; empty at its start
    run         the run of the pipeline that it was about, where there is one
    message     what it says
    error       type, message and trace of an error that it tells of

Lambda filters lines by the first two, and takes them by these names only.
"""

import json
import logging
import os
import re
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

_ID = re.compile(r"[\w.:#/=-]{1,128}", re.ASCII)
"""What an id may look like: a caller can give his request one of his own, and a message any run."""
_about: ContextVar[Mapping[str, str]] = ContextVar("about", default={})  # noqa: B039 - nobody changes it


@contextmanager
def about(**known: Any) -> Iterator[None]:
    """Let the lines that are written meanwhile tell what they are about: `request`, `run`."""
    ids = {name: said for name, said in known.items() if is_id(said)}
    before = _about.set({**_about.get(), **ids})
    try:
        yield
    finally:
        _about.reset(before)


def is_id(said: Any) -> bool:
    """Whether something is an id, and not something that somebody wrote in the place of one."""
    return isinstance(said, str) and _ID.fullmatch(said) is not None


class Lines(logging.Formatter):
    """Writes records as lines of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """A record as one line, without its end."""
        known = dict[str, Any](_about.get())
        if is_id(run := getattr(record, "run", None)):
            known["run"] = run
        line: dict[str, Any] = {
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "function": os.environ.get("AWS_LAMBDA_FUNCTION_NAME", ""),
            "request": known.pop("request", ""),
            **known,
            "message": record.getMessage(),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = _told(record.exc_info[1])
        return json.dumps(line)


def use_for(*loggers: logging.Logger) -> None:
    """Have everything that the handlers of some loggers write be such a line."""
    for logger in loggers:
        for handler in logger.handlers:
            handler.setFormatter(Lines())


def _told(error: BaseException) -> dict[str, str]:
    trace = "".join(traceback.format_exception(error))
    return {"type": type(error).__name__, "message": str(error), "trace": trace}
