"""What the local stack keeps, and what it does with data that are not as they were saved."""

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from chalicelib.store.keys import LAYOUT
from infra.local import deployment, people, places, saved
from infra.local.errors import AlreadyRunning, Damaged
from infra.local.places import Places
from infra.local.saved import Found
from infra.local.setup import from_environment as setup_of


@pytest.fixture
def folder(tmp_path: Path) -> Places:
    return Places(tmp_path / "stack")


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def session(folder: Places, data: str, ends: str = "well") -> None:
    """A session of an emulator that writes its data, or does not come to it."""
    for part in saved.PARTS:
        (folder.emulator / part).mkdir(parents=True, exist_ok=True)
    saved.begin(folder)
    write(folder.emulator / "s3" / "object", data)
    if ends == "cut off":
        return
    started = folder.unsaved.stat().st_mtime_ns
    write(folder.emulator / saved.ALWAYS_WRITTEN, data)
    os.utime(folder.emulator / saved.ALWAYS_WRITTEN, ns=(started + 1, started + 1))
    write(folder.deployed, data)
    if ends == "well":
        assert saved.seal(folder)


def data(folder: Places) -> tuple[str, str]:
    return (folder.emulator / saved.ALWAYS_WRITTEN).read_text(), (folder.emulator / "s3/object").read_text()


def test_the_first_start_finds_nothing(folder: Places) -> None:
    assert saved.make_ready(folder) is Found.NOTHING


def test_what_was_saved_is_there(folder: Places) -> None:
    session(folder, "first")
    assert saved.make_ready(folder) is Found.GOOD
    assert data(folder) == ("first", "first")


def test_after_a_session_that_was_cut_off_the_data_of_before_are_there(folder: Places) -> None:
    """H12: never S3 of one moment with the table of another; and what was deployed goes with the data."""
    session(folder, "first")
    saved.make_ready(folder)
    session(folder, "second", ends="cut off")
    write(folder.deployed, "second")
    assert saved.make_ready(folder) is Found.OLDER
    assert data(folder) == ("first", "first")
    assert folder.deployed.read_text() == "first"


def test_a_first_session_that_was_cut_off_leaves_nothing(folder: Places) -> None:
    session(folder, "first", ends="cut off")
    assert not saved.seal(folder)
    assert saved.make_ready(folder) is Found.LOST
    assert saved.make_ready(folder) is Found.NOTHING


def test_an_emulator_that_outlived_whoever_ran_it_and_saved_is_believed(folder: Places) -> None:
    """H12: kill -9 of the runner; the keeper has the emulator end in good order."""
    session(folder, "first", ends="unsealed")
    assert saved.make_ready(folder) is Found.GOOD
    assert data(folder) == ("first", "first")


@pytest.mark.parametrize("name", ["state/dynamodb.json", "s3/object"])
def test_a_damaged_file_keeps_the_stack_from_starting(folder: Places, name: str) -> None:
    """H12: MiniStack would start without what it cannot read, and write over it in the end."""
    session(folder, "first")
    write(folder.emulator / name, "f")
    with pytest.raises(Damaged, match=rf"{name}.*--fresh"):
        saved.make_ready(folder)


def test_data_that_another_version_laid_out_keep_the_stack_from_starting(
    folder: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They would be found in part, and the rest would seem to be gone."""
    session(folder, "first")
    monkeypatch.setattr(saved, "LAYOUT", LAYOUT + 1)
    with pytest.raises(Damaged, match=r"another version.*--fresh"):
        saved.make_ready(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", "\ufffd"])
def test_a_damaged_seal_keeps_the_stack_from_starting(folder: Places, text: str) -> None:
    """H12: nobody knows then what was saved."""
    session(folder, "first")
    write(folder.seal, text)
    with pytest.raises(Damaged, match=r"sealed\.json.*--fresh"):
        saved.make_ready(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"fingerprint": 1}'])
def test_a_damaged_note_of_what_was_deployed_deploys_again(folder: Places, text: str) -> None:
    setup = replace(setup_of({}), places=folder)
    assert deployment.last(setup) is None
    write(folder.deployed, text)
    assert deployment.last(setup) is None


@pytest.mark.parametrize("text", ["", "{", "[]"])
def test_passwords_that_cannot_be_read_are_made_anew(folder: Places, text: str) -> None:
    write(folder.people, text)
    assert set(people.passwords(folder)) == {"admin", "operator"}


def test_a_file_that_is_gone_keeps_the_stack_from_starting(folder: Places) -> None:
    """H12"""
    session(folder, "first")
    (folder.emulator / "s3/object").unlink()
    with pytest.raises(Damaged, match="s3/object"):
        saved.make_ready(folder)


def test_passwords_are_made_once_and_are_their_owners(folder: Places) -> None:
    first = people.passwords(folder)
    assert set(first) == {"admin", "operator"}
    assert len(set(first.values())) == 2
    assert all(len(password) >= 24 for password in first.values())
    assert people.passwords(folder) == first
    assert stat.S_IMODE(folder.people.stat().st_mode) == 0o600


def test_starting_over_keeps_the_passwords_and_the_logs(folder: Places) -> None:
    kept = people.passwords(folder)
    session(folder, "first")
    saved.make_ready(folder)
    write(folder.log("emulator"), "told")
    places.forget(folder)
    assert not folder.emulator.exists()
    assert not folder.before.exists()
    assert not folder.deployed.exists()
    assert people.passwords(folder) == kept
    assert folder.log("emulator").read_text() == "told"


def test_starting_over_deletes_nothing_but_data(folder: Places) -> None:
    session(folder, "first")
    saved.make_ready(folder)
    for name in ("emulator/letter", "before/letter", "letter"):
        write(folder.folder / name, "mine")
    places.forget(folder)
    assert [path.name for path in sorted(folder.folder.rglob("*")) if path.is_file()] == ["letter"] * 3
    assert saved.make_ready(folder) is Found.NOTHING


def test_a_session_that_was_cut_off_deletes_nothing_but_data(folder: Places) -> None:
    session(folder, "first", ends="cut off")
    write(folder.emulator / "letter", "mine")
    assert saved.make_ready(folder) is Found.LOST
    assert (folder.emulator / "letter").exists()


def test_a_private_file_is_private_also_where_another_was_before(folder: Places) -> None:
    write(folder.token, "readable by all")
    folder.token.chmod(0o644)
    places.write_private(folder.token, "sesame")
    assert folder.token.read_text() == "sesame"
    assert stat.S_IMODE(folder.token.stat().st_mode) == 0o600


def test_two_stacks_in_one_folder_are_refused(folder: Places) -> None:
    """H12: two starts."""
    assert not places.is_held(folder)
    with places.held(folder):
        assert places.is_held(folder)
        with pytest.raises(AlreadyRunning, match="IOR_STATE"), places.held(folder):
            pass
    assert not places.is_held(folder)


@pytest.mark.parametrize(("environ", "name"), [({}, ".local"), ({"IOR_STATE": ""}, ".local")])
def test_the_usual_folder_lies_in_the_repository(environ: dict[str, str], name: str) -> None:
    assert places.from_environment(environ).folder == places.ROOT / name


def test_another_folder_can_be_named(tmp_path: Path) -> None:
    assert places.from_environment({"IOR_STATE": str(tmp_path)}).folder == tmp_path
