"""What people read: the steps, the summary, what came of a dropped file."""

import io
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from chalicelib.store.memory import MemoryTable
from infra.local import overview, people, places, summary
from infra.local.api import Api
from infra.local.cloud import Cloud, LogLine
from infra.local.overview import Overview
from infra.local.places import Places, shown
from infra.local.progress import Progress
from infra.local.session import Session
from infra.local.setup import Setup


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Clock:
    """A clock that moves when it is told to."""

    def __init__(self) -> None:
        self.at = 0.0

    def __call__(self) -> float:
        return self.at


# Steps


def test_a_step_is_one_line_with_what_it_took() -> None:
    out, clock = io.StringIO(), Clock()
    with Progress(out, clock).step("deploy") as step:
        clock.at = 2.04
        step.result = "deploy two stacks"
    assert out.getvalue() == f"  ✓ {'deploy two stacks':<62}   2.0 s\n"


def test_a_step_that_fails_says_so_and_the_error_goes_on() -> None:
    out = io.StringIO()
    with pytest.raises(ValueError, match="broken"), Progress(out, Clock()).step("deploy"):
        raise ValueError("broken")
    assert out.getvalue().startswith("  ✗ deploy ")


def test_a_long_step_says_a_word_now_and_then() -> None:
    out, clock = io.StringIO(), Clock()
    with Progress(out, clock).step("load") as step:
        for clock.at in (1.0, 16.0, 17.0, 32.0):
            step.tell(f"at {clock.at:.0f}")
    assert [line.strip() for line in out.getvalue().splitlines()[:-1]] == [
        "· load: at 16 (16 s)",
        "· load: at 32 (32 s)",
    ]


def test_on_a_terminal_the_line_is_written_over() -> None:
    out = Terminal()
    with Progress(out, Clock()).step("load") as step:
        step.tell("1 of 2")
    told = out.getvalue().split("\r\x1b[K")
    assert told[1:3] == ["  · load …", "  · load: 1 of 2 (0 s)"]
    assert told[3].startswith("  ✓ load ")
    assert out.getvalue().count("\n") == 1


def test_a_reader_that_has_gone_ends_nothing() -> None:
    """`make run | head`, or a terminal that was closed."""
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as out:
        progress = Progress(out, Clock())
        progress.say("nobody reads this")
        progress.say("nor this")


# The summary


def entry(shipment: str, date: str, duty: str, status: str = "generated", **more: Any) -> dict[str, Any]:
    totals = {"value": "1000", "duty": duty, "mpf": "3.46", "hmf": "1.25", "gross_kg": "7"}
    lines = [{"line": "001"}] if status == "generated" else []
    base = {"shipment": shipment, "entry_date": date, "status": status, "findings": [], "lines": lines}
    return base | {"totals": totals} | more


def compared(shipment: str, status: str, **finding: str) -> tuple[str, dict[str, Any]]:
    return shipment, {"shipment": shipment, "status": status, "findings": [finding] if finding else []}


SETS = [
    {"name": "shipments", "state": "good", "last_good": "2026-11-23T06:00:00Z"},
    {"name": "report", "state": "late", "last_good": "2026-11-21T06:10:00Z"},
]
HELD = {"findings": [{"kind": "MISSING_INVOICE", "subject": "INV3"}]}
SEEN = Overview(
    entries=(
        entry("S1", "2026-11-21", "10.00"),
        entry("S2", "2026-11-22", "1234.50"),
        entry("S3", "2026-11-22", "0.00", "needs_input", **HELD),
        entry("S4", "2026-11-22", "5.25"),
    ),
    comparisons=dict(
        [
            compared("S1", "warn", kind="NET_WEIGHT", severity="minor", advice="Tell nobody."),
            compared("S2", "fail", kind="EXTRA_LINE", severity="material", advice="Delete line 005."),
            compared("S3", "pending"),
            compared("S4", "pass"),
        ]
    ),
    pipeline={"state": "late", "data_sets": SETS},
)


def test_the_latest_day_is_shown_with_totals_and_verdicts() -> None:
    assert summary.day(SEEN).splitlines() == [
        "Entries of 2026-11-22, the latest entry date (US dollars)",
        "",
        "Shipment  Lines  Value      Duty    MPF   HMF  Status     SAP's report",
        "────────  ─────  ─────  ────────  ─────  ────  ─────────  ────────────────",
        "S2            1  1,000  1,234.50   3.46  1.25  generated  fail: extra line",
        "S3            0  1,000      0.00   3.46  1.25  held       pending",
        "S4            1  1,000      5.25   3.46  1.25  generated  pass",
        "────────  ─────  ─────  ────────  ─────  ────  ─────────  ────────────────",
        "Total         2  3,000  1,239.75  10.38  3.75",
        "",
        "  S2: Delete line 005.",
        "  S3 is held: missing invoice INV3",
    ]


def test_the_totals_over_all_entries() -> None:
    assert summary.everything(SEEN, ["4 entries equal the command line's."]).splitlines() == [
        "All entries, 2026-11-21 to 2026-11-22",
        "",
        "  4 entries: 3 generated, 1 held",
        "  4,000 dollars of goods, 1,249.75 duty, 13.84 MPF, 5.00 HMF",
        "  held for: 1 missing invoice",
        "  compared with SAP's report: 1 pass, 1 warn, 1 fail, 1 pending",
        "  data sets: 1 of 2 fresh, the newest of 2026-11-23 06:00:00Z; report late "
        "(make run ARGS=--day fetches them again)",
        "  4 entries equal the command line's.",
    ]


@pytest.mark.parametrize(
    ("kind", "words"), [("MISSING_INVOICE", "missing invoice"), ("MISSING_HTS_RATE", "missing HTS rate")]
)
def test_a_finding_is_told_in_words(kind: str, words: str) -> None:
    found = {"findings": [{"kind": kind, "subject": ""}]}
    seen = Overview((entry("S3", "2026-11-22", "0.00", "needs_input", **found),), {}, SEEN.pipeline)
    assert summary.day(seen).endswith(f"S3 is held: {words}")
    assert f"held for: 1 {words}\n" in summary.everything(seen)
    assert "compared with SAP's report: nothing yet" in summary.everything(seen)


def test_a_delivery_that_was_not_taken_whole_is_shown_at_every_start() -> None:
    assert summary.lost([]) == ""
    assert summary.lost(["Invoices.csv, delivery 12: it was refused.", "  it is empty."]).splitlines() == [
        "Not taken whole, and to be delivered again",
        "",
        "Invoices.csv, delivery 12: it was refused.",
        "  it is empty.",
    ]


def test_a_stack_without_entries_says_so() -> None:
    assert summary.day(overview.NOTHING) == "There are no entries yet."
    assert summary.everything(overview.NOTHING) == ""
    assert overview.NOTHING.document()["entries"] == 0


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Session:
    monkeypatch.setenv("SAP_BASE_URL", "http://127.0.0.1:4801/sap")
    monkeypatch.chdir(tmp_path)
    setup = Setup(Places(tmp_path / ".local"), 4800, Path("python"), Path("cdk"), Path("dist"))
    api, site = Api("http://127.0.0.1:4800/x", "sesame"), "http://127.0.0.1:4802"
    return Session(setup, MemoryTable(), Cloud(setup.endpoint), api, site)


def test_what_to_try_can_be_copied_and_never_shows_the_token(session: Session, tmp_path: Path) -> None:
    told = summary.next_steps(SEEN, session)
    tried = [line.strip() for line in told.splitlines() if line.startswith("  curl")]
    assert tried == [
        "curl -sK .local/curl 'http://127.0.0.1:4802/api/pipeline'",
        "curl -sK .local/curl 'http://127.0.0.1:4802/api/customs-lines?date=2026-11-22'",
        "curl -sK .local/curl 'http://127.0.0.1:4802/api/entries/S4/lines/001/trail'",
    ]
    assert "sesame" not in told
    us = f"IOR_STATE={tmp_path / '.local'} IOR_PORT=4800 {shown(Path(sys.executable))} -m infra.local"
    assert f"{us} drop samples/Product_List.csv" in told
    assert f"{us} logs" in told


def test_a_stack_in_its_usual_place_is_called_without_settings() -> None:
    usual = Setup(places.from_environment({}), 4566, Path("python"), Path("cdk"), Path("dist"))
    assert summary.command(usual) == f"{shown(Path(sys.executable))} -m infra.local"


def test_it_is_told_who_may_sign_in(session: Session) -> None:
    known = people.passwords(session.setup.places)
    told = summary.next_steps(SEEN, session).splitlines()
    assert told[:3] == [
        "Web app  http://127.0.0.1:4802",
        f"Sign in  as admin, password {known['admin']}",
        f"or       as operator, password {known['operator']}",
    ]


# Logs


@pytest.mark.parametrize(
    ("text", "is_for_people"),
    [
        ("START RequestId: 1 Version: 1", False),
        ("END RequestId: 1", False),
        ("REPORT RequestId: 1 Duration: 3 ms", False),
        ("  ", False),
        ('{"_aws":{"Timestamp":1795424400000,"CloudWatchMetrics":[]},"DataSet":"products"}', False),
        ('{"level": "WARNING", "message": "Product_List.csv was not taken in"}', True),
        ("Traceback (most recent call last):", True),
    ],
)
def test_logs_leave_out_what_only_machines_read(text: str, is_for_people: bool) -> None:
    assert LogLine("2026-11-23T09:00:00", "sweep", text).says_something == is_for_people
