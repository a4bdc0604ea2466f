"""F9, F11, F16: whatever is sent, the answer is one of those that are documented, in their form."""

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from chalicelib.api.openapi import document
from tests.api.calling import connected, the_app
from tests.api.calls import prepare, worked
from tests.contract.shim import Shim
from tests.pipeline.twin import Twin

EXAMPLES = 25
ELSEWHERE = [ignored_auth, positive_data_acceptance]

schema = schemathesis.openapi.from_dict(document())
schema.app = Shim(the_app())


@pytest.fixture(scope="module")
def used() -> Twin:
    """A pipeline that only these requests change."""
    return prepare(worked())


@pytest.fixture
def token(used: Twin) -> Iterator[str]:
    """A session for each operation: signing out ends one."""
    with connected(used) as caller:
        yield caller.token


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_a_documented_one(case: Any, token: str) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"}, excluded_checks=ELSEWHERE)
