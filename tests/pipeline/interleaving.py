"""Runs jobs in threads of which one at a time goes on, for one call to the table, as a seed decides.

Every interleaving can be run again: it depends on the seed alone. A job may be made to crash at a call: it
stops there as a killed process does, with nothing of what it would have done in the end.
"""

import threading
from collections.abc import Callable, Sequence
from random import Random

from chalicelib.store.memory import MemoryTable
from chalicelib.store.records import Key

STAYS = (0.0, 0.8, 0.97, 1.0)
"""How likely the same job goes on: from a turn each to one job after another."""


class Crash(BaseException):
    """The process is gone; nothing that catches ordinary errors sees it."""


class _Job:
    def __init__(self, name: str, work: Callable[[], object], crash_at: int | None) -> None:
        self.name, self.work, self.crash_at = name, work, crash_at
        self.calls = 0
        self.go, self.paused = threading.Semaphore(0), threading.Semaphore(0)
        self.over = self.crashed = False
        self.error: Exception | None = None


class Interleaving:
    """A table whose calls are the points at which jobs take turns."""

    def __init__(self, table: MemoryTable, random: Random) -> None:
        self._random = random
        self._running: dict[int, _Job] = {}
        table.before = self._before

    def run(self, works: Sequence[Callable[[], object]], crash_chance: float) -> list[Exception]:
        """Run jobs to their ends, turn by turn; the errors that they ended with. Crashed ones just end."""
        jobs = [_Job(f"job {number}", work, self._crash(crash_chance)) for number, work in enumerate(works)]
        threads = [threading.Thread(target=self._live, args=(job,), daemon=True) for job in jobs]
        for thread, job in zip(threads, jobs, strict=True):
            thread.start()
            job.paused.acquire()
        going, job = list(jobs), jobs[0]
        stays = self._random.choice(STAYS)
        while going:
            if job not in going or self._random.random() >= stays:
                job = self._random.choice(going)
            job.go.release()
            job.paused.acquire()
            if job.over:
                going.remove(job)
        for thread in threads:
            thread.join()
        return [job.error for job in jobs if job.error]

    def _crash(self, chance: float) -> int | None:
        return self._random.randrange(1, 30) if self._random.random() < chance else None

    def _live(self, job: _Job) -> None:
        self._running[threading.get_ident()] = job
        job.paused.release()
        job.go.acquire()
        try:
            job.work()
        except Crash:
            job.crashed = True
        except Exception as error:
            job.error = error
        finally:
            del self._running[threading.get_ident()]
            job.over = True
            job.paused.release()

    def _before(self, operation: str, keys: Sequence[Key]) -> None:
        job = self._running.get(threading.get_ident())
        if job is None:
            return
        job.calls += 1
        if job.crash_at is not None and job.calls >= job.crash_at:
            raise Crash(f"{job.name}, call {job.calls}: {operation} {list(keys)[:2]}")
        job.paused.release()
        job.go.acquire()
