"""The command line, called within the test or as a process of its own, and folders of input to give it."""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from chalicelib.cli import main
from tests.customs.building import ROOT, SAMPLES

COMMANDS: dict[str, list[str]] = {
    "generate": [],
    "compare": [],
    "explain": ["SH261100084", "1"],
    "scenario": ["--material", "10005242", "--date", "2026-10-15"],
    "validate": [str(SAMPLES)],
    "check": [],
}
"""Every command that reads a folder, and what it needs besides."""
WITHOUT_FOLDER = ("openapi", "shadow", "users", "audit", "replay")


class Ran(NamedTuple):
    """What a command answered: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The JSON document on standard output."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def complaint(self) -> str:
        """The last line on standard error, where a usage error says what is wrong."""
        return self.err.rstrip("\n").rpartition("\n")[2]


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> Ran:
    """Call the command line within this process."""
    capsys.readouterr()
    code: object
    try:
        code = main([str(argument) for argument in arguments])
    except SystemExit as left:
        code = left.code
    assert isinstance(code, int)
    return Ran(code, *capsys.readouterr())


def command(name: str, folder: Path = SAMPLES) -> list[str]:
    """The arguments of a command that does its work."""
    return [name, str(folder), *COMMANDS[name]]


def process(*arguments: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    """Call the command line as people do."""
    return subprocess.run(
        [sys.executable, "-m", "chalicelib", *map(str, arguments)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        timeout=60,
        **options,
    )


def copy_of_samples(folder: Path) -> Path:
    """A folder with the samples' CSV files, to change."""
    folder.mkdir()
    for path in SAMPLES.glob("*.csv"):
        shutil.copy(path, folder)
    return folder


def replace(path: Path, old: str, new: str) -> None:
    """Change one place of a file, which must be there."""
    text = path.read_bytes().decode("utf-8-sig")
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def break_files(folder: Path) -> None:
    """Make three faults in two files."""
    replace(folder / "Invoices.csv", ",USD,", ",usd,")
    replace(folder / "Shipments.csv", "2018-10-01", "2018-10-32")
    replace(folder / "Shipments.csv", ",VN,", ",XX,")


def circle(folder: Path) -> None:
    """Add two programmes that ask each other: each row can be read, together they cannot be settled."""
    path = folder / "HTS Tariff.csv"
    header, *rows = path.read_bytes().decode("utf-8-sig").splitlines(keepends=True)
    asking = [
        f"{program},9903.88.03,*,,*,0.1,,full,subject_to:{other},2018-01-01,,\r\n"
        for program, other in (("S301", "S301FL"), ("S301FL", "S301"))
    ]
    path.write_bytes("".join([header, *asking, *rows]).encode())
