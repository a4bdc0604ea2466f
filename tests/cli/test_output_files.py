"""`-o FILE`: a file is written whole or not at all, and nothing is left lying about."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib.customs import publish
from chalicelib.customs.entries import Entry
from tests.cli.running import circle, command, copy_of_samples, run
from tests.customs.building import ROOT, SAMPLES

Capture = pytest.CaptureFixture[str]
WRITING = ["generate", "compare", "explain", "scenario"]
writing_command = pytest.mark.parametrize("name", WRITING)


@writing_command
@pytest.mark.parametrize("form", ["--json", "--table"])
def test_a_file_gets_what_standard_output_would(
    name: str, form: str, tmp_path: Path, capsys: Capture
) -> None:
    """The same bytes and the same exit code; standard output stays empty."""
    file = tmp_path / "out"
    shown = run(capsys, *command(name), form)
    assert run(capsys, *command(name), form, "-o", file) == (shown.code, "", "")
    assert file.read_bytes() == shown.out.encode()
    assert run(capsys, *command(name), form, "--output", file).code == shown.code
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_csv_keeps_its_line_ends_in_a_file(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "entries.csv"
    shown = run(capsys, "generate", SAMPLES, "--csv")
    run(capsys, "generate", SAMPLES, "--csv", "-o", file)
    assert file.read_bytes() == shown.out.encode()


@writing_command
def test_a_folder_that_is_not_there_is_told(name: str, tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "nowhere" / "out.json"
    assert run(capsys, *command(name), "--json", "-o", file) == (
        2,
        "",
        f"cannot write {file}: No such file or directory\n",
    )


def test_a_folder_is_not_written_over(tmp_path: Path, capsys: Capture) -> None:
    assert run(capsys, "generate", SAMPLES, "--json", "-o", tmp_path).code == 2
    assert tmp_path.is_dir()
    assert not tmp_path.with_name(f"{tmp_path.name}.part").exists()


@pytest.mark.parametrize("name", ["Shipments.csv", "../samples/HTS Tariff.csv"])
@pytest.mark.parametrize("arguments", [["generate", "--csv", "-o"], ["explain", "--html"]])
def test_a_file_that_is_read_is_not_written_over(
    arguments: list[str], name: str, tmp_path: Path, capsys: Capture
) -> None:
    folder = copy_of_samples(tmp_path / "samples")
    before = (folder / name).read_bytes()
    line = ["SH261100084", "001"] if arguments[0] == "explain" else []
    ran = run(capsys, arguments[0], folder, *line, *arguments[1:], folder / name)
    assert ran.code == 2
    assert "is one of the files that are read: name another to write to" in ran.complaint
    assert (folder / name).read_bytes() == before


def test_an_old_file_is_kept_when_writing_fails(
    tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk is full in the middle of the entries."""
    file = tmp_path / "entries.json"
    file.write_text("old", "utf-8")
    whole = publish.entry_document
    written = []

    def full(entry: Entry) -> dict[str, object]:
        written.append(entry.shipment)
        if len(written) == 50:
            raise OSError(28, "No space left on device")
        return whole(entry)

    monkeypatch.setattr(publish, "entry_document", full)
    for more in ([], ["--stream"]):
        written.clear()
        ran = run(capsys, "generate", SAMPLES, "--json", "-o", file, *more)
        assert ran == (2, "", f"cannot write {file}: No space left on device\n")
        assert [path.name for path in tmp_path.iterdir()] == ["entries.json"]
        assert file.read_text("utf-8") == "old"


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a shell that can limit the size of files")
def test_a_file_that_may_not_grow_any_further_is_not_left_half_written(tmp_path: Path) -> None:
    """By the system itself: files of this process may have a few kilobytes."""
    file = tmp_path / "entries.json"
    file.write_text("old", "utf-8")
    limited = 'ulimit -f 8 && exec "$0" -B -m chalicelib generate samples --json -o "$1"'
    ran = subprocess.run(
        ["sh", "-c", limited, sys.executable, str(file)],
        cwd=ROOT,
        check=False,
        capture_output=True,
        timeout=60,
    )
    assert (ran.returncode, ran.stdout) == (2, b"")
    assert ran.stderr == f"cannot write {file}: File too large\n".encode()
    assert [path.name for path in tmp_path.iterdir()] == ["entries.json"]
    assert file.read_text("utf-8") == "old"


def test_an_old_file_is_replaced_in_one_step(tmp_path: Path, capsys: Capture) -> None:
    """Whoever has the old one open reads it to its end."""
    file = tmp_path / "entries.json"
    file.write_text("old", "utf-8")
    with file.open(encoding="utf-8") as reader:
        assert run(capsys, "generate", SAMPLES, "--json", "-o", file).code == 1
        assert reader.read() == "old"
    assert file.read_text("utf-8").startswith('{"entries":[')


def test_nothing_is_written_of_input_that_cannot_be_used(tmp_path: Path, capsys: Capture) -> None:
    file = tmp_path / "out"
    for name in WRITING:
        assert run(capsys, *command(name, tmp_path), "-o", file).code == 2
    assert list(tmp_path.iterdir()) == []


def test_an_input_error_in_the_middle_of_a_stream_leaves_nothing_behind(
    tmp_path: Path, capsys: Capture
) -> None:
    folder, file = copy_of_samples(tmp_path / "circle"), tmp_path / "entries.json"
    circle(folder)
    file.write_text("old", "utf-8")
    assert run(capsys, "generate", folder, "--stream", "--json", "-o", file).code == 2
    assert file.read_text("utf-8") == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["circle", "entries.json"]


@pytest.mark.parametrize("file", [".", ""])
def test_a_file_without_a_name_is_told(file: str, capsys: Capture) -> None:
    assert run(capsys, "generate", SAMPLES, "--json", "-o", file).code == 2


def test_a_file_within_a_file_is_told(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    assert run(capsys, "generate", SAMPLES, "--json", "-o", tmp_path / "file" / "out.json").code == 2
