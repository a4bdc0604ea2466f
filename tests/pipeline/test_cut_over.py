"""Cut-over and rollback: what has to be shown first, and that the readers follow at once."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.data_sets import REFERENCE
from chalicelib.etl.csv_set import CsvSet
from chalicelib.pipeline import cut_over
from chalicelib.pipeline.cut_over import NotProven, Stale, switch
from chalicelib.pipeline.parity_report import plain
from chalicelib.pipeline.parity_sides import both_sides
from chalicelib.store import audit, keys, parity, shadow
from chalicelib.store.data_loader import CSV as FROM_FILES
from chalicelib.store.data_loader import TABLE, DataLoader, Loaded
from chalicelib.store.datasets import read_pins
from chalicelib.store.errors import Unavailable
from chalicelib.store.memory import MemoryTable
from chalicelib.store.pages import canonical
from chalicelib.store.parity import DIFFERENT, EQUAL, INCOMPLETE, Summary
from chalicelib.store.shadow import CSV, DYNAMODB, MODES, SHADOW, Setting
from tests.pipeline import days
from tests.pipeline.twin import Twin
from tests.pipeline.world import SAMPLES, sample

PLACE = "s3://ior-prod-raw-1/csv-set"
FILES = {path.name: path.read_bytes() for path in SAMPLES.glob("*.csv")}
CHANGED = sample("Product_List.csv").replace(b"10004156,Adjustable base Cal King R582", b"10004156,Bed")


@pytest.fixture
def world() -> Twin:
    return days.whole_day()


def go(world: Twin, mode: str, edition: int, *, force: bool = False) -> Setting:
    wanted = Setting(mode, edition, reason="As agreed.")
    return switch(world.ports, CSV, PLACE, "ann", wanted, force=force)


def kept(world: Twin, verdict: str, place: str) -> Summary:
    """Keep a report of now, about the table as it is."""
    at, revision = world.ports.stamp(), read_pins(world.table).revision
    made = Summary(f"r{at}{verdict}", at, "pipeline", place, "standard library", revision, verdict, 0, ())
    parity.keep(world.table, made, world.ports.epoch())
    return made


def shown(world: Twin, verdict: str = EQUAL, **ago: float) -> Summary:
    """Keep a report of some time ago, about the table as it is now."""
    world.clock.forward(**{unit: -number for unit, number in ago.items()})
    made = kept(world, verdict, PLACE)
    world.clock.forward(**ago)
    return made


def changes(world: Twin) -> list[dict[str, object]]:
    chain = keys.shard(shadow.SUBJECT, keys.AUDIT_CHAINS)
    rows = audit.rows(world.table, world.ports.stamp()[:10], chain)
    return [row.event.facts for row in rows if row.event.subject == shadow.SUBJECT]


# What has to be shown


@pytest.mark.parametrize("before", [CSV, SHADOW])
@pytest.mark.parametrize("ago", [{}, {"hours": 1}, {"days": 1}], ids=str)
def test_a_good_report_of_today_or_yesterday_lets_it_through(
    world: Twin, before: str, ago: dict[str, float]
) -> None:
    go(world, before, 0)
    shown(world, EQUAL, **ago)
    made = go(world, DYNAMODB, 1)
    assert made == shadow.read(world.table, CSV)
    assert (made.mode, made.edition, made.by, made.reason) == (DYNAMODB, 2, "ann", "As agreed.")
    assert "forced" not in changes(world)[-1]


@pytest.mark.parametrize(
    ("verdict", "ago", "said"),
    [
        (None, {}, "never compared"),
        (EQUAL, {"days": 2}, "one of today or yesterday"),
        (EQUAL, {"days": 30}, "one of today or yesterday"),
        (DIFFERENT, {"hours": 1}, "says different"),
        (INCOMPLETE, {}, "says incomplete"),
    ],
)
def test_without_it_nothing_is_cut_over_unless_it_is_forced(
    world: Twin, verdict: str | None, ago: dict[str, float], said: str
) -> None:
    if verdict:
        shown(world, verdict, **ago)
    with pytest.raises(NotProven, match=said):
        go(world, DYNAMODB, 0)
    assert shadow.read(world.table, CSV) == Setting(CSV)
    assert changes(world) == []
    assert go(world, DYNAMODB, 0, force=True).mode == DYNAMODB
    assert changes(world)[-1] == {
        "before": CSV,
        "after": DYNAMODB,
        "reason": "As agreed.",
        "edition": 1,
        "forced": "yes",
    }


@pytest.mark.parametrize("place", ["/csv", "s3://ior-prod-raw-1/csv", "s3://ior-prod-raw-1/csv-set/old"])
def test_a_report_of_other_files_shows_nothing(world: Twin, place: str) -> None:
    """`shadow report --csv` compares any folder; the readers read theirs."""
    kept(world, EQUAL, place)
    with pytest.raises(NotProven, match=f"is about {place}, and the readers read {PLACE}"):
        go(world, DYNAMODB, 0)
    assert shadow.read(world.table, CSV) == Setting(CSV)
    kept(world, EQUAL, f"{PLACE}/")
    assert go(world, DYNAMODB, 0).mode == DYNAMODB


def test_a_report_of_former_data_shows_nothing(world: Twin) -> None:
    """What came since was never compared; what came and changed nothing needs not be."""
    shown(world)
    load(world, sample("Product_List.csv"))
    unchanged = world.copy()
    load(world, CHANGED)
    with pytest.raises(NotProven, match=r"The table has changed since .* revision 8, and now it is 9"):
        go(world, DYNAMODB, 0)
    shown(world)
    for one in (world, unchanged):
        assert go(one, DYNAMODB, 0).mode == DYNAMODB


def test_data_that_come_in_between_count(world: Twin) -> None:
    """The cut-over holds only for the table that was compared."""
    shown(world)
    racing(world, lambda: load(world, CHANGED))
    with pytest.raises(NotProven, match="newer data came"):
        go(world, DYNAMODB, 0)
    assert shadow.read(world.table, CSV) == Setting(CSV)


def test_without_files_there_is_nothing_to_show(world: Twin) -> None:
    shown(world)
    wanted = Setting(DYNAMODB, 0, reason="As agreed.")
    with pytest.raises(NotProven, match="the readers read no files"):
        switch(world.ports, CSV, "", "ann", wanted)


@pytest.mark.parametrize("mode", MODES)
def test_back_to_the_files_always_goes(world: Twin, mode: str) -> None:
    go(world, DYNAMODB, 0, force=True)
    shown(world, DIFFERENT)
    assert go(world, mode, 1).mode == mode
    assert "forced" not in changes(world)[-1]


@pytest.mark.parametrize("edition", [0, 2, 9])
def test_whoever_has_not_seen_the_last_change_is_told(world: Twin, edition: int) -> None:
    go(world, SHADOW, 0)
    for force in (False, True):
        with pytest.raises(Stale, match=r"edition 1 .* ann made at .* says shadow"):
            go(world, CSV, edition, force=force)
    assert shadow.read(world.table, CSV).edition == 1


def racing(world: Twin, meanwhile: Callable[[], object]) -> None:
    """Let something happen just before the transaction."""
    table = world.table
    assert isinstance(table, MemoryTable)

    def before(operation: str, _keys: object) -> None:
        if operation == "transact":
            table.before = lambda _operation, _keys: None
            meanwhile()

    table.before = before


def test_of_two_at_once_one_is_told(world: Twin) -> None:
    racing(world, lambda: go(world, SHADOW, 0))
    with pytest.raises(Stale):
        go(world, CSV, 0)
    assert shadow.read(world.table, CSV).mode == SHADOW
    assert len(changes(world)) == 1


def test_a_report_that_comes_in_between_counts(world: Twin) -> None:
    """The cut-over holds only while the report that it goes by is the last one."""
    shown(world, hours=1)
    racing(world, lambda: shown(world, DIFFERENT))
    with pytest.raises(NotProven, match="A newer report"):
        go(world, DYNAMODB, 0)
    assert shadow.read(world.table, CSV) == Setting(CSV)


# What the readers see


def loader_of(world: Twin, bodies: dict[str, bytes] | None = None) -> DataLoader:
    files = CsvSet("/csv", (bodies or FILES).get, lambda: 0, 60)
    return DataLoader(world.table, lambda: 0, 60, files.rows, CSV)


def first_product(loaded: Loaded) -> str:
    return loaded.sets["product_master"][0]["Description"]


def load(world: Twin, body: bytes) -> None:
    world.clock.forward(hours=1)
    world.upload("Product_List.csv", body)
    world.work()


@pytest.mark.parametrize(
    ("mode", "source", "product"),
    [
        (None, FROM_FILES, "Adjustable base Cal King R582"),
        (CSV, FROM_FILES, "Adjustable base Cal King R582"),
        (SHADOW, FROM_FILES, "Adjustable base Cal King R582"),
        (DYNAMODB, TABLE, "Bed"),
    ],
)
def test_the_state_says_which_is_read(world: Twin, mode: str | None, source: str, product: str) -> None:
    load(world, CHANGED)
    if mode:
        go(world, mode, 0, force=True)
    loaded = loader_of(world).load(REFERENCE)
    assert (loaded.source, loaded.by_choice, first_product(loaded)) == (source, True, product)


def test_where_there_are_no_files_the_table_is_read(world: Twin) -> None:
    go(world, SHADOW, 0)
    loaded = DataLoader(world.table, lambda: 0, 60, None, CSV).load(REFERENCE)
    assert (loaded.source, loaded.by_choice) == (TABLE, True)


@pytest.mark.parametrize("mode", MODES)
def test_a_state_that_cannot_be_read_is_the_files(world: Twin, mode: str) -> None:
    """H10: even where it was read a moment ago, and the answer says that it is not what it should be."""
    go(world, mode, 0, force=True)
    loader = loader_of(world)
    loader.load(REFERENCE)

    def down(_operation: str, _keys: object) -> None:
        raise Unavailable("the table does not answer")

    world.table.before = down
    loaded = loader.load(REFERENCE)
    assert (loaded.source, loaded.by_choice) == (FROM_FILES, False)


def test_the_readers_follow_a_rollback_at_once_and_nothing_is_lost(world: Twin) -> None:
    """H9: back after some days of new data; forward again is what it was."""
    loader = loader_of(world)
    go(world, DYNAMODB, 0, force=True)
    load(world, CHANGED)
    fresh = loader_of(world)
    forward = fresh.load(REFERENCE)
    assert first_product(forward) == "Bed"
    go(world, CSV, 1)
    assert {loader.load(REFERENCE).source, fresh.load(REFERENCE).source} == {FROM_FILES}
    go(world, DYNAMODB, 2, force=True)
    assert fresh.load(REFERENCE) == forward


@settings(max_examples=25, deadline=None)
@given(st.lists(st.sampled_from([*MODES, "load"]), max_size=6))
def test_whatever_is_done_the_readers_see_what_the_state_says(steps: list[str]) -> None:
    """H9: changes of the state and deliveries, in any order."""
    world, mode, edition, product = days.whole_day(), CSV, 0, "Adjustable base Cal King R582"
    for number, step in enumerate(steps):
        if step == "load":
            product = f"Bed {number}"
            load(world, CHANGED.replace(b"10004156,Bed", f"10004156,{product}".encode()))
        else:
            mode, edition = go(world, step, edition, force=True).mode, edition + 1
        loaded = loader_of(world).load(["product_master"])
        of_files = "Adjustable base Cal King R582"
        assert first_product(loaded) == (product if mode == DYNAMODB else of_files)
        assert loaded.source == (TABLE if mode == DYNAMODB else FROM_FILES)


def test_while_it_shadows_the_pipeline_changes_nothing_that_is_read(world: Twin) -> None:
    """H6, R13: thirty days of deliveries, and the same bytes on each as if there had been none."""
    go(world, SHADOW, 0)
    loader = loader_of(world)
    untouched = canonical(loader.load(REFERENCE).sets)
    for day in range(30):
        world.clock.forward(days=1)
        load(world, CHANGED.replace(b"10004156,Bed", f"10004156,Bed {day}".encode()))
        assert canonical(loader.load(REFERENCE).sets) == untouched
        assert canonical(loader_of(world).load(REFERENCE).sets) == untouched
    go(world, DYNAMODB, 1, force=True)
    assert first_product(loader_of(world).load(REFERENCE)) == "Bed 29"


def test_a_list_that_was_begun_on_files_goes_on_with_them(world: Twin) -> None:
    """A cut-over between two pages does not mix the two."""
    load(world, CHANGED)
    loader = loader_of(world)
    begun = loader.load(REFERENCE)
    go(world, DYNAMODB, 0, force=True)
    assert loader.load(REFERENCE, begun.versions).sets == begun.sets
    table = loader.load(REFERENCE)
    go(world, CSV, 1)
    assert loader.load(REFERENCE, table.versions).sets == table.sets


def test_a_reader_without_files_asks_for_no_state(world: Twin) -> None:
    """Most installations: not one request more."""
    asked: list[object] = []
    world.table.before = lambda operation, keys: asked.append((operation, keys))
    DataLoader(world.table, lambda: 0, 60).load(())
    assert asked == [("get", [keys.pins()])]


# Both paths, one result


def test_what_the_processor_makes_of_files_and_table_is_the_same(world: Twin) -> None:
    """T-06: the entries made from the files are those that are made from the table."""
    from chalicelib.customs.processor import generate
    from chalicelib.customs.publish import entry_document

    files = CsvSet("/csv", FILES.get, lambda: 0, 60)
    sides = both_sides(world.table, read_pins(world.table), files)
    one, other = ([entry_document(entry) for entry in generate(side)] for side in sides[:2])
    assert one == other
    assert plain().compare(sides.files, sides.table).identical


def test_the_days_that_a_report_is_good_for_end_at_midnight(world: Twin) -> None:
    made = shown(world)
    world.clock.now = world.clock.now.replace(hour=23, minute=59, second=59)
    world.clock.forward(days=1)
    last = world.copy()
    assert go(last, DYNAMODB, 0).mode == DYNAMODB
    world.clock.forward(seconds=1)
    with pytest.raises(NotProven, match=made.made_at):
        go(world, DYNAMODB, 0)
    assert replace(made, id="x") != made
    assert cut_over.GOOD_FOR.days == 1
