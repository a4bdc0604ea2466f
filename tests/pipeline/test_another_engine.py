"""Another engine is deployed, or other law: the next run makes anew what it comes to, once."""

from datetime import date
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from chalicelib import __version__, customs
from chalicelib.customs.publish import entry_document
from chalicelib.pipeline import compare, engine_version, generate, workshop
from chalicelib.pipeline.compare import compare_now
from chalicelib.pipeline.load import load
from chalicelib.pipeline.plan import start_run
from chalicelib.store import comparisons
from chalicelib.store.comparisons import StoredComparison
from chalicelib.store.table import Check, Conflict, Equals
from tests.pipeline.asking import compared, entry_documents, heads, run, versions
from tests.pipeline.small import SHIPMENTS, edited, small
from tests.pipeline.twin import Twin

REPORT = "Customs_Report.csv"


def deployed(monkeypatch: pytest.MonkeyPatch, version: str, mpf: str | None = None) -> None:
    """Let another engine be at work, perhaps one that makes another fee."""

    def document(entry: Any) -> dict[str, Any]:
        made = entry_document(entry)
        return made | {"totals": made["totals"] | {"mpf": mpf}} if mpf else made

    for module in (workshop, compare):
        monkeypatch.setattr(module, "entry_document", document)
    for module in (workshop, compare, generate):
        monkeypatch.setattr(module, "engine_version", lambda: version)


def ran(world: Twin, name: str) -> dict[str, int]:
    """Run over everything; what came of it."""
    start_run(world.ports, f"manual-{name}", "manual", (date(2026, 1, 1), date(2027, 12, 31)))
    world.work()
    return dict(run(world, f"manual-{name}").counts)


def comparison(world: Twin, shipment: str) -> StoredComparison:
    """The current comparison of a shipment."""
    found = comparisons.head(world.table, shipment)
    assert found
    return found


def test_an_engine_that_makes_other_figures_reaches_every_entry(
    little_day: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """H11, R10: with no new data, of entries that are up to date; counted, compared, said of the entry."""
    ran(little_day, "before")
    before = versions(little_day)
    deployed(monkeypatch, "2.0", "9.99")
    counts = ran(little_day, "x")
    assert (counts["generated"], counts.get("unchanged")) == (len(SHIPMENTS), None)
    assert versions(little_day) == {name: version + 1 for name, version in before.items()}
    assert {found["totals"]["mpf"] for found in entry_documents(little_day).values()} == {"9.99"}
    assert {head.code_version for head in heads(little_day).values()} == {"2.0"}


def test_an_engine_that_makes_the_same_is_noted_once(
    little_day: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R10: no new version, and the run after that has nothing to make or to compare."""
    ran(little_day, "before")
    before = versions(little_day), compared(little_day)
    deployed(monkeypatch, "2.0")
    assert ran(little_day, "x") == {"unchanged": len(SHIPMENTS)}
    assert (versions(little_day), compared(little_day)) == before
    assert {head.code_version for head in heads(little_day).values()} == {"2.0"}
    assert {comparison(little_day, name).code_version for name in SHIPMENTS} == {"2.0"}

    def nothing_to_do(*inputs: object) -> None:
        raise AssertionError("it was made and compared already")

    monkeypatch.setattr(generate, "make_result", nothing_to_do)
    monkeypatch.setattr(compare, "compare", nothing_to_do)
    assert ran(little_day, "y") == {"unchanged": len(SHIPMENTS)}


def test_a_comparison_that_says_the_same_of_a_new_version_is_not_made_again(
    little_day: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The version of the entry that was compared is noted although the data are the same."""
    deployed(monkeypatch, "2.0", "9.99")
    ran(little_day, "x")
    now = versions(little_day)
    assert {name: comparison(little_day, name).entry_version for name in SHIPMENTS} == now


def test_an_entry_that_is_made_anew_to_be_compared_is_counted(
    little_day: Twin, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R10: the engine is deployed between a run's two steps."""
    little_day.upload(REPORT, edited(small(REPORT), _other_origin))
    load(little_day.ports, little_day.landed.popleft())
    while little_day.queues.sent[0][0] != "compare":
        little_day.handle(*little_day.queues.sent.popleft())
    deployed(monkeypatch, "2.0", "9.99")
    little_day.work()
    counts = run(little_day, "load-0000000009").counts
    assert (counts["generated"], counts["compared"]) == (len(SHIPMENTS), len(SHIPMENTS))


@pytest.mark.parametrize("file", ["fees.py", "law/fees.csv"])
def test_code_and_law_are_both_told_by_the_version(tmp_path: Path, file: str) -> None:
    """R10: a deployment that changes either, and not the product's version."""
    engine = copytree(Path(customs.__file__).parent, tmp_path / "customs")
    as_it_is = engine_version._hash_of(engine)
    assert engine_version.engine_version() == f"{__version__}+{as_it_is}"
    (engine / "notes.txt").write_text("nothing of the engine")
    assert engine_version._hash_of(engine) == as_it_is
    (engine / file).write_bytes((engine / file).read_bytes() + b"\n")
    assert engine_version._hash_of(engine) != as_it_is


@pytest.mark.parametrize("by_hand", [False, True])
def test_a_comparison_by_hand_does_not_keep_the_run_from_telling(little_day: Twin, by_hand: bool) -> None:
    """C18: somebody asks between the load and the run; people are told, and told once."""
    little_day.upload(REPORT, edited(small(REPORT), _other_origin))
    load(little_day.ports, little_day.landed.popleft())
    for shipment in SHIPMENTS if by_hand else ():
        compare_now(little_day.ports, shipment, "ada")
    little_day.work()
    counts = run(little_day, "load-0000000009").counts
    assert (counts["compared"], counts["newly_material"]) == (len(SHIPMENTS), len(SHIPMENTS))
    assert "discrepancies-load-0000000009" in little_day.heard
    assert ran(little_day, "again") == {"unchanged": len(SHIPMENTS)}
    assert {comparison(little_day, name).told_in for name in SHIPMENTS} == {"load-0000000009"}


def test_one_run_tells_of_a_comparison_and_only_before_it_has_counted(little_day: Twin) -> None:
    """C18: of two runs that come to it at once one tells; one that was late for its chunk does not."""
    little_day.upload(REPORT, edited(small(REPORT), _other_origin))
    load(little_day.ports, little_day.landed.popleft())
    [shipment, *_] = SHIPMENTS
    compare_now(little_day.ports, shipment, "ada")
    by_hand, table = comparison(little_day, shipment), little_day.table
    with pytest.raises(Conflict):
        comparisons.tell(table, by_hand, "late", [Check("NO", "SUCH RECORD", (Equals("open", 1),))])
    assert comparison(little_day, shipment).told_in == ""
    assert comparisons.tell(table, by_hand, "first", []) == comparison(little_day, shipment)
    with pytest.raises(Conflict):
        comparisons.tell(table, by_hand, "second", [])
    assert comparison(little_day, shipment).told_in == "first"


def _other_origin(row: dict[str, str]) -> dict[str, str]:
    return {name: "VN" if value == "CN" else value for name, value in row.items()}
