"""Uploads: a file sent through the web app is checked, and landed as a delivery once somebody confirms it.

A form that S3 takes is given out for a key of ours. When the object is there it is looked at without any of
it being written (`check`), and what was found is shown. A person confirms it (`confirm`), or refuses it. From
its beginning it is noted as in hand: the sweep looks for a file of whose arrival nobody tells.

    UploadError
    ├── UnknownUpload    there is none of this id, or not any more
    ├── NotPossible      it is not in a state in which this can be done
    └── PreviewPassed    what was shown is not what would happen any more; carries the upload as it is now
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, TypedDict

from chalicelib.pipeline.ports import Ports
from chalicelib.store import uploads
from chalicelib.store.audit import Event
from chalicelib.store.table import Conflict
from chalicelib.store.uploads import CONFIRMED, REFUSED, Upload

CONTENT_TYPE = "text/csv"
MOST_BYTES = 8 * 1024 * 1024
"""The largest file that is taken: 100,000 invoice lines, which are looked at in some seconds and 250 MB. A
larger one is dropped into the bucket by hand (`receive`)."""
FORM_SECONDS = 15 * 60
"""For how long S3 takes a form."""
ARRIVAL_SECONDS = 60 * 60
"""For how long the file, or the end of its check, is waited for: what was begun in time may take a while."""
DECISION_SECONDS = 24 * 60 * 60
"""For how long a decision is waited for."""
KEPT_SECONDS = 30 * 24 * 60 * 60
"""For how long one that came to nothing is remembered: as long as its object."""


class Form(TypedDict):
    """Where to send a file, and the fields that go before it."""

    url: str
    fields: dict[str, str]


Presigner = Callable[[str, int, str, int], Form]
"""Makes the form for one key, at most so many bytes, one content type, and so many seconds."""


class UploadError(Exception):
    """Whatever cannot be done with an upload; the message says why, and what to do."""


class UnknownUpload(UploadError):
    """No upload of this id."""


class NotPossible(UploadError):
    """An upload in whose state this cannot be done."""


class PreviewPassed(UploadError):
    """What would happen is not what was shown."""

    def __init__(self, upload: Upload, message: str) -> None:
        self.upload = upload
        super().__init__(message)


def request(
    ports: Ports, presign: Presigner, who: str, file_name: str, source: str, size: int
) -> tuple[Upload, Form]:
    """Begin an upload; the form takes one file, under a key that has nothing of its name."""
    token, lapses = ports.token(), ports.epoch() + ARRIVAL_SECONDS
    upload = Upload(
        id=token,
        file_name=file_name,
        source=source,
        by=who,
        created_at=ports.stamp(),
        size=size,
        lapses=lapses,
        kept_until=lapses + KEPT_SECONDS,
        stamp=token,
        since=ports.stamp(),
    )
    uploads.begin(ports.table, upload, told(ports, who, "upload begun", upload))
    return upload, presign(key_of(upload.id), MOST_BYTES, CONTENT_TYPE, FORM_SECONDS)


def refuse(ports: Ports, upload_id: str, who: str) -> Upload:
    """Refuse an upload; one that has come to nothing already stays as it is. Raises `UploadError`."""
    while True:
        upload = found(ports, upload_id)
        if upload.state == CONFIRMED:
            raise NotPossible(f"{upload.decided_by} has confirmed it. Upload what is to stand instead.")
        if not uploads.is_open(upload, ports.epoch()):
            return upload
        after = moved(ports, upload, REFUSED, 0, problem=f"{who} has refused it", **decision(ports, who))
        event = told(ports, who, "upload refused", upload)
        try:
            return uploads.advance(ports.table, upload, after, event, uploads.out_of_hand(upload))
        except Conflict:
            continue


def found(ports: Ports, upload_id: str) -> Upload:
    """An upload by its id. Raises `UnknownUpload`."""
    upload = uploads.find(ports.table, upload_id)
    if upload is None:
        raise UnknownUpload(f"There is no upload {upload_id!r:.80}, or it is not kept any more.")
    return upload


def key_of(upload_id: str) -> str:
    """The key of an upload's object.

    >>> key_of("3f9c")
    'checked/3f9c/3f9c.csv'
    """
    return f"checked/{upload_id}/{upload_id}.csv"


def moved(ports: Ports, upload: Upload, state: str, open_for: int, **facts: Any) -> Upload:
    """An upload in another state, in which it stays open for so many seconds, to be written."""
    lapses = ports.epoch() + open_for
    times: dict[str, Any] = {"lapses": lapses, "kept_until": lapses + KEPT_SECONDS, "since": ports.stamp()}
    return replace(upload, state=state, stamp=ports.token(), **(times | facts))


def decision(ports: Ports, who: str) -> dict[str, str]:
    """Who decides, and when."""
    return {"decided_by": who, "decided_at": ports.stamp()}


def shrinking(upload: Upload) -> dict[str, dict[str, Any]]:
    """What an event says of the sets of which few rows are taken; nothing where there are none."""
    return {"shrinks": {name: dict(rows) for name, rows in upload.shrinks.items()}} if upload.shrinks else {}


def told(ports: Ports, who: str, action: str, upload: Upload, **facts: Any) -> Event:
    """The event that tells of an upload in the audit trail."""
    known = {"file_name": upload.file_name, "source": upload.source}
    return Event(ports.stamp(), who, action, f"upload {upload.id}", known | facts)
