"""The state that a world is in, without what may differ from one way there to another.

Times, tokens, editions and fences depend on when and how often something was done. So do the sequences of
deliveries where an attempt died with one in hand: from `FIRST` on they are all taken for the same one.

Of the audit trail the events count, not the rows that they stand in: those follow from when each came. The
chains have to be whole, and to tell of everything.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from typing import Any

from chalicelib.store import deliveries, keys
from chalicelib.store.pages import unpack
from chalicelib.store.table import Record, Table
from tests.pipeline.trail import TRAIL, events, tells_all
from tests.pipeline.twin import Twin

FIRST = 1001
"""Deliveries of a flow that is tested begin here."""
_SEQUENCES = re.compile(r"(?<!\d)(0{6})?100[1-9](?!\d)")
_OF_THE_WAY = frozenset(
    "at since started finished generated_at compared_at failed_at token edition fence expires value nudges "
    "fetched_at looked left".split()
)
_LEFT_OVER = (deliveries.ABANDONED, deliveries.UNCHANGED, deliveries.SUPERSEDED)
_LEFT_OVER_EVENTS = {f"delivery {state}" for state in _LEFT_OVER}
State = dict[str, Any]


def begin_at_first(table: Table) -> None:
    """Let the next delivery be the first of those that a flow makes."""
    table.put(Record(*keys.sequence(), {"value": FIRST - 1, "token": ""}))


def state_of(world: Twin) -> State:
    """What a world holds, by key."""
    told = {f"{TRAIL}# events": _events(world)}
    return _records(world.records()) | _objects(world.raw.objects) | told


def differences(found: State, expected: State) -> list[str]:
    """In words, what is not as expected."""
    told = [f"missing: {key}" for key in expected.keys() - found.keys()]
    told += [f"too much: {key} {found[key]}" for key in found.keys() - expected.keys()]
    for key in found.keys() & expected.keys():
        if found[key] != expected[key]:
            told.append(f"{key}: {_shown(found[key], expected[key])}")
    return sorted(told)


def _shown(found: Any, expected: Any) -> str:
    if isinstance(found, list) and isinstance(expected, list):
        more = [one for one in found if one not in expected]
        return f"too much: {more}, missing: {[one for one in expected if one not in found]}"
    if isinstance(found, dict) and isinstance(expected, dict):
        names = [name for name in found | expected if found.get(name) != expected.get(name)]
        return ", ".join(f"{name} is {found.get(name)!r}, not {expected.get(name)!r}" for name in names)
    return f"{found!r}, not {expected!r}"


def _records(records: Iterable[Record]) -> State:
    told: State = {}
    for record in records:
        if _is_left_over(record) or record.pk.startswith(TRAIL):
            continue
        key = _plain(" ".join(record.key))
        assert key not in told, f"{key} is there twice"
        told[key] = _plain(record.data) | ({"body": _plain(unpack(record.body))} if record.body else {})
    return told


def _is_left_over(record: Record) -> bool:
    """A delivery that an attempt announced and the next made anew, or a repeated one; what attempts note."""
    if record.sk.startswith("ATTEMPT#"):
        return True
    return record.pk.startswith("DELIVERY#") and record.data.get("state") in _LEFT_OVER


def _events(world: Twin) -> list[str]:
    """What the audit trail tells, in any order; not of deliveries that were left over."""
    tells_all(world)
    told = [event for event in events(world) if event.action not in _LEFT_OVER_EVENTS]
    return sorted(json.dumps(_plain(asdict(event)), sort_keys=True) for event in told)


def _objects(objects: Mapping[str, bytes]) -> State:
    told: State = {}
    for key, body in objects.items():
        told[f"raw: {_plain(key)}"] = _plain(json.loads(body)) if key.endswith("manifest.json") else body
    return told


def _plain(value: Any) -> Any:
    """A value without times, and with one sequence for all of a flow."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items() if name not in _OF_THE_WAY}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, str):
        return _SEQUENCES.sub(rf"\g<1>{FIRST}", value)
    if isinstance(value, int) and FIRST <= value < FIRST + 9:
        return FIRST
    return value
