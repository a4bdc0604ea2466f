"""A process that dies, or an answer that is lost, at every call to the table: in the end all is as without.

C12, D5, D6: the check, the confirmation; and what comes again by itself (the event, the click, the sweep).
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any

import pytest

from chalicelib.api.replies import Problem
from chalicelib.pipeline.check import check
from chalicelib.pipeline.confirm import confirm, take_up
from chalicelib.pipeline.sweep import sweep
from chalicelib.pipeline.uploads import key_of
from chalicelib.store import audit_check, deliveries, uploads
from chalicelib.store.memory import MemoryTable
from chalicelib.store.records import Key
from tests.pipeline import days
from tests.pipeline.interleaving import Crash
from tests.pipeline.small import MATERIALS, heavier, small
from tests.pipeline.state import begin_at_first, differences, state_of
from tests.pipeline.twin import Twin
from tests.uploads.desk import BUCKET, Desk

PRODUCTS = "Product_List.csv"
BODY = heavier(small(PRODUCTS), MATERIALS[0])
VERSION = "u1"
OWN_WAY = ("AUDIT#", "SEQUENCE")


def begun() -> tuple[Desk, str]:
    """A desk with an upload whose file is there, and whose event is not."""
    desk = Desk(days.little_day())
    begin_at_first(desk.world.table)
    upload_id = desk.begin(PRODUCTS)
    desk.world.uploads.objects[key_of(upload_id), VERSION] = BODY
    return desk, upload_id


def check_it(desk: Desk, upload_id: str) -> None:
    """The event arrives."""
    check(desk.world.ports, BUCKET, key_of(upload_id), VERSION)


def confirm_it(desk: Desk, upload_id: str) -> None:
    """A person confirms it."""
    confirm(desk.world.ports, upload_id, "ada")


def recovered(desk: Desk, upload_id: str, *again: Callable[[Desk, str], None]) -> Twin:
    """What follows in production, whatever has happened: what comes again, the queues, the sweeps."""
    world = desk.world
    assert isinstance(world, Twin)
    for act in again:
        act(desk, upload_id)
    for period in ({"minutes": 0}, {"minutes": 30}, {"hours": 25}):
        world.clock.forward(**period)
        for stuck in list(uploads.unfinished(world.table)):
            take_up(world.ports, stuck)
        world.work()
        sweep(world.ports)
        world.work()
    return world


def state_at_the_end(world: Twin) -> dict[str, Any]:
    """What is left, without what tells how it came about."""
    state = {key: value for key, value in state_of(world).items() if not key.startswith(OWN_WAY)}
    way = {"stamp", "edition", "lapses", "kept_until", "decided_at", "seconds"}
    return {
        key: {name: inner for name, inner in value.items() if name not in way}
        if isinstance(value, dict) and key.startswith("UPLOAD#")
        else value
        for key, value in state.items()
    }


class Faulty:
    """Makes the call of a number go wrong, and counts the calls."""

    def __init__(self, table: MemoryTable, number: int, when: str) -> None:
        self.calls = 0
        self._number = number
        setattr(table, when, self._hook)

    def _hook(self, operation: str, keys: Sequence[Key]) -> None:
        self.calls += 1
        if self.calls == self._number:
            raise Crash(f"{operation} {list(keys)[:2]}")


def calm(table: MemoryTable) -> None:
    """Let nothing go wrong any more."""
    table.before = table.after = lambda operation, keys: None


def clean() -> dict[str, Any]:
    """What all ends in if nothing goes wrong."""
    desk, upload_id = begun()
    return state_at_the_end(recovered(desk, upload_id, check_it, confirm_it))


EXPECTED = clean()


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("flow", [check_it, confirm_it])
def test_a_process_that_dies_at_any_call(when: str, flow: Callable[[Desk, str], None]) -> None:
    """C12, D5: before the call was carried out, and after it was, so that only the answer is lost."""
    number = 0
    while True:
        number += 1
        desk, upload_id = begun()
        if flow is confirm_it:
            check_it(desk, upload_id)
        table = desk.world.table
        faulty = Faulty(table, number, when)
        with suppress(Crash):
            flow(desk, upload_id)
        calm(table)
        again = (check_it, confirm_it) if flow is check_it else (confirm_it,)
        found = state_at_the_end(recovered(desk, upload_id, *again))
        assert not differences(found, EXPECTED), (when, number)
        assert desk.show(upload_id)["state"] == "loaded", (when, number)
        assert len(landed(desk)) == 1, (when, number)
        assert audit_check.verify(table, "2026-11-23") == []
        if faulty.calls < number:
            assert number > 8
            return


def test_a_confirmation_that_died_is_taken_up_by_itself() -> None:
    """C12, D16: nobody clicks again; if it was recorded that he confirmed, it is loaded."""
    number = 0
    while True:
        number += 1
        desk, upload_id = begun()
        check_it(desk, upload_id)
        faulty = Faulty(desk.world.table, number, "before")
        with suppress(Crash):
            confirm_it(desk, upload_id)
        calm(desk.world.table)
        recorded = desk.stored(upload_id).state == uploads.CONFIRMED
        recovered(desk, upload_id)
        assert desk.show(upload_id)["state"] == ("loaded" if recorded else "expired"), number
        assert len(landed(desk)) == (1 if recorded else 0), number
        if faulty.calls < number:
            return


def test_a_refusal_that_died(desk: Desk) -> None:
    """H4: it is recorded with its event, or not at all."""
    died = 0
    for number in range(1, 10):
        sent = desk.send(PRODUCTS, BODY)
        faulty = Faulty(desk.world.table, number, "before")
        with suppress(Crash):
            desk.refuse(sent["id"])
        calm(desk.world.table)
        died += faulty.calls == number
        told = [one.action for one in desk.events() if one.subject == f"upload {sent['id']}"]
        assert (desk.show(sent["id"])["state"] == "refused") == ("upload refused" in told)
        assert audit_check.verify(desk.world.table, "2026-11-23") == []
    assert 0 < died < 9


def test_a_store_that_does_not_answer_is_no_answer_to_keep(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C12: under the same key it can be sent again."""
    sent = desk.send(PRODUCTS, BODY)
    read = desk.world.uploads.read

    def broken(*_: Any) -> bytes:
        raise ConnectionError("no answer")

    monkeypatch.setattr(desk.world.uploads, "read", broken)
    with pytest.raises(ConnectionError):
        desk.confirm(sent["id"], "a-key")
    monkeypatch.setattr(desk.world.uploads, "read", read)
    assert desk.confirm(sent["id"], "a-key")["state"] == "confirmed"


def test_a_request_that_died_can_be_sent_again_after_a_minute(desk: Desk) -> None:
    """Stripe: until then it may still be under way."""
    sent = desk.send(PRODUCTS, BODY)
    Faulty(desk.world.table, 4, "before")
    with pytest.raises(Crash):
        desk.confirm(sent["id"], "a-key")
    calm(desk.world.table)
    with pytest.raises(Problem, match="being carried out"):
        desk.confirm(sent["id"], "a-key")
    desk.world.clock.forward(minutes=1)
    assert desk.confirm(sent["id"], "a-key")["state"] == "confirmed"


def landed(desk: Desk) -> list[str]:
    """The manifests of the deliveries of the flow that arrived in the raw bucket."""
    objects = desk.world.raw.objects
    return [key for key in objects if key.endswith("manifest.json") and "/00000010" in key]


def test_a_sequence_is_given_out_once(desk: Desk) -> None:
    """Whatever was given out and not used is left out, never used twice."""
    sent = desk.send(PRODUCTS, BODY)
    first = deliveries.next_sequence(desk.world.table, "x")
    assert desk.confirm(sent["id"])["delivery"] == first + 1
