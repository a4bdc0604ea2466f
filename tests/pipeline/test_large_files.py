"""A file that is dropped into the upload bucket may be as large as a load can take, and no larger."""

import pytest

from chalicelib.pipeline.file_limits import MOST_LINES
from chalicelib.pipeline.receive import MOST_BYTES
from tests.pipeline.world import World

NAME = "Packaging_Material.csv"


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b"\n" * MOST_LINES, ""),
        (b"\n" * (MOST_LINES + 1), f"It has {MOST_LINES + 1:,} lines; at most {MOST_LINES:,} are taken"),
        (b"x" * MOST_BYTES, ""),
        (b"x" * (MOST_BYTES + 1), f"It has {MOST_BYTES + 1:,} bytes; at most {MOST_BYTES:,} are taken"),
    ],
    ids=["as many lines", "one line more", "as many bytes", "one byte more"],
)
def test_a_file_that_no_load_can_take_is_not_landed(body: bytes, told: str) -> None:
    """C7, C16: it is refused with what to do; otherwise the load would die of it, again and again."""
    world = World()
    world.upload(NAME, body)
    assert len(world.landed) == (0 if told else 1)
    assert [told in alert["text"] and "Split it" in alert["text"] for alert in world.queues.alerts] == (
        [True] if told else []
    )
