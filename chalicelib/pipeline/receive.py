"""Receives a file that somebody dropped into the upload bucket, and lands it as a delivery like any other."""

from collections.abc import Collection
from hashlib import sha256

from chalicelib.feeds.catalogue import source_of_file
from chalicelib.feeds.errors import AlreadyLanded, UnknownSource
from chalicelib.feeds.manifests import Manifest
from chalicelib.pipeline.alerts import WARNING, Alert, raise_alert
from chalicelib.pipeline.dispatch import dispatch
from chalicelib.pipeline.file_limits import too_many_lines
from chalicelib.pipeline.ingest import announce_and_land, business_date
from chalicelib.pipeline.ports import Ports
from chalicelib.store import deliveries, keys
from chalicelib.store.deliveries import Delivery, NumberTaken
from chalicelib.store.table import Absent, Conflict, Equals, Record

MOST_BYTES = 32 * 1024 * 1024
"""The largest file that is taken; of how many lines, `file_limits` says."""


def receive(ports: Ports, bucket: str, key: str, version: str, sequencer: str) -> Delivery | None:
    """Take in one version of an uploaded object. Twice is once; an older version after a newer one is left.

    `sequencer` orders the versions of one key, as S3 gives it. None where nothing was taken in; people are
    told why, unless it was taken in before.
    """
    taken: set[int] = set()
    while (sequence := _claim(ports, bucket, key, version, sequencer, taken)) is not None:
        try:
            return _landed(ports, bucket, key, version, sequence)
        except (NumberTaken, AlreadyLanded):  # the table was restored, and its counter with it
            taken.add(sequence)
    return None


def _landed(ports: Ports, bucket: str, key: str, version: str, sequence: int) -> Delivery | None:
    try:
        source = source_of_file(key)
        body = ports.uploads.read(bucket, key, version, MOST_BYTES)
    except (UnknownSource, ValueError) as error:
        _refuse(ports, key, version, str(error))
        return None
    if body is None:
        _refuse(ports, key, version, "It was gone before it could be read.")
        return None
    if too_long := too_many_lines(body):
        _refuse(ports, key, version, too_long)
        return None
    name = key.rpartition("/")[2]
    today = business_date(ports.now()).isoformat()
    manifest = Manifest(source.key, sequence, "csv", today, ports.stamp(), None, name)
    return announce_and_land(ports, manifest, [(source.file_name, body)])


def _claim(
    ports: Ports, bucket: str, key: str, version: str, sequencer: str, taken: Collection[int]
) -> int | None:
    """The sequence under which this version of the object is taken in; None if it, or a newer one, was.

    Whoever comes again for the same version before it has landed goes on under the same sequence, and under
    a new one if nothing of it had landed for so long that it was given up, or if it turned out to be `taken`.
    """
    while True:
        record = ports.table.get(*keys.received(bucket, key))
        data = record.data if record else {}
        if data and data["version"] == version and data["sequencer"] == sequencer:
            claimed = int(data["sequence"])
            found = deliveries.find(ports.table, claimed)
            if claimed not in taken and (found is None or found.state != deliveries.ABANDONED):
                return None if found and ports.raw.exists(found.manifest) else claimed
        elif data and _order(sequencer) < _order(data["sequencer"]):
            return None
        sequence = deliveries.next_sequence(ports.table, ports.token())
        claim = Record(
            *keys.received(bucket, key), {"version": version, "sequencer": sequencer, "sequence": sequence}
        )
        try:
            ports.table.put(claim, Equals("sequence", int(data["sequence"])) if data else Absent())
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
