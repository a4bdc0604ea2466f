"""What the use cases of the room work with. `wiring` makes the real one; tests give twins."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.identity.hashing import COST
from chalicelib.moments import stamp
from chalicelib.store.table import Table

TRIES = 60
"""How often a change is decided anew where others were there first."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The table, the time, and chance."""

    table: Table
    clock: Callable[[], datetime]
    random: Callable[[int], bytes]
    """So many bytes that nobody can foresee: `secrets.token_bytes`."""
    cost: int = COST
    """bcrypt's, lower for tests."""

    def now(self) -> int:
        """Epoch seconds."""
        return int(self.clock().timestamp())

    def stamp(self) -> str:
        """The time as it is stored: ISO, UTC, to the second."""
        return stamp(self.clock())

    def new_id(self) -> str:
        """A text that nobody else has: 32 hexadecimal digits."""
        return self.random(16).hex()
