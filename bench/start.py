"""Measures how long the command line takes to start and do a small run, against the bare interpreter."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

from bench.data import SAMPLES
from bench.figures import Figure, at_most
from bench.plan import Plan

TIMES = 15
COMMAND = ("-m", "chalicelib", "generate", "samples", "--json")


def start(plan: Plan) -> Iterator[Figure]:
    """Wall time of the command on the samples; the shortest of several runs."""
    del plan
    times = [(_wall(COMMAND), _wall(("-c", "pass"))) for _ in range(TIMES)]
    ours, bare = (min(of_one) * 1e3 for of_one in zip(*times, strict=True))
    yield at_most("python -m chalicelib generate samples --json, wall", ours, bare, 8, "ms", "python -c pass")


def _wall(arguments: Sequence[str]) -> float:
    command = [sys.executable, *arguments]
    begun = time.perf_counter()
    done = subprocess.run(command, cwd=SAMPLES.parent, check=False, stdout=subprocess.DEVNULL)
    spent = time.perf_counter() - begun
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} left with {done.returncode}")
    return spent
