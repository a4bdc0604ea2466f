"""Every state of an upload, what may be done in it, and what becomes of it when nobody does anything."""

from collections.abc import Callable
from typing import Any
from unittest.mock import patch

import pytest

from chalicelib.api import uploads as views
from chalicelib.api.replies import Problem
from chalicelib.pipeline.confirm import take_up
from chalicelib.pipeline.sweep import sweep
from chalicelib.pipeline.uploads import key_of
from chalicelib.store import audit_check, deliveries, keys, uploads
from chalicelib.store.uploads import Upload
from tests.pipeline.small import MATERIALS, heavier, small
from tests.uploads.desk import Desk, refusal

PRODUCTS = "Product_List.csv"
GOOD = heavier(small(PRODUCTS), MATERIALS[0])


def waiting(desk: Desk) -> str:
    return desk.begin(PRODUCTS)


def checking(desk: Desk) -> str:
    """The function that checks was stopped."""
    upload_id = desk.begin(PRODUCTS)

    with (
        patch.object(desk.world.uploads, "read", side_effect=TimeoutError),
        pytest.raises(TimeoutError),
    ):
        desk.arrive(upload_id, GOOD, "v1")
    return upload_id


def ready(desk: Desk) -> str:
    upload_id: str = desk.send(PRODUCTS, GOOD)["id"]
    return upload_id


def refused(desk: Desk) -> str:
    upload_id: str = desk.send(PRODUCTS, b"%PDF")["id"]
    return upload_id


def dropped(desk: Desk) -> str:
    upload_id = ready(desk)
    desk.refuse(upload_id)
    return upload_id


def confirmed(desk: Desk) -> str:
    upload_id = ready(desk)
    desk.confirm(upload_id)
    return upload_id


def loaded(desk: Desk) -> str:
    upload_id = confirmed(desk)
    desk.world.work()
    return upload_id


def expired(desk: Desk) -> str:
    upload_id = ready(desk)
    desk.world.clock.forward(hours=25)
    return upload_id


def never_came(desk: Desk) -> str:
    upload_id = waiting(desk)
    desk.world.clock.forward(hours=2)
    return upload_id


STATES: list[tuple[Callable[[Desk], str], str, int, int]] = [
    (waiting, "waiting", 409, 204),
    (checking, "checking", 409, 204),
    (ready, "ready", 202, 204),
    (refused, "refused", 409, 204),
    (dropped, "refused", 409, 204),
    (confirmed, "confirmed", 202, 409),
    (loaded, "loaded", 202, 409),
    (expired, "expired", 409, 204),
    (never_came, "expired", 409, 204),
]


def status_of(act: Callable[[str], object], upload_id: str, good: int) -> int:
    """The status with which something is answered."""
    try:
        act(upload_id)
    except Problem as problem:
        return problem.status if problem.title == "Not possible" else 500
    return good


@pytest.mark.parametrize(
    ("bring", "state", "confirming", "refusing"), STATES, ids=[case[0].__name__ for case in STATES]
)
def test_what_may_be_done_in_a_state(
    desk: Desk, bring: Callable[[Desk], str], state: str, confirming: int, refusing: int
) -> None:
    upload_id = bring(desk)
    assert desk.show(upload_id)["state"] == state
    before = desk.stored(upload_id)
    assert status_of(desk.refuse, upload_id, 204) == refusing
    after = desk.show(upload_id)
    open_before = state in ("waiting", "checking", "ready")
    assert after["state"] == ("refused" if open_before else state)
    assert open_before == (desk.stored(upload_id) != before)


@pytest.mark.parametrize(
    ("bring", "state", "confirming", "refusing"), STATES, ids=[case[0].__name__ for case in STATES]
)
def test_what_can_be_confirmed(
    desk: Desk, bring: Callable[[Desk], str], state: str, confirming: int, refusing: int
) -> None:
    upload_id = bring(desk)
    sequence = deliveries.next_sequence(desk.world.table, "x")
    assert status_of(desk.confirm, upload_id, 202) == confirming
    desk.world.work()
    assert desk.show(upload_id)["state"] == ("loaded" if confirming == 202 else state)
    found = deliveries.find(desk.world.table, sequence + 1)
    assert (found is not None) == (bring is ready)


def test_who_decided_is_recorded(desk: Desk) -> None:
    first, second = ready(desk), ready(desk)
    desk.who = "ben"
    desk.confirm(first)
    desk.refuse(second)
    assert [(one.by, one.decided_by) for one in map(desk.stored, (first, second))] == [("ada", "ben")] * 2
    assert desk.show(second)["problem"] == "ben has refused it"


def test_a_delivery_that_is_refused_after_all(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """What came between the confirmation and the load: the upload says what became of it."""
    upload_id = confirmed(desk)
    delivery = desk.stored(upload_id).delivery
    [part] = [key for key in desk.world.raw.objects if key.endswith(f"{delivery:010d}/{PRODUCTS}")]
    desk.world.raw.objects[part] = GOOD[:-20]
    desk.world.work()
    shown = desk.show(upload_id)
    assert (shown["state"], shown["run"]) == ("refused", None)
    assert "were landed" in shown["problem"]
    assert status_of(desk.refuse, upload_id, 204) == 409


def test_a_newer_delivery_that_was_loaded_first(desk: Desk) -> None:
    """G16: both are in the ledger, the newer one stands, and the upload says so."""
    upload_id = confirmed(desk)
    event = desk.world.landed.popleft()
    desk.world.upload(PRODUCTS, small(PRODUCTS))
    desk.world.work()
    desk.world.landed.append(event)
    desk.world.work()
    shown = desk.show(upload_id)
    assert (shown["state"], shown["problem"]) == ("refused", "A newer delivery was loaded before it")


@pytest.mark.parametrize(
    ("bring", "period", "state"),
    [
        (waiting, {"minutes": 59}, "waiting"),
        (waiting, {"minutes": 60}, "expired"),
        (checking, {"minutes": 59}, "checking"),
        (checking, {"minutes": 60}, "expired"),
        (ready, {"hours": 23, "minutes": 59}, "ready"),
        (ready, {"hours": 24}, "expired"),
        (confirmed, {"days": 365}, "confirmed"),
        (loaded, {"days": 365}, "loaded"),
        (refused, {"days": 29}, "refused"),
    ],
)
def test_when_an_upload_expires(
    desk: Desk, bring: Callable[[Desk], str], period: dict[str, float], state: str
) -> None:
    """D11: whatever the table still has."""
    upload_id = bring(desk)
    desk.world.clock.forward(**period)
    assert desk.show(upload_id)["state"] == state
    assert [one["state"] for one in desk.listed()] == [state]


@pytest.mark.parametrize("bring", [waiting, checking, ready, refused, dropped])
def test_what_came_to_nothing_is_forgotten_after_a_month(desk: Desk, bring: Callable[[Desk], str]) -> None:
    """D11: the index may still list it."""
    upload_id = bring(desk)
    desk.world.clock.forward(days=32)
    with pytest.raises(Problem) as unknown:
        desk.show(upload_id)
    assert refusal(unknown.value) == (404, "No such upload")
    assert desk.listed() == []
    assert not list(uploads.rejected(desk.world.table, upload_id))


@pytest.mark.parametrize("act", [Desk.show, Desk.confirm, Desk.refuse], ids=["show", "confirm", "refuse"])
@pytest.mark.parametrize("upload_id", ["nobody", "..", "%2e%2e%2f", "x" * 100])
def test_an_upload_that_there_is_not(desk: Desk, act: Any, upload_id: str) -> None:
    """F2: it is said in the same way whatever was asked for."""
    with pytest.raises(Problem) as unknown:
        act(desk, upload_id)
    assert unknown.value.status == 404


def test_a_file_that_comes_after_it_is_too_late(desk: Desk) -> None:
    upload_id = never_came(desk)
    assert desk.arrive(upload_id, GOOD)["state"] == "expired"
    upload_id = waiting(desk)
    desk.refuse(upload_id)
    assert desk.arrive(upload_id, GOOD)["state"] == "refused"


def test_a_check_that_was_stopped_goes_on_when_its_event_comes_again(desk: Desk) -> None:
    """C12"""
    upload_id = checking(desk)
    assert desk.arrive(upload_id, GOOD, "v2")["state"] == "checking", "another version than the one begun"
    assert desk.arrive(upload_id, GOOD, "v1")["state"] == "ready"


def test_a_check_that_is_stuck_is_taken_up(desk: Desk) -> None:
    upload_id = checking(desk)
    assert swept(desk) == 0
    desk.world.clock.forward(minutes=20)
    assert swept(desk) == 1
    assert desk.show(upload_id)["state"] == "ready"
    assert pending(desk) == []


def test_a_file_of_whose_arrival_nobody_tells_is_found(desk: Desk) -> None:
    """D16: the event was lost before anybody claimed it. As soon as nobody can be at work on it."""
    upload_id = waiting(desk)
    desk.world.uploads.objects[key_of(upload_id), "v7"] = GOOD
    for minutes, state in ((19, "waiting"), (1, "ready")):
        desk.world.clock.forward(minutes=minutes)
        sweep(desk.world.ports)
        assert desk.show(upload_id)["state"] == state
    assert desk.stored(upload_id).version == "v7"
    assert pending(desk) == []
    desk.confirm(upload_id)
    desk.world.work()
    assert desk.show(upload_id)["state"] == "loaded"


def test_a_file_that_comes_late_is_found_too(desk: Desk) -> None:
    upload_id = waiting(desk)
    desk.world.clock.forward(minutes=30)
    assert (swept(desk), len(pending(desk))) == (0, 1)
    desk.world.uploads.objects[key_of(upload_id), "v7"] = GOOD
    desk.world.clock.forward(minutes=10)
    assert swept(desk) == 1
    assert desk.show(upload_id)["state"] == "ready"


def test_an_event_that_comes_after_the_sweep_changes_nothing(desk: Desk) -> None:
    """C1: what a person is shown does not change behind his back. Of two files under one form, of neither of
    which is told, the sweep takes the newer; then it is told of the first."""
    upload_id = waiting(desk)
    desk.world.uploads.objects[key_of(upload_id), "v6"] = b"%PDF"
    desk.world.uploads.objects[key_of(upload_id), "v7"] = GOOD
    desk.world.clock.forward(minutes=20)
    assert swept(desk) == 1
    found = desk.show(upload_id)
    assert (found["state"], desk.stored(upload_id).version) == ("ready", "v7")
    assert desk.arrive(upload_id, b"%PDF", "v6") == found


@pytest.mark.parametrize(
    ("bring", "said"),
    [
        (waiting, "Its file did not arrive in time. Upload it again."),
        (checking, "Its check did not come to an end in time. Upload the file again."),
        (ready, "Nobody has decided on it in time. Upload the file again."),
    ],
)
def test_what_has_expired_says_why_and_what_to_do(
    desk: Desk, bring: Callable[[Desk], str], said: str
) -> None:
    upload_id = bring(desk)
    desk.world.clock.forward(hours=25)
    assert swept(desk) == 0
    assert pending(desk) == []
    shown = desk.show(upload_id)
    assert (shown["state"], shown["problem"]) == ("expired", said)
    with pytest.raises(Problem, match=said):
        desk.confirm(upload_id)


def test_a_check_that_is_stuck_for_too_long_is_forgotten(desk: Desk) -> None:
    checking(desk)
    desk.world.clock.forward(hours=1)
    assert swept(desk) == 0
    assert pending(desk) == []


def test_a_landing_that_is_stuck_is_taken_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """D16"""
    upload_id = ready(desk)
    stop_landing(desk, monkeypatch, upload_id)
    assert desk.show(upload_id)["state"] == "confirmed"
    desk.world.clock.forward(minutes=20)
    assert swept(desk) == 1
    desk.world.work()
    assert desk.show(upload_id)["state"] == "loaded"
    assert pending(desk) == []


def test_a_landing_that_is_stuck_goes_on_when_it_is_confirmed_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload_id = ready(desk)
    stop_landing(desk, monkeypatch, upload_id)
    desk.who = "ben"
    desk.confirm(upload_id)
    desk.world.work()
    assert desk.show(upload_id)["state"] == "loaded"
    assert desk.stored(upload_id).decided_by == "ada"
    assert pending(desk) == []


def test_a_landing_whose_file_is_gone_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    upload_id = ready(desk)
    stop_landing(desk, monkeypatch, upload_id)
    desk.world.uploads.objects.clear()
    desk.world.clock.forward(minutes=20)
    assert swept(desk) == 1
    assert swept(desk) == 0
    shown = desk.show(upload_id)
    assert (shown["state"], shown["problem"]) == ("refused", "Its file is gone. Upload it again.")
    told = list(desk.world.table.query(keys.outbox_partition(keys.shard(f"alert-upload-{upload_id}", 2))))
    assert [record.sk for record in told] == [f"alert-upload-{upload_id}"]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (None, "Its file is gone. Upload it again."),
        (b"x", "Its file is another than the one that was checked"),
    ],
)
def test_what_is_confirmed_is_what_was_checked(desk: Desk, body: bytes | None, problem: str) -> None:
    """D17: not a byte of anything else is landed."""
    upload_id = ready(desk)
    version = desk.stored(upload_id).version
    desk.world.uploads.objects.pop((key_of(upload_id), version))
    if body is not None:
        desk.world.uploads.objects[key_of(upload_id), version] = body
    with pytest.raises(Problem, match=problem):
        desk.confirm(upload_id)
    assert desk.show(upload_id)["state"] == "ready"
    assert desk.world.work() == 0


def test_every_change_of_state_is_in_the_audit_trail(desk: Desk) -> None:
    """H3: who did it, to what, in the same transaction."""
    upload_id = loaded(desk)
    refused(desk)
    dropped(desk)
    told = [one for one in desk.events() if one.subject.startswith("upload ")]
    assert [(one.actor, one.action) for one in told if one.subject == f"upload {upload_id}"] == [
        ("ada", "upload begun"),
        ("pipeline", "upload received"),
        ("pipeline", "upload checked"),
        ("ada", "upload confirmed"),
    ]
    rest = [one.action for one in told if one.subject != f"upload {upload_id}"]
    begun = ["upload begun", "upload received"]
    assert sorted(rest) == sorted([*begun, "upload refused", *begun, "upload checked", "upload refused"])
    writings = sum(one.edition for one in all_uploads(desk))
    assert writings == len(told)
    assert audit_check.verify(desk.world.table, "2026-11-23") == []


def test_the_list_is_the_newest_first_and_without_details(desk: Desk) -> None:
    first = ready(desk)
    desk.world.clock.forward(days=10)
    second = loaded(desk)
    desk.world.clock.forward(seconds=1)
    third = refused(desk)
    found = desk.listed()
    assert [one["id"] for one in found] == [third, second, first]
    assert [one["state"] for one in found] == ["refused", "loaded", "expired"]
    for one in found:
        assert one == {**desk.show(one["id"]), "problems": [], "sample": []}


def test_the_list_ends(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """F11"""
    monkeypatch.setattr("chalicelib.api.uploads.MOST_LISTED", 3)
    made = []
    for _ in range(5):
        desk.world.clock.forward(minutes=1)
        made.append(waiting(desk))
    assert [one["id"] for one in desk.listed()] == made[:1:-1]


def test_the_list_takes_no_parameters(desk: Desk) -> None:
    with pytest.raises(Problem, match="'state'"):
        views.listed(desk.world.ports, {"state": "ready"})


def swept(desk: Desk) -> int:
    """How many uploads a sweep takes up."""
    return sum([take_up(desk.world.ports, one) for one in list(uploads.unfinished(desk.world.table))])


def pending(desk: Desk) -> list[Upload]:
    """What is noted as not finished."""
    return list(uploads.unfinished(desk.world.table))


def stop_landing(desk: Desk, monkeypatch: pytest.MonkeyPatch, upload_id: str) -> None:
    """Confirm an upload; the process dies before anything is landed."""

    class Died(BaseException):
        pass

    def die(*_: Any) -> None:
        raise Died

    with monkeypatch.context() as patched:
        patched.setattr("chalicelib.pipeline.confirm.announce_and_land", die)
        with pytest.raises(Died):
            desk.confirm(upload_id)


def all_uploads(desk: Desk) -> list[Upload]:
    """Every upload as it is stored."""
    return [desk.stored(one["id"]) for one in desk.listed()]
