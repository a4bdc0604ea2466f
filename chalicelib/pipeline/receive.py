"""Receives a file that somebody dropped into the upload bucket, and lands it as a delivery like any other."""

from collections.abc import Collection
from hashlib import sha256
from typing import NamedTuple

from chalicelib.feeds.catalogue import source_of_file
from chalicelib.feeds.errors import AlreadyLanded, UnknownSource
from chalicelib.feeds.manifests import Manifest
from chalicelib.moments import moment_of
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


class Claim(NamedTuple):
    """The number under which a version of an object is taken in, and since when.

    Both stay the same for whoever comes for it again, so that all land the same bytes.
    """

    sequence: int
    at: str


def receive(ports: Ports, bucket: str, key: str, version: str, sequencer: str) -> Delivery | None:
    """Take in one version of an uploaded object. Twice is once; an older version after a newer one is left.

    `sequencer` orders the versions of one key, as S3 gives it. None where nothing was taken in; people are
    told why, unless it was taken in before.
    """
    taken: set[int] = set()
    while (claim := _claim(ports, bucket, key, version, sequencer, taken)) is not None:
        try:
            return _landed(ports, bucket, key, version, claim)
        except (NumberTaken, AlreadyLanded):  # the table was restored, and its counter with it
            taken.add(claim.sequence)
    return None


def _landed(ports: Ports, bucket: str, key: str, version: str, claim: Claim) -> Delivery | None:
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
    today = business_date(moment_of(claim.at)).isoformat()
    manifest = Manifest(source.key, claim.sequence, "csv", today, claim.at, None, name)
    return announce_and_land(ports, manifest, [(source.file_name, body)])


def _claim(
    ports: Ports, bucket: str, key: str, version: str, sequencer: str, taken: Collection[int]
) -> Claim | None:
    """As what this version of the object is taken in; None if it, or a newer one, was.

    Whoever comes again for the same version before it has landed goes on under the same sequence, and under
    a new one if nothing of it had landed for so long that it was given up, or if it turned out to be `taken`.
    """
    while True:
        record = ports.table.get(*keys.received(bucket, key))
        data = record.data if record else {}
        if data and data["version"] == version and data["sequencer"] == sequencer:
            claim = Claim(int(data["sequence"]), data["at"])
            found = deliveries.find(ports.table, claim.sequence)
            if claim.sequence not in taken and (found is None or found.state != deliveries.ABANDONED):
                return None if found and ports.raw.exists(found.manifest) else claim
        elif data and _order(sequencer) < _order(data["sequencer"]):
            return None
        claim = Claim(deliveries.next_sequence(ports.table, ports.token()), ports.stamp())
        told = {"version": version, "sequencer": sequencer, **claim._asdict()}
        try:
            ports.table.put(
                Record(*keys.received(bucket, key), told),
                Equals("sequence", int(data["sequence"])) if data else Absent(),
            )
        except Conflict:
            continue
        return claim


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
