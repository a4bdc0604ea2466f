"""C16: a file that no load can take is refused when it is looked at, in the words of the load."""

import pytest

from chalicelib.pipeline.dispatch import dispatch
from chalicelib.pipeline.file_limits import MOST_LINES, SPLIT
from chalicelib.store import datasets
from tests.pipeline.small import small
from tests.pipeline.world import World
from tests.uploads.desk import Desk

PACKAGING, INVOICES = "Packaging_Material.csv", "Invoices.csv"


def told_of(name: str, body: bytes) -> str:
    """What people are told when the file is dropped into the bucket instead, and everything follows."""
    world = World()
    world.upload(name, body)
    world.work()
    dispatch(world.ports)
    return "\n".join(alert["text"] for alert in world.queues.alerts)


@pytest.mark.parametrize(("more", "state"), [(0, "ready"), (1, "refused")], ids=["as many", "one more"])
def test_a_file_of_too_many_lines_is_refused_in_the_words_of_the_other_way(
    desk: Desk, more: int, state: str
) -> None:
    """C7, C16: whichever way it comes; nothing of it has to be read for that."""
    body = small(PACKAGING)
    body += b"\n" * (MOST_LINES + more - body.count(b"\n"))
    sent = desk.send(PACKAGING, body)
    assert sent["state"] == state
    if more:
        said = f"It has {MOST_LINES + 1:,} lines; at most {MOST_LINES:,} are taken. Split it."
        assert sent["problem"] == said
        assert (sent["counts"]["rows"], sent["affected_entries"]) == (0, 0)
        assert sent["problem"] in told_of(PACKAGING, body)


def test_what_the_table_can_never_keep_is_foretold(monkeypatch: pytest.MonkeyPatch) -> None:
    """C16, D6: an invoice of more rows than are kept together: the load would have refused the whole file."""
    body, desk = small(INVOICES), Desk(World())
    assert desk.send(INVOICES, body)["state"] == "ready"
    monkeypatch.setattr(datasets, "MOST_UNIT_BYTES", 100)
    sent = desk.send(INVOICES, body)
    assert sent["state"] == "refused"
    assert "100 is the most that is kept together" in sent["problem"]
    assert SPLIT in sent["problem"]
    assert sent["problem"] in [one["what"] for one in sent["problems"]]
    assert sent["problem"] in told_of(INVOICES, body)
