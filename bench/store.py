"""Measures what a customs line costs to store and to list: in packed pages, against an item per line.

The other side is the table that PynamoDB's manual leads to: a model with an attribute per field, written with
`batch_write`, read with `query`. HTTP is answered inside the process, so that neither a network nor an
emulator counts: what is measured is all that happens between our rows and the bytes on the wire.
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from botocore.awsrequest import AWSResponse
from botocore.httpsession import URLLib3Session
from pynamodb.attributes import ListAttribute, MapAttribute, UnicodeAttribute
from pynamodb.models import Model

from bench.clock import medians
from bench.contenders.result import Unequal
from bench.data import Size
from bench.figures import MICROSECONDS, Figure, at_least, at_most, fact
from bench.plan import Plan
from bench.worlds import world
from chalicelib.customs.processor import generate
from chalicelib.customs.publish import entry_document
from chalicelib.store.dynamo import DynamoTable
from chalicelib.store.pages import canonical, in_pages, joined, pack, unpack
from chalicelib.store.table import Record

INVOICE_LINES, LINES, LISTED = 20_000, 5_000, 1_000
ROWS_OF_A_PAGE = 250
PAGES, ITEMS, ENTRIES = "pages", "items", "entries"
REGION = "us-east-1"
CREDENTIALS = {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none"}

Line = dict[str, Any]


class Wire:
    """Answers DynamoDB's requests: keeps what is written while `keeping`, and answers queries with it."""

    def __init__(self) -> None:
        self.keeping = True
        self.written: dict[str, list[Any]] = {}
        self.found: dict[str, bytes] = {}

    def send(self, request: Any) -> AWSResponse:
        """The answer to a request, in place of botocore's sending it."""
        operation = request.headers["X-Amz-Target"].decode().rpartition(".")[2]
        if operation == "BatchWriteItem":
            return _answer(request.url, self._write(request.body))
        table = next(name for name in self.found if f'"{name}"'.encode() in request.body)
        return _answer(request.url, self.found[table])

    def _write(self, body: bytes) -> bytes:
        if self.keeping:
            for table, requests in json.loads(body)["RequestItems"].items():
                self.written.setdefault(table, []).extend(one["PutRequest"]["Item"] for one in requests)
        return b'{"UnprocessedItems":{}}'

    def close(self) -> None:
        """Keep nothing more; what is there is what queries find, as one answer."""
        self.keeping = False
        for table, items in self.written.items():
            found = {"Count": len(items), "ScannedCount": len(items), "Items": items}
            self.found[table] = json.dumps(found).encode()


class _Raw:
    def __init__(self, body: bytes) -> None:
        self.body = body

    def stream(self, *_: Any, **__: Any) -> Iterator[bytes]:
        yield self.body


def _answer(url: str, body: bytes) -> AWSResponse:
    return AWSResponse(url, 200, {"Content-Type": "application/x-amz-json-1.0"}, _Raw(body))


class Tariff(MapAttribute[str, Any]):
    """A tariff number of a line, as the other side keeps it."""

    code = UnicodeAttribute()
    rate = UnicodeAttribute()
    duty = UnicodeAttribute()


class LineItem(Model):
    """A customs line as the other side keeps it: the fields of its document, texts, as they are."""

    class Meta:
        """Where it is, and who asks."""

        table_name = ITEMS
        region = REGION
        aws_access_key_id = CREDENTIALS["AWS_ACCESS_KEY_ID"]
        aws_secret_access_key = CREDENTIALS["AWS_SECRET_ACCESS_KEY"]

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    line = UnicodeAttribute()
    invoice = UnicodeAttribute()
    hts = UnicodeAttribute()
    origin = UnicodeAttribute()
    part = UnicodeAttribute(null=True)
    quantity = UnicodeAttribute(null=True)
    unit = UnicodeAttribute()
    net_kg = UnicodeAttribute()
    gross_kg = UnicodeAttribute()
    value = UnicodeAttribute()
    tariffs = ListAttribute(of=Tariff)
    duty = UnicodeAttribute()
    mpf = UnicodeAttribute()
    hmf = UnicodeAttribute()


FIELDS = [name for name in LineItem.get_attributes() if name not in ("pk", "sk")]


def store(plan: Plan) -> Iterator[Figure]:
    """Storing 5,000 customs lines, listing 1,000."""
    entries, lines = _entries()
    yield _sizes(lines)
    with _wire() as wire:
        pages, whole = (DynamoTable(name, region=REGION) for name in (PAGES, ENTRIES))
        _store_pages(pages, lines[:LISTED])
        _store_items(lines[:LISTED])
        wire.close()
        _must_list(lines[:LISTED], pages)
        calls = (
            lambda: _store_pages(pages, lines),
            lambda: _store_entries(whole, entries),
            lambda: _store_items(lines),
        )
        paged, per_entry, per_line = _each(medians(calls, plan.repeat), len(lines))
        against = "PynamoDB batch_write"
        yield at_least("a customs line stored, in pages of 250", paged, per_line, 8, "us", against)
        yield at_least("a customs line stored, a record per entry", per_entry, per_line, None, "us", against)
        yield from _listing(pages, lines[:LISTED], plan)


def _listing(pages: DynamoTable, lines: Sequence[Line], plan: Plan) -> Iterator[Figure]:
    calls = (
        lambda: _as_json(pages),
        lambda: _as_objects(pages),
        lambda: list(LineItem.query("DAY")),
        lambda: canonical(lines),
    )
    as_json, as_objects, items, dumped = _each(medians(calls, plan.repeat), len(lines))
    against = "PynamoDB query"
    yield at_least("a line of 1,000 listed, as JSON", as_json, items, 30, "us", against)
    yield at_least("a line of 1,000 listed, as objects", as_objects, items, None, "us", against)
    yield at_most("a line of 1,000 listed, as JSON", as_json, dumped, 1, "us", "json.dumps of them")


def _entries() -> tuple[list[dict[str, Any]], list[Line]]:
    """Documents of entries with 5,000 lines, and the lines."""
    entries: list[dict[str, Any]] = []
    lines: list[Line] = []
    for entry in generate(world(Size(INVOICE_LINES)).data):
        if len(lines) < LINES:
            entries.append(entry_document(entry))
            lines += entries[-1]["lines"]
    return entries, lines


def _sizes(lines: Sequence[Line]) -> Figure:
    plain = len(canonical(lines))
    packed = sum(len(pack(page)) for page in in_pages(lines, most_rows=ROWS_OF_A_PAGE))
    text = f"{packed / len(lines):.0f} bytes"
    return fact(f"a customs line of {plain / len(lines):.0f} bytes of JSON, in a page of 250", text)


def _store_pages(table: DynamoTable, lines: Sequence[Line]) -> None:
    table.put_many(
        Record("DAY", f"PAGE#{number:04}", {"lines": len(page), "first": page[0]["line"]}, pack(page))
        for number, page in enumerate(in_pages(lines, most_rows=ROWS_OF_A_PAGE))
    )


def _store_entries(table: DynamoTable, entries: Sequence[dict[str, Any]]) -> None:
    table.put_many(
        Record(
            f"ENTRY#{entry['shipment']}",
            "HEAD",
            {"lines": len(entry["lines"]), "status": entry["status"], "totals": entry["totals"]},
            pack(entry),
            gsi1pk=f"DAY#{entry['entry_date']}",
            gsi1sk=entry["shipment"],
        )
        for entry in entries
    )


def _store_items(lines: Sequence[Line]) -> None:
    with LineItem.batch_write() as batch:
        for number, line in enumerate(lines):
            batch.save(LineItem("DAY", f"LINE#{number:06}", **line))


def _as_json(table: DynamoTable) -> bytes:
    return joined(record.body for record in table.query("DAY"))


def _as_objects(table: DynamoTable) -> list[Line]:
    return [line for record in table.query("DAY") for line in unpack(record.body)]


def _must_list(lines: list[Line], pages: DynamoTable) -> None:
    """Both sides must give back the lines as they were."""
    theirs = [{name: _plain(getattr(item, name)) for name in FIELDS} for item in LineItem.query("DAY")]
    if not (theirs == lines == _as_objects(pages) == json.loads(_as_json(pages))):
        raise Unequal("the stored lines are not the same")


def _plain(value: Any) -> Any:
    return [tariff.as_dict() for tariff in value] if isinstance(value, list) else value


def _each(seconds: Sequence[float], count: int) -> list[float]:
    return [spent / count * MICROSECONDS for spent in seconds]


@contextmanager
def _wire() -> Iterator[Wire]:
    wire = Wire()

    def send(_: URLLib3Session, request: Any) -> AWSResponse:
        return wire.send(request)

    with patch.dict(os.environ, CREDENTIALS), patch.object(URLLib3Session, "send", send):
        yield wire
