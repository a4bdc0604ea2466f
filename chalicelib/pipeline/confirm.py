"""Confirms an upload: lands what was shown, byte for byte, as a delivery like any other.

What is confirmed is what was shown. Where the visible data have changed since the check, the file is looked
at anew, and if it would do anything else now, that is told and nothing happens. The transaction that
confirms asks that the visible data are those that were compared with.
"""

from contextlib import suppress
from hashlib import sha256

from chalicelib.feeds.errors import AlreadyLanded
from chalicelib.feeds.landing import manifest_key
from chalicelib.feeds.manifests import MANIFEST, Manifest
from chalicelib.moments import moment_of
from chalicelib.pipeline.alerts import WARNING, Alert, raise_alert
from chalicelib.pipeline.in_time import STUCK_AFTER
from chalicelib.pipeline.ingest import announce_and_land, business_date
from chalicelib.pipeline.ports import Ports
from chalicelib.pipeline.uploads import (
    ARRIVAL_SECONDS,
    MOST_BYTES,
    NotPossible,
    PreviewPassed,
    decision,
    found,
    key_of,
    moved,
    shrinking,
    told,
)
from chalicelib.store import deliveries, uploads
from chalicelib.store.audit import PIPELINE
from chalicelib.store.datasets import Pins, read_pins, still_visible
from chalicelib.store.table import Busy, Conflict
from chalicelib.store.uploads import CHECKING, CONFIRMED, LATE, READY, REFUSED, WAITING, Upload

PROMPT_SECONDS = 8
"""A check that took longer is not made anew while somebody waits for the answer: he waits 29 seconds."""
TRIES = 8
_NUMBER_TAKEN = "Its number, {}, has turned out to be that of another delivery. Upload it again."
_NOT_READY = {
    WAITING: "Its file has not arrived yet. Send it, and wait for the check.",
    CHECKING: "It is being checked. Wait for what it would do.",
    REFUSED: "It was refused. Upload the corrected file.",
}


def confirm(ports: Ports, upload_id: str, who: str) -> Upload:
    """Land an upload as it was shown. Said again, it is landed once.

    Raises `UploadError`, of which `PreviewPassed` where the file would not do any more what was shown; `Busy`
    where the visible data keep changing.
    """
    for _ in range(TRIES):
        upload = found(ports, upload_id)
        if upload.state == CONFIRMED:
            return _landed_or_given_up(ports, upload)
        _insist_ready(ports, upload)
        pins, body = read_pins(ports.table), _body(ports, upload)
        try:
            if upload.revision != pins.revision:
                _insist_alike(ports, upload, who, body)
            confirmed = _confirmed(ports, upload, who, pins)
        except Conflict:
            continue
        return _landed_or_given_up(ports, confirmed, body)
    raise Busy(f"the visible data changed {TRIES} times while upload {upload_id} was confirmed; try again")


def landed(ports: Ports, upload: Upload, body: bytes | None = None) -> Upload:
    """A confirmed upload, in the raw bucket by now.

    Raises `NotPossible` where its file is gone, or its number turned out to be that of something else.
    """
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
            may_shrink=bool(upload.shrinks),
        )
        try:
            announce_and_land(ports, manifest, [(upload.source, body)])
        except (deliveries.NumberTaken, AlreadyLanded) as taken:
            raise NotPossible(_NUMBER_TAKEN.format(upload.delivery)) from taken
    ports.table.transact([uploads.out_of_hand(upload)])
    return upload


def take_up(ports: Ports, upload: Upload) -> bool:
    """Go on with an upload of whose file nobody has told, or whose check or landing got stuck; whether there
    was anything to do."""
    if ports.now() - moment_of(upload.since) < STUCK_AFTER:
        return False
    if upload.state == CONFIRMED:
        with suppress(NotPossible):
            _landed_or_given_up(ports, upload)
        return True
    if upload.state in (WAITING, CHECKING) and uploads.is_open(upload, ports.epoch()):
        return _looked_at(ports, upload)
    ports.table.transact([uploads.out_of_hand(upload)])
    return False


def _landed_or_given_up(ports: Ports, upload: Upload, body: bytes | None = None) -> Upload:
    """A confirmed upload, landed. Raises `NotPossible`, and refuses it, where that cannot be done ever."""
    try:
        return landed(ports, upload, body)
    except NotPossible as never:
        _give_up(ports, upload, str(never))
        raise


def _looked_at(ports: Ports, upload: Upload) -> bool:
    """Check a file whose event was lost, or whose check was stopped; whether it is there."""
    key = key_of(upload.id)
    arrived = ports.uploads.arrived(key) if upload.state == WAITING else (upload.bucket, upload.version)
    if arrived is None:
        return False
    from chalicelib.pipeline.check import check  # reading files, which most sweeps do without

    check(ports, arrived[0], key, arrived[1])
    return True


def _insist_ready(ports: Ports, upload: Upload) -> None:
    if upload.state in LATE and not uploads.is_open(upload, ports.epoch()):
        raise NotPossible(LATE[upload.state])
    if upload.state != READY:
        raise NotPossible(_NOT_READY[upload.state])


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
    if _said(now) != _said(upload):
        event = outcome(ports, who, "upload checked anew", now)
        kept = uploads.advance(ports.table, upload, now, event)
        raise PreviewPassed(kept, "The visible data have changed since, and so would what the file does.")


def _said(upload: Upload) -> tuple[object, ...]:
    """What a person is shown before he decides."""
    entries = upload.affected_entries, upload.held_entries
    return upload.counts, upload.shrinks, entries, upload.digest, upload.problem


def _confirmed(ports: Ports, upload: Upload, who: str, pins: Pins) -> Upload:
    """The upload, confirmed for the visible data that it was compared with. Raises `Conflict`."""
    after = moved(
        ports,
        upload,
        CONFIRMED,
        0,
        kept_until=0,
        delivery=_free_number(ports, upload.source),
        business_date=business_date(ports.now()).isoformat(),
        revision=pins.revision,
        **decision(ports, who),
    )
    facts = {"sha256": upload.sha256, "delivery": after.delivery, "revision": pins.revision}
    facts |= shrinking(upload)
    return uploads.advance(
        ports.table,
        upload,
        after,
        told(ports, who, "upload confirmed", upload, **facts),
        uploads.in_hand(after),
        still_visible(pins),
    )


def _free_number(ports: Ports, source: str) -> int:
    """The next number under which nothing of a source lies: a restored counter comes back to some.

    A part without its manifest is of a landing that was cut off; it keeps the number from being used, too.
    """
    while True:
        number = deliveries.next_sequence(ports.table, ports.token())
        folder = manifest_key(source, number).removesuffix(MANIFEST)
        if next(ports.raw.keys(folder), None) is None:
            return number


def _body(ports: Ports, upload: Upload) -> bytes:
    """The bytes that were checked. Raises `NotPossible` where they are not there any more."""
    body = ports.uploads.read(upload.bucket, key_of(upload.id), upload.version, MOST_BYTES)
    if body is None:
        raise NotPossible("Its file is gone. Upload it again.")
    if sha256(body).hexdigest() != upload.sha256:
        raise NotPossible("Its file is another than the one that was checked. Upload it again.")
    return body


def _give_up(ports: Ports, upload: Upload, problem: str) -> None:
    """Refuse a confirmed upload that cannot be landed, and tell people."""
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
