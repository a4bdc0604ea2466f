"""What API Gateway answers by itself: problem documents with our headers, as the app would answer.

It refuses what never comes to the app: a path that is none, a body that is too large, too many requests, and
it answers for a function that does not. The templates are texts in which it replaces a name or two; headers
are texts in single quotes, so that the policy of content does without them: a list of nothing is `'none'`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from chalicelib.api.operation import PROBLEM
from chalicelib.gateway import HEADERS

POLICY = "Content-Security-Policy"
NOTHING_ALLOWED = "default-src; base-uri; form-action; frame-ancestors; sandbox"
REQUEST_ID = "context.requestId"
EXTENSION = "x-amazon-apigateway-gateway-responses"


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer for one reason, by API Gateway's name of it."""

    reason: str
    status: int | None
    """None: API Gateway's own, which differs; the document then does not repeat it."""
    title: str
    detail: str
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def parameters(self) -> dict[str, str]:
        """Its headers, as API Gateway takes them."""
        said = {**HEADERS, POLICY: NOTHING_ALLOWED, "Content-Type": PROBLEM, **self.headers}
        quoted = {name: f"'{value}'" for name, value in said.items()}
        quoted["X-Request-Id"] = REQUEST_ID
        return {f"gatewayresponse.header.{name}": value for name, value in quoted.items()}

    @property
    def template(self) -> str:
        """Its body, in which API Gateway fills in the id of the request."""
        said = {"type": "about:blank", "title": self.title, "status": self.status, "detail": self.detail}
        known = {name: value for name, value in said.items() if value is not None}
        return json.dumps({**known, "instance": f"urn:uuid:${REQUEST_ID}"})


ANSWERS = (
    Answer("DEFAULT_4XX", None, "Not answered", "The request was refused before the application saw it."),
    Answer("DEFAULT_5XX", None, "Something went wrong", "The request's id says to us what it was."),
    Answer(
        "MISSING_AUTHENTICATION_TOKEN", 403, "No such path", "There is nothing at this path by this method."
    ),
    Answer("REQUEST_TOO_LARGE", 413, "Too large", "A body has at most 10 MB. Send files as uploads."),
    Answer(
        "THROTTLED",
        429,
        "Too many requests",
        "Too many are asking at once. Send the request again in a second.",
        {"Retry-After": "1"},
    ),
    Answer("INTEGRATION_TIMEOUT", 504, "Not answered in time", "Ask for less, or send the request again."),
)


def declared() -> dict[str, Any]:
    """The answers as part of the API's own document.

    As resources beside it they would be gone with the next change of it, which takes the place of the whole
    API; and a deployment has the answers of its time, and is made anew when the document changes.
    """
    return {EXTENSION: {answer.reason: _declared(answer) for answer in ANSWERS}}


def _declared(answer: Answer) -> dict[str, Any]:
    status = {} if answer.status is None else {"statusCode": str(answer.status)}
    return {
        **status,
        "responseParameters": answer.parameters,
        "responseTemplates": {"application/json": answer.template},
    }
