"""Waits until it is a delivery's turn: into a group of data sets one load goes at a time.

That another is at it is ordinary and no failure: two files that are dropped together meet at the gate. Most
loads take seconds, so it is waited for a little while. A delivery whose turn does not come by then is
announced and stays so: the sweep takes it up. Where another load of the same delivery has come in between, it
is left to that one: if each took the gate from the other, none would come to its end.
"""

import logging
from collections.abc import Callable

from chalicelib.pipeline.in_time import TimeIsUp
from chalicelib.pipeline.load import load
from chalicelib.pipeline.ports import Ports
from chalicelib.store.deliveries import Delivery
from chalicelib.store.gates import Displaced
from chalicelib.store.table import Busy

LOOKS, SECONDS_BETWEEN = 12, 5
"""How often a load looks whether its turn has come: for a minute."""
_log = logging.getLogger("ior")


def load_in_turn(
    ports: Ports, manifest_key: str, time_is_up: TimeIsUp, pause: Callable[[int], None]
) -> Delivery | None:
    """Load a delivery that has landed as soon as nobody else is at it; None where it is left to others.

    `pause` waits so many seconds. Raises what `load` raises, but for `Busy`.
    """
    for look in range(1, LOOKS + 1):
        try:
            return load(ports, manifest_key, time_is_up)
        except Displaced as displaced:
            _log.info("%s is left to another load of it: %s", manifest_key, displaced)
            break
        except Busy as busy:
            if look == LOOKS or time_is_up():
                _log.warning("%s waited for its turn, and is left to the sweep: %s", manifest_key, busy)
                break
        pause(SECONDS_BETWEEN)
    return None
