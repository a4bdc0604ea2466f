"""The same request again, and at once: under an idempotency key it is carried out once.

F15, G17, and what Stripe promises of its keys.
"""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.api.replies import Problem
from chalicelib.pipeline.check import check
from chalicelib.pipeline.uploads import key_of
from chalicelib.store import audit_check, deliveries, uploads
from tests.pipeline.small import MATERIALS, heavier, small
from tests.uploads.desk import Desk, refusal

PRODUCTS = "Product_List.csv"
BODY = {"file_name": PRODUCTS, "size": 10}
KEY = "3f1c7f2e-3c55-4b9e-8f3a-0f2f6c1f7d11"


def at_once(times: int, act: Callable[[int], object]) -> tuple[list[Any], list[Exception]]:
    """Do something several times in threads that begin together; what came of it, and the errors."""
    gate, results, errors = threading.Barrier(times), [], []

    def run(number: int) -> None:
        gate.wait()
        try:
            results.append(act(number))
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=run, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results, errors


def listed(desk: Desk) -> list[uploads.Upload]:
    """Every upload there is."""
    return uploads.latest(desk.world.table, desk.world.clock().date(), 1000)


def test_creating_again_gives_the_same_answer(desk: Desk) -> None:
    """G17: the id, the form, the time: all as the first time, however late."""
    made = desk.create(BODY, KEY)
    desk.world.clock.forward(hours=23)
    assert desk.create(BODY, KEY) == made
    assert len(desk.forms) == len(listed(desk)) == 1


def test_another_body_under_the_same_key_is_refused(desk: Desk) -> None:
    """G17, Stripe: 422."""
    desk.create(BODY, KEY)
    for other in ({**BODY, "size": 11}, {**BODY, "source": PRODUCTS}, {**BODY, "file_name": "Invoices.csv"}):
        with pytest.raises(Problem) as refused:
            desk.create(other, KEY)
        assert refusal(refused.value) == (422, "Key used before")
    assert len(listed(desk)) == 1


def test_the_order_of_a_body_does_not_matter(desk: Desk) -> None:
    made = desk.create(BODY, KEY)
    assert desk.create(dict(reversed(BODY.items())), KEY) == made


def test_a_key_is_its_callers_own(desk: Desk) -> None:
    """F2: nobody learns from another's key."""
    made = desk.create(BODY, KEY)
    desk.who = "ben"
    assert desk.create(BODY, KEY)["id"] != made["id"]


def test_a_key_is_kept_for_a_day(desk: Desk) -> None:
    """Stripe"""
    made = desk.create(BODY, KEY)
    desk.world.clock.forward(hours=24)
    assert desk.create({**BODY, "size": 11}, KEY)["id"] != made["id"]


def test_without_a_key_it_is_another_upload(desk: Desk) -> None:
    assert desk.create(BODY)["id"] != desk.create(BODY)["id"]


@pytest.mark.parametrize("key", ["x" * 101, "a b", "ü", "a\nb"])
def test_a_key_that_cannot_be(desk: Desk, key: str) -> None:
    with pytest.raises(Problem) as refused:
        desk.create(BODY, key)
    assert refusal(refused.value) == (400, "Not a key")


def test_a_body_that_was_refused_takes_no_key(desk: Desk) -> None:
    with pytest.raises(Problem):
        desk.create({**BODY, "size": 0}, KEY)
    desk.create(BODY, KEY)


def test_confirming_again_gives_the_same_answer(desk: Desk) -> None:
    """F15, G17: also after it was loaded, when the upload says something else."""
    sent = desk.send(PRODUCTS, heavier(small(PRODUCTS), MATERIALS[0]))
    answered = desk.confirm(sent["id"], KEY)
    desk.world.work()
    assert desk.show(sent["id"])["state"] == "loaded"
    assert desk.confirm(sent["id"], KEY) == answered
    assert answered["state"] == "confirmed"


def test_the_key_of_one_upload_does_not_confirm_another(desk: Desk) -> None:
    """G17, Stripe: 422."""
    first, second = (desk.send(PRODUCTS, small(PRODUCTS))["id"] for _ in range(2))
    desk.confirm(first, KEY)
    with pytest.raises(Problem) as refused:
        desk.confirm(second, KEY)
    assert refusal(refused.value) == (422, "Key used before")
    assert desk.show(second)["state"] == "ready"


def test_what_could_not_be_confirmed_yet_can_be_later_under_the_same_key(desk: Desk) -> None:
    upload_id = desk.begin(PRODUCTS)
    with pytest.raises(Problem):
        desk.confirm(upload_id, KEY)
    desk.arrive(upload_id, small(PRODUCTS))
    assert desk.confirm(upload_id, KEY)["state"] == "confirmed"


def test_a_double_click_without_a_key_lands_once(desk: Desk) -> None:
    """F15"""
    sent = desk.send(PRODUCTS, heavier(small(PRODUCTS), MATERIALS[0]))
    first, second = desk.confirm(sent["id"]), desk.confirm(sent["id"])
    assert first == second
    assert len(desk.world.landed) == 1


@pytest.mark.parametrize("key", ["", KEY])
def test_of_many_clicks_at_once_one_lands(desk: Desk, key: str) -> None:
    """F15: twenty at once, with the key and without."""
    sent = desk.send(PRODUCTS, heavier(small(PRODUCTS), MATERIALS[0]))
    answers, errors = at_once(20, lambda _: desk.confirm(sent["id"], key))
    assert {error.title for error in errors if isinstance(error, Problem)} <= {"Not answered yet"}
    assert all(isinstance(error, Problem) for error in errors)
    assert key or not errors
    assert {answer["delivery"] for answer in answers} == {desk.stored(sent["id"]).delivery}
    assert list(desk.world.landed) == [deliveries_of(desk)[-1].manifest]
    desk.world.work()
    assert desk.show(sent["id"])["state"] == "loaded"
    assert audit_check.verify(desk.world.table, "2026-11-23") == []


def test_of_many_requests_at_once_one_begins_an_upload(desk: Desk) -> None:
    """F15, Stripe: whoever comes meanwhile is told to wait."""
    answers, errors = at_once(20, lambda _: desk.create(BODY, KEY))
    assert len({answer["id"] for answer in answers}) == 1
    assert all(refusal(error) == (409, "Not answered yet") for error in errors if isinstance(error, Problem))
    assert len(listed(desk)) == 1
    assert desk.create(BODY, KEY) == answers[0]


def test_confirming_and_refusing_at_once(desk: Desk) -> None:
    """One of the two happens, and everybody is told which."""
    for _ in range(10):
        sent = desk.send(PRODUCTS, small(PRODUCTS))

        def act(number: int, upload_id: str = sent["id"]) -> str:
            desk.confirm(upload_id) if number % 2 else desk.refuse(upload_id)
            return "confirm" if number % 2 else "refuse"

        answers, errors = at_once(8, act)
        assert len(set(answers)) == 1
        assert all(refusal(error) == (409, "Not possible") for error in errors if isinstance(error, Problem))
        state = desk.show(sent["id"])["state"]
        assert state == ("confirmed" if answers[0] == "confirm" else "refused")
        assert (desk.stored(sent["id"]).delivery > 0) == (state == "confirmed")


def test_the_event_of_a_file_many_times_at_once(desk: Desk) -> None:
    """C1: one preview, one change of state each."""
    upload_id = desk.begin(PRODUCTS)
    desk.world.uploads.objects[key_of(upload_id), "v1"] = heavier(small(PRODUCTS), MATERIALS[0])
    _, errors = at_once(10, lambda _: check(desk.world.ports, "upload", key_of(upload_id), "v1"))
    assert errors == []
    assert desk.show(upload_id)["state"] == "ready"
    assert desk.stored(upload_id).edition == 3
    assert list(uploads.unfinished(desk.world.table)) == []


def test_two_uploads_of_the_same_data_at_once(desk: Desk) -> None:
    """G16: both are in the ledger, and the one with the higher sequence stands."""
    bodies = {
        desk.send(PRODUCTS, body)["id"]: body
        for body in (heavier(small(PRODUCTS), MATERIALS[0]), heavier(small(PRODUCTS), *MATERIALS))
    }
    sent = list(bodies)
    answers, errors = at_once(2, lambda number: desk.confirm(sent[number]))
    assert errors == []
    assert len({answer["delivery"] for answer in answers}) == 2
    desk.world.landed.reverse()
    desk.world.work()
    newest = max(sent, key=lambda one: desk.stored(one).delivery)
    desk.who = "eve"
    assert desk.send(PRODUCTS, bodies[newest])["counts"]["changed"]["product_weights"]["unchanged"] == 4
    assert {desk.show(one)["state"] for one in sent} <= {"loaded", "refused"}
    assert desk.show(newest)["state"] == "loaded"


def deliveries_of(desk: Desk) -> list[deliveries.Delivery]:
    """All deliveries, by their sequence."""
    found = (deliveries.find(desk.world.table, number) for number in range(1, 40))
    return [one for one in found if one]
