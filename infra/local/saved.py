"""The emulator's data between two sessions: sealed at the end, looked at at the start, and one older copy.

MiniStack writes its state when it ends in good order and never before. A session that was cut off leaves
objects of S3 on disk and not the table that knows of them: then the data of the session before are taken. A
state that MiniStack cannot read it leaves out without a word, so that whatever changed since it was sealed
keeps the stack from starting.
"""

import json
import shutil
from enum import Enum
from hashlib import sha256
from pathlib import Path

from chalicelib.store.keys import LAYOUT
from infra.local import ownership
from infra.local.errors import Damaged
from infra.local.places import Places, shown

MEND = "Put back what was saved, or start over with: make run ARGS=--fresh"
PARTS = ("state", "s3")
LAID_OUT = "layout of the table"
ALWAYS_WRITTEN = Path("state") / "dynamodb.json"


class Found(Enum):
    """What a start finds."""

    NOTHING = "nothing"
    GOOD = "good"
    OLDER = "older"
    """The last session was cut off; the data are those of the session before."""
    LOST = "lost"
    """The last session was cut off, and there was none before it."""


def make_ready(places: Places) -> Found:
    """Have the data as they were saved last, and a copy of them beside. Raises `Damaged`."""
    if was_cut_off(places):
        return _go_back(places)
    if places.seal.exists():
        _check(places)
    if not (places.emulator / ALWAYS_WRITTEN).exists():
        return Found.NOTHING
    _copy(places, places.emulator, places.before)
    return Found.GOOD


def begin(places: Places) -> None:
    """Note that from now on the emulator holds more than is on disk."""
    places.seal.unlink(missing_ok=True)
    places.unsaved.touch()


def seal(places: Places) -> bool:
    """Note that an emulator that has ended wrote its data; whether it did."""
    if was_cut_off(places):
        return False
    places.seal.write_text(json.dumps(_sealing(places)), "utf-8")
    places.unsaved.unlink(missing_ok=True)
    return True


def was_cut_off(places: Places) -> bool:
    """Whether the emulator began and did not write its data.

    Told by the files: where whoever ran it was cut off, its keeper had the emulator end all the same.
    """
    written = places.emulator / ALWAYS_WRITTEN
    if not places.unsaved.exists():
        return False
    return not (written.exists() and written.stat().st_mtime_ns > places.unsaved.stat().st_mtime_ns)


def _go_back(places: Places) -> Found:
    if not (places.before / ALWAYS_WRITTEN).exists():
        ownership.remove_data(places.emulator)
        places.deployed.unlink(missing_ok=True)
        return Found.LOST
    _copy(places, places.before, places.emulator)
    places.unsaved.unlink()
    return Found.OLDER


def _copy(places: Places, source: Path, target: Path) -> None:
    """Copy the data, and what was deployed to them."""
    for part in PARTS:
        shutil.rmtree(target / part, ignore_errors=True)
        shutil.copytree(source / part, target / part)
    beside = places.before / places.deployed.name
    old, new = (places.deployed, beside) if source == places.emulator else (beside, places.deployed)
    new.unlink(missing_ok=True)
    if old.exists():
        shutil.copy2(old, new)


def _check(places: Places) -> None:
    then, now = _sealed(places), _sealing(places)
    if then.get(LAID_OUT) != now[LAID_OUT]:
        raise Damaged(
            f"The data in {shown(places.emulator)} are laid out as another version of this program has it, "
            "and would be found in part only. Start over with: make run ARGS=--fresh"
        )
    changed = sorted(name for name in then.keys() | now.keys() if then.get(name) != now.get(name))
    if changed:
        listed = ", ".join(changed[:5]) + (f" and {len(changed) - 5} more" if len(changed) > 5 else "")
        raise Damaged(f"The data in {shown(places.emulator)} are not what was saved there: {listed}. {MEND}")


def _sealed(places: Places) -> dict[str, str]:
    try:
        found = json.loads(places.seal.read_text("utf-8"))
    except ValueError as broken:
        raise Damaged(f"{shown(places.seal)} cannot be read: {broken}. {MEND}") from broken
    if not isinstance(found, dict):
        raise Damaged(f"{shown(places.seal)} is not what was written there. {MEND}")
    return found


def _sealing(places: Places) -> dict[str, str]:
    return {**_hashes(places), LAID_OUT: str(LAYOUT)}


def _hashes(places: Places) -> dict[str, str]:
    files = (path for part in PARTS for path in (places.emulator / part).rglob("*") if path.is_file())
    return {
        path.relative_to(places.emulator).as_posix(): sha256(path.read_bytes()).hexdigest() for path in files
    }
