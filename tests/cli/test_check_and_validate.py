"""`check` and `validate`: what is in a set of files, what is wrong with it, and how two sets differ."""

import re
from pathlib import Path

import pytest

from tests.cli.running import circle, copy_of_samples, replace, run
from tests.customs.building import SAMPLES

Capture = pytest.CaptureFixture[str]
HTS_FILE, INVOICES = "HTS_Code.csv", "Invoices.csv"


def in_one_line(text: str) -> str:
    return " ".join(text.split())


# check


def test_good_files_are_counted(capsys: Capture) -> None:
    ran = run(capsys, "check", SAMPLES)
    assert (ran.code, ran.err) == (0, "")
    assert in_one_line(ran.out).startswith(
        "Nothing wrong: 73 products, 21 HTS rates, 75 tariff measures, 67 packaging materials, "
        "108 exchange rates, 137 shipment rows, 767 invoice lines, 1,259 customs report rows."
    )


def test_files_that_may_be_missing_are_no_fault(tmp_path: Path, capsys: Capture) -> None:
    """R1.01: everything in dollars, and nothing to compare with."""
    folder = copy_of_samples(tmp_path / "samples")
    for name in ("Exchange_Rate.csv", "Customs_Report.csv"):
        (folder / name).unlink()
    ran = run(capsys, "check", folder)
    assert (ran.code, ran.err) == (0, "")
    assert ", 0 exchange rates, " in in_one_line(ran.out)
    assert ", no customs report." in in_one_line(ran.out)


def test_what_shipments_lack_is_no_fault_of_the_files(capsys: Capture) -> None:
    """R2.15: a gap is a finding of `generate`, which holds one shipment, not all."""
    assert run(capsys, "generate", SAMPLES).code == 1
    assert run(capsys, "check", SAMPLES).code == 0


def test_a_fault_says_where_what_and_what_to_do(tmp_path: Path, capsys: Capture) -> None:
    folder = copy_of_samples(tmp_path / "samples")
    replace(folder / INVOICES, ",3835.72,", ",3.835,")
    replace(folder / INVOICES, ",3.835,", ',"3.835,72",')
    ran = run(capsys, "check", folder)
    assert (ran.code, ran.out) == (2, "")
    fault, summary = ran.err.splitlines()
    assert fault.startswith("Invoices.csv, row 2, column 'Amount', value '3.835,72': ")
    assert fault.count(". ") >= 1
    assert fault.endswith(".")
    assert summary == "1 fault: nothing was done."


def test_a_repeated_key_names_both_rows(tmp_path: Path, capsys: Capture) -> None:
    folder = copy_of_samples(tmp_path / "samples")
    path = folder / HTS_FILE
    rows = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*rows, rows[3]]))
    ran = run(capsys, "check", folder)
    assert ran.code == 2
    assert f"{HTS_FILE}, row {len(rows) + 1}, column 'HTS Code + Effective From'" in ran.err
    assert f"Delete one of the rows 4 and {len(rows) + 1}, or correct it." in ran.err


def test_more_faults_than_a_person_reads_are_counted(tmp_path: Path, capsys: Capture) -> None:
    folder = copy_of_samples(tmp_path / "samples")
    path = folder / "Customs_Report.csv"
    path.write_bytes(re.sub(rb"(20[0-9]{2})-", rb"\1/", path.read_bytes()))
    ran = run(capsys, "check", folder)
    *_, last_of_file, summary = ran.err.splitlines()
    assert "more faults are not listed" in last_of_file
    assert summary == "1001 faults: nothing was done."


def test_programmes_that_ask_each_other_are_a_fault(tmp_path: Path, capsys: Capture) -> None:
    """R3.03: each row can be read, but together they cannot be settled."""
    folder = copy_of_samples(tmp_path / "circle")
    circle(folder)
    ran = run(capsys, "check", folder)
    assert (ran.code, ran.out) == (2, "")
    assert "'S301 > S301FL > S301'" in ran.err


# validate


def test_a_set_is_equal_to_itself(capsys: Capture) -> None:
    ran = run(capsys, "validate", SAMPLES, SAMPLES)
    *tables, verdict = ran.out.splitlines()
    assert (ran.code, ran.err, verdict, len(tables)) == (0, "", "100 % equal", 11)
    assert all(line.endswith("equal (100 %), 0 differ, 0 only in A, 0 only in B") for line in tables)
    assert tables[0] == (
        "Product_List.csv: 73 rows in A, 73 in B: 73 equal (100 %), 0 differ, 0 only in A, 0 only in B"
    )


def test_the_order_of_rows_and_the_writing_of_numbers_are_no_difference(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = copy_of_samples(tmp_path / "samples")
    header, *rows = (folder / INVOICES).read_bytes().splitlines(keepends=True)
    (folder / INVOICES).write_bytes(b"".join([header, *reversed(rows)]))
    replace(folder / INVOICES, ",3835.72,", ",3835.720,")
    ran = run(capsys, "validate", SAMPLES, folder)
    assert (ran.code, ran.out.splitlines()[-1]) == (0, "100 % equal")


def test_every_difference_is_told(tmp_path: Path, capsys: Capture) -> None:
    """A field, a row that only one set has, and measures in another order, for their order is law."""
    folder = copy_of_samples(tmp_path / "samples")
    replace(folder / INVOICES, ",3835.72,", ",3835.73,")
    exchange, measures = folder / "Exchange_Rate.csv", folder / "HTS Tariff.csv"
    exchange.write_bytes(b"".join(exchange.read_bytes().splitlines(keepends=True)[:-1]))
    header, first, second, *rows = measures.read_bytes().splitlines(keepends=True)
    measures.write_bytes(b"".join([header, second, first, *rows]))
    ran = run(capsys, "validate", SAMPLES, folder)
    assert (ran.code, ran.err) == (1, "")
    lines = ran.out.splitlines()
    assert lines[-1] == "not equal"
    assert "  INV00001A + 10, column 'Amount': A has '3835.72', B has '3835.73'" in lines
    assert sum(line.startswith("  only in A: ") for line in lines) == 1
    assert sum(": place 1 in A, place 2 in B" in line for line in lines) == 1
    assert "Exchange_Rate.csv: 108 rows in A, 107 in B: 107 equal (99.07 %), 0 differ, 1 only in A" in ran.out


def test_the_two_sets_change_places(tmp_path: Path, capsys: Capture) -> None:
    folder = copy_of_samples(tmp_path / "samples")
    (folder / "Customs_Report.csv").unlink()
    ours, theirs = run(capsys, "validate", SAMPLES, folder), run(capsys, "validate", folder, SAMPLES)
    assert ours.code == theirs.code == 1
    assert (
        "Customs_Report.csv: 1259 rows in A, 0 in B: 0 equal (0.00 %), 0 differ, 1259 only in A" in ours.out
    )
    assert ours.out.count("  only in A: ") == theirs.out.count("  only in B: ") == 1259


def test_a_second_set_is_required_and_must_be_readable(tmp_path: Path, capsys: Capture) -> None:
    assert run(capsys, "validate", SAMPLES).complaint == (
        "python -m chalicelib validate: error: the following arguments are required: DIR_B"
    )
    ran = run(capsys, "validate", SAMPLES, tmp_path)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.splitlines()[-1] == "6 faults: nothing was done."
    assert all(": is missing. Put the file into " in fault for fault in ran.err.splitlines()[:-1])
