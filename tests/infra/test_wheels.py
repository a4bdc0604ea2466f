"""Wheels and bytecode are made for the Lambda runtime, whatever Python makes them."""

import re
import sys
from contextlib import nullcontext
from hashlib import sha256
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from infra.errors import OtherWheel
from infra.packaging import runtime, wheels
from infra.packaging.runtime import RUNTIME
from infra.packaging.wheels import LOCKED, TargetPip, known_hashes, target_options
from tests.infra.templates import ROOT

HERE = f"python{sys.version_info[0]}.{sys.version_info[1]}"
OTHER = "3.9"
"""A version that no machine here runs the tests on."""


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine without any Python but this one."""
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setenv("PYENV_ROOT", str(tmp_path / "pyenv"))
    monkeypatch.setenv("UV_PYTHON_INSTALL_DIR", str(tmp_path / "uv"))
    return tmp_path


def put(python: Path, script: str) -> str:
    """Installs an interpreter; its path."""
    python.parent.mkdir(parents=True)
    python.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    python.chmod(0o755)
    return str(python)


RUNS, UNSET = f"echo {OTHER}", "exit 127"
"""What an interpreter says; what the shim of a version manager says that has not been told a version."""


def test_this_interpreter_is_taken_if_it_is_of_that_version(machine: Path) -> None:
    put(machine / "bin" / HERE, f"echo {runtime.minor(HERE)}")
    assert runtime.interpreter(HERE) == sys.executable


@pytest.mark.parametrize(
    "folder", ["bin", f"pyenv/versions/{OTHER}.1/bin", f"uv/cpython-{OTHER}.1-linux/bin"]
)
def test_an_interpreter_is_found_on_the_path_and_with_version_managers(machine: Path, folder: str) -> None:
    assert runtime.interpreter(f"python{OTHER}") is None
    found = put(machine / folder / f"python{OTHER}", RUNS)
    assert runtime.interpreter(f"python{OTHER}") == found


def test_an_interpreter_that_does_not_run_is_passed_over(machine: Path) -> None:
    """A shim stands first on the path, and there is a Python behind it."""
    put(machine / "bin" / f"python{OTHER}", UNSET)
    assert runtime.interpreter(f"python{OTHER}") is None
    found = put(machine / "pyenv" / "versions" / f"{OTHER}.1" / "bin" / f"python{OTHER}", RUNS)
    assert runtime.interpreter(f"python{OTHER}") == found


def test_the_newest_of_the_managed_interpreters_is_taken(machine: Path) -> None:
    patches = ("2", "10", "9")
    versions = machine / "pyenv" / "versions"
    found = [put(versions / f"{OTHER}.{patch}/bin/python{OTHER}", RUNS) for patch in patches]
    assert runtime.interpreter(f"python{OTHER}") == found[1]


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


def test_pip_is_told_every_package_and_finds_out_nothing() -> None:
    """The markers of a requirement would be those of the Python that packs."""
    asked: list[list[str]] = []

    class Recorder:
        def main(self, args: list[str], **_: object) -> tuple[int, bytes, bytes]:
            asked.append(args)
            return 0, b"", b""

    TargetPip(RUNTIME, Recorder(), None).download_all_dependencies(  # type: ignore[arg-type]
        "requirements.txt", "there"
    )
    assert "--no-deps" in asked[0]
    files = [value for option, value in zip(asked[0], asked[0][1:], strict=False) if option == "-r"]
    assert files == ["requirements.txt", str(LOCKED)]


def pinned(file: Path) -> dict[str, str]:
    """The versions that a file pins, by the packages' names."""
    lines = (line for line in file.read_text("utf-8").splitlines() if "==" in line and line[0] != "#")
    return {canonicalize_name(name): version for name, version in (line.split("==") for line in lines)}


def needed(name: str) -> list[Requirement]:
    """What a package needs on Lambda's Python, as this machine's copy of it says."""
    there = {
        "python_version": runtime.minor(RUNTIME),
        "python_full_version": f"{runtime.minor(RUNTIME)}.0",
        "implementation_name": "cpython",
        "platform_system": "Linux",
        "sys_platform": "linux",
        "os_name": "posix",
        "extra": "",
    }
    found = (Requirement(line) for line in distribution(name).requires or [])
    return [one for one in found if one.marker is None or one.marker.evaluate(there)]


def test_everything_that_the_requirements_need_is_locked_and_nothing_else() -> None:
    """What is missing would be missing in the package; add the version that is installed."""
    asked, locked = pinned(ROOT / "requirements.txt"), pinned(LOCKED)
    assert not asked.keys() & locked.keys()
    reached, open_ = set(asked), list(asked)
    while open_:
        for one in needed(open_.pop()):
            name = canonicalize_name(one.name)
            assert name in asked | locked, f"{LOCKED.name} lacks {one}"
            assert one.specifier.contains((asked | locked)[name], prereleases=True)
            if name not in reached:
                reached.add(name)
                open_.append(name)
    assert reached == asked.keys() | locked.keys()


def test_the_locked_library_of_aws_is_the_one_that_is_tested_with() -> None:
    """Its descriptions are cut down: another version of it is another library."""
    tested = pinned(ROOT / "requirements-infra.txt")["boto3"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", tested)
    assert pinned(LOCKED)["botocore"] == tested


# F18: each wheel is the one that was chosen


def test_every_wheel_that_is_shipped_has_its_hash() -> None:
    """And nothing else has: a wheel of another version would be taken as well."""
    chosen = {
        canonicalize_name(name.split("-")[0]): name.split("-")[1]
        for name in known_hashes()
        if name.endswith(".whl")
    }
    assert chosen == pinned(ROOT / "requirements.txt") | pinned(LOCKED)
    assert len(known_hashes()) == len(chosen)
    assert all(re.fullmatch("[0-9a-f]{64}", digest) for digest in known_hashes().values())


@pytest.mark.parametrize(
    ("name", "body", "told"),
    [
        ("six-1-py3-none-any.whl", b"as chosen", ""),
        ("six-1-py3-none-any.whl", b"as chosen!", "six-1-py3-none-any.whl has the SHA-256"),
        ("six-2-py3-none-any.whl", b"as chosen", "not one that is known"),
        ("six-1.tar.gz", b"as chosen", "not one that is known"),
    ],
    ids=["the same", "changed", "another version", "a source"],
)
def test_what_is_downloaded_is_what_was_chosen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, body: bytes, told: str
) -> None:
    """F18: what was tampered with is not shipped, whoever handed it out."""

    class Downloading:
        def main(self, args: list[str], **_: object) -> tuple[int, bytes, bytes]:
            Path(args[args.index("--dest") + 1], name).write_bytes(body)
            return 0, b"", b""

    monkeypatch.setattr(wheels, "HASHES", tmp_path / "hashes.txt")
    line = f"{sha256(b'as chosen').hexdigest()}  six-1-py3-none-any.whl"
    (tmp_path / "hashes.txt").write_text(f"# told\n{line}\n")
    there = tmp_path / "there"
    there.mkdir()
    pip = TargetPip(RUNTIME, Downloading(), None)  # type: ignore[arg-type]
    with pytest.raises(OtherWheel, match=told) if told else nullcontext():
        pip.download_all_dependencies("requirements.txt", str(there))
