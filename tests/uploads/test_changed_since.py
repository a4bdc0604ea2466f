"""The visible data change between the check and the confirmation: what would happen then is told first."""

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.api.uploads import Changed
from chalicelib.pipeline.changes import find_changes
from chalicelib.pipeline.confirm import take_up
from chalicelib.pipeline.ingest import ingest
from chalicelib.store import deliveries, uploads
from chalicelib.store.datasets import read_pins, read_snapshot
from tests.pipeline.small import MATERIALS, heavier, small, small_packaging
from tests.pipeline.twin import Twin
from tests.pipeline.world import sample
from tests.uploads.desk import Desk

PRODUCTS, PACKAGING = "Product_List.csv", "Packaging_Material.csv"
KEY = "a-key"


def changed(act: Callable[[], object]) -> dict[str, Any]:
    """The upload that a refusal to confirm tells of."""
    with pytest.raises(Changed) as told:
        act()
    assert (told.value.status, told.value.title) == (409, "Changed meanwhile")
    upload: dict[str, Any] = told.value.more["upload"]
    return upload


def meanwhile(desk: Desk, name: str, body: bytes) -> None:
    """Somebody drops another file, and it is loaded."""
    desk.world.upload(name, body)
    desk.world.work()


def test_other_counts_are_told_and_nothing_happens(desk: Desk) -> None:
    sent = desk.send(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS[:2]))
    meanwhile(desk, PRODUCTS, heavier(small(PRODUCTS), MATERIALS[0]))
    before = read_pins(desk.world.table)
    now = changed(lambda: desk.confirm(sent["id"]))
    assert now == desk.show(sent["id"])
    assert now["state"] == "ready"
    assert sent["counts"]["changed"]["product_weights"]["changed"] == 2
    assert now["counts"]["changed"]["product_weights"]["changed"] == 1
    assert [one["key"] for one in now["sample"]] == [MATERIALS[1]]
    assert read_pins(desk.world.table) == before
    assert desk.world.work() == 0

    desk.confirm(sent["id"])
    desk.world.work()
    assert desk.show(sent["id"])["state"] == "loaded"


def test_the_same_counts_of_something_else_are_told(desk: Desk) -> None:
    """As many units change as before, and from other values: what was shown is not what would happen."""
    sent = desk.send(PRODUCTS, heavier(small(PRODUCTS), MATERIALS[0]))
    meanwhile(desk, PRODUCTS, small(PRODUCTS).replace(b"0.791,0.910", b"0.795,0.915"))
    now = changed(lambda: desk.confirm(sent["id"]))
    assert now["counts"] == sent["counts"]
    weights = [one["sample"][0]["before"]["Net Weight (kg)"] for one in (sent, now)]
    assert weights == ["0.791", "0.795"]


def test_data_that_change_while_it_is_checked(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is shown is of one moment: it is compared once more."""
    left = [1]

    def overtaken(*asked: Any) -> Any:
        if left:
            left.pop()
            meanwhile(desk, PRODUCTS, heavier(small(PRODUCTS), MATERIALS[0]))
        return find_changes(*asked)

    monkeypatch.setattr("chalicelib.pipeline.preview.find_changes", overtaken)
    sent = desk.send(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS[:2]))
    assert sent["counts"]["changed"]["product_weights"]["changed"] == 1
    assert desk.stored(sent["id"]).revision == read_pins(desk.world.table).revision


def test_what_does_not_concern_the_file_is_no_matter(desk: Desk) -> None:
    sent = desk.send(PRODUCTS, heavier(small(PRODUCTS), MATERIALS[0]))
    meanwhile(desk, PACKAGING, small(PACKAGING).replace(b",Y", b",N", 1))
    confirmed = desk.confirm(sent["id"])
    assert confirmed["state"] == "confirmed"
    assert desk.stored(sent["id"]).revision == read_pins(desk.world.table).revision


def test_a_delivery_that_changes_nothing_is_no_matter(desk: Desk) -> None:
    sent = desk.send(PRODUCTS, heavier(small(PRODUCTS), MATERIALS[0]))
    meanwhile(desk, PRODUCTS, small(PRODUCTS))
    assert desk.confirm(sent["id"])["state"] == "confirmed"


def test_a_file_that_has_become_small_beside_what_is_there_is_told() -> None:
    """What was confirmed when nothing went away is not what would happen; what would, he may want too."""
    lines = small(PRODUCTS).splitlines()
    few = Desk(Twin())
    sent = few.send(PRODUCTS, b"\n".join(lines))
    assert sent["state"] == "ready"
    more = b"\n".join([*lines, *(lines[1].replace(b"1000", b"9%d00" % number, 1) for number in range(1, 9))])
    meanwhile(few, PRODUCTS, more)
    now = changed(lambda: few.confirm(sent["id"]))
    assert (sent["shrinks"], now["state"]) == ([], "ready")
    assert [(one["set"], one["before"], one["after"]) for one in now["shrinks"]] == [
        ("product_master", 12, 4),
        ("product_weights", 12, 4),
    ]
    few.confirm(sent["id"])
    few.world.work()
    assert few.show(sent["id"])["state"] == "loaded"


def test_more_rows_that_go_away_than_were_shown_are_told(whole: Desk) -> None:
    """Also where what is lost besides is the same for every other count."""
    half = b"\n".join(sample(PRODUCTS).splitlines()[:37])
    sent = whole.send(PRODUCTS, half)
    meanwhile(whole, PRODUCTS, b"\n".join(sample(PRODUCTS).splitlines()[:70]))
    now = changed(lambda: whole.confirm(sent["id"]))
    assert [one["shrinks"][0]["before"] for one in (sent, now)] == [73, 69]
    assert whole.show(sent["id"])["state"] == "ready"


def test_the_same_request_again_confirms_nothing_that_was_not_seen(desk: Desk) -> None:
    """G17: the answer was lost on the way, and whoever sends it again has not seen what it told."""
    sent = desk.send(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS[:2]))
    meanwhile(desk, PRODUCTS, heavier(small(PRODUCTS), MATERIALS[0]))
    first = changed(lambda: desk.confirm(sent["id"], KEY))
    assert changed(lambda: desk.confirm(sent["id"], KEY)) == first
    assert desk.show(sent["id"])["state"] == "ready"
    assert desk.confirm(sent["id"], "another-key")["state"] == "confirmed"


def test_data_that_change_while_it_is_confirmed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between the look at the visible data and the transaction: the transaction asks once more."""
    sent = desk.send(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS[:2]))
    next_sequence, left = deliveries.next_sequence, [1]

    def overtaken(table: Any, token: str) -> int:
        if left:
            left.pop()
            meanwhile(desk, PRODUCTS, heavier(small(PRODUCTS), MATERIALS[0]))
        return next_sequence(table, token)

    monkeypatch.setattr(deliveries, "next_sequence", overtaken)
    now = changed(lambda: desk.confirm(sent["id"]))
    assert now["counts"]["changed"]["product_weights"]["changed"] == 1
    assert desk.world.work() == 0


def test_data_that_keep_changing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is given up in the end, and can be tried again."""
    sent = desk.send(PRODUCTS, heavier(small(PRODUCTS), MATERIALS[0]))
    next_sequence, turn = deliveries.next_sequence, [0]

    def overtaken(table: Any, token: str) -> int:
        turn[0] += 1
        if turn[0] % 2:
            meanwhile(desk, PACKAGING, small(PACKAGING).replace(b",Y", b",N", turn[0] // 2 % 2 + 1))
        return next_sequence(table, token)

    monkeypatch.setattr(deliveries, "next_sequence", overtaken)
    with pytest.raises(Exception, match="Others change the data"):
        desk.confirm(sent["id"])
    monkeypatch.undo()
    assert desk.confirm(sent["id"])["state"] == "confirmed"


def test_a_fetch_from_sap_that_runs_meanwhile(desk: Desk) -> None:
    """G16: whichever was given its sequence later stands; both are in the ledger."""
    desk.world.sap = small_packaging
    body = small(PACKAGING).replace(b"Crate", b"Box")
    sent = desk.send(PACKAGING, body)
    fetched = ingest(desk.world.ports, "packaging", 60)
    desk.confirm(sent["id"])
    desk.world.landed.reverse()
    desk.world.work()
    upload = desk.stored(sent["id"])
    states = {
        number: found.state
        for number in (fetched[0].sequence, upload.delivery)
        if (found := deliveries.find(desk.world.table, number))
    }
    assert upload.delivery > fetched[0].sequence
    assert states == {fetched[0].sequence: deliveries.SUPERSEDED, upload.delivery: deliveries.LOADED}
    rows = read_snapshot(desk.world.table, "packaging", read_pins(desk.world.table))
    assert rows[0]["Description"].startswith("Box")


def test_a_check_that_took_long_is_made_anew_behind_the_scenes(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody waits half a minute for an answer that the gateway cuts off."""
    read = desk.world.uploads.read

    def slow(*asked: Any) -> bytes | None:
        desk.world.clock.forward(seconds=9)
        return read(*asked)

    monkeypatch.setattr(desk.world.uploads, "read", slow)
    sent = desk.send(PRODUCTS, heavier(small(PRODUCTS), *MATERIALS[:2]))
    meanwhile(desk, PRODUCTS, heavier(small(PRODUCTS), MATERIALS[0]))
    assert changed(lambda: desk.confirm(sent["id"]))["state"] == "checking"
    desk.world.clock.forward(minutes=20)
    [stuck] = uploads.unfinished(desk.world.table)
    assert take_up(desk.world.ports, stuck)
    now = desk.show(sent["id"])
    assert (now["state"], now["counts"]["changed"]["product_weights"]["changed"]) == ("ready", 1)
    assert desk.confirm(sent["id"])["state"] == "confirmed"
