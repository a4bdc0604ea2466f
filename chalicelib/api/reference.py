"""Reference data: products, HTS numbers, tariff measures, packaging, exchange rates; as they are and were."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from chalicelib.api import asking
from chalicelib.api import parameters as known
from chalicelib.api.cursors import Cursors
from chalicelib.api.replies import Problem, Reply
from chalicelib.api.searching import any_says
from chalicelib.store import deliveries
from chalicelib.store.data_loader import CSV, DataLoader, Loaded
from chalicelib.store.datasets import Pins, Rows
from chalicelib.store.pages import canonical
from chalicelib.store.table import Table
from chalicelib.store.unit_history import as_of, history

QUERY = (known.AS_OF, known.SEARCH, *known.PAGE)
MOST_VERSIONS = 100
"""Versions of one key that are shown, the newest."""
FIRST_ROW = 2
"""Rows are counted as a spreadsheet counts those of the file, whose first row is the header."""
NOT_THE_TABLE = '199 - "answered from files, not from the table"'


class Kind(NamedTuple):
    """A kind of reference data: its sets, the column it is filed by, whether its rows hold for a time."""

    sets: tuple[str, ...]
    column: str
    dated: bool = False


KINDS = {
    "products": Kind(("product_master", "product_weights"), "Material"),
    "hts": Kind(("hts_rates",), "HTS Code", dated=True),
    "tariffs": Kind(("measures",), "Program", dated=True),
    "packaging": Kind(("packaging",), "Material"),
    "exchange-rates": Kind(("exchange_rates",), "Currency"),
}


def listed(
    loader: DataLoader, cursors: Cursors, kind: str, asked: Mapping[str, str]
) -> dict[str, Any] | Reply:
    """A page of the rows of a kind, in the order of their file. Raises `Problem`.

    Further pages are of the version that the first was of, whatever is loaded in the meantime.
    """
    found = known.values(asked, QUERY)
    begun = cursors.read(f"/api/{kind}", asked)
    loaded = loader.load(KINDS[kind].sets, begun["versions"] if begun else None)
    rows = _rows(kind, loaded.sets)
    first, limit = begun["at"] if begun else 0, found.get("limit", known.USUAL_ITEMS)
    page: list[dict[str, Any]] = []
    then = None
    for at in range(first, len(rows)):
        if not _wanted(KINDS[kind], rows[at], found.get("as_of"), found.get("q", "").casefold()):
            continue
        if len(page) == limit:
            then = {"at": at, "versions": dict(loaded.versions)}
            break
        page.append({"key": _key(kind, rows[at]), "row": at + FIRST_ROW, **rows[at]})
    document = {
        "as_of": found["as_of"].isoformat() if "as_of" in found else None,
        "revision": loaded.revision,
        "source": loaded.source,
        "rows": page,
        "next": cursors.make(f"/api/{kind}", asked, then) if then else None,
    }
    return _marked(document, loaded)


def one(loader: DataLoader, kind: str, key: str) -> dict[str, Any] | Reply:
    """The rows of a key as it stands in the path, and every version that they had, the newest first.

    Raises `Problem` where there never were any.
    """
    name = _filed_under(kind, asking.name_in_path(key))
    loaded = loader.load(KINDS[kind].sets)
    rows = [row for row in _rows(kind, loaded.sets) if _key(kind, row) == name]
    versions = list(_versions(loader.table, kind, name, loader.pins())) if loaded.source != CSV else []
    if not rows and not versions:
        raise Problem(404, "Not known", f"Nothing of {kind} is filed under {name}.")
    document = {"key": name, "source": loaded.source, "rows": rows, "versions": versions}
    return _marked(document, loaded)


def _marked(document: dict[str, Any], loaded: Loaded) -> dict[str, Any] | Reply:
    """An answer that is from another place than the setting says carries a warning."""
    if loaded.by_choice:
        return document
    return Reply(canonical(document).decode(), "application/json", headers={"Warning": NOT_THE_TABLE})


def _rows(kind: str, sets: Mapping[str, Rows]) -> Rows:
    if kind != "products":
        return sets[KINDS[kind].sets[0]]
    from chalicelib.etl.products import join_products  # not for the other kinds

    return join_products(sets["product_master"], sets["product_weights"])


def _wanted(kind: Kind, row: Mapping[str, str], as_of: date | None, text: str) -> bool:
    if as_of is not None and kind.dated:
        day, start, end = as_of.isoformat(), row["Effective From"], row["Effective To"]
        if day < start or (end and day > end):
            return False
    return not text or any_says(row.values(), text)


def _key(kind: str, row: Mapping[str, str]) -> str:
    return _filed_under(kind, row[KINDS[kind].column])


def _filed_under(kind: str, name: str) -> str:
    return name.replace(".", "") if kind == "hts" else name


def _versions(table: Table, kind: str, name: str, pins: Pins) -> Iterator[dict[str, Any]]:
    histories = {
        data_set: history(table, data_set, name, pins, MOST_VERSIONS) for data_set in KINDS[kind].sets
    }
    sequences = sorted({number for versions in histories.values() for number in versions}, reverse=True)
    for sequence in sequences[:MOST_VERSIONS]:
        sets = {data_set: as_of(versions, sequence) for data_set, versions in histories.items()}
        delivery = deliveries.find(table, sequence)
        yield {
            "sequence": sequence,
            "at": delivery.at if delivery else None,
            "source": delivery.source if delivery else None,
            "rows": _rows(kind, sets),
        }
