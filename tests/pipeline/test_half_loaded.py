"""What a load left half done, or can never do, is seen by nobody, whatever is loaded after it."""

from collections import Counter
from decimal import Decimal
from functools import partial
from hashlib import sha256

import pytest

from chalicelib.customs.errors import Fault
from chalicelib.etl.errors import DeliveryRefused
from chalicelib.pipeline import examine
from chalicelib.pipeline.ingest import ingest
from chalicelib.pipeline.load import load
from chalicelib.pipeline.take_in import LEASE
from chalicelib.store import deliveries, gates, keys
from chalicelib.store.datasets import read_pins, read_snapshot, read_version
from chalicelib.store.memory import MemoryTable
from chalicelib.store.records import Key
from chalicelib.store.table import Busy, Record
from tests.pipeline.small import heavier
from tests.pipeline.test_load_protocol import crash, landed, shipments
from tests.pipeline.world import World, sample

PRODUCTS, PACKAGING = "Product_List.csv", "Packaging_Material.csv"
MATERIAL = "10005543"
MOST_CALLS = 200


def weights_seen(world: World) -> int:
    """The delivery that the visible weights of a material came with."""
    return read_version(world.table, "product_weights", MATERIAL, read_pins(world.table))[0]


def _refuse(*_: object) -> object:
    fault = Fault("Shipments.csv", None, None, None, "is not taken any more", "Correct it")
    raise DeliveryRefused("Shipments.csv", [fault])


def test_one_that_is_refused_when_it_comes_again_stays_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    """C12: it wrote rows and died; what was deployed since then refuses it; another is loaded."""
    for call in range(1, MOST_CALLS):
        world = World()
        first, second, third = landed(
            world, [shipments(("S1", "01")), shipments(("S1", "02")), shipments(("S3", "01"))]
        )
        load(world.ports, first)
        crashed = crash(world, "before", call, partial(load, world.ports, second))
        with monkeypatch.context() as stricter:
            stricter.setattr(examine, "read", _refuse)
            again = load(world.ports, second)
        load(world.ports, third)
        seen = read_version(world.table, "shipments", "S1", read_pins(world.table))[0]
        assert seen == (2 if again.state == deliveries.LOADED else 1), call
        if not crashed:
            return
    pytest.fail(f"a load takes fewer than {MOST_CALLS} calls")


@pytest.mark.parametrize("comes_again", [False, True])
def test_what_is_overtaken_in_one_set_of_a_gate_is_void_in_all_of_them(comes_again: bool) -> None:
    """C12, A22: a list of products dies; a feed overtakes it in one of its sets, another in the other.

    Or it comes again between the two, where the second set still wants it.
    """
    name, heavy = PRODUCTS, heavier(sample(PRODUCTS), MATERIAL)
    for call in range(1, MOST_CALLS):
        world = World()
        first, second = landed(world, [(name, sample(name).decode()), (name, heavy.decode())])
        load(world.ports, first)
        crashed = crash(world, "before", call, partial(load, world.ports, second))
        world.clock.forward(seconds=LEASE + 1)
        ingest(world.ports, "product-master", 60)
        load(world.ports, world.landed.popleft())
        if comes_again:
            load(world.ports, second)
            assert weights_seen(world) == 2, call
        else:
            ingest(world.ports, "product-weights", 60)
            load(world.ports, world.landed.popleft())
            assert weights_seen(world) != 2 or _is_loaded(world, 2), call
        if not crashed:
            return
    pytest.fail(f"a load takes fewer than {MOST_CALLS} calls")


def _is_loaded(world: World, sequence: int) -> bool:
    found = deliveries.find(world.table, sequence)
    return found is not None and found.state == deliveries.LOADED


def _packaging(rows: int, more: str = "") -> tuple[str, str]:
    listed = "".join(f"{910_000_000 + number},Box,Y\n" for number in range(rows))
    return PACKAGING, f"Material,Description,Is Packaging\n{listed}{more}"


def test_pages_that_a_former_attempt_left_behind_are_not_read() -> None:
    """C12: the third keeps a doubtful row on a page of its own, and dies; the second takes that row away."""
    sizes = set()
    for call in range(1, MOST_CALLS):
        world = World()
        other = _packaging(1000, "X1,Old,maybe\n")[1].replace("910000000,Box", "910000000,Tin")
        first, second, third = landed(
            world, [_packaging(1000, "X1,Old,Y\n"), _packaging(1000), (PACKAGING, other)]
        )
        load(world.ports, first)
        if not crash(world, "before", call, partial(load, world.ports, third)) or _is_loaded(world, 3):
            break
        world.clock.forward(seconds=LEASE + 1)
        load(world.ports, second)
        load(world.ports, third)
        sizes.add(len(read_snapshot(world.table, "packaging", read_pins(world.table))))
    assert sizes == {1000}


def test_a_late_delivery_asks_for_many_others_at_once_and_keeps_its_gate() -> None:
    """Two thousand numbers were given out since; the three newer ones are read again, two minutes each."""
    world = World()
    [late] = landed(world, [shipments(("S1", "01"), ("T2", "09"))])
    deliveries.go_on_after(world.table, 2000, "elsewhere")
    newer = landed(world, [shipments((f"T{number}", "02")) for number in range(1, 4)])
    for manifest in newer:
        load(world.ports, manifest)
    operations: Counter[str] = Counter()
    world.table.before = lambda operation, _: operations.update([operation])
    renewed: list[int] = []
    read = world.raw.get

    def slowly(key: str) -> bytes:
        if key in newer:
            world.clock.forward(minutes=2)
            [gate] = world.table.query(keys.gate("shipments")[0])
            renewed.append(gate.data["expires"])
        return read(key)

    world.raw.get = slowly  # type: ignore[method-assign]
    assert load(world.ports, late).state == deliveries.LOADED
    assert sum(operations.values()) < 120, operations
    assert renewed == sorted(set(renewed))
    assert len(renewed) == len(newer)
    pins = read_pins(world.table)
    assert [read_version(world.table, "shipments", name, pins)[0] for name in ("S1", "T2")] == [1, 2002]


def test_a_gate_that_was_taken_over_is_not_kept() -> None:
    table = MemoryTable(clock=lambda: 0)
    mine = gates.enter(table, "shipments", 1, "one", 0, LEASE)
    gates.renew(table, mine, 100, LEASE)
    with pytest.raises(Busy, match="is being loaded"):
        gates.enter(table, "shipments", 2, "two", LEASE + 99, LEASE)
    gates.enter(table, "shipments", 2, "two", LEASE + 100, LEASE)
    with pytest.raises(Busy, match="taken over"):
        gates.renew(table, mine, LEASE + 101, LEASE)


def test_a_unit_that_no_record_holds_is_refused_by_its_name() -> None:
    """C5: an invoice of 16,000 lines is refused once, and not tried for ever; the next one overtakes it."""
    world = World()
    head, line = sample("Invoices.csv").decode().splitlines()[:2]
    cells = dict(zip(head.split(","), line.split(","), strict=True))
    many = [",".join((cells | _unlike(number)).values()) for number in range(10, 160_010, 10)]
    [manifest] = landed(world, [("Invoices.csv", "\n".join([head, *many]))])
    delivery = load(world.ports, manifest)
    assert delivery.state == deliveries.REFUSED
    assert "INV00001A" in delivery.problem
    assert "16,000 rows" in delivery.problem
    assert "Split it" in delivery.problem
    [alert] = world.queues.alerts
    assert (alert["id"], alert["severity"]) == ("refused-1", "warning")
    assert "INV00001A" in alert["text"]
    world.upload("Invoices.csv")
    world.work()
    assert _is_loaded(world, 2)
    assert read_pins(world.table).void == {"invoice_lines": (1,)}


def _unlike(number: int) -> dict[str, str]:
    """Cells of a line that do not pack well."""
    digest = sha256(str(number).encode()).hexdigest()
    quantity, price = int(digest[:5], 16) + 1, Decimal(int(digest[5:10], 16) + 1) / 100
    return {
        "Line": str(number),
        "PO": digest[10:50],
        "Quantity": str(quantity),
        "Unit Price": f"{price:.2f}",
        "Amount": f"{quantity * price:.2f}",
    }


def test_a_damaged_record_is_named_when_a_delivery_is_refused_for_it() -> None:
    """D16: what cannot be read is nothing that another attempt would mend."""
    world = World()
    world.upload("Shipments.csv", shipments(("S1", "01"))[1].encode())
    world.work()
    key: Key = keys.unit_version("shipments", "S1", 1)
    world.table.put(Record(*key, {"sequence": 1, "rows": 1}, b"damaged"))
    [manifest] = landed(world, [shipments(("S1", "02"))])
    delivery = load(world.ports, manifest)
    assert delivery.state == deliveries.REFUSED
    assert " ".join(key) in delivery.problem
    assert "from the backup" in delivery.problem
