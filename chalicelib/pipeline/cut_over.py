"""Cut-over and rollback: one conditional write, which stands in the audit trail with who and why."""

from datetime import timedelta

from chalicelib.pipeline.ports import Ports
from chalicelib.store import parity, shadow
from chalicelib.store.datasets import Pins, read_pins, still_visible
from chalicelib.store.parity import EQUAL, Summary
from chalicelib.store.shadow import DYNAMODB, Setting
from chalicelib.store.table import Change, Conflict

GOOD_FOR = timedelta(days=1)
"""A report of today or of yesterday, in UTC, is one to go by."""


class SwitchError(Exception):
    """A change of the state that is not made."""


class Stale(SwitchError):
    """Somebody else has changed it in the meantime."""


class NotProven(SwitchError):
    """Nobody has shown that files and table are the same."""


def switch(
    ports: Ports, unset: str, place: str, actor: str, wanted: Setting, *, force: bool = False
) -> Setting:
    """Change the state to `wanted.mode` for `wanted.reason`, from the edition that was read.

    To let the readers read the table, the files in `place`, which they read until then, and the table as it
    is now have to be shown to be the same, or it is forced; back to the files always goes. Raises `Stale` and
    `NotProven`.
    """
    before = shadow.read(ports.table, unset)
    if before.edition != wanted.edition:
        raise _stale(before)
    after = Setting(wanted.mode, before.edition + 1, ports.stamp(), actor, wanted.reason)
    also: list[Change] = []
    cutting_over = after.mode == DYNAMODB and before.mode != DYNAMODB
    if cutting_over and not force:
        pins = read_pins(ports.table)
        also = [parity.still(_proof(ports, place, pins)), still_visible(pins)]
    try:
        shadow.change(ports.table, before, after, also, forced=cutting_over and force)
    except Conflict as conflict:
        now = shadow.read(ports.table, unset)
        if now.edition != before.edition:
            raise _stale(now) from conflict
        raise NotProven(
            "A newer report was made, or newer data came, this moment: look at the report, and try again."
        ) from conflict
    return after


def _proof(ports: Ports, place: str, pins: Pins) -> Summary:
    found = parity.find(ports.table)
    if found is None:
        raise NotProven("Files and table were never compared: have a report made, or force it with a reason.")
    if found.made_at[:10] < (ports.now() - GOOD_FOR).date().isoformat():
        raise NotProven(
            f"The last report is of {found.made_at}: have one of today or yesterday made, or force it with a "
            "reason."
        )
    if found.verdict != EQUAL:
        raise NotProven(
            f"The report of {found.made_at} says {found.verdict}, with {found.findings} differences: mend "
            "them and compare again, or force it with a reason."
        )
    if found.place.rstrip("/") != place.rstrip("/"):
        raise NotProven(
            f"The report of {found.made_at} is about {found.place}, and the readers read "
            f"{place or 'no files'}: have one of their files made, or force it with a reason."
        )
    if found.revision != pins.revision:
        raise NotProven(
            f"The table has changed since the report of {found.made_at}: that is of revision "
            f"{found.revision}, and now it is {pins.revision}. Have a report made, or force it with a reason."
        )
    return found


def _stale(now: Setting) -> Stale:
    who = f", which {now.by} made at {now.changed_at}" if now.by else ""
    return Stale(f"It is edition {now.edition} by now{who}, and says {now.mode}: look again, then decide.")
