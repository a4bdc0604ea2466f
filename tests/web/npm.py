"""Runs the web app's own commands, and tells what they said where they fail."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.repo.sources import ROOT

FRONTEND = ROOT / "frontend"
SHOWN = 6000
"""Characters of what a command said."""
SECONDS = 900
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

needs_node = pytest.mark.skipif(
    shutil.which("npm") is None or not (FRONTEND / "node_modules" / ".installed").exists(),
    reason="the web app's packages are not installed: `make test` installs them where there is Node",
)
needs_browser = pytest.mark.skipif(
    not any(Path("/usr/bin", name).exists() for name in BROWSERS),
    reason="there is no Chromium in /usr/bin: apt-get install chromium",
)


def run(*command: str, **environment: str) -> None:
    """Run a command in the web app's folder; fails with what it said."""
    done = subprocess.run(
        command,
        cwd=FRONTEND,
        env=os.environ | {"CI": "true", "NO_COLOR": "1", "PYTHON": sys.executable} | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=SECONDS,
        check=False,
    )
    if done.returncode:
        pytest.fail(
            f"{' '.join(command)} ended with {done.returncode}:\n{done.stdout[-SHOWN:]}", pytrace=False
        )
