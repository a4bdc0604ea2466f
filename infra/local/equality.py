"""Whether the stack serves what the command line makes of the same files: every entry, byte for byte."""

import json
import subprocess
import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chalicelib.customs.wording import counted
from infra.local.errors import ProgramFailed
from infra.local.places import ROOT

FINDINGS = 1


@dataclass(frozen=True, slots=True)
class Equality:
    """Shipments whose entries are equal, differ, are not served, or are served and not made."""

    equal: tuple[str, ...]
    different: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unexpected: tuple[str, ...] = ()

    @property
    def holds(self) -> bool:
        """Whether every entry is equal and there is at least one."""
        return bool(self.equal) and not (self.different or self.missing or self.unexpected)

    def told(self) -> list[str]:
        """What is to be said of it, a sentence a line."""
        equal = counted(len(self.equal), "entry equals", "entries equal") + " the command line's"
        if self.holds:
            return [f"{equal}, byte for byte."]
        others = (
            (self.different, ("entry differs from", "entries differ from"), "the command line's"),
            (self.missing, ("entry is", "entries are"), "made by the command line and not served"),
            (self.unexpected, ("entry is", "entries are"), "served and not made by the command line"),
        )
        found = [f"{counted(len(some), *do)} {what}: {_named(some)}" for some, do, what in others if some]
        return [f"{equal}.", *found]


def made_by_the_command_line(samples: Path) -> list[str]:
    """The entries of a folder of files as `generate --json` writes them, one text each."""
    command: list[str | Path] = [sys.executable, "-m", "chalicelib", "generate", samples, "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode not in (0, FINDINGS):
        raise ProgramFailed(f"generate {samples} --json failed:\n{done.stderr}")
    return [line.removesuffix(",") for line in done.stdout.splitlines()[1:-1]]


def compare(made: Iterable[str], served: Iterable[Mapping[str, Any]]) -> Equality:
    """Compare entries by shipment: texts of the command line with documents of the API.

    The API tells more of an entry than the command line does; what both tell has to be the same text.
    """
    ours = {json.loads(text)["shipment"]: text for text in made}
    theirs = {entry["shipment"]: entry for entry in served}
    both = sorted(ours.keys() & theirs.keys())
    equal = {name for name in both if ours[name] == _written(theirs[name], json.loads(ours[name]).keys())}
    return Equality(
        equal=tuple(name for name in both if name in equal),
        different=tuple(name for name in both if name not in equal),
        missing=tuple(sorted(ours.keys() - theirs.keys())),
        unexpected=tuple(sorted(theirs.keys() - ours.keys())),
    )


def _written(entry: Mapping[str, Any], names: Collection[str]) -> str:
    """The fields of these names as the command line writes them, in the entry's own order."""
    known = {name: value for name, value in entry.items() if name in names}
    return json.dumps(known, ensure_ascii=False, separators=(",", ":"))


def _named(shipments: tuple[str, ...]) -> str:
    shown = ", ".join(shipments[:8])
    return f"{shown} and {len(shipments) - 8} more" if len(shipments) > 8 else shown
