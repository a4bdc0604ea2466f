"""The templates that the tests look at, synthesised once per session, both stages at the same time."""

from collections.abc import Iterator

import pytest

from tests.infra.templates import Stacks, Synthesis, finish, start


@pytest.fixture(scope="session")
def syntheses(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Synthesis]]:
    started = {stage: start(stage, tmp_path_factory.mktemp(stage)) for stage in ("prod", "local")}
    yield started
    for synthesis in started.values():
        synthesis.process.kill()
        synthesis.process.communicate()


@pytest.fixture(scope="session")
def production(syntheses: dict[str, Synthesis]) -> Stacks:
    return finish(syntheses["prod"])


@pytest.fixture(scope="session")
def emulated(syntheses: dict[str, Synthesis]) -> Stacks:
    return finish(syntheses["local"])
