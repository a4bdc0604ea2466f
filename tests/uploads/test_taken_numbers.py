"""The table was restored: what is confirmed may get a number under which something lies in the raw bucket."""

import pytest

from chalicelib.api.replies import Problem
from chalicelib.feeds.landing import manifest_key
from chalicelib.feeds.manifests import MANIFEST
from chalicelib.pipeline.sweep import sweep
from chalicelib.store import deliveries, keys, uploads
from tests.pipeline.small import MATERIALS, heavier, small
from tests.pipeline.twin import Twin
from tests.uploads.desk import Desk, refusal

PRODUCTS, PACKAGING = "Product_List.csv", "Packaging_Material.csv"
CUT_OFF = b"landed after the backup was made"


def following(desk: Desk) -> int:
    """The number that the counter gives out next."""
    record = desk.world.table.get(*keys.sequence())
    assert record is not None
    return int(record.data["value"]) + 1


def folder(number: int, source: str = PRODUCTS) -> str:
    """Where a delivery lies in the raw bucket."""
    return manifest_key(source, number).removesuffix(MANIFEST)


def ready(desk: Desk) -> str:
    upload_id: str = desk.send(PRODUCTS, heavier(small(PRODUCTS), MATERIALS[0]))["id"]
    return upload_id


def heard(desk: Desk) -> list[str]:
    """The alerts that went out."""
    assert isinstance(desk.world, Twin)
    return desk.world.heard


def taken_meanwhile(desk: Desk, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """After it was looked whether the next number is free, it is taken."""
    number = following(desk)

    def free_still(_ports: object, _source: str) -> int:
        if how == "part":
            desk.world.raw.objects[f"{folder(number)}{PRODUCTS}"] = CUT_OFF
        else:
            manifest = manifest_key(PACKAGING, number)
            other = deliveries.Delivery(number, PACKAGING, desk.world.ports.stamp(), "", manifest)
            deliveries.announce(desk.world.table, other)
        return number

    monkeypatch.setattr("chalicelib.pipeline.confirm._free_number", free_still)


@pytest.mark.parametrize("lies", [PRODUCTS, "part-001.csv", MANIFEST])
def test_a_number_is_free_if_nothing_lies_there(desk: Desk, lies: str) -> None:
    """A landing that was cut off left a part and no manifest; other bytes cannot go there."""
    number, upload_id = following(desk), ready(desk)
    desk.world.raw.objects[folder(number) + lies] = CUT_OFF
    assert desk.confirm(upload_id)["delivery"] == number + 1
    desk.world.work()
    assert desk.show(upload_id)["state"] == "loaded"
    assert desk.world.raw.objects[folder(number) + lies] == CUT_OFF
    assert sweep(desk.world.ports)["taken"] == 0


def test_what_lies_under_another_source_or_number_is_no_matter(desk: Desk) -> None:
    number, upload_id = following(desk), ready(desk)
    for other in (folder(number, PACKAGING), folder(number * 10), folder(number + 1)):
        desk.world.raw.objects[f"{other}{PRODUCTS}"] = CUT_OFF
    assert desk.confirm(upload_id)["delivery"] == number


@pytest.mark.parametrize("how", ["part", "announced"])
def test_a_number_that_is_taken_meanwhile_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """Nobody is left waiting: who confirmed it reads it at once, the others are told, and no sweep fails."""
    number, upload_id = following(desk), ready(desk)
    taken_meanwhile(desk, monkeypatch, how)
    with pytest.raises(Problem) as raised:
        desk.confirm(upload_id, "a-key")
    said = f"Its number, {number}, has turned out to be that of another delivery. Upload it again."
    assert (*refusal(raised.value), str(raised.value.detail)) == (409, "Not possible", said)
    shown = desk.show(upload_id)
    assert (shown["state"], shown["problem"]) == ("refused", said)
    for _ in range(3):
        assert sweep(desk.world.ports)["taken"] == 0
        desk.world.work()
        desk.world.clock.forward(hours=20)
    assert f"upload-{upload_id}" in heard(desk)


@pytest.mark.parametrize("how", ["part", "announced"])
def test_a_stuck_landing_whose_number_is_taken_is_given_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """The process died when it had recorded the number, and before anything was landed."""
    upload_id = ready(desk)
    taken_meanwhile(desk, monkeypatch, how)
    with monkeypatch.context() as patched:
        patched.setattr("chalicelib.pipeline.confirm.announce_and_land", lambda *_: 1 // 0)
        with pytest.raises(ZeroDivisionError):
            desk.confirm(upload_id)
    assert desk.show(upload_id)["state"] == "confirmed"
    desk.world.clock.forward(minutes=30)
    assert sweep(desk.world.ports)["taken"] == 1
    assert desk.show(upload_id)["state"] == "refused"
    assert list(uploads.unfinished(desk.world.table)) == []
    desk.world.clock.forward(minutes=30)
    assert sweep(desk.world.ports)["taken"] == 0
    desk.world.work()
    assert f"upload-{upload_id}" in heard(desk)
