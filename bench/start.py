"""Measures how long the command line takes to start and do a small run, against the bare interpreter."""

import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

from bench.data import SAMPLES
from bench.figures import Figure, at_most
from bench.plan import Plan

TIMES = 15
COMMAND = ("-m", "chalicelib", "generate", "samples", "--json")
NOTHING = ("-c", "pass")


def start(plan: Plan) -> Iterator[Figure]:
    """Wall and CPU time of the command on the samples; the shortest of several runs."""
    del plan
    runs = [(*_times(COMMAND), *_times(NOTHING)) for _ in range(TIMES)]
    wall, cpu, bare_wall, bare_cpu = (min(times) * 1e3 for times in zip(*runs, strict=True))
    name = "python -m chalicelib generate samples --json"
    yield at_most(f"{name}, wall", wall, bare_wall, 8, "ms", "python -c pass")
    yield at_most(f"{name}, CPU", cpu, bare_cpu, None, "ms", "python -c pass")


def _times(arguments: Sequence[str]) -> tuple[float, float]:
    command = [sys.executable, *arguments]
    begun, cpu_begun = time.perf_counter(), _cpu_of_children()
    done = subprocess.run(command, cwd=SAMPLES.parent, check=False, stdout=subprocess.DEVNULL)
    wall, cpu = time.perf_counter() - begun, _cpu_of_children() - cpu_begun
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{' '.join(command)} left with {done.returncode}")
    return wall, cpu


def _cpu_of_children() -> float:
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime
