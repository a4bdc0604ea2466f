"""The setting that says which of the two sets is read: one record, one conditional write, one event."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.store import audit, keys, shadow
from chalicelib.store.errors import Conflict, Unavailable
from chalicelib.store.memory import MemoryTable
from chalicelib.store.shadow import CSV, DYNAMODB, MODES, SHADOW, Setting
from chalicelib.store.table import Table

AT = "2026-11-23T14:00:00Z"


def wanted(mode: str, edition: int, reason: str = "Asked for.") -> Setting:
    return Setting(mode, edition, AT, "ann", reason)


def events(table: Table) -> list[audit.Event]:
    chain = keys.shard(shadow.SUBJECT, keys.AUDIT_CHAINS)
    return [row.event for row in audit.rows(table, AT[:10], chain)]


@pytest.mark.parametrize(
    ("place", "local", "mode"),
    [("", False, DYNAMODB), ("", True, DYNAMODB), ("/csv", True, DYNAMODB), ("/csv", False, CSV)],
)
def test_before_anybody_sets_it_a_stage_that_has_files_goes_by_them(
    place: str, local: bool, mode: str
) -> None:
    """H10: nothing said is the files, where there are any; on a developer's machine the table."""
    unset = shadow.usual(place, local=local)
    assert shadow.read(MemoryTable(), unset) == Setting(mode)


@pytest.mark.parametrize(("mode", "files"), [(CSV, True), (SHADOW, True), (DYNAMODB, False)])
def test_which_states_read_the_files(mode: str, files: bool) -> None:
    assert Setting(mode).reads_files is files


def test_a_change_is_recorded_with_who_from_to_and_why(table: Table) -> None:
    """H3: the setting and its event are one transaction."""
    shadow.change(table, Setting(CSV), wanted(SHADOW, 1, "Let us see."))
    shadow.change(table, wanted(SHADOW, 1), wanted(DYNAMODB, 2, "At once."), forced=True)
    assert shadow.read(table, CSV) == wanted(DYNAMODB, 2, "At once.")
    assert [(event.actor, event.action, event.facts) for event in events(table)] == [
        (
            "ann",
            "shadow mode changed",
            {"before": CSV, "after": SHADOW, "reason": "Let us see.", "edition": 1},
        ),
        (
            "ann",
            "shadow mode changed",
            {"before": SHADOW, "after": DYNAMODB, "reason": "At once.", "edition": 2, "forced": "yes"},
        ),
    ]


@pytest.mark.parametrize("edition", [0, 1, 3])
def test_another_edition_than_the_last_is_in_conflict(table: Table, edition: int) -> None:
    shadow.change(table, Setting(CSV), wanted(SHADOW, 1))
    shadow.change(table, wanted(SHADOW, 1), wanted(CSV, 2))
    with pytest.raises(Conflict):
        shadow.change(table, replace(Setting(CSV), edition=edition), wanted(DYNAMODB, edition + 1))
    assert shadow.read(table, DYNAMODB) == wanted(CSV, 2)
    assert len(events(table)) == 2


@pytest.mark.parametrize("after", [wanted("sap", 1), wanted(CSV, 2), wanted(CSV, 0)])
def test_what_cannot_follow_is_a_defect_of_the_caller(after: Setting) -> None:
    with pytest.raises(ValueError, match="cannot follow"):
        shadow.change(MemoryTable(), Setting(CSV), after)


class Crash(BaseException):
    """The process died."""


def crashing(table: MemoryTable, at: int, *, after: bool, error: type[BaseException]) -> Iterator[int]:
    """Let the n-th request fail from now on."""
    number = count()

    def fail(_operation: str, _keys: Sequence[object]) -> None:
        if next(number) == at:
            raise error("here")

    setattr(table, "after" if after else "before", fail)
    return number


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("error", [Crash, Unavailable])
@pytest.mark.parametrize("at", range(3))
def test_a_change_that_dies_is_made_or_not_and_never_half(
    at: int, error: type[BaseException], after: bool
) -> None:
    """H8: whatever call dies, the readers see the state before or the state after, and the event with it."""
    table = MemoryTable()
    shadow.change(table, Setting(CSV), wanted(SHADOW, 1))
    number = crashing(table, at, after=after, error=error)
    try:
        shadow.change(table, wanted(SHADOW, 1), wanted(DYNAMODB, 2))
    except (Crash, Unavailable):
        pass
    else:
        assert next(number) == at, "there are no more requests than that"
    table.before = table.after = lambda _operation, _keys: None
    now = shadow.read(table, CSV)
    assert now in (wanted(SHADOW, 1), wanted(DYNAMODB, 2))
    assert len(events(table)) == now.edition
    if now.edition == 1:
        shadow.change(table, now, wanted(DYNAMODB, 2))
    assert shadow.read(table, CSV).mode == DYNAMODB


@given(st.lists(st.tuples(st.sampled_from(MODES), st.integers(-2, 1))))
def test_any_sequence_of_changes_leaves_the_last_that_knew_the_state(steps: list[tuple[str, int]]) -> None:
    """H9: back and forth as often as anybody likes; who has not seen the last change changes nothing."""
    table, mode, edition = MemoryTable(), CSV, 0
    for asked, off in steps:
        seen = max(0, edition + off)
        before = replace(Setting(mode), edition=seen)
        try:
            shadow.change(table, before, wanted(asked, seen + 1))
        except Conflict:
            assert seen != edition
        else:
            assert seen == edition
            mode, edition = asked, edition + 1
        assert (shadow.read(table, CSV).mode, shadow.read(table, CSV).edition) == (mode, edition)
    assert len(events(table)) == edition
