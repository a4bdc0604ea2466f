"""What the room promises about itself."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOM = sorted((ROOT / "chalicelib" / "identity").glob("*.py"))


def test_importing_the_room_brings_nothing_heavy() -> None:
    """All functions import it, and few of them ever see a password or a token."""
    program = """
import json, pkgutil, sys
import chalicelib.identity as room
for module in pkgutil.iter_modules(room.__path__, room.__name__ + "."):
    __import__(module.name)
print(json.dumps(sorted(sys.modules)))
"""
    ran = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True, text=True
    )
    heavy = {"jwt", "bcrypt", "cryptography", "ipaddress", "botocore", "pynamodb", "ssl", "chalice"}
    assert heavy.isdisjoint(json.loads(ran.stdout))


@pytest.mark.parametrize("path", ROOM, ids=lambda path: path.name)
def test_each_library_has_one_place(path: Path) -> None:
    text = path.read_text("utf-8")
    assert ("import jwt" in text) == (path.name == "tokens.py")
    assert ("import bcrypt" in text) == (path.name == "hashing.py")
    assert "time.time" not in text
    assert "datetime.now" not in text
