"""Receives a file that somebody dropped into the upload bucket, and lands it as a delivery like any other."""

from hashlib import sha256

from chalicelib.feeds.catalogue import source_of_file
from chalicelib.feeds.errors import UnknownSource
from chalicelib.feeds.manifests import Manifest
from chalicelib.pipeline.alerts import WARNING, Alert, raise_alert
from chalicelib.pipeline.dispatch import dispatch
from chalicelib.pipeline.ingest import announce_and_land, business_date
from chalicelib.pipeline.ports import Ports
from chalicelib.store import deliveries, keys
from chalicelib.store.deliveries import Delivery
from chalicelib.store.table import Absent, Conflict, Equals, Record

MOST_BYTES, MOST_LINES = 32 * 1024 * 1024, 250_000
"""The largest file that is taken. The memory of a load grows with the lines more than with the bytes: so many
take 0.5 GB for invoices, 1.2 GB for products, 1.4 GB where each is broken; the function has 1.7 GB."""


def receive(ports: Ports, bucket: str, key: str, version: str, sequencer: str) -> Delivery | None:
    """Take in one version of an uploaded object. Twice is once; an older version after a newer one is left.

    `sequencer` orders the versions of one key, as S3 gives it. None where nothing was taken in; people are
    told why, unless it was taken in before.
    """
    sequence = _claim(ports, bucket, key, version, sequencer)
    if sequence is None:
        return None
    try:
        source = source_of_file(key)
        body = ports.uploads.read(bucket, key, version, MOST_BYTES)
    except (UnknownSource, ValueError) as error:
        _refuse(ports, key, version, str(error))
        return None
    if body is None:
        _refuse(ports, key, version, "It was gone before it could be read.")
        return None
    lines = body.count(b"\n")
    if lines > MOST_LINES:
        _refuse(ports, key, version, f"It has {lines:,} lines; at most {MOST_LINES:,} are taken. Split it.")
        return None
    name = key.rpartition("/")[2]
    today = business_date(ports.now()).isoformat()
    manifest = Manifest(source.key, sequence, "csv", today, ports.stamp(), None, name)
    return announce_and_land(ports, manifest, [(source.file_name, body)])


def _claim(ports: Ports, bucket: str, key: str, version: str, sequencer: str) -> int | None:
    """The sequence under which this version of the object is taken in; None if it, or a newer one, was.

    Whoever comes again for the same version before it has landed goes on under the same sequence, and under
    a new one if nothing of it had landed for so long that it was given up.
    """
    while True:
        record = ports.table.get(*keys.received(bucket, key))
        data = record.data if record else {}
        if data and data["version"] == version and data["sequencer"] == sequencer:
            found = deliveries.find(ports.table, int(data["sequence"]))
            if found is None or found.state != deliveries.ABANDONED:
                return None if found and ports.raw.exists(found.manifest) else int(data["sequence"])
        elif data and _order(sequencer) < _order(data["sequencer"]):
            return None
        sequence = deliveries.next_sequence(ports.table, ports.token())
        claimed = Record(
            *keys.received(bucket, key), {"version": version, "sequencer": sequencer, "sequence": sequence}
        )
        try:
            ports.table.put(claimed, Equals("sequence", int(data["sequence"])) if data else Absent())
        except Conflict:
            continue
        return sequence


def _order(sequencer: str) -> tuple[bool, str]:
    """Sequencers of one key compare as text, as S3 documents; none (a replay by hand) comes before all."""
    return (len(sequencer) > 0, sequencer.upper())


def _refuse(ports: Ports, key: str, version: str, problem: str) -> None:
    name = sha256(f"{key}\n{version}".encode()).hexdigest()[:16]
    raise_alert(
        ports,
        Alert(
            f"upload-{name}",
            "quality",
            WARNING,
            f"The uploaded file {key.rpartition('/')[2]!r} was not taken in",
            f"{problem}\nNothing was changed. Correct the file and upload it again.",
            {"key": key},
        ),
    )
    dispatch(ports)
