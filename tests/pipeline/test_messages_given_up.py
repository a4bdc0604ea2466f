"""Messages that fail for the last time: people are told once, and the other messages are done."""

import pytest

from chalicelib.pipeline.messages import UnknownMessage
from tests.pipeline.asking import alerts
from tests.pipeline.events import SCHEDULED, Functions, batch, failed, functions
from tests.pipeline.twin import Twin


@pytest.fixture
def lambdas(little_day: Twin, monkeypatch: pytest.MonkeyPatch) -> Functions:
    """The functions on a day on which everything was loaded."""
    return functions(little_day, monkeypatch)


def test_where_all_messages_fail_the_handler_raises(lambdas: Functions) -> None:
    """C9: so that the function's errors are counted."""
    with pytest.raises(UnknownMessage, match="version 1"):
        lambdas.invoke("generate_entries", batch([{"version": 2}, {"version": 3}]))


def test_a_poison_message_is_told_once_and_the_other_nine_are_done(
    lambdas: Functions, monkeypatch: pytest.MonkeyPatch
) -> None:
    """C7, C8: of ten, one fails three times; nine are done at the first time and not again."""
    handled: list[int] = []

    def compare_chunk(ports: object, run_id: str, chunk: int, time_is_up: object) -> None:
        handled.append(chunk)
        if chunk == 4:
            raise RuntimeError("poison")

    monkeypatch.setattr("chalicelib.pipeline.compare.compare_chunk", compare_chunk)
    bodies = [{"version": 1, "run": "load-0000000009", "chunk": number} for number in range(1, 11)]
    assert failed(lambdas.invoke("compare_entries", batch(bodies))) == ["message-4"]
    for received in (2, 3):
        with pytest.raises(RuntimeError, match="poison"):
            lambdas.invoke("compare_entries", batch(bodies[3:4], received))
    lambdas.invoke("sweep", SCHEDULED)
    lambdas.world.work()
    assert sorted(handled) == sorted([*range(1, 11), 4, 4])
    assert len(lambdas.world.heard) == 1


@pytest.mark.parametrize(
    ("function", "chunk_of", "told"),
    [
        ("generate_entries", "chalicelib.pipeline.generate.generate_chunk", "message-generate-manual-1-7"),
        ("compare_entries", "chalicelib.pipeline.compare.compare_chunk", "message-compare-manual-1-7"),
    ],
)
def test_a_chunk_that_is_given_up_again_and_again_is_told_once(
    lambdas: Functions, monkeypatch: pytest.MonkeyPatch, function: str, chunk_of: str, told: str
) -> None:
    """C7, C16: the sweep calls it up with other messages, and each of them goes to the dead-letter queue."""

    def refused(*_: object) -> None:
        raise RuntimeError("a defect")

    monkeypatch.setattr(chunk_of, refused)
    task = {"version": 1, "run": "manual-1", "chunk": 7}
    for number in range(3):
        event = batch([task], received=3)
        event["Records"][0] |= {
            "messageId": f"another-{number}",
            "eventSourceARN": f"arn:aws:sqs:us-east-1:123456789012:{function.partition('_')[0]}",
        }
        with pytest.raises(RuntimeError, match="a defect"):
            lambdas.invoke(function, event)
    lambdas.world.work()
    assert lambdas.world.heard == [told]
    assert "RuntimeError: a defect" in alerts(lambdas.world)[told]["text"]


def test_chunks_that_are_given_up_are_each_told(lambdas: Functions, monkeypatch: pytest.MonkeyPatch) -> None:
    """R9: nothing fails in silence: another chunk, and the plan of the run, are troubles of their own."""
    monkeypatch.setattr("chalicelib.pipeline.generate.generate_chunk", lambda *_: 1 / 0)
    monkeypatch.setattr("chalicelib.pipeline.plan.plan", lambda *_: 1 / 0)
    head = {"version": 1, "run": "manual-1"}
    with pytest.raises(ZeroDivisionError):
        lambdas.invoke("generate_entries", batch([head, head | {"chunk": 1}, head | {"chunk": 2}], 3))
    lambdas.world.work()
    about = "message-generate-manual-1"
    assert sorted(lambdas.world.heard) == [about, f"{about}-1", f"{about}-2"]
