"""The local stack's folder: only one that was empty becomes one, and only what is ours is ever deleted."""

from pathlib import Path

import pytest

from infra.local import ownership, places
from infra.local.errors import NotOurs
from infra.local.places import Places


def write(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("something")


def filled(folder: Path) -> list[Path]:
    """Every file that a stack makes, as the places name them."""
    kept = Places(folder)
    files = [kept.people, kept.token, kept.curl, kept.running, kept.deployed, kept.outputs, kept.seal]
    files += [kept.unsaved, kept.log("emulator"), kept.synthesis / "a" / "template.json"]
    files += [
        kept.emulator / "s3" / "a" / "b",
        kept.before / "state" / "dynamodb.json",
        kept.people.with_suffix(".new"),
    ]
    for path in files:
        write(path)
    return files


@pytest.mark.parametrize("there", [False, True])
def test_an_empty_folder_becomes_the_stacks(there: bool, tmp_path: Path) -> None:
    folder = tmp_path / "a" / "stack"
    if there:
        folder.mkdir(parents=True)
    ownership.claim(folder)
    assert ownership.is_ours(folder)
    ownership.claim(folder)


@pytest.mark.parametrize("name", ["letter", "emulator/letter", "lock"])
def test_a_folder_with_anything_in_it_does_not(name: str, tmp_path: Path) -> None:
    write(tmp_path / name)
    if name == "lock":
        write(tmp_path / "letter")
    with pytest.raises(NotOurs, match="nothing was changed"):
        ownership.claim(tmp_path)
    assert not ownership.is_ours(tmp_path)


def test_a_folder_of_before_there_was_a_mark_is_taken_over(tmp_path: Path) -> None:
    filled(tmp_path)
    write(tmp_path / "lock")
    ownership.claim(tmp_path)
    assert ownership.is_ours(tmp_path)


def test_all_that_a_stack_makes_goes(tmp_path: Path) -> None:
    folder = tmp_path / "stack"
    with places.held(Places(folder)):
        filled(folder)
        assert ownership.remove_all(folder) == []
    assert not folder.exists()


@pytest.mark.parametrize("name", ["letter", "logs/letter", "emulator/letter", "before/letter"])
def test_what_is_somebody_elses_stays_and_is_named(name: str, tmp_path: Path) -> None:
    folder = tmp_path / "stack"
    with places.held(Places(folder)):
        files = filled(folder)
        write(folder / name)
        assert ownership.remove_all(folder) == [name]
    assert not [path for path in files if path.exists()]
    assert (folder / name).read_text() == "something"
    assert ownership.is_ours(folder)


def test_what_a_link_leads_to_stays(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "stack", tmp_path / "elsewhere"
    write(elsewhere / "letter")
    with places.held(Places(folder)):
        (folder / "cdk.out").symlink_to(elsewhere)
        assert ownership.remove_all(folder) == []
    assert (elsewhere / "letter").exists()
