"""A reference set that is meant to lose many rows: nobody but a person who has seen how many can have it."""

import json

import pytest

from chalicelib.feeds.landing import read_delivery
from chalicelib.pipeline.ingest import ingest
from chalicelib.pipeline.replay import landed, replay
from chalicelib.store import deliveries, entries
from chalicelib.store.by_day import EVER, shipments_of_dates
from chalicelib.store.datasets import read_pins, snapshot_size
from chalicelib.store.entries import StoredEntry
from tests.pipeline.small import MATERIALS, heavier, rows_of
from tests.pipeline.twin import Twin
from tests.pipeline.world import sample
from tests.uploads.desk import Desk

PRODUCTS, PACKAGING = "Product_List.csv", "Packaging_Material.csv"
SETS = ("product_master", "product_weights")


def first(name: str, rows: int) -> bytes:
    """The first rows of a file of the samples."""
    return b"\n".join(sample(name).splitlines()[: rows + 1])


def keyless(line: bytes) -> bytes:
    """A row that does not say what it is about."""
    return b"," + line.partition(b",")[2]


def size(desk: Desk, data_set: str = "product_master") -> int:
    """How many rows of a set are visible."""
    return snapshot_size(desk.world.table, data_set, read_pins(desk.world.table))


def test_how_many_rows_go_away_is_said_plainly(whole: Desk) -> None:
    sent = whole.send(PRODUCTS, first(PRODUCTS, 36))
    assert (sent["state"], sent["problem"]) == ("ready", "")
    assert sent["shrinks"] == [{"set": name, "before": 73, "taken": 36, "after": 36} for name in SETS]
    said = [one for one in sent["problems"] if "below the limit" in one["what"]]
    lost = (
        "36 rows are taken where there are 73, below the limit of 80 %; no other stays, so that 36 are left"
    )
    assert [one["what"] for one in said] == [f"{name.replace('_', ' ')}: {lost}" for name in reversed(SETS)]
    assert {one["remedy"].split(":")[0] for one in said} == {"Confirm it only if that is meant"}
    assert sent["counts"]["changed"]["product_master"]["removed"] == 37
    assert size(whole) == 73


def test_how_many_entries_would_be_held_is_said_and_comes_true(whole: Desk) -> None:
    """Entries that lack something already and name what goes away count as well: they stay held."""
    held_before = _held(whole)
    sent = whole.send(PRODUCTS, first(PRODUCTS, 36))
    gone = {line.split(b",")[0].decode() for line in sample(PRODUCTS).splitlines()[37:]}
    gone -= {row["Material"] for row in rows_of(sample(PACKAGING)) if row["Is Packaging"] == "Y"}
    naming = {shipment for shipment, entry in _entries(whole).items() if gone.intersection(entry.materials)}
    assert sent["held_entries"] == len(naming) > 90
    whole.confirm(sent["id"])
    whole.world.work()
    assert _held(whole) == naming | held_before


def test_nobody_is_told_of_entries_where_nothing_goes_away(whole: Desk) -> None:
    sent = whole.send(PRODUCTS, heavier(sample(PRODUCTS), MATERIALS[0]))
    assert (sent["affected_entries"] > 0, sent["held_entries"]) == (True, 0)


def test_two_broken_cells_do_not_put_the_rows_in_another_order(whole: Desk) -> None:
    lines = sample(PRODUCTS).splitlines()
    broken = [
        line.replace(b",EA,", b",EA,x") if 5 < number < 8 else line for number, line in enumerate(lines)
    ]
    assert broken != lines
    sent = whole.send(PRODUCTS, b"\n".join(broken))
    assert sent["counts"]["rejected"] == 2
    assert not [one for one in sent["problems"] if "order" in one["what"]]


def _entries(desk: Desk) -> dict[str, StoredEntry]:
    table = desk.world.table
    return entries.heads(table, sorted(set(shipments_of_dates(table, *EVER))))


def _held(desk: Desk) -> set[str]:
    return {shipment for shipment, entry in _entries(desk).items() if entry.status == "needs_input"}


def test_who_confirms_it_has_it(whole: Desk) -> None:
    sent = whole.send(PRODUCTS, first(PRODUCTS, 36))
    whole.confirm(sent["id"])
    whole.world.work()
    done = whole.show(sent["id"])
    assert (done["state"], done["shrinks"]) == ("loaded", sent["shrinks"])
    assert [size(whole, name) for name in SETS] == [36, 36]


@pytest.mark.parametrize(("name", "sets"), [(PRODUCTS, SETS), (PACKAGING, ("packaging",))])
def test_rows_that_stay_for_one_without_key_do_not_hide_it(
    whole: Desk, name: str, sets: tuple[str, ...]
) -> None:
    """Any missing unit may be that row's, so that all of them stay; the limit is for the rows of the file."""
    rows = len(sample(name).splitlines()) - 1
    taken = rows // 2
    body = first(name, taken) + b"\n" + keyless(sample(name).splitlines()[taken + 1])
    sent = whole.send(name, body)
    assert sent["state"] == "ready"
    assert sent["shrinks"] == [{"set": one, "before": rows, "taken": taken, "after": rows} for one in sets]
    told = (
        f"{taken} rows are taken where there are {rows}, below the limit of 80 %; {rows - taken} others stay"
    )
    assert sum(told in one["what"] for one in sent["problems"]) == len(sets)
    whole.confirm(sent["id"])
    whole.world.work()
    done = whole.show(sent["id"])
    assert (done["state"], done["problem"]) == ("loaded", "")
    assert {size(whole, one) for one in sets} == {rows}


def test_a_set_within_the_limit_is_not_among_them(whole: Desk) -> None:
    """SAP has brought the weights of all 73 since: of these 58 are too few, of 60 products they are not."""
    whole.load(PRODUCTS, first(PRODUCTS, 60))
    whole.world.clock.forward(hours=1)
    ingest(whole.world.ports, "product-weights", 60)
    whole.world.work()
    assert [size(whole, name) for name in SETS] == [60, 73]
    sent = whole.send(PRODUCTS, first(PRODUCTS, 58))
    assert sent["shrinks"] == [{"set": "product_weights", "before": 73, "taken": 58, "after": 58}]
    said = [one["what"].split(":")[0] for one in sent["problems"] if "below the limit" in one["what"]]
    assert said == ["product weights"]
    assert [*whole.stored(sent["id"]).shrinks] == ["product_weights"]
    whole.confirm(sent["id"])
    whole.world.work()
    assert [size(whole, name) for name in SETS] == [58, 58]


def test_the_audit_trail_says_what_was_seen_and_confirmed(whole: Desk) -> None:
    """H3"""
    sent = whole.send(PRODUCTS, first(PRODUCTS, 36))
    whole.confirm(sent["id"])
    told = {one.action: one for one in whole.events() if one.subject == f"upload {sent['id']}"}
    seen = {name: {"before": 73, "taken": 36, "after": 36} for name in SETS}
    assert told["upload checked"].facts["shrinks"] == seen
    assert (told["upload confirmed"].facts["shrinks"], told["upload confirmed"].actor) == (seen, "ada")
    assert "shrinks" not in told["upload begun"].facts


@pytest.mark.parametrize("name", [PRODUCTS, PACKAGING])
def test_what_is_dropped_or_fetched_may_not(whole: Desk, name: str) -> None:
    """Nobody has looked at it. Nor does it help that somebody confirmed as much before."""
    before = read_pins(whole.world.table)
    whole.world.upload(name, first(name, 10))
    whole.world.work()
    [found] = deliveries.of_source(whole.world.table, name, 1)
    assert found.state == deliveries.REFUSED
    assert "below the limit of 80 %" in found.problem
    assert read_pins(whole.world.table).revision == before.revision
    whole.confirm(whole.send(name, first(name, 20))["id"])
    whole.world.work()
    whole.world.upload(name, first(name, 10))
    whole.world.work()
    [found] = deliveries.of_source(whole.world.table, name, 1)
    assert found.state == deliveries.REFUSED


@pytest.mark.parametrize(("rows", "shrinks"), [(59, False), (58, True), (1, True)])
def test_only_below_the_limit(whole: Desk, rows: int, shrinks: bool) -> None:
    """80 % of 73 are 58.4."""
    sent = whole.send(PRODUCTS, first(PRODUCTS, rows))
    assert bool(sent["shrinks"]) is shrinks
    whole.confirm(sent["id"])
    [manifest] = whole.world.landed
    assert read_delivery(whole.world.raw, manifest).manifest.may_shrink is shrinks
    assert ("may_shrink" in json.loads(whole.world.raw.objects[manifest])) is shrinks
    whole.world.work()
    assert size(whole) == rows


@pytest.mark.parametrize(
    "body",
    [
        first(PRODUCTS, 0),
        first(PRODUCTS, 36).replace(b",MX,", b",XX,").replace(b",CN,", b",XX,"),
    ],
    ids=["no row at all", "too many broken rows"],
)
def test_what_is_wrong_besides_is_refused(whole: Desk, body: bytes) -> None:
    """And every reason is told."""
    sent = whole.send(PRODUCTS, body)
    assert (sent["state"], sent["shrinks"]) == ("refused", [])
    assert sent["problem"]
    assert "are taken where" not in str(sent["problems"])


def test_a_table_that_is_built_anew_has_it_again(whole: Desk) -> None:
    """The raw bucket says that somebody wanted it, when no upload is there any more that could."""
    whole.confirm(whole.send(PRODUCTS, first(PRODUCTS, 36))["id"])
    whole.world.work()
    empty = Twin()
    empty.raw.objects.update(whole.world.raw.objects)
    assert {one.state for one in replay(empty.ports, landed(empty.raw))} == {deliveries.LOADED}
    assert size(Desk(empty)) == 36
