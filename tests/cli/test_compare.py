"""`compare`: the JSON shape, what the samples' report gets wrong, tolerances, tables, what is selected."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import circle, copy_of_samples, replace, run
from tests.customs.building import SAMPLES
from tests.customs.worlds_data import HELD

Capture = pytest.CaptureFixture[str]
FINDING = (
    "kind severity invoice hts origin line field expected reported difference duty_effect advice".split()
)
FIELDS = set("hts origin tariffs value quantity unit net_weight gross_weight duty mpf hmf line".split())


def comparisons(capsys: Capture, *arguments: object, folder: Path = SAMPLES) -> list[dict[str, Any]]:
    document = run(capsys, "compare", folder, "--json", *arguments).document
    assert list(document) == ["comparisons"]
    found: list[dict[str, Any]] = document["comparisons"]
    return found


def findings(found: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [finding for one in found for finding in one["findings"]]


def test_the_samples_differ_in_28_places(capsys: Capture) -> None:
    ran = run(capsys, "compare", SAMPLES, "--json")
    assert (ran.code, ran.err) == (1, "")
    assert len(findings(ran.document["comparisons"])) == 28


def test_every_comparison_has_this_shape(capsys: Capture) -> None:
    """Names and their order; every figure is text, and null where there is none."""
    found = comparisons(capsys)
    assert len(found) == 107
    assert [one["shipment"] for one in found] == sorted(one["shipment"] for one in found)
    for one in found:
        assert list(one) == ["shipment", "entry_date", "status", "findings"]
        severities = {finding["severity"] for finding in one["findings"]}
        status = "fail" if "material" in severities else "warn" if "minor" in severities else "pass"
        assert one["status"] == ("pending" if one["shipment"] in HELD else status)
    for finding in findings(found):
        assert list(finding) == FINDING
        assert finding["severity"] in ("material", "minor", "info")
        assert finding["field"] in FIELDS
        nullable = {"expected", "reported", "difference"}
        assert all(isinstance(text, str) or name in nullable for name, text in finding.items())


def test_one_finding_to_the_letter(capsys: Capture) -> None:
    """R5.02: 3,376 dollars of modules reported with 57 kg gross instead of 16."""
    (one,) = comparisons(capsys, "--shipment", "SH261100084")
    (finding,) = [finding for finding in one["findings"] if finding["field"] == "gross_weight"]
    assert finding.pop("advice")
    assert finding == {
        "kind": "GROSS_WEIGHT",
        "severity": "minor",
        "invoice": "INV00084A",
        "hts": "8517.62.0090",
        "origin": "CN",
        "line": "001",
        "field": "gross_weight",
        "expected": "16",
        "reported": "57",
        "difference": "41",
        "duty_effect": "0.00",
    }


# What is selected


def test_a_date_or_a_shipment_selects_its_comparisons(capsys: Capture) -> None:
    found = comparisons(capsys)
    assert comparisons(capsys, "--date", "2026-11-18") == [
        one for one in found if one["entry_date"] == "2026-11-18"
    ]
    assert comparisons(capsys, "--shipment", "SH261100084") == [
        one for one in found if one["shipment"] == "SH261100084"
    ]
    assert run(capsys, "compare", SAMPLES, "--date", "2031-01-01", "--json") == (
        0,
        '{"comparisons":[]}\n',
        "The first entry is of 2018-10-01, the last of 2026-11-22.\n",
    )
    there = "The first entry is of 2018-10-01, the last of 2026-11-22.\n"
    assert run(capsys, "compare", SAMPLES, "--date", "2031-01-01") == (0, "No entries.\n", there)


def test_a_shipment_that_only_the_report_knows_fails(tmp_path: Path, capsys: Capture) -> None:
    """R5.02: also when its day is asked for, but not when another shipment is."""
    folder = copy_of_samples(tmp_path / "samples")
    replace(
        folder / "Customs_Report.csv",
        "\r\n",
        "\r\nSHX,INVX,2026-11-18,001,8504.40.9580,CN,1,8504.40.9580,500,0.00,1,No.,1.000,1,1.73,0.63\r\n",
    )
    for arguments in ([], ["--date", "2026-11-18"]):
        last = comparisons(capsys, *arguments, folder=folder)[-1]
        assert (last["shipment"], last["status"]) == ("SHX", "fail")
        assert [finding["kind"] for finding in last["findings"]] == ["EXTRA_LINE"]
    for arguments in (["--date", "2026-11-22"], ["--shipment", "SH261100084"]):
        assert "SHX" not in {one["shipment"] for one in comparisons(capsys, *arguments, folder=folder)}


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["--shipment", "SH26110008"], "no shipment 'SH26110008' in these files; did you mean "),
        (["--date", "18.11.2026"], "argument --date: '18.11.2026' is not a date"),
        (["--csv"], "unrecognized arguments: --csv"),
        (["--latest", "--date", "2026-11-22"], "argument --date: not allowed with argument --latest"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_selected_is_a_usage_error(
    arguments: list[str], complaint: str, capsys: Capture
) -> None:
    ran = run(capsys, "compare", SAMPLES, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.complaint.startswith(f"python -m chalicelib compare: error: {complaint}")


# Tolerances


def test_wider_tolerances_find_less(capsys: Capture) -> None:
    """R5.05: 41 kg of gross weight are let pass, and with them nothing else."""
    narrow = findings(comparisons(capsys))
    wide = findings(comparisons(capsys, "--tolerance", "gross_weight_kg=41"))
    assert wide == [
        finding
        for finding in narrow
        if finding["kind"] != "GROSS_WEIGHT" or abs(int(finding["difference"])) > 41
    ]
    assert len(wide) < len(narrow)


def test_several_tolerances_can_be_given(capsys: Capture) -> None:
    named = [
        "value=1",
        "duty=1000000",
        "net_weight_kg=1000000",
        "gross_weight_percent=100",
        "gross_weight_kg=1000",
    ]
    asked = [word for limit in named for word in ("--tolerance", limit)]
    kinds = {finding["kind"] for finding in findings(comparisons(capsys, *asked))}
    assert not kinds & {"DUTY", "NET_WEIGHT", "GROSS_WEIGHT"}
    assert {"HTS", "ORIGIN"} <= kinds


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (["valu=1"], ["tolerances, column 'valu', value '1': is not a tolerance. Use one of: value, "]),
        (["value"], ["tolerances, column 'value', value '': is not a plain decimal number"]),
        (
            ["value=x", "mpf=-1"],
            [
                "tolerances, column 'value', value 'x': is not",
                "tolerances, column 'mpf', value '-1': is negative",
            ],
        ),
        (["net_weight_percent=6"], ["tolerances, column 'net_weight_info_percent', value '5': is below "]),
    ],
    ids=" ".join,
)
def test_a_tolerance_that_cannot_be_used_is_told(limits: list[str], told: list[str], capsys: Capture) -> None:
    asked = [word for limit in limits for word in ("--tolerance", limit)]
    ran = run(capsys, "compare", SAMPLES, *asked)
    assert (ran.code, ran.out) == (2, "")
    *faults, summary = ran.err.splitlines()
    assert all(fault.startswith(start) for fault, start in zip(faults, told, strict=True))
    assert summary == f"{len(told)} fault{'s' * (len(told) > 1)}: nothing was done."


# Tables


def test_the_table_begins_with_the_verdict_and_ends_with_what_is_pending(capsys: Capture) -> None:
    found = comparisons(capsys)
    out = run(capsys, "compare", SAMPLES).out
    statuses = [one["status"] for one in found]
    counted = ", ".join(
        f"{statuses.count(status)} {status}" for status in ("fail", "warn", "pending", "pass")
    )
    assert out.startswith(f"107 entries: {counted}\n\n")
    rows, advice = out.split("\n\n")[1], out.partition("What to do\n")[2]
    assert len(rows.splitlines()) == 2 + 28
    assert sum(f"{finding['line']}: {finding['advice'][:20]}" in advice for finding in findings(found)) == 28
    pending = " ".join(out.partition("Pending, held or not reported yet: ")[2].split())
    assert pending == ", ".join(sorted(HELD))


def test_a_comparison_without_findings_is_a_verdict(capsys: Capture) -> None:
    ran = run(capsys, "compare", SAMPLES, "--shipment", "SH181000001")
    assert ran == (0, "1 entry: 1 pass\n\n", "")


def test_held_shipments_alone_are_no_findings(capsys: Capture) -> None:
    """R5.06: pending, never pass; there is nothing to find yet."""
    ran = run(capsys, "compare", SAMPLES, "--shipment", "SH261100101")
    assert ran == (0, "1 entry: 1 pending\n\nPending, held or not reported yet: SH261100101\n", "")


def test_programmes_that_ask_each_other_are_an_input_error(tmp_path: Path, capsys: Capture) -> None:
    """R3.03."""
    folder = copy_of_samples(tmp_path / "circle")
    circle(folder)
    ran = run(capsys, "compare", folder)
    assert (ran.code, ran.out) == (2, "")
    assert "'S301 > S301FL > S301'" in ran.err
