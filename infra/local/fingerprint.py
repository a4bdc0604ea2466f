"""Whether what is deployed is what would be: a hash over all that templates and package are made of."""

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from infra import stages

PACKED = ("app.py", "chalicelib", "vendor", ".chalice/config.json", "requirements.txt")
DESCRIBED = ("infra", "cdk.json", "package-lock.json", "requirements-infra.txt", "requirements-emulator.txt")
LEFT_OUT = ("__pycache__", "infra/local")
"""The local stack itself is not deployed."""


def fingerprint(root: Path, environment: Mapping[str, str]) -> str:
    """SHA-256 over the code, the stacks, what makes them, and the settings that functions are given."""
    settings = {name: environment.get(name, "") for name in stages.HANDED_ON}
    found = hashlib.sha256(json.dumps([list(sys.version_info[:2]), settings], sort_keys=True).encode())
    for path in sorted(_files(root)):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        found.update(f"{path.relative_to(root).as_posix()}\0{content}\n".encode())
    return found.hexdigest()


def _files(root: Path) -> Iterator[Path]:
    for name in (*PACKED, *DESCRIBED):
        start = root / name
        for path in [start] if start.is_file() else start.rglob("*"):
            if path.is_file() and not _left_out(path.relative_to(root)):
                yield path


def _left_out(path: Path) -> bool:
    return any(path.is_relative_to(name) or name in path.parts for name in LEFT_OUT)
