"""Confirms an upload: lands what was shown, byte for byte, as a delivery like any other.

What is confirmed is what was shown. Where the visible data have changed since the check, the file is looked
at anew, and if it would do anything else now, that is told and nothing happens. The transaction that
confirms asks that the visible data are those that were compared with.
"""

from contextlib import suppress
from datetime import timedelta
from hashlib import sha256

from chalicelib.feeds.landing import manifest_key
from chalicelib.feeds.manifests import Manifest
from chalicelib.moments import moment_of
from chalicelib.pipeline.alerts import WARNING, Alert, raise_alert
from chalicelib.pipeline.ingest import announce_and_land, business_date
from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.uploads import (
    ARRIVAL_SECONDS,
    MOST_BYTES,
    PIPELINE,
    NotPossible,
    PreviewPassed,
    decision,
    found,
    key_of,
    moved,
    told,
)
from chalicelib.store import deliveries, keys, uploads
from chalicelib.store.datasets import Pins, read_pins
from chalicelib.store.table import Absent, Busy, Check, Conflict, Equals
from chalicelib.store.uploads import CHECKING, CONFIRMED, EXPIRED, READY, REFUSED, WAITING, Upload

PROMPT_SECONDS = 8
"""A check that took longer is not made anew while somebody waits for the answer: he waits 29 seconds."""
STUCK_AFTER = timedelta(minutes=20)
TRIES = 8
_NOT_READY = {
    WAITING: "Its file has not arrived yet. Send it, and wait for the check.",
    CHECKING: "It is being checked. Wait for what it would do.",
    REFUSED: "It was refused. Upload the corrected file.",
    EXPIRED: "Nobody has decided on it in time. Upload the file again.",
}


def confirm(ports: Ports, upload_id: str, who: str) -> Upload:
    """Land an upload as it was shown. Said again, it is landed once.

    Raises `UploadError`, of which `PreviewPassed` where the file would not do any more what was shown; `Busy`
    where the visible data keep changing.
    """
    for _ in range(TRIES):
        upload = found(ports, upload_id)
        if upload.state == CONFIRMED:
            return landed(ports, upload)
        _insist_ready(ports, upload)
        pins, body = read_pins(ports.table), _body(ports, upload)
        try:
            if upload.revision != pins.revision:
                _insist_alike(ports, upload, who, body)
            confirmed = _confirmed(ports, upload, who, pins)
        except Conflict:
            continue
        return landed(ports, confirmed, body)
    raise Busy(f"the visible data changed {TRIES} times while upload {upload_id} was confirmed; try again")


def landed(ports: Ports, upload: Upload, body: bytes | None = None) -> Upload:
    """A confirmed upload, in the raw bucket by now. Raises `NotPossible` where its file is gone."""
    key = manifest_key(upload.source, upload.delivery)
    if not ports.raw.exists(key):
        body = _body(ports, upload) if body is None else body
        manifest = Manifest(
            upload.source,
            upload.delivery,
            "csv",
            upload.business_date,
            upload.decided_at,
            file_name=upload.file_name,
        )
        announce_and_land(ports, manifest, [(upload.source, body)])
    ports.table.transact([uploads.out_of_hand(upload)])
    return upload


def take_up(ports: Ports, upload: Upload) -> bool:
    """Go on with an upload whose check or landing got stuck; whether there was anything to do."""
    if ports.now() - moment_of(upload.since) < STUCK_AFTER:
        return False
    if upload.state == CONFIRMED:
        try:
            landed(ports, upload)
        except NotPossible as gone:
            _give_up(ports, upload, str(gone))
        return True
    if upload.state == CHECKING and uploads.is_open(upload, ports.epoch()):
        from chalicelib.pipeline.check import checked  # reading files, which most sweeps do without

        checked(ports, upload)
        return True
    ports.table.transact([uploads.out_of_hand(upload)])
    return False


def _insist_ready(ports: Ports, upload: Upload) -> None:
    state = upload.state if uploads.is_open(upload, ports.epoch()) or upload.state == REFUSED else EXPIRED
    if state != READY:
        raise NotPossible(_NOT_READY[state])


def _insist_alike(ports: Ports, upload: Upload, who: str, body: bytes) -> None:
    """Raise `PreviewPassed` unless the file would still do what was shown; what it would do is kept then."""
    from chalicelib.pipeline.check import outcome, previewed
    from chalicelib.pipeline.preview import look

    if upload.seconds > PROMPT_SECONDS:
        again = moved(ports, upload, CHECKING, ARRIVAL_SECONDS, since=upload.created_at)
        event = told(ports, who, "upload sent to be checked anew", upload)
        sent = uploads.advance(ports.table, upload, again, event, uploads.in_hand(again))
        raise PreviewPassed(sent, "The visible data have changed since. It is checked anew, by itself.")
    now = previewed(ports, upload, look(ports, upload.source, body))
    if (now.counts, now.affected_entries, now.digest, now.problem) != (
        upload.counts,
        upload.affected_entries,
        upload.digest,
        upload.problem,
    ):
        event = outcome(ports, who, "upload checked anew", now)
        kept = uploads.advance(ports.table, upload, now, event)
        raise PreviewPassed(kept, "The visible data have changed since, and so would what the file does.")


def _confirmed(ports: Ports, upload: Upload, who: str, pins: Pins) -> Upload:
    """The upload, confirmed for the visible data that it was compared with. Raises `Conflict`."""
    after = moved(
        ports,
        upload,
        CONFIRMED,
        0,
        kept_until=0,
        delivery=deliveries.next_sequence(ports.table, ports.token()),
        business_date=business_date(ports.now()).isoformat(),
        revision=pins.revision,
        **decision(ports, who),
    )
    as_compared = Equals("revision", pins.revision) if pins.edition else Absent()
    facts = {"sha256": upload.sha256, "delivery": after.delivery, "revision": pins.revision}
    return uploads.advance(
        ports.table,
        upload,
        after,
        told(ports, who, "upload confirmed", upload, **facts),
        uploads.in_hand(after),
        Check(*keys.pins(), (as_compared,)),
    )


def _body(ports: Ports, upload: Upload) -> bytes:
    """The bytes that were checked. Raises `NotPossible` where they are not there any more."""
    body = ports.uploads.read(upload.bucket, key_of(upload.id), upload.version, MOST_BYTES)
    if body is None:
        raise NotPossible("Its file is gone. Upload it again.")
    if sha256(body).hexdigest() != upload.sha256:
        raise NotPossible("Its file is another than the one that was checked. Upload it again.")
    return body


def _give_up(ports: Ports, upload: Upload, problem: str) -> None:
    """Refuse a confirmed upload whose file is gone, and tell people."""
    raise_alert(
        ports,
        Alert(
            f"upload-{upload.id}",
            "quality",
            WARNING,
            f"The confirmed upload {upload.file_name!r} could not be landed",
            f"{problem} Nothing of it was loaded.",
            {"upload": upload.id, "delivery": upload.delivery},
        ),
    )
    after = moved(ports, upload, REFUSED, 0, problem=problem)
    event = told(ports, PIPELINE, "upload refused", upload, problem=problem)
    with suppress(Conflict):  # somebody else has given it up
        uploads.advance(ports.table, upload, after, event, uploads.out_of_hand(upload))
