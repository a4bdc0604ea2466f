"""Changes that no test can notice, each with its reason; matched by file, text of the line, and change."""

from typing import NamedTuple


class Equivalent(NamedTuple):
    """One change that changes nothing that can be observed."""

    file: str
    line: str
    change: str
    reason: str


EQUIVALENT: tuple[Equivalent, ...] = ()
