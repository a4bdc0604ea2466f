"""F9, F11, F16: whatever is sent, the answer is one of those that are documented, in their form."""

from typing import Any

import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.specs.openapi.checks import ignored_auth, positive_data_acceptance

from chalicelib.api.openapi import document
from tests.api.calling import TOKEN
from tests.contract.conftest import worked
from tests.contract.shim import Shim
from tests.contract.views import app_of, views

EXAMPLES = 25
ELSEWHERE = [ignored_auth, positive_data_acceptance]
_WORLD = worked()
_APP = app_of(_WORLD.ports)
_ANSWERED = sorted(views(_WORLD.ports, lambda: _APP.asked))

schema = schemathesis.openapi.from_dict(document()).include(operation_id=_ANSWERED)
schema.app = Shim(_APP)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_is_a_documented_one(case: Any) -> None:
    case.call_and_validate(headers={"Authorization": f"Bearer {TOKEN}"}, excluded_checks=ELSEWHERE)
