"""F8: what API Gateway answers by itself, and which TLS it takes."""

import json
import re
from typing import Any

import pytest
import requests

from chalicelib.api.schemas.problems import Problem
from chalicelib.gateway import HEADERS
from infra.components.gateway_answers import ANSWERS, EXTENSION, NOTHING_ALLOWED, POLICY, Answer
from tests.emulator import running
from tests.infra.templates import Properties, Stacks

EACH = pytest.mark.parametrize("answer", ANSWERS, ids=lambda answer: answer.reason)
ID = "0b0e3f5c-6a55-4c69-8a4f-2f6f24f8a6ce"
PREFIX = "gatewayresponse.header."


def the_api(stacks: Stacks) -> Properties:
    (found,) = stacks.service.of_type("AWS::ApiGateway::RestApi").values()
    return found


def responses(stacks: Stacks) -> dict[str, Properties]:
    found: dict[str, Properties] = the_api(stacks)["Body"][EXTENSION]
    return found


def headers_of(response: Properties) -> dict[str, str]:
    """The headers that are the same each time, as a caller sees them."""
    said = {name.removeprefix(PREFIX): text for name, text in response["responseParameters"].items()}
    assert all(name.startswith(PREFIX) for name in response["responseParameters"])
    return {name: text[1:-1] for name, text in said.items() if text[0] == text[-1] == "'"}


@pytest.mark.parametrize("stage", ["production", "emulated"])
def test_every_refusal_of_the_gateway_is_answered_by_us(stage: str, request: pytest.FixtureRequest) -> None:
    """What has no answer of its own has that of its hundred."""
    stacks: Stacks = request.getfixturevalue(stage)
    found = responses(stacks)
    assert {"DEFAULT_4XX", "DEFAULT_5XX", "REQUEST_TOO_LARGE", "THROTTLED"} <= set(found)
    assert set(found) == {answer.reason for answer in ANSWERS}


@EACH
def test_it_has_the_headers_of_every_answer(production: Stacks, answer: Answer) -> None:
    """ASVS 3.4: those of the app; of the policy of content, the words that are no list."""
    headers = headers_of(responses(production)[answer.reason])
    assert {**HEADERS, POLICY: NOTHING_ALLOWED, "Content-Type": "application/problem+json"}.items() <= (
        headers.items()
    )
    # In single quotes, which is how API Gateway is told that something is a text.
    assert not [text for text in headers.values() if "'" in text]
    assert {part.split()[0] for part in NOTHING_ALLOWED.split("; ")} >= {
        part.split()[0] for part in HEADERS[POLICY].split("; ") if "'none'" in part
    }
    parameters = responses(production)[answer.reason]["responseParameters"]
    assert parameters[f"{PREFIX}X-Request-Id"] == "context.requestId"


@EACH
def test_it_is_a_problem_document_with_the_id_of_the_request(production: Stacks, answer: Answer) -> None:
    response = responses(production)[answer.reason]
    (template,) = response["responseTemplates"].values()
    document: dict[str, Any] = json.loads(template.replace("$context.requestId", ID))
    assert document["instance"] == f"urn:uuid:{ID}"
    assert document.get("status") == answer.status
    assert response.get("statusCode") == (str(answer.status) if answer.status else None)
    assert Problem().validate({"status": 400, **document}) == {}
    # What a caller sent is not repeated, and nothing is replaced but the id.
    assert re.findall(r"\$[\w.]+", template) == ["$context.requestId"]


def test_who_asks_too_much_is_told_when_to_come_again(production: Stacks) -> None:
    assert int(headers_of(responses(production)["THROTTLED"])["Retry-After"]) >= 1


def test_they_are_part_of_the_apis_document(production: Stacks) -> None:
    """Beside it they would be gone with its next change, and a deployment would not know them."""
    assert not production.service.of_type("AWS::ApiGateway::GatewayResponse")


@pytest.mark.parametrize("stage", ["production", "emulated"])
def test_the_api_takes_tls_1_2_and_1_3_only(stage: str, request: pytest.FixtureRequest) -> None:
    """ASVS 12.1.1: by itself a regional API would take TLS 1.0."""
    api = the_api(request.getfixturevalue(stage))
    assert api["EndpointConfiguration"] == {"Types": ["REGIONAL"]}
    assert re.fullmatch(r"SecurityPolicy_TLS13_1_[23]_\w+", api["SecurityPolicy"])
    assert api["EndpointAccessMode"] == "STRICT"


def test_an_unknown_path_is_answered_so_by_the_emulator(production: Stacks) -> None:
    """It does not look for answers in an API's document, and is given them one by one."""
    emulator = running()
    gateway = emulator.client("apigateway")
    api = gateway.create_rest_api(name="answers")["id"]
    root = gateway.get_resources(restApiId=api)["items"][0]["id"]
    place = {"restApiId": api, "resourceId": root, "httpMethod": "GET"}
    gateway.put_method(**place, authorizationType="NONE")
    gateway.put_integration(**place, type="MOCK")
    for reason, said in responses(production).items():
        gateway.put_gateway_response(restApiId=api, responseType=reason, **said)
    gateway.create_deployment(restApiId=api, stageName="x")
    answered = requests.get(f"{emulator.url}/restapis/{api}/x/_user_request_/nowhere", timeout=10)
    assert answered.status_code == 403
    assert answered.json()["title"] == "No such path"
    assert answered.json()["instance"] == f"urn:uuid:{answered.headers['X-Request-Id']}"
    expected = {**HEADERS, POLICY: NOTHING_ALLOWED, "Content-Type": "application/problem+json"}
    assert {name: answered.headers[name] for name in expected} == expected
    gateway.delete_rest_api(restApiId=api)
