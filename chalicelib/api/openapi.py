"""The OpenAPI 3.1 document of the API, made from the contract: the same contract gives the same bytes."""

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from chalicelib import __version__
from chalicelib.api.bodies import schema_of
from chalicelib.api.contract import OPERATIONS, TAGS
from chalicelib.api.operation import JSON, PROBLEM, Operation
from chalicelib.api.parameters import Parameter
from chalicelib.api.repeating import HEADER
from chalicelib.api.replies import Reply
from chalicelib.identity.cookies import SECURE_NAME
from chalicelib.identity.roles import PUBLIC
from chalicelib.store.pages import canonical

if TYPE_CHECKING:
    from apispec import APISpec

TITLE = "IOR Automation"
_ABOUT = (
    "The importer's own system of record for customs lines. Money, weights, rates and quantities are text "
    "with a plain decimal in it; counts are numbers; dates are ISO, times ISO in UTC. What is not "
    "understood is refused. Errors are problem documents (RFC 9457); every answer carries its request's id. "
    "In the same form the gateway refuses by itself what is too large (413) or too much at once (429), and "
    "tells of what took too long (504)."
)
_REASONS = {
    400: "The request contradicts itself, or asks for something that is not understood.",
    401: "Nobody is signed in.",
    403: "The role may not do this.",
    404: "There is no such thing.",
    409: "It has changed in the meantime, or is done already.",
    415: "The body is not JSON.",
    422: "The body is JSON and not what is asked for.",
    429: "Too often: try again later.",
    502: "SAP did not deliver.",
    503: "Not possible now: the table is busy, or does not answer.",
}
WAITING = (429, 503)
"""What says when to come again."""
_REQUEST_ID = {"description": "The request's id.", "schema": {"type": "string"}, "required": True}


def reply() -> Reply:
    """The document, as a route answers it."""
    return Reply(canonical(document()).decode(), JSON)


def text() -> str:
    """The document as JSON that people can read too."""
    return json.dumps(document(), ensure_ascii=False, indent=1) + "\n"


@cache
def document() -> dict[str, Any]:
    """The document. Read it, do not change it."""
    spec = _spec()
    for operation in OPERATIONS:
        spec.path(operation.path, operations={operation.method.lower(): _told(operation)})
    made: dict[str, Any] = spec.to_dict()
    components = made["components"]
    made["components"] = {kind: dict(sorted(components[kind].items())) for kind in sorted(components)}
    return made


def _spec() -> "APISpec":
    from apispec import APISpec
    from apispec.ext.marshmallow import MarshmallowPlugin

    from chalicelib.api.schemas.kinds import DecimalText

    plugin = MarshmallowPlugin()
    spec = APISpec(
        TITLE,
        __version__,
        "3.1.0",
        [plugin],
        info={"description": _ABOUT},
        tags=[{"name": name, "description": said} for name, said in TAGS.items()],
    )
    # apispec takes a decimal for a JSON number, which it must never be.
    plugin.map_to_openapi_type(DecimalText, "string", "decimal")  # type: ignore[no-untyped-call]
    bearer = {"type": "http", "scheme": "bearer", "description": "For programs."}
    cookie = {"type": "apiKey", "in": "cookie", "name": SECURE_NAME, "description": "For browsers."}
    spec.components.security_scheme("bearer", bearer)
    spec.components.security_scheme("cookie", cookie)
    spec.components.header("RequestId", _REQUEST_ID)
    for status, reason in _REASONS.items():
        spec.components.response(f"Refused{status}", _refusal(status, reason))
    return spec


def _told(operation: Operation) -> dict[str, Any]:
    said: dict[str, Any] = {
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [operation.tag],
        "security": [] if operation.role == PUBLIC else [{"cookie": []}, {"bearer": []}],
        "x-role": operation.role,
        "parameters": _parameters(operation),
        "responses": {str(operation.status): _answer(operation)},
    }
    for status in operation.refusals:
        said["responses"][str(status)] = f"Refused{status}"
    if operation.body:
        content = {JSON: {"schema": schema_of(operation.body)}}
        said["requestBody"] = {"required": True, "content": content}
    return said


def _parameters(operation: Operation) -> list[dict[str, Any]]:
    found = [_parameter("path", one) for one in operation.parameters]
    found += [_parameter("query", one) for one in operation.query]
    if operation.repeatable:
        says = "Sent again with the same key and body, it is done once and answered alike."
        shape = {"type": "string", "pattern": "^[!-~]{1,100}$"}
        found.append({"in": "header", "name": HEADER.title(), "description": says, "schema": shape})
    return found


def _parameter(place: str, one: Parameter) -> dict[str, Any]:
    said = {"in": place, "name": one.name, "description": one.says, "schema": dict(one.shape)}
    return said | ({"required": True} if one.required else {})


def _answer(operation: Operation) -> dict[str, Any]:
    headers: dict[str, Any] = {"X-Request-Id": "RequestId"}
    for name, says in operation.headers.items():
        headers[name] = {"description": says, "schema": {"type": "string"}}
    said: dict[str, Any] = {"description": operation.summary, "headers": headers}
    if operation.status != 204:
        said["content"] = {media: {"schema": _shape(operation, media)} for media in operation.media}
    return said


def _shape(operation: Operation, media: str) -> Any:
    if media != JSON:
        return {"type": "string"}
    return schema_of(operation.answer) if operation.answer else {"type": "object"}


def _refusal(status: int, reason: str) -> dict[str, Any]:
    schema = schema_of("problems.InvalidProblem" if status == 422 else "problems.Problem")
    said: dict[str, Any] = {
        "description": reason,
        "headers": {"X-Request-Id": "RequestId"},
        "content": {PROBLEM: {"schema": schema}},
    }
    if status in WAITING:
        retry = {"description": "Seconds to wait.", "schema": {"type": "integer"}}
        said["headers"] = {**said["headers"], "Retry-After": retry}
    return said
