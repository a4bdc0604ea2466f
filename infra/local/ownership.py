"""Whose a folder is: the local stack writes only where nothing was, or its own, and deletes only its own.

`IOR_STATE` may name any folder by mistake; a mark in it says that it is a local stack's.
"""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from infra.local.errors import NotOurs, NotReady

MARK = "local-stack.txt"
_SAYS = """\
This folder is a local stack's: data, logs and passwords that `make run` has made.
`make run ARGS=--fresh` and `make clean-local` delete them, and nothing else that lies here.
"""
DATA = ("state", "s3", "tmp", "sealed.json", "unsaved", "deployed.json")
"""What lies in a folder of the emulator's data, or in their copy."""
EMULATOR, BEFORE, LOGS, SYNTHESIS = "emulator", "before", "logs", "cdk.out"
FOLDERS = (EMULATOR, BEFORE, LOGS, SYNTHESIS)
FILES = ("people.json", "token", "curl", "lock", "running.json", "deployed.json", "outputs.json")
_UNFINISHED = tuple(Path(name).with_suffix(".new").name for name in FILES)


def claim(folder: Path) -> None:
    """Make a folder the local stack's. Raises `NotReady` where it cannot be made, `NotOurs`."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not is_ours(folder):
            if not (is_empty(folder) or _was_ours_before_there_was_a_mark(folder)):
                raise NotOurs(
                    f"{folder} holds files and is no local stack's: nothing was changed there. Name a folder "
                    "that is empty, or not there yet: IOR_STATE=/tmp/stack make run"
                )
            (folder / MARK).write_text(_SAYS, "utf-8")
    except OSError as error:
        raise NotReady(
            f"The local stack cannot keep its things in {folder}: {error.strerror}. Name another folder: "
            "IOR_STATE=/tmp/stack make run"
        ) from error


def is_ours(folder: Path) -> bool:
    """Whether the mark says that a folder is a local stack's."""
    return (folder / MARK).is_file()


def is_empty(folder: Path) -> bool:
    """Whether there is nothing in a folder, or no folder."""
    return not folder.exists() or next(folder.iterdir(), None) is None


def remove_data(folder: Path) -> None:
    """Delete the emulator's data in a folder, and the folder if nothing else lies there."""
    for name in DATA:
        _remove(folder / name)
    _remove_if_empty(folder)


def remove_all(folder: Path) -> list[str]:
    """Delete all that is ours in a folder of ours, and the folder; what stays because it is not ours."""
    for name in (EMULATOR, BEFORE):
        remove_data(folder / name)
    for log in (folder / LOGS).glob("*.log"):
        _remove(log)
    _remove_if_empty(folder / LOGS)
    for name in (SYNTHESIS, *FILES, *_UNFINISHED):
        _remove(folder / name)
    left = sorted(_left(folder))
    if not left:
        _remove(folder / MARK)
        _remove_if_empty(folder)
    return left


def _left(folder: Path) -> Iterator[str]:
    for path in folder.iterdir():
        if path.name in FOLDERS and path.is_dir():
            yield from (f"{path.name}/{inside.name}" for inside in path.iterdir())
        elif path.name != MARK:
            yield path.name


def _was_ours_before_there_was_a_mark(folder: Path) -> bool:
    names = {path.name for path in folder.iterdir()}
    return "lock" in names and names <= {*FOLDERS, *FILES, *_UNFINISHED}


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _remove_if_empty(folder: Path) -> None:
    with suppress(OSError):
        folder.rmdir()
