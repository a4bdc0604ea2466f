"""One entry, as it is or as it was, with the list of its versions."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from chalicelib.api import asking
from chalicelib.api import parameters as known
from chalicelib.api.judged import judged
from chalicelib.api.replies import Problem
from chalicelib.store import entries
from chalicelib.store.entries import StoredEntry
from chalicelib.store.table import Table

QUERY = (known.VERSION,)
MOST_VERSIONS = 100
"""Versions that are listed, the newest."""


def entry(table: Table, shipment: str, asked: Mapping[str, str]) -> dict[str, Any]:
    """An entry in its current version or a former one; the shipment is quoted as in a path.

    Raises `Problem` if there is none.
    """
    name = asking.name_in_path(shipment)
    version = known.values(asked, QUERY).get("version")
    versions = entries.versions(table, name)
    stored = next((one for one in versions if version in (None, one.version)), None)
    document = entries.document(table, name, stored.version) if stored else None
    if stored is None or document is None:
        which = f"No version {version} of the entry" if version else "No entry"
        raise Problem(404, "No such entry", f"{which} of shipment {name} has been made.")
    return {
        **document,
        "version": stored.version,
        "generated_at": stored.generated_at,
        "code_version": stored.code_version,
        "revision": stored.pins.revision,
        "run": stored.run,
        "comparison": judged(table, [name]).get(name) if stored is versions[0] else None,
        "versions": [_listed(one) for one in islice(versions, MOST_VERSIONS)],
    }


def _listed(one: StoredEntry) -> dict[str, Any]:
    return {
        "version": one.version,
        "generated_at": one.generated_at,
        "status": one.status,
        "totals": one.totals,
    }
