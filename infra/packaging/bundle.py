"""The package of the functions: Chalice says what belongs to it; here it is made small and quick to start.

One package for all functions, without pandas: no function needs it. A function that will is given a layer of
its own rather than a heavier package for all.
"""

import hashlib
import json
import shutil
import sys
import tempfile
from pathlib import Path

from chalice.deploy.packager import (
    BaseLambdaDeploymentPackager,
    DependencyBuilder,
    MissingDependencyError,
)
from chalice.utils import UI, OSUtils

from infra.errors import NoWheels
from infra.packaging import archive, bytecode, slimming
from infra.packaging.runtime import interpreter

TREATMENT = Path(__file__).parent
"""What makes dependencies out of requirements; where it changes, none is taken from before."""


class Bundle(BaseLambdaDeploymentPackager):
    """The packager that Chalice is given instead of its own.

    `work` is an empty folder for the package, `kept` one where the dependencies stay, by their requirements.
    Without a `dependency_builder` the package holds the app's code only: for tests, and for the emulator,
    whose functions import from the emulator's own environment.
    """

    def __init__(self, work: Path, kept: Path, dependency_builder: DependencyBuilder | None = None) -> None:
        super().__init__(OSUtils(), dependency_builder, UI(out=sys.stderr))  # type: ignore[arg-type]
        self._work = work
        self._kept = kept
        self._builder = dependency_builder

    def create_deployment_package(self, project_dir: str, python_version: str) -> str:
        """Makes the package of a project for a runtime and returns the path of the zip file."""
        staged = self._work / "package"
        self._copy_app(Path(project_dir), staged)
        if self._builder is not None:
            slimming.slim_app(staged)
            bytecode.compile_folder(staged, python_version)
            shutil.copytree(self.dependencies(Path(project_dir), python_version), staged, dirs_exist_ok=True)
        return str(archive.write(staged, self._work / "package.zip"))

    def dependencies(self, project: Path, runtime: str) -> Path:
        """The folder of a project's requirements for a runtime, ready to ship; made unless it is there."""
        requirements = project / "requirements.txt"
        kept = self._kept / f"dependencies-{fingerprint(requirements, runtime)}"
        if not kept.exists():
            self._kept.mkdir(parents=True, exist_ok=True)
            # Beside the place where it will stand, so that another synthesis sees it whole or not at all.
            part = Path(tempfile.mkdtemp(prefix="part-", dir=self._kept))
            self._build_python_dependencies(runtime, str(requirements), str(part))
            shutil.rmtree(part / "chalice", ignore_errors=True)  # the app brings the two modules it needs
            slimming.slim(part)
            bytecode.compile_folder(part, runtime)
            part.rename(kept)
        return kept

    def _build_python_dependencies(
        self, python_version: str, requirements_filepath: str, site_packages_dir: str
    ) -> None:
        """Chalice's own method prints "Could not install dependencies" and goes on; this one does not."""
        assert self._builder is not None
        try:
            abi = self._RUNTIME_TO_ABI[python_version]
            self._builder.build_site_packages(abi, requirements_filepath, site_packages_dir)
        except MissingDependencyError as missing:
            names = ", ".join(sorted(package.identifier for package in missing.missing))
            raise NoWheels(
                f"{requirements_filepath}: no wheel for {python_version} of {names}. "
                "Pin a version that has one for manylinux_2_34_x86_64 or older."
            ) from missing

    def _copy_app(self, project: Path, staged: Path) -> None:
        for source, name in self._iter_app_filenames(str(project)):
            if "__pycache__" not in Path(name).parts:
                target = staged / name
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(source, target)
        if (project / self._VENDOR_DIR).is_dir():
            shutil.copytree(project / self._VENDOR_DIR, staged, dirs_exist_ok=True)


def fingerprint(requirements: Path, runtime: str) -> str:
    """What names the dependencies: the requirements, the runtime, and how they are treated."""
    treatment = [path for kind in ("*.py", "*.txt") for path in sorted(TREATMENT.glob(kind))]
    known = hashlib.sha256(json.dumps([runtime, interpreter(runtime) is not None]).encode())
    for path in (*treatment, requirements):
        known.update(hashlib.sha256(path.read_bytes() if path.exists() else b"").digest())
    return known.hexdigest()[:16]
