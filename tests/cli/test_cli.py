"""The command line as a whole: help, unknown commands, exit codes, broken input, closed pipes, same bytes."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import chalicelib
from chalicelib.cli import COMMANDS as DESCRIBED
from tests.cli.running import (
    COMMANDS,
    WITHOUT_FOLDER,
    break_files,
    command,
    copy_of_samples,
    process,
    replace,
    run,
)
from tests.customs.building import ROOT, SAMPLES

Capture = pytest.CaptureFixture[str]
IDS = [*COMMANDS, "stream"]
every_command = pytest.mark.parametrize("name", COMMANDS)


# Help


def test_every_command_is_tried_here() -> None:
    assert {*COMMANDS, *WITHOUT_FOLDER} == set(DESCRIBED)


def test_without_a_command_help_goes_to_standard_error(capsys: Capture) -> None:
    ran = run(capsys)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == run(capsys, "--help").out


@pytest.mark.parametrize("option", ["-h", "--help"])
def test_help_names_every_command_and_what_it_does(option: str, capsys: Capture) -> None:
    ran = run(capsys, option)
    assert (ran.code, ran.err) == (0, "")
    for name, what in DESCRIBED.items():
        assert f"  {name:<10}{what}\n" in ran.out
    assert "exit codes: 0 done, 1 done and there are findings, 2 bad input or usage" in ran.out


def test_the_version_is_told(capsys: Capture) -> None:
    assert run(capsys, "--version") == (0, f"ior-automation {chalicelib.__version__}\n", "")


OPTIONS = {
    "generate": "--shipment --date --latest --stream --json --csv --table -o --output --encoding",
    "compare": "--shipment --date --latest --tolerance --json --table -o --output --encoding",
    "explain": "--html --json --table -o --output --encoding",
    "scenario": "--material --hts --origin --date --value --quantity --mode --spi --claim --net-kg --json "
    "--table -o --output --encoding",
    "validate": "--encoding",
    "check": "--encoding",
}


@every_command
def test_every_command_has_its_help(name: str, capsys: Capture) -> None:
    """With its own description and every option, none without words."""
    ran = run(capsys, name, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"usage: python -m chalicelib {name} ")
    described = {word.strip(",") for word in ran.out.split() if word.startswith("-")} - {"-m", "-h", "--help"}
    assert {word.strip("[]") for word in described if word.strip("[]-")} == set(OPTIONS[name].split())
    assert len(ran.out.partition("\n\n")[2].partition("\n\n")[0]) > 60
    assert max(map(len, ran.out.splitlines())) <= 118


@pytest.mark.parametrize(
    ("asked", "hint"),
    [
        ("generat", "did you mean 'generate'?"),
        ("explian", "did you mean 'explain'?"),
        ("xyz", f"known: {', '.join(DESCRIBED)}"),
        ("--json", f"known: {', '.join(DESCRIBED)}"),
    ],
)
def test_an_unknown_command_is_told_what_comes_closest(asked: str, hint: str, capsys: Capture) -> None:
    ran = run(capsys, asked, SAMPLES)
    assert (ran.code, ran.out) == (2, "")
    assert ran.complaint == f"python -m chalicelib: error: unknown command {asked!r}; {hint}"


@every_command
@pytest.mark.parametrize("wrong", [["--no-such-option"], ["--enc", "utf-8"], ["--encoding"]])
def test_an_option_that_does_not_exist_is_refused(name: str, wrong: list[str], capsys: Capture) -> None:
    """Nor is one abbreviated: a script would break when another option of that beginning comes."""
    ran = run(capsys, *command(name), *wrong)
    assert (ran.code, ran.out) == (2, "")
    assert ran.complaint.startswith(f"python -m chalicelib {name}: error: ")


@every_command
def test_a_command_without_a_folder_says_so(name: str, capsys: Capture) -> None:
    ran = run(capsys, name)
    assert (ran.code, ran.out) == (2, "")
    assert "the following arguments are required: DIR" in ran.complaint


# Exit codes


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["generate", SAMPLES], 1),
        (["generate", SAMPLES, "--shipment", "SH261100084"], 0),
        (["generate", SAMPLES, "--stream", "--csv"], 1),
        (["compare", SAMPLES], 1),
        (["compare", SAMPLES, "--shipment", "SH181000001"], 0),
        (["explain", SAMPLES, "SH261100084", "001"], 0),
        (["scenario", SAMPLES, "--material", "10005242", "--date", "2026-10-15"], 0),
        (["scenario", SAMPLES, "--material", "10005656", "--date", "2026-10-15"], 1),
        (["validate", SAMPLES, SAMPLES], 0),
        (["check", SAMPLES], 0),
    ],
    ids=lambda value: " ".join(map(str, [value[0], *value[2:]])) if isinstance(value, list) else str(value),
)
def test_exit_codes_say_whether_there_are_findings(
    arguments: list[object], code: int, capsys: Capture
) -> None:
    ran = run(capsys, *arguments)
    assert (ran.code, ran.err) == (code, "")
    assert ran.out.endswith("\n")


# Bad input


@every_command
def test_a_folder_that_is_not_there_is_named(name: str, tmp_path: Path, capsys: Capture) -> None:
    missing = tmp_path / "nowhere"
    assert run(capsys, *command(name, missing)) == (
        2,
        "",
        f"{missing}: is not a folder. Name the folder that holds the CSV files.\n"
        "1 fault: nothing was done.\n",
    )


FAULTS = [
    "Shipments.csv, row 2, column 'Country of Export', value 'XX': ",
    "Shipments.csv, row 2, column 'Entry Date', value '2018-10-32': ",
    "Invoices.csv, row 2, column 'Currency', value 'usd': ",
]


@pytest.mark.parametrize(
    "arguments", [*map(command, COMMANDS), ["generate", "", "--stream", "--csv"]], ids=IDS
)
def test_every_fault_of_every_file_is_told_and_nothing_is_done(
    arguments: list[str], tmp_path: Path, capsys: Capture
) -> None:
    """With file, row, column and value; the other files' faults as well."""
    folder = copy_of_samples(tmp_path / "broken")
    break_files(folder)
    name, _, *rest = arguments
    ran = run(capsys, name, folder, *rest)
    assert (ran.code, ran.out) == (2, "")
    *told, summary = ran.err.splitlines()
    assert [line[: len(start)] for line, start in zip(told, FAULTS, strict=True)] == FAULTS
    assert summary == "3 faults: nothing was done."


@every_command
def test_a_missing_file_is_named(name: str, tmp_path: Path, capsys: Capture) -> None:
    folder = copy_of_samples(tmp_path / "fewer")
    (folder / "HTS_Code.csv").rename(folder / "hts_code.CSV")
    ran = run(capsys, *command(name, folder))
    assert ran == (
        2,
        "",
        "HTS_Code.csv: is missing. Rename 'hts_code.CSV' to 'HTS_Code.csv'.\n1 fault: nothing was done.\n",
    )


@every_command
def test_files_in_another_encoding_are_read_when_it_is_said(
    name: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = copy_of_samples(tmp_path / "gb18030")
    path = folder / "Packaging_Material.csv"
    text = path.read_bytes().decode("utf-8-sig")
    header, first, *rows = text.splitlines(keepends=True)
    material, _, rest = first.partition(",")
    first = f"{material},纸箱,{rest.rpartition(',')[2]}"
    path.write_bytes("".join([header, first, *rows]).encode("gb18030"))
    refused = run(capsys, *command(name, folder))
    assert refused.code == 2
    assert "Packaging_Material.csv" in refused.err
    assert "--encoding gb18030" in refused.err
    unchanged = run(capsys, *command(name))
    read = run(capsys, *command(name, folder), "--encoding", "gb18030")
    if name == "validate":
        assert (read.code, "'纸箱'" in read.out) == (1, True)
    elif name != "explain":
        assert read == unchanged
    assert read.err == ""


def test_only_comparing_needs_the_customs_report(tmp_path: Path, capsys: Capture) -> None:
    folder = copy_of_samples(tmp_path / "samples")
    (folder / "Customs_Report.csv").unlink()
    for name in ("generate", "explain", "scenario", "check"):
        assert run(capsys, *command(name, folder)).code in (0, 1)
    assert run(capsys, *command("compare", folder)) == (
        2,
        "",
        f"{folder / 'Customs_Report.csv'} is missing: there is nothing to compare with.\n",
    )


def test_a_broken_customs_report_does_not_keep_entries_from_being_made(
    tmp_path: Path, capsys: Capture
) -> None:
    folder = copy_of_samples(tmp_path / "samples")
    replace(folder / "Customs_Report.csv", "2018-10-01", "1 October")
    for name in ("generate", "explain", "scenario"):
        assert run(capsys, *command(name, folder)) == run(capsys, *command(name))
    for name in ("compare", "validate", "check"):
        assert run(capsys, *command(name, folder)).code == 2


# As processes


@pytest.mark.parametrize("name", ["generate", "compare"])
def test_two_runs_write_the_same_bytes(name: str, capsys: Capture) -> None:
    """R4.01: whatever the hash seed of the process."""
    first, second = (
        process(name, "samples", "--json", env={**os.environ, "PYTHONHASHSEED": seed}) for seed in ("1", "2")
    )
    assert first.returncode == second.returncode == 1
    assert first.stderr == second.stderr == b""
    assert first.stdout == second.stdout == run(capsys, name, SAMPLES, "--json").out.encode()


def test_usage_and_input_errors_are_told_without_a_traceback() -> None:
    for arguments in (["nonsense"], ["generate", "nowhere"], ["generate", "samples", "--date", "soon"], []):
        ran = process(*arguments)
        assert (ran.returncode, ran.stdout) == (2, b"")
        assert b"Traceback" not in ran.stderr


@pytest.mark.parametrize(
    "arguments", [*map(command, COMMANDS), ["generate", "samples", "--stream", "--json"]], ids=IDS
)
def test_a_reader_that_has_gone_away_is_no_error(arguments: list[str]) -> None:
    """`| head` that has had enough: nothing on standard error, and no complaint in the exit code."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        ran = subprocess.run(
            [sys.executable, "-m", "chalicelib", *arguments],
            cwd=ROOT,
            check=False,
            stdout=writing,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    finally:
        os.close(writing)
    assert (ran.returncode, ran.stderr) == (0, b"")


def test_a_reader_that_takes_the_first_lines_only_gets_them() -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "chalicelib", "generate", "samples", "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        assert running.stdout.readline() == b'{"entries":[\n'
        assert running.stdout.readline().startswith(b'{"shipment":"SH181000001",')
        running.stdout.close()
        assert running.stderr.read() == b""
        assert running.wait(60) == 0


def test_the_program_runs_outside_the_c_locale_and_within() -> None:
    """Output is UTF-8 where the locale says nothing of letters."""
    plain = {"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"}
    ran = process("generate", "samples", "--latest", env=plain)
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert "──────" in ran.stdout.decode()


def test_output_that_is_not_unicode_is_no_traceback() -> None:
    ran = process("generate", "samples", "--latest", env={**os.environ, "PYTHONIOENCODING": "latin-1"})
    assert b"Traceback" not in ran.stderr
