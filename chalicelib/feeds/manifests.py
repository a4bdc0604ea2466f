"""The manifest of a landed delivery: what arrived, from where, when, how to read it, and each part's hash.

Version 2. Version 1 did not say how to read a delivery: the settings of today say it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from chalicelib import strict_json
from chalicelib.feeds.errors import UnreadableManifest
from chalicelib.moments import moment_of

MANIFEST = "manifest.json"
VERSIONS = 1, 2


class Part(NamedTuple):
    """One stored object of a delivery: bytes, and their SHA-256 in hexadecimal."""

    name: str
    size: int
    sha256: str


class ReadAs(NamedTuple):
    """How a delivery is to be read: as the settings said of its source when it arrived."""

    function: str | None = None
    """The name in SAP's envelope; None for a file."""
    renamed: tuple[tuple[str, str], ...] = ()
    """Fields as we know them, each with its name in SAP."""
    decimal_comma: bool = False


AS_DECLARED = ReadAs()
"""Of a file: as the business writes it."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """A delivery. Times are text: an ISO date, and a moment in UTC to the second, `2026-11-23T06:00:00Z`."""

    feed: str
    sequence: int
    source: Literal["sap", "csv"]
    business_date: str
    fetched_at: str
    rows: int | None = None
    """None where the source does not count its rows."""
    file_name: str | None = None
    """The name that a person gave the file; never used as a key."""
    parts: tuple[Part, ...] = ()
    read_as: ReadAs | None = AS_DECLARED
    """None where a manifest of version 1 does not say it."""
    may_shrink: bool = False
    """Whether a person has seen how few rows of a whole set are taken of it, and wants that."""


def written(manifest: Manifest) -> bytes:
    """The manifest as canonical JSON: sorted, without blanks; raises ValueError for times of another form."""
    date.fromisoformat(manifest.business_date)
    moment_of(manifest.fetched_at)
    document = {
        "version": VERSIONS[0] if manifest.read_as is None else VERSIONS[-1],
        "feed": manifest.feed,
        "sequence": manifest.sequence,
        "source": manifest.source,
        "business_date": manifest.business_date,
        "fetched_at": manifest.fetched_at,
        "parts": [part._asdict() for part in manifest.parts],
        "rows": manifest.rows,
        "file_name": manifest.file_name,
    }
    if manifest.read_as is not None:
        document["read_as"] = manifest.read_as._asdict() | {"renamed": dict(manifest.read_as.renamed)}
    if manifest.may_shrink:
        document["may_shrink"] = True
    return json.dumps(document, sort_keys=True, separators=(",", ":")).encode()


def read(body: bytes, key: str) -> Manifest:
    """The manifest in a stored object; raises UnreadableManifest."""
    try:
        document = strict_json.read(body)
    except strict_json.JsonFault as error:
        raise UnreadableManifest(key, str(error)) from error
    if not isinstance(document, dict) or document.get("version") not in VERSIONS:
        raise UnreadableManifest(key, f"it is not a manifest of version {VERSIONS[0]} or {VERSIONS[1]}")
    return _manifest(document, key)


def _manifest(document: dict[str, Any], key: str) -> Manifest:
    source = _field(document, "source", str, key)
    if source not in ("sap", "csv"):
        raise _wrong(key, "source", source)
    return Manifest(
        feed=_field(document, "feed", str, key),
        sequence=_field(document, "sequence", int, key),
        source=source,
        business_date=_time(document, "business_date", date.fromisoformat, key),
        fetched_at=_time(document, "fetched_at", moment_of, key),
        rows=_optional(document, "rows", int, key),
        file_name=_optional(document, "file_name", str, key),
        parts=tuple(_part(part, key) for part in _field(document, "parts", list, key)),
        read_as=None if document["version"] == VERSIONS[0] else _read_as(document, key),
        may_shrink=document.get("may_shrink") is True,
    )


def _read_as(document: dict[str, Any], key: str) -> ReadAs:
    told = _field(document, "read_as", dict, key)
    renamed, comma = _field(told, "renamed", dict, key), told.get("decimal_comma")
    if not isinstance(comma, bool) or not all(isinstance(name, str) for name in renamed.values()):
        raise _wrong(key, "read_as", told)
    return ReadAs(_optional(told, "function", str, key), tuple(renamed.items()), comma)


def _part(document: Any, key: str) -> Part:
    if not isinstance(document, dict):
        raise _wrong(key, "parts", document)
    size = _field(document, "size", int, key)
    return Part(_field(document, "name", str, key), size, _field(document, "sha256", str, key))


def _field(document: dict[str, Any], name: str, kind: type, key: str) -> Any:
    value = document.get(name)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise _wrong(key, name, value)
    return value


def _optional(document: dict[str, Any], name: str, kind: type, key: str) -> Any:
    return None if document.get(name) is None else _field(document, name, kind, key)


def _time(document: dict[str, Any], name: str, parse: Callable[[str], object], key: str) -> str:
    text: str = _field(document, name, str, key)
    try:
        parse(text)
    except ValueError as error:
        raise _wrong(key, name, text) from error
    return text


def _wrong(key: str, name: str, value: object) -> UnreadableManifest:
    return UnreadableManifest(key, f"{name} is {str(value)[:80]!r}")
