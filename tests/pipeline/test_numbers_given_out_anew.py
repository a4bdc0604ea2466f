"""The table was restored, and its counter with it: numbers come anew that lie in the raw bucket already.

D19: no delivery is lost over it without people being told.
"""

from dataclasses import replace
from datetime import date

import pytest

from chalicelib.feeds.catalogue import Feed
from chalicelib.feeds.fetched import Fetched
from chalicelib.feeds.landing import manifest_key
from chalicelib.pipeline.confirm import confirm
from chalicelib.pipeline.ingest import ingest
from chalicelib.pipeline.load import load
from chalicelib.pipeline.replay import landed, replay
from chalicelib.pipeline.sweep import sweep
from chalicelib.pipeline.uploads import NotPossible
from chalicelib.store import deliveries, keys, sources, uploads
from chalicelib.store.datasets import read_pins
from chalicelib.store.records import Record
from tests.pipeline.small import MATERIALS, heavier, small
from tests.pipeline.twin import Twin
from tests.pipeline.world import sample, sap_samples
from tests.uploads.desk import Desk

FEED, FILE = "ZEMM005", "Product_List.csv"
LOST = manifest_key(FEED, 2)
"""What was fetched after the backup was made."""


def later(world: Twin) -> None:
    """From now on SAP delivers what it has at the time, which tells its deliveries apart."""
    world.clock.forward(hours=3)
    now = world.clock()

    def fetch(feed: Feed, since: date | None, seconds: float) -> Fetched:
        return replace(sap_samples(feed, since, seconds), fetched_at=now, business_date=now.date())

    world.sap = fetch


def restored() -> Twin:
    """A table that knows delivery 1, of packaging, beside a bucket that has 2, of products, as well."""
    world = Twin()
    ingest(world.ports, "packaging", 60)
    world.work()
    backup = world.copy()
    ingest(world.ports, "product-master", 60)
    world.work()
    backup.raw.objects.update(world.raw.objects)
    later(backup)
    return backup


def replayed(world: Twin) -> dict[tuple[str, int], str]:
    """What became of everything in the raw bucket when it is replayed."""
    made = {(one.source, one.sequence): one.state for one in replay(world.ports, landed(world.raw))}
    world.work()
    return made


def test_a_number_that_was_given_out_before_the_replay_is_told() -> None:
    """The functions were switched on first: a fetch takes the number of what is to be replayed."""
    world = restored()
    ingest(world.ports, "inbound-shipments", 60)
    world.work()
    for _ in range(2):
        assert replayed(world) == {
            ("PACKAGING", 1): deliveries.LOADED,
            (FEED, 2): deliveries.REFUSED,
            ("ZEMM07", 2): deliveries.LOADED,
        }
    assert world.heard.count("taken-2-ZEMM005") == 1
    told = next(record.data for record in world.records() if record.sk == "taken-2-ZEMM005")
    assert "Fetch ZEMM005 again, all of it" in told["text"]
    assert manifest_key("ZEMM07", 2) in sources.find(world.table, FEED).failure
    found = deliveries.find(world.table, 2)
    assert found is not None
    assert (found.source, found.state) == ("ZEMM07", deliveries.LOADED)
    ingest(world.ports, "product-master", 60)
    world.work()
    assert read_pins(world.table).sequence("product_master") == 3
    failed_at = sources.find(world.table, FEED).failed_at
    world.clock.forward(hours=1)
    assert replayed(world)[FEED, 2] == deliveries.REFUSED
    assert sources.find(world.table, FEED).failed_at == failed_at, "something newer is in use"


def test_what_is_loaded_of_the_bucket_takes_its_number_out_of_use() -> None:
    """An event that waited comes first, then a fetch: both are loaded."""
    world = restored()
    world.landed.append(LOST)
    world.work()
    ingest(world.ports, "inbound-shipments", 60)
    world.work()
    pins = read_pins(world.table)
    assert (pins.sequence("product_master"), pins.sequence("shipments")) == (2, 3)
    assert set(replayed(world).values()) == {deliveries.LOADED}
    assert not [name for name in world.heard if name.startswith("taken")]


@pytest.mark.parametrize("name", ["inbound-shipments", "product-master"])
def test_a_fetch_whose_number_turns_out_to_be_taken_lands_under_another(name: str) -> None:
    """The event comes while SAP answers; or the number is that of a delivery of the same feed."""
    world = restored()
    fetch = world.sap

    def meanwhile(feed: Feed, since: date | None, seconds: float) -> Fetched:
        if name == "inbound-shipments":
            load(world.ports, LOST)
        return fetch(feed, since, seconds)

    world.sap = meanwhile
    [delivery] = ingest(world.ports, name, 60)
    world.work()
    assert delivery.sequence == 3
    world.clock.forward(minutes=30)
    sweep(world.ports)
    world.work()
    found = [deliveries.find(world.table, number) for number in (1, 2, 3)]
    good = {one.source: one.state in (*deliveries.GOOD, deliveries.SUPERSEDED) for one in found if one}
    assert good == {"PACKAGING": True, FEED: True, delivery.source: True}
    assert not [name for name in world.heard if name.startswith(("taken", "feed"))]


@pytest.mark.parametrize("source", [FEED, FILE])
def test_a_dropped_file_whose_number_turns_out_to_be_taken_lands_under_another(source: str) -> None:
    """Another feed's delivery is announced meanwhile; or the same file's lies in the bucket."""
    world = restored()
    if source == FILE:
        other = Twin()
        for name in ("Exchange_Rate.csv", FILE):
            other.upload(name)
        world.raw.objects.update({key: data for key, data in other.raw.objects.items() if FILE in key})
    read = world.ports.uploads.read

    def meanwhile(_bucket: str, key: str, version: str, most_bytes: int) -> bytes | None:
        if source == FEED:
            load(world.ports, LOST)
        return read(_bucket, key, version, most_bytes)

    world.uploads.read = meanwhile  # type: ignore[method-assign]
    world.upload(FILE, heavier(sample(FILE), MATERIALS[0]))
    world.work()
    found = deliveries.find(world.table, 3)
    assert found is not None
    assert (found.source, found.state) == (FILE, deliveries.LOADED)


def test_a_confirmed_upload_takes_a_number_under_which_nothing_of_it_lies(little_day: Twin) -> None:
    """It would pass for landed, and never be."""
    desk = Desk(little_day)
    sent = desk.send(FILE, heavier(small(FILE), MATERIALS[0]))
    record = little_day.table.get(*keys.sequence())
    assert record is not None
    following = int(record.data["value"]) + 1
    little_day.raw.objects[manifest_key(FILE, following)] = b"landed after the backup was made"
    confirmed = confirm(little_day.ports, sent["id"], "ada")
    little_day.work()
    found = deliveries.find(little_day.table, confirmed.delivery)
    assert found is not None
    assert (confirmed.delivery, found.state) == (following + 1, deliveries.LOADED)


def test_a_confirmed_upload_whose_number_is_taken_meanwhile_is_given_up_and_told(little_day: Twin) -> None:
    desk = Desk(little_day)
    sent = desk.send(FILE, heavier(small(FILE), MATERIALS[0]))
    upload = uploads.find(little_day.table, sent["id"])
    assert upload is not None
    record = little_day.table.get(*keys.sequence())
    assert record is not None
    following = int(record.data["value"]) + 1
    other = deliveries.Delivery(following, FEED, little_day.ports.stamp(), "", manifest_key(FEED, following))
    deliveries.announce(little_day.table, other)
    with pytest.raises(NotPossible, match=f"Its number, {following}, has turned out to be that of another"):
        confirm(little_day.ports, sent["id"], "ada")
    assert list(uploads.unfinished(little_day.table)) == []
    sweep(little_day.ports)
    little_day.work()
    after = uploads.find(little_day.table, sent["id"])
    assert after is not None
    assert after.state == uploads.REFUSED
    assert f"upload-{sent['id']}" in little_day.heard


def test_a_counter_that_is_ahead_stays_where_it_is(little_day: Twin) -> None:
    before = little_day.table.get(*keys.sequence())
    assert before is not None
    deliveries.go_on_after(little_day.table, int(before.data["value"]), "x")
    assert little_day.table.get(*keys.sequence()) == before
    little_day.table.put(Record(*keys.sequence(), {"value": 1, "token": ""}))
    deliveries.go_on_after(little_day.table, 7, "x")
    assert deliveries.next_sequence(little_day.table, "y") == 8
