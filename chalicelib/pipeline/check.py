"""Checks an uploaded file when it has arrived: what loading it would do is found and kept, nothing is loaded.

The version of an object of which is told first is the upload: by its event, or where that is late by the
sweep, which takes the newest. No other is looked at: what a person is shown does not change behind his back.
"""

import logging
import re
from dataclasses import replace
from hashlib import sha256
from typing import Any

from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.preview import Preview, look
from chalicelib.pipeline.problems import merged
from chalicelib.pipeline.uploads import (
    ARRIVAL_SECONDS,
    DECISION_SECONDS,
    MOST_BYTES,
    key_of,
    moved,
    shrinking,
    told,
)
from chalicelib.store import uploads
from chalicelib.store.audit import PIPELINE, Event
from chalicelib.store.datasets import read_pins
from chalicelib.store.table import Conflict
from chalicelib.store.uploads import CHECKING, READY, REFUSED, WAITING, Upload

_KEY = re.compile(r"checked/([a-z0-9-]{1,64})/\1\.csv")
_log = logging.getLogger("ior")


def check(ports: Ports, bucket: str, key: str, version: str) -> Upload | None:
    """Look at a file that has arrived, and keep what was found. Twice is once; None if it is not awaited."""
    match = _KEY.fullmatch(key)
    upload = _claimed(ports, match[1], bucket, version) if match else None
    if upload is None:
        _log.warning("no upload waits for the object %.200r, version %.100r", key, version)
        return None
    return checked(ports, upload)


def checked(ports: Ports, upload: Upload) -> Upload:
    """An upload that is being checked, with what was found; as it is where somebody else was quicker."""
    begun, nothing_read = ports.epoch(), Preview(read_pins(ports.table).revision)
    try:
        body = ports.uploads.read(upload.bucket, key_of(upload.id), upload.version, MOST_BYTES)
    except ValueError as too_large:
        return _kept(ports, upload, replace(nothing_read, problem=str(too_large)))
    if body is None:
        return _kept(ports, upload, replace(nothing_read, problem="It was gone before it could be read."))
    preview = look(ports, upload.source, body)
    facts = {"sha256": sha256(body).hexdigest(), "size": len(body), "seconds": ports.epoch() - begun}
    return _kept(ports, upload, preview, **facts)


def previewed(ports: Ports, upload: Upload, preview: Preview, **facts: Any) -> Upload:
    """An upload with what was found: ready to be decided on, or refused where it could not be loaded."""
    return moved(
        ports,
        upload,
        REFUSED if preview.problem else READY,
        0 if preview.problem else DECISION_SECONDS,
        counts=preview.counts,
        shrinks=preview.shrinks,
        affected_entries=preview.affected_entries,
        held_entries=preview.held_entries,
        digest=preview.digest,
        revision=preview.revision,
        problem=preview.problem,
        findings=preview.findings,
        **facts,
    )


def outcome(ports: Ports, who: str, action: str, after: Upload) -> Event:
    """The event that tells what was found; of a file that is refused, that it is."""
    counts = {name: after.counts[name] for name in ("rows", "rejected", "withheld")}
    counts |= {"affected_entries": after.affected_entries, "held_entries": after.held_entries}
    counts |= {"revision": after.revision, **shrinking(after)}
    if after.state == REFUSED:
        action, counts["problem"] = "upload refused", after.problem
    return told(ports, who, action, after, sha256=after.sha256, **counts)


def _claimed(ports: Ports, upload_id: str, bucket: str, version: str) -> Upload | None:
    """The upload that an object belongs to, now being checked; None if it is not awaited."""
    while True:
        upload = uploads.find(ports.table, upload_id)
        if upload is None or not uploads.is_open(upload, ports.epoch()):
            return None
        if upload.state != WAITING:
            mine = upload.state == CHECKING and (upload.bucket, upload.version) == (bucket, version)
            return upload if mine else None
        after = moved(ports, upload, CHECKING, ARRIVAL_SECONDS, bucket=bucket, version=version)
        event = told(ports, PIPELINE, "upload received", upload)
        try:
            return uploads.advance(ports.table, upload, after, event, uploads.in_hand(after))
        except Conflict:
            continue


def _kept(ports: Ports, upload: Upload, preview: Preview, **facts: Any) -> Upload:
    after = previewed(ports, upload, preview, **facts)
    uploads.keep_rejected(ports.table, after, list(merged(preview.lost)))
    event = outcome(ports, PIPELINE, "upload checked", after)
    try:
        return uploads.advance(ports.table, upload, after, event, uploads.out_of_hand(upload))
    except Conflict:
        return uploads.find(ports.table, upload.id) or upload
