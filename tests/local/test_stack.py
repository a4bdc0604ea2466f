"""The whole product on one machine: from SAP's pages to entries and comparisons, as `make run` runs it.

In the order in which they stand here: each finds the stack as the one before left it.
"""

import csv
import io
import json
import os
import signal
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from chalicelib import naming
from chalicelib.store import deliveries
from chalicelib.store.alerts import of_month
from chalicelib.store.datasets import read_pins
from infra.local import day, dropping, equality, standing
from infra.local.cloud import scheduled
from infra.local.outcome import Outcome
from tests.local.stack import SECONDS_TO_END, SECONDS_TO_START, Stack, Up, ending, soon

SECONDS_OF_A_SECOND_START = 40.0
"""On a machine that has nothing else to do."""
SECONDS_OF_A_DROP = 120.0
PRODUCTS = day.SAMPLES / "Product_List.csv"
MATERIAL, HEAVIER = "10005242", "0.940"

First = tuple[str, dict[str, Any]]


def heavier(folder: Path) -> Path:
    """The samples with one product that weighs something else."""
    folder.mkdir()
    for path in day.SAMPLES.glob("*.csv"):
        (folder / path.name).write_bytes(path.read_bytes())
    rows = list(csv.reader(io.StringIO(PRODUCTS.read_text("utf-8"), newline="")))
    [product] = [row for row in rows if row[0] == MATERIAL]
    product[rows[0].index("Net Weight (kg)")] = HEAVIER
    with (folder / PRODUCTS.name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return folder


def drop(up: Up, file: Path) -> Outcome:
    cloud = up.session.cloud
    return dropping.drop(up.table, cloud, file.name, file.read_bytes(), SECONDS_OF_A_DROP)


def test_the_first_start_serves_what_the_command_line_makes(first: First) -> None:
    """Every entry, byte for byte: the pipeline adds nothing and loses nothing."""
    told, report = first
    assert report["trouble"] == []
    assert report["equality"] == {
        "equal": report["equality"]["equal"],
        "different": [],
        "missing": [],
        "unexpected": [],
    }
    assert len(report["equality"]["equal"]) == report["overview"]["entries"] == 107
    assert "107 entries equal the command line's, byte for byte." in told


def test_the_report_says_where_the_api_is(first: First) -> None:
    assert first[1]["api"].endswith("/local/api")
    assert first[1]["refused"] == []


def test_the_first_start_gives_no_message_up(first: First) -> None:
    assert first[1]["given_up"] == {}


def test_the_first_start_compares_every_entry(first: First) -> None:
    verdicts = first[1]["overview"]["comparisons"]
    assert sum(verdicts.values()) == 107
    assert verdicts["pending"] == first[1]["overview"]["statuses"]["needs_input"] == 9


def test_a_start_that_has_ended_leaves_nothing_running(made: Stack, first: First) -> None:
    """H12: neither the emulator nor the functions that it started, and no port."""
    assert made.leaves_nothing()


def test_a_second_start_is_quick_and_has_the_same(up: Up, first: First) -> None:
    report = up.stack.report
    busy = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))
    assert report["seconds"] < SECONDS_OF_A_SECOND_START * busy
    assert report["latest"] == first[1]["latest"]
    assert report["overview"] == first[1]["overview"]
    assert report["equality"] is None


def test_a_second_start_fetches_nothing_again(up: Up) -> None:
    assert "fetch" not in up.stack.told
    newest = max(read_pins(up.table).sequences.values())
    assert newest == 9
    assert deliveries.find(up.table, newest + 1) is None


def test_a_file_that_says_nothing_new_changes_nothing(up: Up) -> None:
    """Dropped twice: two deliveries, no run, no new version."""
    before = up.versions()
    outcomes = [drop(up, PRODUCTS), drop(up, PRODUCTS)]
    assert [outcome.delivery.state for outcome in outcomes] == [deliveries.UNCHANGED] * 2
    assert outcomes[0].delivery.sequence < outcomes[1].delivery.sequence
    assert up.versions() == before


def test_a_changed_weight_makes_exactly_the_affected_entries_anew(up: Up, tmp_path: Path) -> None:
    before = up.versions()
    samples = heavier(tmp_path / "samples")
    made = equality.made_by_the_command_line(samples)
    affected = set(equality.compare(made, up.served()).different)
    assert 0 < len(affected) < 20
    outcome = drop(up, samples / PRODUCTS.name)
    assert {name: n for name, n in outcome.delivery.changed.items() if n} == {"product_weights": 1}
    assert {one.shipment for one in outcome.remade} == affected
    assert up.versions() == {name: version + (name in affected) for name, version in before.items()}
    assert equality.compare(made, up.served()).holds


def test_a_poison_message_is_given_up_after_three_receives_with_one_alert(up: Up) -> None:
    """C7"""
    sqs, queue = up.client("sqs"), up.queue("generate")
    # As deployed a message stays hidden for six times as long as the function may run: half an hour.
    sqs.set_queue_attributes(QueueUrl=queue, Attributes={"VisibilityTimeout": "1"})
    identity = sqs.send_message(QueueUrl=queue, MessageBody='{"version": 99, "run": "x"}')["MessageId"]
    assert soon(lambda: standing.given_up(up.session.cloud) == {"generate-dlq": 1}, SECONDS_OF_A_DROP)
    given = sqs.receive_message(QueueUrl=up.queue("generate-dlq"), AttributeNames=["All"], WaitTimeSeconds=5)
    [message] = given["Messages"]
    # Received three times from its queue, and now by us.
    assert int(message["Attributes"]["ApproximateReceiveCount"]) in (1, 4)
    # The alert waits in the outbox for whoever sends next; the sweeper does at the latest.
    up.client("lambda").invoke(FunctionName=naming.resource("sweep"), Payload=json.dumps(scheduled()))
    assert soon(lambda: len(alerts(up, identity)) == 1, SECONDS_OF_A_DROP)
    assert "99" in alerts(up, identity)[0]["text"]


def alerts(up: Up, message: str) -> list[dict[str, Any]]:
    """What people were told of a message."""
    now = datetime.now(UTC)
    months = {moment.strftime("%Y-%m") for moment in (now, now - timedelta(hours=1))}
    told = [alert for month in months for alert in of_month(up.table, month)]
    return [alert for alert in told if alert["facts"].get("message") == message]


def test_an_emulator_that_crashes_takes_the_stack_with_it_and_says_so(up: Up) -> None:
    """H12: kill -9. What is left is told, nothing goes on without it."""
    os.kill(up.emulator(), signal.SIGKILL)
    assert up.process.wait(SECONDS_TO_END) == 2
    assert "The emulator of AWS ended unexpectedly with exit code 137" in up.stack.told
    assert "were not saved" in up.stack.told
    assert up.stack.leaves_nothing()


@pytest.fixture
def again(up: Up) -> Iterator[Up]:
    """The stack, started after it crashed."""
    with ending(up.stack.start()) as process:
        assert soon(lambda: up.stack.is_up() or process.poll() is not None, SECONDS_TO_START)
        yield Up(up.stack, process)


def test_after_a_crash_the_data_are_those_of_the_session_before(again: Up, first: First) -> None:
    """H12: never the objects of one moment with the table of another."""
    assert "cut off" in again.stack.told
    assert again.stack.report["latest"] == first[1]["latest"]
    made = equality.made_by_the_command_line(day.SAMPLES)
    assert equality.compare(made, again.served()).holds
    again.process.send_signal(signal.SIGINT)
    assert again.process.wait(SECONDS_TO_END) == 0
    assert again.stack.leaves_nothing()
    assert again.stack.places.seal.exists()
