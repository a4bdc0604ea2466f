"""`python -m chalicelib shadow`: status, report, set."""

import json
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from chalicelib import wiring
from chalicelib.cli import shadow as command
from chalicelib.feeds import raw_store
from chalicelib.feeds.raw_store import MemoryStore
from chalicelib.store import parity, shadow
from chalicelib.store.shadow import CSV
from tests.cli.running import Ran, copy_of_samples, replace, run
from tests.customs.building import SAMPLES
from tests.pipeline import days
from tests.pipeline.twin import Twin

Capture = pytest.CaptureFixture[str]


class Stage:
    """A stage in memory that the command works on."""

    def __init__(self, world: Twin, monkeypatch: pytest.MonkeyPatch) -> None:
        self.world, self.exports = world, MemoryStore()
        self.settings = SimpleNamespace(csv_fallback="", is_local=False, cache_seconds=60)
        monkeypatch.setattr(wiring, "table", lambda: world.table)
        monkeypatch.setattr(wiring, "ports", lambda: world.ports)
        monkeypatch.setattr(wiring, "client", lambda service: service)
        monkeypatch.setattr(wiring, "current_settings", lambda: self.settings)
        monkeypatch.setattr(raw_store, "S3Store", self.store)

    def store(self, client: Any, bucket: str) -> MemoryStore:
        assert client == "s3"
        assert bucket.startswith("ior-local-exports")
        return self.exports


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Stage:
    return Stage(days.whole_day(), monkeypatch)


def told(ran: Ran) -> dict[str, str]:
    return dict(line.split(":", 1) for line in ran.out.splitlines())


# status and set


def test_a_stage_without_files_says_so(stage: Stage, capsys: Capture) -> None:
    ran = run(capsys, "shadow", "status")
    assert ran.code == 0
    found = {name: text.strip() for name, text in told(ran).items()}
    assert found == {
        "mode": "dynamodb, edition 0",
        "read": "the table",
        "note": "No files are configured: there is only the table to read.",
        "compared": "never",
    }


def test_a_change_shows_the_state_that_it_made(stage: Stage, capsys: Capture) -> None:
    stage.settings.csv_fallback = str(SAMPLES)
    assert told(run(capsys, "shadow", "status"))["mode"].strip() == "csv, edition 0"
    ran = run(capsys, "shadow", "set", "shadow", "--edition", 0, "--reason", "Let us see.")
    assert ran.code == 0
    found = told(ran)
    assert found["mode"].strip() == "shadow, edition 1"
    assert found["read"].strip() == "the files"
    assert found["set"].strip().endswith("by command-line: Let us see.")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("dynamodb", "--edition", 0, "--reason", "Now."), "Files and table were never compared"),
        (("csv", "--edition", 3, "--reason", "Now."), "It is edition 0 by now"),
        (("csv", "--edition", 0, "--reason", "  "), "Give a reason"),
        (("csv", "--edition", 0), "--reason"),
        (("sap", "--edition", 0, "--reason", "Now."), "invalid choice"),
        (("csv", "--edition", "x", "--reason", "Now."), "invalid int"),
    ],
)
def test_what_is_refused_is_told(
    stage: Stage, capsys: Capture, arguments: tuple[object, ...], said: str
) -> None:
    stage.settings.csv_fallback = str(SAMPLES)
    ran = run(capsys, "shadow", "set", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert shadow.read(stage.world.table, CSV).edition == 0


def test_the_whole_way(stage: Stage, capsys: Capture) -> None:
    """The commands of docs/cut-over.md, in their order."""
    stage.settings.csv_fallback = str(SAMPLES)
    assert run(capsys, "shadow", "report").code == 0
    assert run(capsys, "shadow", "set", "shadow", "--edition", 0, "--reason", "Parallel run.").code == 0
    assert run(capsys, "shadow", "set", "dynamodb", "--edition", 1, "--reason", "Equal.").code == 2
    assert run(capsys, "shadow", "report", "--keep").code == 0
    assert run(capsys, "shadow", "set", "dynamodb", "--edition", 1, "--reason", "Equal.").code == 0
    found = told(run(capsys, "shadow", "status"))
    assert found["read"].strip() == "the table"
    assert found["compared"].strip().endswith(": equal")
    assert run(capsys, "shadow", "set", "csv", "--edition", 2, "--reason", "Wrong.").code == 0
    forced = run(capsys, "shadow", "set", "dynamodb", "--edition", 3, "--reason", "Sure.", "--force")
    assert forced.code == 0


# report


@pytest.mark.parametrize("plain", [False, True])
def test_the_report_says_100_percent(stage: Stage, capsys: Capture, plain: bool) -> None:
    ran = run(capsys, "shadow", "report", "--csv", SAMPLES, *(["--plain"] if plain else []))
    first, *rest = ran.out.splitlines()
    assert (ran.code, ran.err) == (0, "")
    assert first.startswith(f"{SAMPLES} and the table, compared with ")
    assert ("pandas" in first) is not plain
    assert rest[0] == "products (Product_List.csv): 73 rows, 73 equal (100 %), 0 not"
    assert rest[-1] == "100 % equal"
    assert parity.find(stage.world.table) is None, "it is not kept unless that is asked for"
    assert stage.exports.objects == {}


def test_the_report_lists_every_difference(stage: Stage, capsys: Capture, tmp_path: Path) -> None:
    folder = copy_of_samples(tmp_path / "csv")
    replace(folder / "Product_List.csv", ",66.712,", ",66.7,")
    with_pandas, without = (
        run(capsys, "shadow", "report", "--csv", folder, *options) for options in ([], ["--plain"])
    )
    assert with_pandas.code == without.code == 1
    assert with_pandas.out.splitlines()[1:] == without.out.splitlines()[1:]
    assert (
        "10004156, column 'Net Weight (kg)': the files have '66.7', the table '66.712' "
        "[ZFMIOR002 NTGEW, GEWEI: as a number"
    ) in without.out
    document = run(capsys, "shadow", "report", "--csv", folder, "--json").document
    assert [one["column"] for one in document["differences"]] == ["Net Weight (kg)"]


def test_a_report_is_kept_where_that_is_asked_for(stage: Stage, capsys: Capture) -> None:
    ran = run(capsys, "shadow", "report", "--csv", SAMPLES, "--keep")
    found = parity.find(stage.world.table)
    assert found is not None
    assert (found.by, found.place, found.verdict) == ("command-line", str(SAMPLES), "equal")
    assert ran.err == f"kept as {found.files[0]}\n"
    assert json.loads(stage.exports.get(found.files[0]))["id"] == found.id


def test_without_pandas_it_says_so_and_goes_on(
    stage: Stage, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    ran = run(capsys, "shadow", "report", "--csv", SAMPLES)
    assert (ran.code, ran.err) == (0, "pandas is not installed: compared without it.\n")
    assert "standard library" in ran.out


def test_without_files_there_is_nothing_to_compare(stage: Stage, capsys: Capture, tmp_path: Path) -> None:
    ran = run(capsys, "shadow", "report")
    assert (ran.code, ran.out) == (2, "")
    assert "--csv" in ran.err
    empty = run(capsys, "shadow", "report", "--csv", tmp_path)
    assert empty.code == 1
    assert "products: Product_List.csv is not there: not compared" in empty.out


def test_the_modes_are_those_of_the_store() -> None:
    assert command.MODES == shadow.MODES
