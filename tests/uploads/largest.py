"""Looks at the largest file there may be, in a process of its own: rows, seconds, megabytes."""

import resource
import time
from pathlib import Path

from chalicelib.pipeline.preview import look
from chalicelib.pipeline.uploads import MOST_BYTES
from tests.pipeline.world import World, sample


def largest() -> tuple[bytes, int]:
    """Invoice lines as many as there is room for, ten to an invoice; how many they are."""
    header, *lines = sample("Invoices.csv").decode().splitlines()
    made, size = [header], len(header) + 1
    while True:
        number = len(made) - 1
        cells = lines[number % len(lines)].split(",")
        cells[0], cells[5] = f"N{number // 10:07d}", str(number % 10 + 1)
        line = ",".join(cells)
        size += len(line) + 1
        if size > MOST_BYTES:
            return "\n".join([*made, ""]).encode(), number
        made.append(line)


def peak() -> int:
    """The most megabytes that this process has taken."""
    status = Path("/proc/self/status")
    if not status.exists():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024**2
    # Where there is this file, what `getrusage` says includes the process that began this one.
    [line] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) // 1024


def main() -> None:
    """Look at it with nothing loaded before."""
    body, rows = largest()
    world, begun = World(), time.monotonic()
    preview = look(world.ports, "Invoices.csv", body)
    assert preview.counts["rows"] == rows, preview.problem
    print(rows, round(time.monotonic() - begun), peak())


if __name__ == "__main__":
    main()
