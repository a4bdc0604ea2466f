"""Landing: a delivery as it came, byte for byte, in the raw store, with a manifest that is written last.

`raw/<feed>/<sequence>/<part>`, then `raw/<feed>/<sequence>/manifest.json`. Whoever finds the manifest finds
the delivery whole; without it there is no delivery. Nothing is ever overwritten.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from chalicelib.feeds import manifests
from chalicelib.feeds.errors import CorruptDelivery, LandingRefused, NotStored, UnreadableManifest
from chalicelib.feeds.manifests import MANIFEST, Manifest, Part

if TYPE_CHECKING:
    from chalicelib.feeds.raw_store import RawStore  # which brings botocore along

MOST_SEQUENCES = 10**10
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9 _.-]{0,99}")
_KEY = re.compile(rf"raw/({_NAME.pattern})/([0-9]{{10}})/{re.escape(MANIFEST)}")


@dataclass(frozen=True, slots=True)
class Landed:
    """A delivery read back and verified: its manifest, and its parts in their order."""

    manifest: Manifest
    parts: tuple[tuple[str, bytes], ...]


class Place(NamedTuple):
    """What the key of a manifest says."""

    feed: str
    sequence: int


def land(store: "RawStore", manifest: Manifest, parts: Sequence[tuple[str, bytes]]) -> str:
    """Store the parts, then the manifest with their sizes and hashes; answers the manifest's key.

    `manifest` comes without parts. Doing the same again changes nothing; other bytes under the same sequence
    raise AlreadyLanded. Names that could leave the folder, or no parts at all, raise LandingRefused.
    """
    _check(manifest, [name for name, _ in parts])
    folder = _folder(manifest.feed, manifest.sequence)
    told = tuple(Part(name, len(body), sha256(body).hexdigest()) for name, body in parts)
    whole = manifests.written(replace(manifest, parts=told))
    for name, body in parts:
        store.put(f"{folder}/{name}", body)
    store.put(f"{folder}/{MANIFEST}", whole)
    return f"{folder}/{MANIFEST}"


def read_delivery(store: "RawStore", manifest_key: str) -> Landed:
    """The delivery of a manifest.

    Raises CorruptDelivery, which names the part and carries the manifest, if a part is not what was landed;
    UnreadableManifest if the manifest itself is missing or cannot be used.
    """
    place = place_of(manifest_key)
    try:
        manifest = manifests.read(store.get(manifest_key), manifest_key)
    except NotStored as error:
        raise UnreadableManifest(manifest_key, "it is not stored") from error
    if (manifest.feed, manifest.sequence) != place:
        raise UnreadableManifest(manifest_key, f"it is of {manifest.feed} {manifest.sequence}")
    return Landed(manifest, tuple((part.name, _verified(store, manifest, part)) for part in manifest.parts))


def place_of(manifest_key: str) -> Place:
    """The feed and the sequence in a manifest's key; raises LandingRefused for any other key.

    >>> place_of("raw/ZEMM005/0000000017/manifest.json")
    Place(feed='ZEMM005', sequence=17)
    """
    match = _KEY.fullmatch(manifest_key)
    if not match:
        form = f"raw/<feed>/<sequence>/{MANIFEST}"
        raise LandingRefused(f"{manifest_key[:200]!r} is not the key of a manifest. Give {form}.")
    return Place(match[1], int(match[2]))


def manifest_key(feed: str, sequence: int) -> str:
    """The key under which a delivery's manifest is written last.

    >>> manifest_key("ZEMM005", 17)
    'raw/ZEMM005/0000000017/manifest.json'
    """
    return f"{_folder(feed, sequence)}/{MANIFEST}"


def _folder(feed: str, sequence: int) -> str:
    return f"raw/{feed}/{sequence:010d}"


def _verified(store: "RawStore", manifest: Manifest, part: Part) -> bytes:
    key = f"{_folder(manifest.feed, manifest.sequence)}/{part.name}"
    try:
        body = store.get(key)
    except NotStored as error:
        raise CorruptDelivery(manifest, key, "is not stored") from error
    if len(body) != part.size:
        raise CorruptDelivery(manifest, key, f"{len(body)} bytes are stored, {part.size} were landed")
    if sha256(body).hexdigest() != part.sha256:
        raise CorruptDelivery(manifest, key, "its SHA-256 is not the one that was landed")
    return body


def _check(manifest: Manifest, names: list[str]) -> None:
    where = f"{manifest.feed[:100]!r} {manifest.sequence}"
    for name in [manifest.feed, *names]:
        if not _NAME.fullmatch(name) or name == MANIFEST:
            allowed = "Use letters, digits, blank, '_', '.' and '-'"
            raise LandingRefused(f"{where}: {name[:200]!r} cannot be a part of a key. {allowed}.")
    if not names or len(set(names)) != len(names):
        raise LandingRefused(f"{where}: there are no parts, or two of one name. Name each part once.")
    if not 0 < manifest.sequence < MOST_SEQUENCES:
        raise LandingRefused(f"{where}: this is no sequence. Give one from 1 to {MOST_SEQUENCES - 1}.")
