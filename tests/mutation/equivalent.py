"""Changes that no test can notice, each with the reason. Matched by file, the text of the line, and the change."""

from typing import NamedTuple


class Equivalent(NamedTuple):
    """One change that changes nothing that can be observed."""

    file: str
    line: str
    change: str
    reason: str


EQUIVALENT: tuple[Equivalent, ...] = ()
