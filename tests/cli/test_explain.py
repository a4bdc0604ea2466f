"""`explain`: the trail of a line as text, as JSON and as a page; what cannot be explained."""

import json
from pathlib import Path

import pytest

from tests.cli.running import circle, copy_of_samples, run
from tests.customs.building import SAMPLES

Capture = pytest.CaptureFixture[str]
LINE = (SAMPLES, "SH261100084", "1")


def test_the_text_leads_from_invoice_lines_to_what_is_owed(capsys: Capture) -> None:
    """R4.01: each section, and the figures that the README names."""
    ran = run(capsys, "explain", *LINE)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith("Shipment SH261100084, line 001, invoice INV00084A\nHTS 8517.62.0090 from CN: ")
    headings = ["Value", "Quantity and weights", "Why these tariff numbers", "Duty and fees"]
    places = [ran.out.index(f"\n{heading}\n") for heading in headings]
    assert places == sorted(places)
    for said in ("3,370.64", "5.35", "3,375.99", "269.11 USD of duty and fees", "3,376 × 0.075 = 253.20"):
        assert said in ran.out
    assert [line.split()[0] for line in ran.out.splitlines()[-4:]] == ["Code", "Reference", "Inputs", "This"]


@pytest.mark.parametrize("number", ["1", "01", "001", "0001"])
def test_a_line_is_named_with_or_without_zeros(number: str, capsys: Capture) -> None:
    assert run(capsys, "explain", SAMPLES, "SH261100084", number) == run(capsys, "explain", *LINE)


def test_the_document_is_the_line_as_it_is_generated_and_why(capsys: Capture) -> None:
    (entry,) = run(capsys, "generate", SAMPLES, "--json", "--shipment", "SH261100084").document["entries"]
    for line in entry["lines"]:
        ran = run(capsys, "explain", SAMPLES, "SH261100084", line["line"], "--json")
        trail = ran.document
        assert (ran.code, trail["line"]["line"], trail["entry"]["shipment"]) == (
            0,
            line["line"],
            "SH261100084",
        )
        assert trail["totals"]["duty"] == line["duty"]
        assert [duty["code"] for duty in trail["duties"]] == [tariff["code"] for tariff in line["tariffs"]]
        assert ran.out == json.dumps(trail, ensure_ascii=False, indent=2) + "\n"


def test_the_same_line_is_explained_in_the_same_bytes(capsys: Capture) -> None:
    """R4.01."""
    assert run(capsys, "explain", *LINE, "--json") == run(capsys, "explain", *LINE, "--json")


def test_a_page_is_written_and_said_to_be(tmp_path: Path, capsys: Capture) -> None:
    page = tmp_path / "line.html"
    assert run(capsys, "explain", *LINE, "--html", page) == (0, f"Wrote {page}.\n", "")
    text = page.read_text("utf-8")
    assert text.lower().startswith("<!doctype html>")
    assert text.rstrip().endswith("</html>")
    assert "SH261100084" in text
    assert [path.name for path in tmp_path.iterdir()] == ["line.html"]


def test_a_page_and_a_document_can_be_had_at_once(tmp_path: Path, capsys: Capture) -> None:
    page, document = tmp_path / "line.html", tmp_path / "line.json"
    ran = run(capsys, "explain", *LINE, "--html", page, "--json", "-o", document)
    assert ran == (0, f"Wrote {page}.\n", "")
    assert document.read_text("utf-8") == run(capsys, "explain", *LINE, "--json").out


def test_a_page_that_cannot_be_written_is_told(tmp_path: Path, capsys: Capture) -> None:
    page = tmp_path / "nowhere" / "line.html"
    ran = run(capsys, "explain", *LINE, "--html", page)
    assert ran == (2, "", f"cannot write {page}: No such file or directory\n")


@pytest.mark.parametrize(
    ("shipment", "number", "complaint"),
    [
        ("SH26110084", "1", "no shipment 'SH26110084' in these files; did you mean SH261100084, "),
        ("nothing like it", "1", "no shipment 'nothing like it' in these files; there are 107"),
        ("SH261100084", "3", "Entry SH261100084 has no line 3; it has 1 to 2."),
        ("SH261100084", "0", "Entry SH261100084 has no line 0; it has 1 to 2."),
        ("SH261100084", "first", "argument LINE: 'first' is not a line number, such as 7 or 007"),
        ("SH261100084", "1.0", "argument LINE: '1.0' is not a line number"),
        ("SH261100084", "١", "argument LINE: '١' is not a line number"),
    ],
)
def test_a_line_that_is_not_there_is_a_usage_error(
    shipment: str, number: str, complaint: str, capsys: Capture
) -> None:
    ran = run(capsys, "explain", SAMPLES, shipment, number)
    assert (ran.code, ran.out) == (2, "")
    assert ran.complaint.startswith(f"python -m chalicelib explain: error: {complaint}")


def test_a_held_shipment_has_no_lines_but_findings(capsys: Capture) -> None:
    """R2.15."""
    ran = run(capsys, "explain", SAMPLES, "SH261100101", "1")
    assert (ran.code, ran.out) == (1, "")
    assert "1 entry, 1 held" in ran.err
    assert ran.err.endswith(
        "Held for want of input\n  SH261100101  no exchange rate for THB on or before the export date. "
        "Add the certified rate of that day.\n\n"
    )


def test_programmes_that_ask_each_other_are_an_input_error(tmp_path: Path, capsys: Capture) -> None:
    """R3.03."""
    folder = copy_of_samples(tmp_path / "circle")
    circle(folder)
    ran = run(capsys, "explain", folder, "SH261100084", "1")
    assert (ran.code, ran.out) == (2, "")
    assert "'S301 > S301FL > S301'" in ran.err
