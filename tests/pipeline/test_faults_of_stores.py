"""What goes wrong with what the pipeline stands on: bad bytes, deaf queues, processes that die."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from chalicelib.pipeline.alerts import INFORMATION, Alert, alert_message, raise_alert
from chalicelib.pipeline.load import load
from chalicelib.pipeline.ports import ALERTS
from chalicelib.pipeline.receive import receive
from chalicelib.pipeline.routing import route
from chalicelib.pipeline.sweep import LeftUndone, sweep
from chalicelib.pipeline.take_in import LEASE
from chalicelib.store import deliveries, keys, outbox
from chalicelib.store.table import Busy, Key
from tests.pipeline.asking import alerts, delivery, entry_documents, newest, run, visible
from tests.pipeline.small import MATERIALS, heavier, rows_of, small, written
from tests.pipeline.state import differences, state_of
from tests.pipeline.twin import Twin
from tests.pipeline.world import Queues

PRODUCTS = "Product_List.csv"
MOST_MESSAGE = 256 * 1024


class Deaf(Queues):
    """Queues whose topic takes nothing for a while."""

    def __init__(self, deaf: Sequence[str]) -> None:
        super().__init__()
        self.deaf = tuple(deaf)

    def send(self, channel: str, bodies: Sequence[Mapping[str, Any]]) -> None:
        if channel in self.deaf:
            raise OSError(f"{channel} takes nothing")
        super().send(channel, bodies)


def deaf(world: Twin, *channels: str) -> Deaf:
    world.queues = Deaf(channels)
    world.ports = replace(world.ports, messages=world.queues)
    return world.queues


def test_a_topic_that_takes_nothing_holds_nothing_up(little_day: Twin) -> None:
    """C14: what was loaded stays loaded, the run goes on, and the alerts are sent when the topic is back."""
    calm = little_day.copy()
    calm.upload(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS))
    calm.work()
    queues = deaf(little_day, ALERTS)
    little_day.upload(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS))
    little_day.work()
    assert newest(little_day).state == deliveries.LOADED
    assert run(little_day, newest(little_day).run).state == "done"
    assert sorted(message.id for message in outbox.waiting(little_day.table)) == sorted(
        f"alert-{told}" for told in calm.heard
    )
    with pytest.raises(LeftUndone, match="alerts takes nothing"):
        sweep(little_day.ports)
    queues.deaf = ()
    assert sweep(little_day.ports)["sent"] == len(calm.heard)
    little_day.work()
    assert sorted(little_day.heard) == sorted(calm.heard)
    assert not differences(state_of(little_day), state_of(calm))


@pytest.mark.parametrize("channel", ["generate", "compare"])
def test_a_queue_that_takes_nothing_is_made_up_for(little_day: Twin, channel: str) -> None:
    """C14, C6: nothing is rolled back; the sweep sends what waits."""
    calm = little_day.copy()
    calm.upload(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS))
    calm.work()
    queues = deaf(little_day, channel)
    little_day.upload(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS))
    little_day.work()
    assert newest(little_day).state == deliveries.LOADED
    queues.deaf = ()
    little_day.clock.forward(minutes=30)
    sweep(little_day.ports)
    little_day.work()
    assert not differences(state_of(little_day), state_of(calm))


def test_an_alert_that_the_channel_refuses_is_posted_when_it_is_back(
    little_day: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C14: SNS delivers it again; it is kept once and posted once."""
    posted: list[str] = []
    broken = True

    def post(webhook: str, body: Mapping[str, Any]) -> None:
        if broken:
            raise OSError("the channel is down")
        posted.append(body["id"])

    monkeypatch.setattr("chalicelib.pipeline.routing._post", post)
    message = json.dumps(alert_message(Alert("one", "quality", INFORMATION, "Title", "Text")).body)
    for _ in range(2):
        with pytest.raises(OSError, match="down"):
            route(little_day.ports, message, lambda: "https://example.invalid")
    broken = False
    for _ in range(3):
        assert not route(little_day.ports, message, lambda: "https://example.invalid")
    assert posted == ["one"]
    assert "one" in alerts(little_day)


def test_ten_thousand_bad_rows_are_one_alert(little_day: Twin) -> None:
    """C16, C17: the rows are kept with what is wrong with them, and the message stays small."""
    before = visible(little_day)
    rows = rows_of(small("Shipments.csv"))[:1]
    bad = [rows[0] | {"Shipment": f"S{number}", "Entry Date": "31.12.2026"} for number in range(10_000)]
    little_day.upload("Shipments.csv", written(rows + bad))
    little_day.work()
    refused = newest(little_day)
    assert (refused.state, refused.rejected) == (deliveries.REFUSED, 10_000)
    assert little_day.heard == [f"refused-{refused.sequence}"]
    assert len(json.dumps(alerts(little_day)[little_day.heard[0]])) < 2_000
    kept = little_day.table.query(keys.delivery(refused.sequence)[0], prefix="REJECTED#")
    assert sum(int(page.data["rows"]) for page in kept) == 10_000
    assert visible(little_day) == before


HUGE = "x" * 120_000


@pytest.mark.parametrize(
    "body",
    [
        small(PRODUCTS).replace(b"Material,", b"Materials,", 1),
        small(PRODUCTS).replace(b"Status", HUGE.encode(), 1),
        b"\n".join(line + b',"' + HUGE.encode() + b'"' for line in small(PRODUCTS).splitlines()),
        small(PRODUCTS) + b"\n".join(b'"' + HUGE.encode() + b'",' for _ in range(50)),
        b"\x00" * 10_000,
    ],
    ids=["column renamed", "huge header", "a huge column", "huge cells", "zeros"],
)
def test_however_bad_a_file_is_its_alert_can_be_sent(little_day: Twin, body: bytes) -> None:
    """C17, A18, A19: no text of the file makes a message, or a record, too large."""
    little_day.upload(PRODUCTS, body)
    little_day.work()
    assert newest(little_day).state in deliveries.FINISHED
    assert len(little_day.heard) == 1
    assert len(json.dumps(alerts(little_day)[little_day.heard[0]])) < 16_000 < MOST_MESSAGE


@pytest.mark.parametrize("part", ["page", "manifest"])
def test_a_bit_that_flipped_in_the_raw_bucket_is_found(little_day: Twin, part: str) -> None:
    """D17: refused, told once, nothing changed."""
    before = visible(little_day)
    little_day.upload(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS))
    manifest = little_day.landed.popleft()
    key = manifest if part == "manifest" else manifest.replace("manifest.json", PRODUCTS)
    body = bytearray(little_day.raw.objects[key])
    body[len(body) // 2] ^= 1
    little_day.raw.objects[key] = bytes(body)
    for _ in range(3):
        assert load(little_day.ports, manifest).state == deliveries.REFUSED
        little_day.clock.forward(minutes=30)
        sweep(little_day.ports)
        little_day.work()
    assert little_day.heard == [f"refused-{newest(little_day).sequence}"]
    assert visible(little_day) == before


@pytest.mark.parametrize("version", [0, 3])
def test_a_manifest_of_another_version_is_refused(little_day: Twin, version: int) -> None:
    """H11, D20, C17: an older or a newer deployment's."""
    little_day.upload(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS))
    manifest = little_day.landed.popleft()
    told = json.loads(little_day.raw.objects[manifest]) | {"version": version}
    little_day.raw.objects[manifest] = json.dumps(told).encode()
    assert load(little_day.ports, manifest).state == deliveries.REFUSED
    assert "version 1" in newest(little_day).problem


def test_a_delivery_of_which_no_manifest_came_is_given_up_after_a_day(little_day: Twin) -> None:
    """D16: announced, its parts written, and then the process died."""
    before = visible(little_day)
    _orphan(little_day)
    sequence = newest(little_day).sequence
    for hours in (1, 22):
        little_day.clock.forward(hours=hours)
        sweep(little_day.ports)
        assert delivery(little_day, sequence).state == deliveries.LANDING
    little_day.clock.forward(hours=2)
    sweep(little_day.ports)
    assert delivery(little_day, sequence).state == deliveries.ABANDONED
    assert not list(deliveries.unfinished(little_day.table))
    assert visible(little_day) == before


class _Dead(BaseException):
    pass


def _orphan(world: Twin) -> tuple[str, str, str, str]:
    """Receive a file in a process that dies before the manifest; what its event says."""
    put = world.raw.put

    def dying(key: str, body: bytes) -> None:
        if key.endswith("manifest.json"):
            raise _Dead
        put(key, body)

    world.raw.put = dying  # type: ignore[method-assign]
    with pytest.raises(_Dead):
        world.upload(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS))
    world.raw.put = put  # type: ignore[method-assign]
    [(key, version)] = [found for found in world.uploads.objects if found[0].endswith(PRODUCTS)][-1:]
    return "upload", key, version, f"{int(version[1:]):016X}"


@pytest.mark.parametrize("hours", [1, 26])
def test_an_upload_that_is_redriven_is_taken_in_once(little_day: Twin, hours: int) -> None:
    """C15: from the dead-letter queue, soon or after it was given up."""
    event = _orphan(little_day)
    little_day.clock.forward(hours=hours)
    sweep(little_day.ports)
    for _ in range(3):
        receive(little_day.ports, *event)
        little_day.work()
    assert newest(little_day).state == deliveries.LOADED
    good = [one.state for one in deliveries.of_source(little_day.table, PRODUCTS, 9)]
    assert good.count(deliveries.LOADED) == 2
    assert newest(little_day).changed == {"product_weights": len(MATERIALS)}


def test_a_load_that_died_holds_the_gate_no_longer_than_it_could_have_worked(little_day: Twin) -> None:
    """C11: the lease runs out; its own event gets in before that."""
    manifests = []
    for number in (1, 2):
        little_day.upload(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS[:number]))
        manifests.append(little_day.landed.popleft())
    _die_in_commit(little_day, partial(load, little_day.ports, manifests[0]))
    with pytest.raises(Busy, match="tried again later"):
        load(little_day.ports, manifests[1])
    later = little_day.copy()
    later.clock.forward(seconds=LEASE + 1)
    assert load(later.ports, manifests[1]).state == deliveries.LOADED
    assert load(later.ports, manifests[0]).state == deliveries.SUPERSEDED
    assert load(little_day.ports, manifests[0]).state == deliveries.LOADED
    assert load(little_day.ports, manifests[1]).state == deliveries.LOADED
    for world in (little_day, later):
        world.work()
    assert entry_documents(later) == entry_documents(little_day)


def _die_in_commit(world: Twin, work: Callable[[], object]) -> None:
    dead = False

    def hook(operation: str, touched: Sequence[Key]) -> None:
        nonlocal dead
        dead = dead or (operation == "transact" and keys.pins() in touched)
        if dead:
            raise _Dead

    world.table.before = hook
    with pytest.raises(_Dead):
        work()
    world.table.before = lambda operation, touched: None


def test_an_alert_is_raised_once_however_often_its_cause_is_met(little_day: Twin) -> None:
    """C16: while it waits, and after it went out."""
    for _ in range(3):
        for _ in range(2):
            raise_alert(little_day.ports, Alert("one", "quality", INFORMATION, "Title", "Text"))
        sweep(little_day.ports)
        little_day.work()
    assert little_day.heard == ["one"]


def test_a_delivery_that_another_process_finishes_first(little_day: Twin) -> None:
    """D13, D6: the second to commit finds it done, and nothing is done twice."""
    little_day.upload(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS))
    manifest = little_day.landed.popleft()
    calm = little_day.copy()
    load(calm.ports, manifest)
    met = False

    def other(operation: str, touched: Sequence[Key]) -> None:
        nonlocal met
        if operation == "transact" and keys.pins() in touched and not met:
            met = True
            load(little_day.ports, manifest)

    little_day.table.before = other
    assert load(little_day.ports, manifest).state == deliveries.LOADED
    little_day.table.before = lambda operation, touched: None
    for world in (little_day, calm):
        world.work()
    assert met
    assert not differences(state_of(little_day), state_of(calm))
