"""A table to test with: the table on the emulator and its twin, both with a clock that stands still."""

from dataclasses import dataclass, field
from typing import NamedTuple

import pytest

from chalicelib.store.dynamo import DynamoTable
from chalicelib.store.memory import MemoryTable
from chalicelib.store.table import Table
from tests.emulator import Emulator, running

START = 1_800_000_000


@dataclass
class Clock:
    """Epoch seconds that pass when a test says so."""

    now: float = START

    def __call__(self) -> float:
        return self.now


@dataclass
class Pauses:
    """Sleeps that take no time and are remembered; the timer advances by them."""

    slept: list[float] = field(default_factory=list)

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def timer(self) -> float:
        return sum(self.slept)


class Moments(NamedTuple):
    clock: Clock
    pauses: Pauses


@pytest.fixture(scope="session")
def emulator() -> Emulator:
    return running()


@pytest.fixture
def clock(moments: Moments) -> Clock:
    return moments.clock


@pytest.fixture
def pauses(moments: Moments) -> Pauses:
    return moments.pauses


@pytest.fixture
def dynamo(emulator: Emulator, shared: DynamoTable, moments: Moments) -> DynamoTable:
    """An empty table on the emulator; repetitions do not wait."""
    emulator.empty(shared.name)
    return shared


@pytest.fixture(scope="session")
def shared(emulator: Emulator, moments_of_the_session: Moments) -> DynamoTable:
    """One for all tests: its client takes longer to make than most tests to run."""
    clock, pauses = moments_of_the_session
    return emulator.table(clock=clock, sleep=pauses.sleep, timer=pauses.timer, chance=lambda: 1.0)


@pytest.fixture(scope="session")
def moments_of_the_session() -> Moments:
    return Moments(Clock(), Pauses())


@pytest.fixture
def moments(moments_of_the_session: Moments) -> Moments:
    """The clock of the table and its pauses, as at the beginning."""
    moments_of_the_session.clock.now = START
    moments_of_the_session.pauses.slept.clear()
    return moments_of_the_session


@pytest.fixture(params=["memory", "dynamo"])
def table(request: pytest.FixtureRequest, clock: Clock) -> Table:
    """An empty table, once of each kind."""
    if request.param == "memory":
        return MemoryTable(clock=clock)
    found: DynamoTable = request.getfixturevalue("dynamo")
    return found
