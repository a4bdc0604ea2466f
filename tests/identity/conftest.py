"""An office on the table's twin; and, for what happens at the same moment, on the emulator as well."""

import pytest

from tests.emulator import running
from tests.identity.office import Office


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture(params=["memory", "dynamo"])
def busy_office(request: pytest.FixtureRequest) -> Office:
    """An office for races; on the emulator with the pauses that repetitions need there."""
    found = Office()
    if request.param == "dynamo":
        emulator = running()
        found.use(emulator.table(emulator.new_table(), clock=lambda: found.now))
    return found
