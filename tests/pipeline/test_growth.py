"""What is kept as time goes on: no partition of the table grows without bound, nothing is on disk."""

import ast
from collections import Counter
from pathlib import Path

from tests.pipeline.asking import newest
from tests.pipeline.small import FILES, MATERIALS, heavier, small
from tests.pipeline.twin import Twin

PRODUCT = Path(__file__).parents[2] / "chalicelib"
DAYS = 30
FIVE_YEARS = 5 * 366
MOST = 20_000
"""Items of a partition above which the emulator takes a second for a query."""


def partitions(world: Twin) -> Counter[str]:
    """How many records each partition has, of the table and of its index."""
    sizes: Counter[str] = Counter()
    for record in world.records():
        sizes[record.pk] += 1
        sizes[f"index {record.gsi1pk}"] += record.gsi1pk is not None
    return sizes


def test_no_partition_grows_too_large_in_five_years(little_day: Twin) -> None:
    """D14: everything is delivered daily, weights change daily, and everything is made anew each time."""
    before = partitions(little_day)
    for day in range(DAYS):
        little_day.clock.forward(days=1)
        for name in FILES:
            changed = name == "Product_List.csv" and day % 2
            little_day.upload(name, heavier(small(name), *MATERIALS) if changed else small(name))
            little_day.work()
    assert newest(little_day).sequence == len(FILES) * (DAYS + 1)
    after = partitions(little_day)
    grown = {name: (after[name] - before[name]) / DAYS for name in after}
    by_month = {name for name in grown if name.startswith(("ALERTS#", "index RUNS#"))}
    assert max(grown[name] for name in by_month) * 31 < MOST
    assert max(grown[name] for name in grown.keys() - by_month) * FIVE_YEARS < MOST
    assert not {name for name in after if name.startswith(("WAITING", "OUTBOX"))}


def test_nothing_is_written_to_the_disk_of_a_function() -> None:
    """C19: /tmp may be full."""
    rooms = ("pipeline", "feeds", "etl", "store", "api")
    writers = {"open", "write_text", "write_bytes", "mkdir", "mkstemp", "NamedTemporaryFile"}
    for path in (path for room in rooms for path in (PRODUCT / room).rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        called = [node.func for node in ast.walk(tree) if isinstance(node, ast.Call)]
        names = {one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "") for one in called}
        assert not names & writers, path
