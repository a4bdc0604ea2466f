"""`generate`: the JSON shape, CSV that is a customs report, tables, what is selected, streams."""

import csv
import json
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from chalicelib.customs.publish import CSV_HEADER
from tests.cli.running import circle, copy_of_samples, replace, run
from tests.customs.building import SAMPLES
from tests.customs.worlds_data import HELD

Capture = pytest.CaptureFixture[str]
ENTRY = ["shipment", "entry_date", "status", "findings", "lines", "totals", "advisories"]
LINE = "line invoice hts origin part quantity unit net_kg gross_kg value tariffs duty mpf hmf".split()
TOTALS = ["value", "duty", "mpf", "hmf", "gross_kg"]


def entries(capsys: Capture, *arguments: object) -> list[dict[str, Any]]:
    document = run(capsys, "generate", SAMPLES, "--json", *arguments).document
    assert list(document) == ["entries"]
    found: list[dict[str, Any]] = document["entries"]
    return found


# JSON


def test_every_entry_has_this_shape(capsys: Capture) -> None:
    """Names and their order; every figure is text, but for the quantity of a unit that asks for none."""
    found = entries(capsys)
    assert len(found) == 107
    assert [entry["shipment"] for entry in found] == sorted(entry["shipment"] for entry in found)
    for entry in found:
        assert list(entry) == ENTRY
        assert list(entry["totals"]) == TOTALS
        assert {tuple(finding) for finding in entry["findings"]} <= {("kind", "subject")}
        assert {tuple(advisory) for advisory in entry["advisories"]} <= {("kind", "subject", "hts", "origin")}
        assert entry["status"] == ("needs_input" if entry["shipment"] in HELD else "generated")
        assert all(isinstance(figure, str) for figure in entry["totals"].values())
        assert [line["line"] for line in entry["lines"]] == [
            f"{place:03d}" for place in range(1, len(entry["lines"]) + 1)
        ]
        for line in entry["lines"]:
            assert list(line) == LINE
            assert [tuple(tariff) for tariff in line["tariffs"]] == [("code", "rate", "duty")] * len(
                line["tariffs"]
            )
            assert line["tariffs"][-1]["code"] == line["hts"]
            assert all(isinstance(figure, str) for name, figure in line.items() if name != "tariffs")


def test_one_shipment_to_the_letter(capsys: Capture) -> None:
    """As the README shows its first line."""
    (entry,) = entries(capsys, "--shipment", "SH261100084")
    assert entry["lines"][0] == {
        "line": "001",
        "invoice": "INV00084A",
        "hts": "8517.62.0090",
        "origin": "CN",
        "part": "non_metal",
        "quantity": "463",
        "unit": "No.",
        "net_kg": "14.816",
        "gross_kg": "16",
        "value": "3376",
        "tariffs": [
            {"code": "9903.88.15", "rate": "0.075", "duty": "253.20"},
            {"code": "9903.05.86", "rate": "0", "duty": "0.00"},
            {"code": "8517.62.0090", "rate": "Free", "duty": "0.00"},
        ],
        "duty": "253.20",
        "mpf": "11.69",
        "hmf": "4.22",
    }
    assert entry["totals"] == dict(zip(TOTALS, ["18668", "2164.70", "64.66", "23.34", "3491"], strict=True))


def test_a_quantity_that_is_not_asked_for_is_null(tmp_path: Path, capsys: Capture) -> None:
    """R2.08: unit X."""
    folder = copy_of_samples(tmp_path / "samples")
    path = folder / "HTS_Code.csv"
    path.write_bytes(path.read_bytes().replace(b",No.,", b",X,"))
    document = run(capsys, "generate", folder, "--json", "--shipment", "SH261100084").document
    assert [line["quantity"] for line in document["entries"][0]["lines"]] == [None, None]


def test_a_document_is_a_line_of_text_per_entry(capsys: Capture) -> None:
    """So that two runs can be compared line by line; letters that are not ASCII stay as they are."""
    out = run(capsys, "generate", SAMPLES, "--json").out
    first, *lines, last = out.splitlines()
    assert (first, last, len(lines)) == ('{"entries":[', "]}", 107)
    assert [json.loads(line.removesuffix(","))["shipment"] for line in lines] == sorted(
        json.loads(line.removesuffix(","))["shipment"] for line in lines
    )


def test_no_entries_are_an_empty_list(capsys: Capture) -> None:
    there = "The first entry is of 2018-10-01, the last of 2026-11-22.\n"
    never = ["--date", "2031-01-01"]
    assert run(capsys, "generate", SAMPLES, "--json", *never) == (0, '{"entries":[]}\n', there)
    assert run(capsys, "generate", SAMPLES, *never) == (0, "No entries.\n", there)
    assert (
        run(capsys, "generate", SAMPLES, "--csv", "--date", "2031-01-01").out == ",".join(CSV_HEADER) + "\r\n"
    )


# CSV


def rows_of(lines: Iterable[dict[str, Any]]) -> list[list[str]]:
    """The rows of a customs report that say what a document's lines say; Chapter 99 rows carry no figures."""
    rows = []
    for line in lines:
        for ordinal, tariff in enumerate(line["tariffs"], start=1):
            goods = ["0", tariff["duty"], *[""] * 6]
            if ordinal == len(line["tariffs"]):
                goods = [line["value"], tariff["duty"], line["quantity"] or "", line["unit"]]
                goods += [line[name] for name in ("net_kg", "gross_kg", "mpf", "hmf")]
            head = [line["invoice"], line["line"], line["hts"], line["origin"]]
            rows.append([*head, str(ordinal), tariff["code"], *goods])
    return rows


def test_csv_says_what_json_says(capsys: Capture) -> None:
    """R2.12: a row per tariff number, the value on the Chapter 1-97 number only."""
    ran = run(capsys, "generate", SAMPLES, "--csv")
    header, *rows = csv.reader(StringIO(ran.out, newline=""))
    assert (ran.code, tuple(header)) == (1, CSV_HEADER)
    expected = [
        [entry["shipment"], row[0], entry["entry_date"], *row[1:]]
        for entry in entries(capsys)
        for row in rows_of(entry["lines"])
    ]
    assert rows == expected
    assert ran.out.count("\r\n") == ran.out.count("\n") == len(rows) + 1


def test_csv_is_a_customs_report_that_agrees_in_everything(tmp_path: Path, capsys: Capture) -> None:
    """Ours, laid beside ours: nothing but the held shipments is pending."""
    folder = copy_of_samples(tmp_path / "samples")
    report = folder / "Customs_Report.csv"
    header = report.read_bytes().splitlines()[0]
    ours = tmp_path / "ours.csv"
    ran = run(capsys, "generate", folder, "--csv", "-o", ours)
    assert (ran.code, ran.out) == (1, "")
    assert (
        " ".join(ran.err.split()) == f"Held for want of input, and without lines: {', '.join(sorted(HELD))}"
    )
    assert ours.read_bytes().splitlines()[0] == header
    ours.replace(report)
    ran = run(capsys, "compare", folder, "--json")
    assert ran.code == 0
    statuses = {one["shipment"]: one["status"] for one in ran.document["comparisons"]}
    assert all(not one["findings"] for one in ran.document["comparisons"])
    assert {shipment for shipment, status in statuses.items() if status == "pending"} == set(HELD)
    assert {status for shipment, status in statuses.items() if shipment not in HELD} == {"pass"}


# Tables


LATEST = """\
Entry date 2026-11-22: 6 entries, 2 held

Shipment     Status     Lines  Value USD    Duty USD   MPF USD  HMF USD  Gross kg
───────────  ─────────  ─────  ─────────  ──────────  ────────  ───────  ────────
SH261100028  generated      4    172,750   63,677.14    598.40     0.00    20,280
SH261100029  generated      6    160,118   26,353.14    338.07   200.16    33,922
SH261100030  generated      2      2,606      495.11     34.58     3.26     1,025
SH261100031  generated      4     35,745   13,969.08    123.81    44.70    13,975
SH261100101  held           0          0        0.00      0.00     0.00         0
SH261100107  held           0          0        0.00      0.00     0.00         0
───────────  ─────────  ─────  ─────────  ──────────  ────────  ───────  ────────
Total                      16    371,219  104,494.47  1,094.86   248.12    69,202

Held for want of input
  SH261100101  no exchange rate for THB on or before the export date. Add the certified rate of that day.
  SH261100107  invoice INV00107A has no lines. Supply the commercial invoice.

Please note
  SH261100031  the invoice gives material 10004460 another origin than the product list. Check the origin. \
(HTS 9403.20.0050 from MX)

"""


def test_the_latest_day_as_a_table(capsys: Capture) -> None:
    assert run(capsys, "generate", SAMPLES, "--latest") == (1, LATEST, "")
    assert run(capsys, "generate", SAMPLES, "--table", "--date", "2026-11-22").out == LATEST


def test_one_shipment_is_shown_with_its_lines(capsys: Capture) -> None:
    """A row per tariff number; who it is on the first, the goods' figures on the last."""
    out = run(capsys, "generate", SAMPLES, "--shipment", "SH261100084").out
    table = out[out.index("SH261100084\n\n") :].splitlines()
    assert [" ".join(line.split()) for line in table[2:7]] == [
        "Line Invoice Origin Part Tariff number Rate Duty USD Value USD Quantity Net kg Gross kg",
        "──── ───────── ────── ───────── ───────────── ───── ──────── ───────── ──────── ───────── ────────",
        "001 INV00084A CN non-metal 9903.88.15 0.075 253.20 0",
        "9903.05.86 0 0.00 0",
        "8517.62.0090 Free 0.00 3,376 463 No. 14.816 16",
    ]


def test_every_entry_date_has_its_table(capsys: Capture) -> None:
    out = run(capsys, "generate", SAMPLES).out
    days = [line.split()[2].rstrip(":") for line in out.splitlines() if line.startswith("Entry date ")]
    assert days == sorted({entry["entry_date"] for entry in entries(capsys)})
    assert out.count("\nSH") == 107
    assert out.count("Held for want of input\n") == out.count("Please note\n") == 1


# What is selected


def test_a_date_selects_its_entries(capsys: Capture) -> None:
    found = entries(capsys)
    for day in ("2018-10-01", "2026-11-18", "2026-11-22"):
        assert entries(capsys, "--date", day) == [entry for entry in found if entry["entry_date"] == day]
    assert entries(capsys, "--latest") == entries(capsys, "--date", "2026-11-22")


def test_a_shipment_and_a_date_select_what_fits_both(capsys: Capture) -> None:
    shipment = ["--shipment", "SH261100084"]
    (alone,) = entries(capsys, *shipment)
    assert alone in entries(capsys)
    assert entries(capsys, *shipment, "--date", "2026-11-01") == [alone]
    assert entries(capsys, *shipment, "--date", "2026-11-22") == []
    assert entries(capsys, *shipment, "--latest") == []
    assert (
        run(capsys, "generate", SAMPLES, *shipment, "--latest").err == "Entry SH261100084 is of 2026-11-01.\n"
    )


def test_a_held_shipment_is_selected_with_all_its_findings(capsys: Capture) -> None:
    """R2.15: the other shipment of its invoice is looked at although it was not asked for."""
    (entry,) = entries(capsys, "--shipment", "SH261100104")
    assert [f"{one['kind']} {one['subject']}" for one in entry["findings"]] == HELD["SH261100104"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--shipment", "SH26110008"], "no shipment 'SH26110008' in these files; did you mean SH261100084, "),
        (["--shipment", "X"], "no shipment 'X' in these files; there are 107"),
        (
            ["--date", "2026-13-01"],
            "argument --date: '2026-13-01' is not a date: write it as YYYY-MM-DD, such as ",
        ),
        (["--date", "20261122"], "argument --date: '20261122' is not a date"),
        (["--date", "2026-W47-7"], "argument --date: '2026-W47-7' is not a date"),
        (["--json", "--csv"], "argument --csv: not allowed with argument --json"),
        (["--stream"], "--stream makes all entries, as --json or --csv"),
        (["--latest", "--date", "2026-11-22"], "argument --date: not allowed with argument --latest"),
        (["--stream", "--json", "--latest"], "--stream makes all entries, as --json or --csv"),
        (["--stream", "--csv", "--date", "2026-11-22"], "--stream makes all entries, as --json or --csv"),
        (
            ["--stream", "--csv", "--shipment", "SH261100084"],
            "--stream makes all entries, as --json or --csv",
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_selected_is_a_usage_error(
    arguments: list[str], complaint: str, capsys: Capture
) -> None:
    ran = run(capsys, "generate", SAMPLES, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.complaint.startswith(f"python -m chalicelib generate: error: {complaint}")


# Streams


def test_a_stream_makes_the_same_entries(capsys: Capture) -> None:
    """In the order in which they become complete."""
    plain, streamed = (run(capsys, "generate", SAMPLES, "--json", *more) for more in ([], ["--stream"]))
    assert streamed.code == plain.code == 1
    assert streamed.document["entries"] != plain.document["entries"]
    by_shipment = sorted(streamed.document["entries"], key=lambda entry: str(entry["shipment"]))
    assert by_shipment == plain.document["entries"]
    assert sorted(line.rstrip(",") for line in streamed.out.splitlines()) == sorted(
        line.rstrip(",") for line in plain.out.splitlines()
    )


def test_a_stream_writes_the_same_rows(capsys: Capture) -> None:
    plain, streamed = (run(capsys, "generate", SAMPLES, "--csv", *more) for more in ([], ["--stream"]))
    assert streamed.code == plain.code == 1
    assert sorted(streamed.out.splitlines()) == sorted(plain.out.splitlines())
    assert streamed.out.splitlines()[0] == plain.out.splitlines()[0]


def test_a_stream_without_held_entries_leaves_with_0(tmp_path: Path, capsys: Capture) -> None:
    folder = copy_of_samples(tmp_path / "samples")
    path = folder / "Shipments.csv"
    rows = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join(row for row in rows if row.partition(b",")[0].decode() not in HELD))
    assert run(capsys, "generate", folder, "--stream", "--json").code == 0
    assert run(capsys, "generate", folder, "--json").code == 0


def test_a_key_that_is_repeated_late_in_a_stream_keeps_all_entries_back(
    tmp_path: Path, capsys: Capture
) -> None:
    """R1.01: nothing is written before the last line has been read once."""
    folder = copy_of_samples(tmp_path / "samples")
    path = folder / "Invoices.csv"
    rows = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*rows, rows[1]]))
    ran = run(capsys, "generate", folder, "--stream", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(
        f"Invoices.csv, row {len(rows) + 1}, column 'Invoice + Line', value 'INV00001A + 10'"
    )


# Tables of measures that cannot be settled


@pytest.mark.parametrize("more", [[], ["--stream"]])
def test_programmes_that_ask_each_other_are_an_input_error(
    more: list[str], tmp_path: Path, capsys: Capture
) -> None:
    """R3.03: seen only when an entry asks; nothing is written of a run that meets it."""
    folder = copy_of_samples(tmp_path / "circle")
    circle(folder)
    ran = run(capsys, "generate", folder, "--json", *more, "-o", tmp_path / "entries.json")
    assert (ran.code, ran.out) == (2, "")
    assert "'S301 > S301FL > S301'" in ran.err
    assert not (tmp_path / "entries.json").exists()


def test_a_gap_is_mended_by_data(tmp_path: Path, capsys: Capture) -> None:
    """R2.15: when the rate arrives, the entry is made on the next run."""
    folder = copy_of_samples(tmp_path / "samples")
    replace(folder / "Exchange_Rate.csv", "\r\n", "\r\nTHB,2020-01-01,0.03\r\n")
    ran = run(capsys, "generate", folder, "--json", "--shipment", "SH261100101")
    assert (ran.code, ran.document["entries"][0]["status"]) == (0, "generated")
