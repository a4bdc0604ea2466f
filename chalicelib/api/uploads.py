"""Uploads: where to send a file, what loading it would do, and confirming or refusing it."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from chalicelib.api import asking, repeating
from chalicelib.api.bodies import Errors, Invalid
from chalicelib.api.lines_csv import CSV
from chalicelib.api.rejected_rows import as_csv
from chalicelib.api.replies import Problem, Reply
from chalicelib.feeds.catalogue import CSV_SOURCES, source_of_file
from chalicelib.feeds.errors import UnknownSource
from chalicelib.moments import stamp
from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.uploads import (
    FORM_SECONDS,
    MOST_BYTES,
    NotPossible,
    Presigner,
    PreviewPassed,
    UnknownUpload,
    found,
    refuse,
    request,
)
from chalicelib.store import uploads
from chalicelib.store.pages import unpack
from chalicelib.store.table import Busy
from chalicelib.store.uploads import CHECKING, Shown

ROUTE = "/api/uploads"
MOST_LISTED = 100
MOST_NAME = 255
NOTHING = {"rows": 0, "rejected": 0, "withheld": 0, "changed": {}}
CHANGED = "Changed meanwhile"
_FOLDERS = re.compile(r"[/\\]")

Answer = Callable[[], tuple[int, dict[str, Any]]]


class Changed(Problem):
    """What was shown of an upload is not what would happen any more; the problem has what would."""

    def __init__(self, upload: Mapping[str, Any]) -> None:
        self.more = {"upload": upload}
        checking = upload["state"] == CHECKING
        super().__init__(
            409,
            CHANGED,
            "The visible data have changed since the file was checked. "
            + ("It is checked anew; look at it then." if checking else "Look at what it would do now."),
        )


def create(
    ports: Ports, presign: Presigner, caller: str, body: Mapping[str, Any], headers: Mapping[str, str]
) -> Reply:
    """Begin an upload: `file_name`, `size` in bytes, and `source` where the name does not say what it is.

    Answers where to send the file. Raises `Problem`; `Invalid` with what is wrong with which field.
    """
    file_name, source, size = _asked(body)

    def answer() -> tuple[int, dict[str, Any]]:
        upload, form = request(ports, presign, caller, file_name, source, size)
        until = stamp(ports.now() + timedelta(seconds=FORM_SECONDS))
        known = {"id": upload.id, "url": form["url"], "fields": dict(form["fields"])}
        return 201, {**known, "expires_at": until, "most_bytes": MOST_BYTES}

    return _once(ports, caller, headers, [ROUTE, sorted(body.items())], answer)


def listed(ports: Ports, asked: Mapping[str, str]) -> dict[str, Any]:
    """The newest uploads, the newest first; without problems and samples, which one upload has."""
    asking.check_names(asked)
    latest = uploads.latest(ports.table, ports.now().date(), MOST_LISTED)
    return {"uploads": [_document(one) for one in uploads.shown(ports.table, latest, ports.epoch())]}


def upload(ports: Ports, upload_id: str) -> dict[str, Any]:
    """One upload; its id is quoted as in a path. Raises `Problem`."""
    return _whole(ports, _named(upload_id))


def confirm(ports: Ports, caller: str, upload_id: str, headers: Mapping[str, str]) -> Reply:
    """Land an upload as it was shown. Raises `Problem`; `Changed` where it would not do that any more."""
    name = _named(upload_id)

    def answer() -> tuple[int, dict[str, Any]]:
        from chalicelib.pipeline.confirm import confirm  # landing, which no list waits for

        try:
            confirm(ports, name, caller)
        except PreviewPassed:
            # Kept as an answer: sent again, the request must not confirm what nobody has seen.
            return 409, _whole(ports, name)
        except UnknownUpload as unknown:
            raise _unknown(unknown) from unknown
        except NotPossible as refused:
            raise Problem(409, "Not possible", str(refused)) from refused
        except Busy as busy:
            raise Problem(409, CHANGED, f"Others change the data: {busy}.") from busy
        return 202, _whole(ports, name)

    reply = _once(ports, caller, headers, [f"{ROUTE}/{name}/confirm"], answer)
    if reply.status == 409:
        raise Changed(json.loads(reply.body))
    return reply


def withdraw(ports: Ports, caller: str, upload_id: str) -> Reply:
    """Refuse an upload; one that came to nothing already stays as it is. Raises `Problem`."""
    try:
        refuse(ports, _named(upload_id), caller)
    except UnknownUpload as unknown:
        raise _unknown(unknown) from unknown
    except NotPossible as confirmed:
        raise Problem(409, "Not possible", str(confirmed)) from confirmed
    return Reply("", "application/json", 204)


def rejected_csv(ports: Ports, upload_id: str) -> Reply:
    """The rows that were not, or would not be, taken, as a file: number, problems, and the row as it came.

    Cells that a spreadsheet would take for a formula begin with an apostrophe. Raises `Problem`.
    """
    name = _named(upload_id)
    try:
        found(ports, name)
    except UnknownUpload as unknown:
        raise _unknown(unknown) from unknown
    saved = {"Content-Disposition": f'attachment; filename="rejected-{name}.csv"'}
    return Reply(as_csv(list(uploads.rejected(ports.table, name))), CSV, headers=saved)


def _asked(body: Mapping[str, Any]) -> tuple[str, str, int]:
    """File name, source and size of a body. Raises `Problem`."""
    asking.check_names(body, "file_name", "size", "source")
    errors: Errors = {}
    size, source = body.get("size"), ""
    if type(size) is not int or not 0 < size <= MOST_BYTES:
        errors["size"] = [f"It is the file's size in bytes: from 1 to {MOST_BYTES:,}."]
    file_name = _base_name(body.get("file_name"))
    if file_name is None:
        errors["file_name"] = [f"It is a text of 1 to {MOST_NAME} printable characters."]
    elif not file_name.lower().endswith(".csv"):
        errors["file_name"] = ["It has to end in .csv: save the sheet as CSV UTF-8 (comma delimited)."]
    else:
        source, problem = _source(file_name, body.get("source"))
        errors |= {"source": [problem]} if problem else {}
    if errors or file_name is None or type(size) is not int:
        raise Invalid(errors)
    return file_name, source, size


def _base_name(text: object) -> str | None:
    """A file's name without folders; None where it is none. It is shown and never used."""
    if not isinstance(text, str) or not 0 < len(text) <= MOST_NAME:
        return None
    base = _FOLDERS.split(text)[-1].strip()
    return base if base.isprintable() and base else None


def _source(file_name: str, chosen: object) -> tuple[str, str]:
    """What a file is taken for, and what is wrong with the choice: the name may say it, or the person."""
    known = [source.key for source in CSV_SOURCES]
    try:
        meant = source_of_file(file_name).key
    except UnknownSource:
        meant = ""
    if chosen is None:
        problem = f"The name does not say what it is. Choose one of: {', '.join(known)}."
        return meant, "" if meant else problem
    if chosen not in known:
        return "", f"There is no {chosen!r:.60}. Choose one of: {', '.join(known)}."
    if meant not in ("", chosen):
        return "", f"The file is called {meant}. Leave the choice out, or rename the file if it is not that."
    return str(chosen), ""


def _once(ports: Ports, caller: str, headers: Mapping[str, str], asked: Any, answer: Answer) -> Reply:
    return repeating.once(ports, caller, repeating.key_of(headers), asked, answer)


def _named(upload_id: str) -> str:
    return asking.name_in_path(upload_id)


def _unknown(error: UnknownUpload) -> Problem:
    return Problem(404, "No such upload", str(error))


def _whole(ports: Ports, name: str) -> dict[str, Any]:
    try:
        one = found(ports, name)
    except UnknownUpload as unknown:
        raise _unknown(unknown) from unknown
    [shown] = uploads.shown(ports.table, [one], ports.epoch())
    return _document(shown) | (unpack(one.findings) if one.findings else {})


def _document(shown: Shown) -> dict[str, Any]:
    one = shown.upload
    return {
        "id": one.id,
        "file_name": one.file_name,
        "source": one.source,
        "state": shown.state,
        "by": one.by,
        "created_at": one.created_at,
        "size": one.size,
        "sha256": one.sha256,
        "counts": dict(one.counts or NOTHING),
        "shrinks": [{"set": name, **rows} for name, rows in sorted(one.shrinks.items())],
        "problems": [],
        "sample": [],
        "affected_entries": one.affected_entries,
        "held_entries": one.held_entries,
        "delivery": one.delivery or None,
        "run": shown.run or None,
        "problem": shown.problem,
    }
