"""The package: what is in it, what is not, and that equal input gives equal bytes."""

import importlib.util
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from chalice.deploy.packager import DependencyBuilder, MissingDependencyError, Package

from infra.errors import NotCompiled, NoWheels
from infra.packaging import archive, bundle, bytecode, runtime, slimming
from infra.packaging.bundle import Bundle, fingerprint
from tests.infra.templates import ROOT

HERE = f"python{sys.version_info[0]}.{sys.version_info[1]}"
"""A runtime whose bytecode this interpreter can make and read."""

INSTALLED = {
    "botocore/__init__.py": "VERSION = 1",
    "botocore/data/endpoints.json": '{"partitions": []}',
    "botocore/data/dynamodb/2012-08-10/service-2.json": "{}",
    "botocore/data/ec2/2016-11-15/service-2.json": "{}",
    "boto3/data/s3/2006-03-01/resources-1.json": "{}",
    "boto3/data/ec2/2016-11-15/resources-1.json": "{}",
    "library/__init__.py": "from importlib.metadata import version\nNAME = version('library')",
    "library/__init__.pyi": "NAME: str",
    "library/tests/test_it.py": "",
    "library/testing.py": "",
    "library/__pycache__/__init__.cpython-311.pyc": "",
    "library-1.0.dist-info/METADATA": "Name: library\nVersion: 1.0",
    "library-1.0.dist-info/RECORD": "",
    "library-1.0.dist-info/licenses/LICENSE": "",
    "chalice/app.py": "raise RuntimeError('the copy from the registry')",
}
SHIPPED = {
    "botocore/__init__.py",
    "botocore/data/endpoints.json",
    "botocore/data/dynamodb/2012-08-10/service-2.json",
    "boto3/data/s3/2006-03-01/resources-1.json",
    "library/__init__.py",
    "library/testing.py",
    "library-1.0.dist-info/METADATA",
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


class Wheels(DependencyBuilder):
    """A builder that installs files at hand instead of asking a registry, and counts how often."""

    def __init__(self, missing: set[Package] | None = None) -> None:
        self.missing = missing
        self.abis: list[str] = []

    def build_site_packages(self, abi: str, requirements_filepath: str, target_directory: str) -> None:
        assert Path(requirements_filepath).name == "requirements.txt"
        self.abis.append(abi)
        write(Path(target_directory), INSTALLED)
        if self.missing:
            raise MissingDependencyError(self.missing)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(
        tmp_path / "project",
        {
            "app.py": "import chalicelib",
            "chalicelib/__init__.py": "ANSWER = 42",
            "chalicelib/law/rates.csv": "a,b",
            "chalicelib/__pycache__/__init__.cpython-311.pyc": "stale",
            "requirements.txt": "library==1.0",
            "infra/app.py": "not shipped",
            ".chalice/config.json": "{}",
        },
    )


@pytest.fixture
def package(project: Path, tmp_path: Path) -> Callable[..., Path]:
    """Packages the project; every call in a folder of its own."""

    def make(builder: DependencyBuilder | None = None, at: str = HERE) -> Path:
        work = tmp_path / f"work{len(list(tmp_path.glob('work*')))}"
        return Path(Bundle(work, tmp_path / "kept", builder).create_deployment_package(str(project), at))

    return make


def names(archive_path: Path) -> set[str]:
    with ZipFile(archive_path) as found:
        return set(found.namelist())


APP = {
    "app.py",
    "chalice/__init__.py",
    "chalice/app.py",
    "chalicelib/__init__.py",
    "chalicelib/law/rates.csv",
}


def test_without_a_builder_only_the_app_is_packed(package: Callable[..., Path]) -> None:
    assert names(package()) == APP


def test_what_is_never_used_is_not_shipped(package: Callable[..., Path]) -> None:
    shipped = {name for name in names(package(Wheels())) if "__pycache__" not in name}
    assert shipped == APP | SHIPPED


def test_chalice_is_the_one_that_made_the_template(package: Callable[..., Path]) -> None:
    with ZipFile(package(Wheels())) as found:
        assert b"the copy from the registry" not in found.read("chalice/app.py")


def test_every_module_comes_with_its_bytecode(package: Callable[..., Path]) -> None:
    found = names(package(Wheels()))
    for name in (name for name in found if name.endswith(".py")):
        path = Path(name)
        assert f"{path.parent / '__pycache__' / path.stem}.{sys.implementation.cache_tag}.pyc" in found


def test_the_bytecode_is_taken_without_a_look_at_the_source(
    package: Callable[..., Path], tmp_path: Path
) -> None:
    """Packaged files have no dates; a pyc that is checked by date would be thrown away at each start."""
    unpacked = tmp_path / "unpacked"
    with ZipFile(package(Wheels())) as found:
        found.extractall(unpacked)
    source = unpacked / "chalicelib" / "__init__.py"
    flags = Path(importlib.util.cache_from_source(str(source))).read_bytes()[4:8]
    assert int.from_bytes(flags, "little") == 0b01
    source.write_text("ANSWER = 0", "utf-8")
    program = "import sys; sys.path.insert(0, '.'); import chalicelib; print(chalicelib.ANSWER)"
    done = subprocess.run(
        [sys.executable, "-I", "-c", program], cwd=unpacked, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "42"


def test_without_the_runtimes_python_the_package_says_so_and_goes_without(
    package: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(runtime, "candidates", lambda name: iter(()))
    other = "python3.13" if HERE != "python3.13" else "python3.12"
    assert not any("__pycache__" in name for name in names(package(Wheels(), other)))
    assert f"No {other} on the path" in capsys.readouterr().err


def test_equal_projects_give_equal_packages(package: Callable[..., Path], tmp_path: Path) -> None:
    first = package(Wheels()).read_bytes()
    shutil.rmtree(tmp_path / "kept")
    assert package(Wheels()).read_bytes() == first


def test_a_package_is_named_by_what_is_in_it(tmp_path: Path) -> None:
    """Not by how the files were packed: the libraries of two machines do it differently."""
    folder = write(tmp_path / "folder", {"app.py": "import chalicelib\n" * 100, "b.txt": "b"})
    packed = archive.write(folder, tmp_path / "packed.zip")
    with ZipFile(tmp_path / "stored.zip", "w") as stored:
        for name in ("b.txt", "app.py"):
            stored.write(folder / name, name)
    assert packed.read_bytes() != (tmp_path / "stored.zip").read_bytes()
    assert archive.content_hash(packed) == archive.content_hash(tmp_path / "stored.zip")
    known = {archive.content_hash(packed)}
    for name, text in (("b.txt", "c"), ("c.txt", "")):
        known.add(archive.content_hash(archive.write(write(folder, {name: text}), tmp_path / "again.zip")))
    assert len(known) == 3


def test_all_dates_are_the_same_and_all_files_can_be_read(package: Callable[..., Path]) -> None:
    with ZipFile(package(Wheels())) as found:
        assert {member.date_time for member in found.infolist()} == {archive.OLDEST}
        assert {member.external_attr >> 16 & 0o777 for member in found.infolist()} == {0o644}
        assert found.namelist() == sorted(found.namelist())


def test_dependencies_are_fetched_once_and_again_when_they_change(
    package: Callable[..., Path], project: Path
) -> None:
    wheels = Wheels()
    package(wheels)
    (project / "app.py").write_text("import chalicelib  # changed", "utf-8")
    package(wheels)
    assert len(wheels.abis) == 1
    (project / "requirements.txt").write_text("library==1.1", "utf-8")
    package(wheels)
    assert len(wheels.abis) == 2


def test_the_fingerprint_depends_on_the_runtime(project: Path) -> None:
    requirements = project / "requirements.txt"
    assert fingerprint(requirements, "python3.12") != fingerprint(requirements, "python3.13")


def test_the_fingerprint_depends_on_how_dependencies_are_treated(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None is taken from before when a module here, or a locked version, has changed."""
    requirements = project / "requirements.txt"
    known = {fingerprint(requirements, HERE)}
    for name in ("slimming.py", "locked.txt"):
        treatment = shutil.copytree(bundle.TREATMENT, tmp_path / name)
        with (treatment / name).open("a") as file:
            file.write("# changed\n")
        monkeypatch.setattr(bundle, "TREATMENT", treatment)
        known.add(fingerprint(requirements, HERE))
    assert len(known) == 3


def test_a_requirement_without_a_wheel_stops_the_packaging(
    package: Callable[..., Path], tmp_path: Path
) -> None:
    """Chalice alone prints a line and ships a package that fails when it is first called."""
    missing = Package(str(tmp_path), "numpy-2.4.0-cp313-cp313-macosx_11_0_arm64.whl")
    with pytest.raises(NoWheels, match=r"numpy==2\.4\.0.*manylinux"):
        package(Wheels({missing}))
    assert not list((tmp_path / "kept").glob("dependencies-*"))


def test_a_module_that_the_runtime_cannot_read_stops_the_packaging(
    package: Callable[..., Path], project: Path
) -> None:
    (project / "chalicelib" / "broken.py").write_text("def (", "utf-8")
    with pytest.raises(NotCompiled, match=r"broken\.py"):
        package(Wheels())


def test_vendored_packages_are_shipped(package: Callable[..., Path], project: Path) -> None:
    write(project / "vendor", {"extra/__init__.py": ""})
    assert "extra/__init__.py" in names(package())


def test_no_function_carries_data_frames() -> None:
    """Frames would make the package ten times as heavy for functions that never look at one."""
    requirements = (ROOT / "requirements.txt").read_text("utf-8").lower()
    for heavy in ("pandas", "numpy", "polars", "pyarrow"):
        assert heavy not in requirements


def test_slimming_leaves_what_it_does_not_know(tmp_path: Path) -> None:
    slimming.slim(write(tmp_path, {"tests_of_time/__init__.py": "", "module.py": ""}))
    assert {path.name for path in tmp_path.iterdir()} == {"tests_of_time", "module.py"}


def test_bytecode_does_not_know_where_it_was_made(tmp_path: Path) -> None:
    for folder in ("here", "there"):
        bytecode.compile_folder(write(tmp_path / folder, {"module.py": "ANSWER = 42"}), HERE)
    made = [path.read_bytes() for path in tmp_path.rglob("*.pyc")]
    assert len(made) == 2
    assert made[0] == made[1]
