"""Wheels and bytecode are made for the Lambda runtime, whatever Python makes them."""

import sys
from pathlib import Path

import pytest

from infra.packaging import runtime
from infra.packaging.runtime import RUNTIME
from infra.packaging.wheels import TargetPip, target_options

HERE = f"python{sys.version_info[0]}.{sys.version_info[1]}"


def test_an_interpreter_is_one_that_runs_and_is_of_that_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert runtime.interpreter(HERE) == sys.executable
    shim = tmp_path / "python3.9"
    shim.write_text("#!/bin/sh\nexit 127\n", "utf-8")
    shim.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert runtime.interpreter("python3.9") is None


def test_pip_is_told_the_target_and_takes_wheels_only() -> None:
    options = target_options(RUNTIME)
    assert "--python-version=3.13" in options
    assert "--abi=cp313" in options
    assert "--only-binary=:all:" in options
    assert "--platform=manylinux_2_34_x86_64" in options
    assert "--platform=manylinux_2_35_x86_64" not in options


def test_only_downloads_are_told_the_target() -> None:
    asked: list[list[str]] = []

    class Recorder:
        def main(self, args: list[str], **_: object) -> tuple[int, bytes, bytes]:
            asked.append(args)
            return 0, b"", b""

    pip = TargetPip(RUNTIME, Recorder(), None)  # type: ignore[arg-type]
    pip.download_all_dependencies("requirements.txt", "there")
    pip.build_wheel("source", "there")
    assert asked[0][0] == "download"
    assert "--python-version=3.13" in asked[0]
    assert "--python-version=3.13" not in asked[1]
