"""The access patterns of `docs/table.md`: run, recorded, and compared with what the page says.

D8, D10, D14.
"""

import ast
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from hashlib import sha512
from typing import Any

import pytest

from chalicelib.etl.csv_set import CsvSet
from chalicelib.feeds.catalogue import INGESTIONS
from chalicelib.feeds.raw_store import MemoryStore
from chalicelib.identity import limits
from chalicelib.identity.desk import Desk
from chalicelib.pipeline import parity_keeping, parity_report
from chalicelib.pipeline.alerts import keep_alert
from chalicelib.pipeline.cut_over import switch
from chalicelib.pipeline.ingest import ingest
from chalicelib.pipeline.plan import start_daily
from chalicelib.pipeline.sweep import sweep
from chalicelib.pipeline.workshop import shipments_of_invoice
from chalicelib.store import (
    acknowledgements,
    alerts,
    attempts,
    audit,
    by_day,
    comparisons,
    datasets,
    deliveries,
    entries,
    keys,
    outbox,
    run_parts,
    runs,
    shadow,
    sources,
    unit_history,
    uploads,
    user_keys,
    users,
)
from chalicelib.store.pages import pack
from chalicelib.store.shadow import DYNAMODB, Setting
from chalicelib.store.table import Record, Table
from tests.api.calling import connected
from tests.api.calls import CALLS, STATUS, prepare
from tests.emulator import Emulator
from tests.pipeline.world import SAMPLES, World, sample
from tests.repo.sources import PRODUCT, name_of, tree_of
from tests.store.recording import RecordingTable, query_of, wire
from tests.store.table_page import Item, Pattern, Query, fits, item_of, items, patterns

ENTRY, INVOICE, MATERIAL, DATE, NAME = "SH261100084", "INV00084A", "10005467", "2026-11-01", "ada"
LARGE = "LARGE"
SIMPLE = {"get", "get_many", "put", "put_many", "delete_many", "transact", "query", "query_index"}


def by_number(pattern: Pattern) -> str:
    return str(pattern.number)


# A table with everything in it


@dataclass(frozen=True, slots=True)
class Filled:
    """A pipeline whose table holds every kind of item."""

    world: World
    table: RecordingTable


@pytest.fixture(scope="module")
def filled() -> Filled:
    """A day of the samples, some of it by hand and some of it wrong; users; an audit trail."""
    world, table = _used_for_a_day()
    deliveries.announce(table, deliveries.Delivery(99, "ZEMM07", world.ports.stamp(), DATE, "raw/late"))
    outbox.write_once(table, outbox.Message("waits", "generate", {}))
    runs.keep_scope(table, "waits", runs.Scope(shipments=[ENTRY]))
    table.transact([run_parts.reached("waits", runs.GENERATE, 1, run_parts.Part(1), world.ports.epoch())])
    table.transact(runs.start(runs.Run("waits", "manual", "2026-11-23T14:00:00Z", sequence=99)))
    return Filled(world, table)


def _used_for_a_day() -> tuple[World, RecordingTable]:
    """A pipeline that everything was done with once, and its table."""
    world: World
    table = RecordingTable(clock=lambda: world.clock().timestamp())
    world = World(table)
    world.upload("Exchange_Rate.csv")
    for one in INGESTIONS:
        ingest(world.ports, one.name, 60)
    world.work()
    _use_the_pages(world)
    _use_the_pipeline(world)
    _add_people(world)
    _cut_over(world)
    _add_a_large_entry(table)
    return world, table


def _use_the_pipeline(world: World) -> None:
    """Whatever else the pipeline does in a day."""
    damaged = sample("HTS_Code.csv").replace(b"9404.10.0000", b"9404.10", 1)
    world.upload("HTS_Code.csv", damaged)
    world.upload("HTS_Code.csv")
    world.upload("Invoices.csv", sample("Invoices.csv").replace(b"3370.64", b"3371.64", 1))
    world.upload("Nonsense.csv", b"")
    world.work()
    start_daily(world.ports, world.clock().date())
    world.work()
    world.clock.forward(days=2)
    sweep(world.ports)
    world.work()
    world.clock.now -= timedelta(days=2)
    for alert in world.queues.alerts:
        keep_alert(world.ports, alert)


def _use_the_pages(world: World) -> None:
    """Whatever the API shows."""
    prepare(world)
    for route in CALLS:
        with connected(world) as somebody:
            assert somebody.ask(route).status_code == STATUS[route]
    with connected(world) as somebody:
        assert somebody.compare(json.dumps({"date": DATE}).encode()).status_code == 200


def _cut_over(world: World) -> None:
    """Compare the samples' files with the table, and change which of both is read."""
    files = CsvSet("samples", lambda name: (SAMPLES / name).read_bytes(), lambda: 0, 60)
    report = parity_report.compare(world.table, files, parity_report.plain(), NAME, world.ports.stamp())
    parity_keeping.keep(world.ports, MemoryStore(), report)
    wanted = Setting(DYNAMODB, shadow.read(world.table, DYNAMODB).edition, reason="It is agreed so.")
    switch(world.ports, DYNAMODB, "samples", NAME, wanted, force=True)


def _add_people(world: World) -> None:
    desk, table = Desk(world.table, world.clock, lambda length: b"x" * length), world.table
    at = desk.stamp()
    user = users.User(NAME, "1", "admin", users.ACTIVE, "", "", False, 0, False, 1, at, at, at)
    session = users.Session(NAME, "s", "1", 1, desk.now(), desk.now() + 3600, desk.now())
    event = audit.Event(world.ports.stamp(), NAME, "user added", f"user {NAME}", {})
    first = users.admins_changed(users.admins(table), [NAME], "stamp")
    audit.transact(table, [users.added(user), users.opened(session), first], event)
    table.transact([limits.remembered(user, "192.0.2.1", desk.now())])
    limits.reserve(desk, NAME, "192.0.2.7")
    compared = comparisons.head(table, ENTRY)
    assert compared is not None
    said = dict.fromkeys(("kind", "severity", "invoice", "line", "field"), "")
    seen = acknowledgements.Acknowledgement(NAME, at, "It is agreed so.")
    acknowledgements.acknowledge(table, compared, "0" * 20, said, seen)
    table.put(Record(*keys.repeated(NAME, "key"), {}, expires_at=desk.now() + 3600))
    table.put(Record(*keys.upload("id"), {}, gsi1pk=keys.uploads_of("2026-11"), gsi1sk=at))
    table.put(Record(*keys.upload_rejected("id", 1), {}, pack([{"row": 2}])))


def _add_a_large_entry(table: Table) -> None:
    lines = [{"line": f"{number:03d}", "text": _noise(number), "tariffs": []} for number in range(1, 5001)]
    trails = [line | {"articles": [{"material": "1"}]} for line in lines]
    document = {
        "shipment": LARGE,
        "entry_date": "2027-01-01",
        "status": "generated",
        "findings": [],
        "lines": lines,
        "totals": {},
        "advisories": [],
    }
    result = entries.Result(document, trails, [], [], datasets.read_pins(table), "test")
    assert entries.store(table, result, None, "2026-11-23T14:00:00Z", "") is not None


def _noise(number: int) -> str:
    """A text that cannot be packed much smaller."""
    return sha512(str(number).encode()).hexdigest() * 2


@pytest.fixture(scope="module")
def on_the_emulator(emulator: Emulator, filled: Filled) -> Table:
    """A table on the emulator with the same records."""
    table = emulator.table(clock=lambda: filled.world.clock().timestamp())
    table.put_many(filled.table.everything())
    return table


# Each pattern, through the functions that the product uses


def _shown(found: Any) -> Any:
    """What a function gives, in a form that can be compared."""
    if isinstance(found, Record):
        return found.key, found.data
    if isinstance(found, Iterator | list):
        return [_shown(one) for one in found]
    return found


def _of_an_entry(read: Callable[..., Any], *more: Any) -> Callable[[Table], Any]:
    def run(table: Table) -> Any:
        head = entries.head(table, ENTRY)
        assert head is not None
        return read(table, head, *more)

    return run


def _whole(table: Table) -> Any:
    record = table.get(*keys.entry(LARGE))
    assert record is not None
    return entries.whole(table, record)


def _last_run(table: Table) -> runs.Run:
    found = runs.find(table, "daily-2026-11-23")
    assert found is not None
    return found


def _unit(data_set: str, unit: str) -> Callable[[Table], Any]:
    return lambda table: datasets.read_unit(table, data_set, unit, datasets.read_pins(table))


def _refused(table: Table) -> str:
    """The partition of a delivery that lost rows."""
    [found] = [one for one in deliveries.of_source(table, "HTS_Code.csv", 9) if one.rejected]
    return keys.delivery(found.sequence)[0]


def _chain() -> int:
    return keys.shard(f"user {NAME}", keys.AUDIT_CHAINS)


RUNS: dict[int, list[Callable[[Table], Any]]] = {
    1: [
        lambda table: table.get(*keys.pins()),
        lambda table: sorted(entries.heads(table, [ENTRY, LARGE, "none"])),
        lambda table: sorted(comparisons.heads(table, [ENTRY])),
    ],
    2: [
        _unit("product_master", MATERIAL),
        _unit("product_weights", MATERIAL),
        _unit("hts_rates", "8517620090"),
        _unit("measures", "S122"),
        _unit("packaging", "910005960"),
        _unit("exchange_rates", "EUR"),
        _unit("shipments", ENTRY),
        _unit("invoice_lines", INVOICE),
        _unit("report", ENTRY),
        lambda table: unit_history.history(table, "hts_rates", "8517620090", datasets.read_pins(table), 3),
    ],
    3: [
        lambda table: datasets.read_snapshot(table, "measures", datasets.read_pins(table)),
        lambda table: datasets.snapshot_size(table, "measures", datasets.read_pins(table)),
    ],
    4: [lambda table: shipments_of_invoice(table, INVOICE)],
    5: [
        lambda table: list(by_day.shipment_days(table, "2026-10-01", "2026-11-30")),
        lambda table: list(by_day.latest_shipment_days(table, "2026-11-30", 5)),
    ],
    6: [lambda table: list(by_day.shipments_of_dates(table, DATE, DATE))],
    7: [deliveries.unfinished, runs.unfinished],
    8: [outbox.waiting],
    9: [sources.every],
    10: [
        lambda table: runs.scope_of(table, "load-0000000008"),
        lambda table: runs.totals(table, _last_run(table).id),
        lambda table: runs.open_chunks(table, replace(_last_run(table), chunks=99)),
    ],
    11: [_whole],
    12: [_of_an_entry(entries.trail, 2)],
    13: [lambda table: entries.versions(table, ENTRY)],
    14: [
        lambda table: list(audit.rows(table, "2026-11-23", _chain())),
        lambda table: list(audit.row_records_after(table, "2026-11-23", _chain(), 0)),
        lambda table: list(audit.rows_before(table, "2026-11-23", _chain(), 2)),
        lambda table: [audit.last_row(table, "2026-11-23", _chain())],
    ],
    15: [lambda table: list(table.query(user_keys.user_partition(NAME), prefix="FAIL#"))],
    16: [
        lambda table: entries.of_period(table, DATE, DATE),
        lambda table: comparisons.of_period(table, DATE, DATE, backwards=True),
    ],
    17: [
        lambda table: deliveries.of_source(table, "HTS_Code.csv", 2),
        lambda table: runs.of_month(table, "2026-11", 3),
    ],
    18: [users.every],
    19: [lambda table: alerts.of_month(table, "2026-11")],
    20: [
        lambda table: list(uploads.rejected(table, "id")),
        lambda table: list(table.query(_refused(table), prefix="REJECTED#")),
        lambda table: attempts.former(table, 1),
    ],
}
"""Of each pattern, calls that ask for it. What was counted is not forgotten, so that it stays for others."""


def test_the_page_numbers_at_most_twenty_and_each_is_run_here() -> None:
    numbers = [pattern.number for pattern in patterns()]
    assert numbers == list(range(1, len(numbers) + 1)) == sorted(RUNS)
    assert len(numbers) <= 20


@pytest.mark.parametrize("pattern", patterns(), ids=by_number)
def test_a_pattern_asks_in_memory_as_the_page_says(filled: Filled, pattern: Pattern) -> None:
    for run in RUNS[pattern.number]:
        filled.table.queries.clear()
        assert _shown(run(filled.table)), "nothing was found"
        for _, query in _of_the_pattern(pattern, filled.table.queries):
            assert any(condition.covers(query) for condition in pattern.conditions), query
            assert ("backwards" if query.backwards else "forwards") in pattern.read or _one_way(pattern)


@pytest.mark.parametrize("pattern", patterns(), ids=by_number)
def test_a_pattern_asks_the_table_as_the_page_says(
    filled: Filled, on_the_emulator: Table, pattern: Pattern
) -> None:
    """The same answers as in memory; consistent but for the index; never a scan, never a filter."""
    for run in RUNS[pattern.number]:
        filled.table.queries.clear()
        expected = _shown(run(filled.table))
        asked = [query for _, query in filled.table.queries]
        with wire() as requests:
            assert _shown(run(on_the_emulator)) == expected
        assert {operation for operation, _ in requests} <= {"GetItem", "BatchGetItem", "Query"}
        sent = _first_pages([query_of(body) for operation, body in requests if operation == "Query"])
        assert sent == [replace(query, limit=None) for query in asked]
        assert all(query.consistent != query.index for query in sent)


def _one_way(pattern: Pattern) -> bool:
    """Whether a pattern reads all that there is, in the order of the keys."""
    return not ("backwards" in pattern.read or "forwards" in pattern.read)


def _first_pages(sent: list[Query]) -> list[Query]:
    """Queries without those that only go on with the one before."""
    return [query for at, query in enumerate(sent) if at == 0 or query != sent[at - 1]]


def _of_the_pattern(pattern: Pattern, queries: list[tuple[str, Query]]) -> list[tuple[str, Query]]:
    """The queries that are the pattern's own: what a call reads besides is another pattern's."""
    if pattern.number == 1:
        return []
    others = [other for other in patterns() if other.number not in (1, pattern.number)]
    own = [
        (who, query)
        for who, query in queries
        if not any(condition.covers(query) for other in others for condition in other.conditions)
    ]
    assert own, "the pattern was not asked for"
    return own


# Nothing else reads


def test_nothing_in_the_whole_pipeline_asks_in_another_way(filled: Filled) -> None:
    _, table = _used_for_a_day()
    limits.forget(table, NAME)
    assert table.operations <= SIMPLE
    for who, query in table.queries:
        [pattern] = [one for one in patterns() if any(c.covers(query) for c in one.conditions)]
        assert who in pattern.who, f"{who} asks for pattern {pattern.number}: {query}"
    for key in table.keys:
        assert len(item_of(*key)) == 1, f"{key} is {[item.name for item in item_of(*key)]}"


def asking_functions(*methods: str) -> set[str]:
    """The functions of the product that call a method of the table, as the page names them."""
    return {
        f"{name_of(path).removeprefix('chalicelib/').removesuffix('.py').replace('/', '.')}.{function.name}"
        for path in PRODUCT
        if path.parent.name != "dynamo" and path.name != "memory.py"
        for function in ast.walk(tree_of(path))
        if isinstance(function, ast.FunctionDef) and _calls(function, methods)
    }


def _calls(function: ast.FunctionDef, methods: tuple[str, ...]) -> bool:
    return any(
        isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in methods
        for node in ast.walk(function)
    )


def test_the_page_names_every_function_that_queries_and_no_other() -> None:
    documented = {name for pattern in patterns() for name in pattern.who}
    assert asking_functions("query", "query_index") == documented


def test_nothing_scans() -> None:
    for path in PRODUCT:
        used = {node.attr for node in ast.walk(tree_of(path)) if isinstance(node, ast.Attribute)}
        assert not used & {"scan", "rate_limited_scan", "execute_statement", "get_paginator"}, path


# Items


def test_every_item_of_the_page_is_in_the_table(filled: Filled) -> None:
    found = {item.name for record in filled.table.everything() for item in item_of(*record.key)}
    assert {item.name for item in items()} - found == set()


def test_every_record_is_an_item_of_the_page_and_listed_as_it_says(filled: Filled) -> None:
    for record in filled.table.everything():
        [item] = item_of(*record.key)
        assert bool(record.gsi1pk) == bool(item.gsi1pk), record.key
        assert fits(item.gsi1pk, record.gsi1pk or ""), record.key
        assert fits(item.gsi1sk, record.gsi1sk or ""), record.key


_KEYS = {**vars(user_keys), **vars(keys)}


@pytest.mark.parametrize("item", [item for item in items() if item.key], ids=lambda item: item.key)
def test_the_key_of_an_item_is_made_by_the_function_that_the_page_names(item: Item) -> None:
    numbers = dict.fromkeys("sequence_number sequence position chunk version first_line fence".split(), 7)
    texts = {
        "data_set": "product_master",
        "date": DATE,
        "month": "2026-11",
        "kind": "RUN",
        "stage": "GENERATE",
    }
    hashes = {"content": "0" * 20, "plan": "0" * 20}
    function = _KEYS[item.key]
    named = function.__code__.co_varnames[: function.__code__.co_argcount]
    values = numbers | texts | hashes | {"chain": 3, "row": 7}
    assert item_of(*function(*(values.get(name, "x") for name in named))) == [item]


def test_every_function_that_makes_a_key_is_on_the_page() -> None:
    makers = {
        name
        for name, made in _KEYS.items()
        if callable(made) and getattr(made, "__annotations__", {}).get("return") == keys.Key
    }
    assert makers == {item.key for item in items()} - {""}
