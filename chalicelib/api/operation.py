"""What the contract says of one operation of the API: what it takes, what it answers, who may use it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from chalicelib.api.parameters import IN_PATHS, Parameter
from chalicelib.identity.roles import PUBLIC

JSON, CSV, HTML = "application/json", "text/csv", "text/html"
PROBLEM = "application/problem+json"
OF_A_BODY = (400, 415, 422)
"""What a body may be refused with."""


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation: a method of a path.

    Schemas are named (`lines.CustomsLines`: a class of `api.schemas.lines`) and imported by whoever needs
    them.
    """

    method: str
    path: str
    role: str
    tag: str
    name: str
    """Of the view in `app.py`."""
    summary: str
    answer: str = ""
    """The schema of its answer; empty: it has none, or is no JSON."""
    status: int = 200
    body: str = ""
    query: tuple[Parameter, ...] = ()
    media: tuple[str, ...] = (JSON,)
    """What may be asked for by `Accept`, the first being what is answered if nothing is said."""
    problems: tuple[int, ...] = ()
    """Statuses of refusals, beside those that follow from what it takes."""
    repeatable: bool = False
    """Whether it takes an idempotency key."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Of its answer, beside those that every answer has."""

    @property
    def parameters(self) -> list[Parameter]:
        """The parameters of its path."""
        return [IN_PATHS[name] for name in re.findall(r"{(\w+)}", self.path)]

    @property
    def asks_the_table(self) -> bool:
        """Whether it comes to nothing while the table does not answer: all but the sign of life."""
        return self.role != PUBLIC or bool(self.body)

    @property
    def refusals(self) -> list[int]:
        """The statuses with which it may be refused, ascending."""
        found = {400, *self.problems}  # a query that is not understood, of any operation
        found |= {401, 403} if self.role != PUBLIC else set()
        found |= {404} if self.parameters else set()
        found |= set(OF_A_BODY) if self.body else set()
        found |= {409, 422} if self.repeatable else set()
        found |= {503} if self.asks_the_table else set()
        return sorted(found)
