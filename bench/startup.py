"""Measures how long a function takes to start: what it imports, and what the package does for it.

Each start is a process of its own, in CPU time. AWS's library is the floor: no function that speaks to
DynamoDB starts sooner than `import botocore.session`, so our own code is measured against that.

The package is measured against the one that Chalice makes by itself: the same sources and the same wheels,
unpacked, started by the Python of the functions, without site-packages and without a place for bytecode, as
in Lambda.
"""

import os
import platform
import resource
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from zipfile import ZipFile

from bench.data import SAMPLES
from bench.figures import Figure, at_least, at_most, fact, limit
from bench.plan import Plan
from infra.packaging.runtime import RUNTIME, interpreter

ROOT = SAMPLES.parent
KEPT = ROOT / "build" / "lambda"
ENVIRONMENT = {"AWS_ACCESS_KEY_ID": "none", "AWS_SECRET_ACCESS_KEY": "none", "AWS_REGION": "us-east-1"}
IMPORT_MS, START_MS = 150, 400

READING = ("listing", "versions", "trails", "compared")
OURS = "import app, chalicelib.pipeline.freshness, " + ", ".join(f"chalicelib.api.{name}" for name in READING)
ENGINE = f"{OURS}, chalicelib.pipeline.compare"
BOTOCORE = "import botocore.session"
WITH_TABLE = f"{OURS}; import chalicelib.wiring as w; w.table()._connection.connection.client"
CLIENT_ALONE = f"{BOTOCORE} as s; s.get_session().create_client('dynamodb', region_name='us-east-1')"
UNPACKED = f"import sys; sys.path.insert(0, sys.argv[1]); {WITH_TABLE}"


def startup(plan: Plan) -> Iterator[Figure]:
    """What is imported, with and without AWS's library; our package against Chalice's."""
    codes = ("pass", BOTOCORE, OURS, ENGINE, CLIENT_ALONE, WITH_TABLE)
    bare, botocore, ours, engine, alone, table = _medians([["-c", code] for code in codes], 3 * plan.repeat)
    against = "import botocore.session"
    yield fact("python -c pass", f"{bare:.1f} ms")
    yield at_most("import of all but AWS, for the routes that read", ours, botocore, 1, "ms", against)
    yield limit("... and at most", ours, IMPORT_MS, "ms")
    yield at_most("... with the engine, for POST /api/compare", engine, botocore, None, "ms", against)
    yield at_most("... with the table's client", table, alone, 1.5, "ms", "botocore, client alone")
    yield limit("... and at most", table, START_MS, "ms")
    if (platform.system(), platform.machine()) != ("Linux", "x86_64"):
        yield fact("the package", "is measured on Linux x86_64 only: it holds wheels for Lambda")
        return
    python = interpreter(RUNTIME)
    if python is None:
        yield fact("the package", f"is measured where there is a {RUNTIME}, which the functions run on")
        return
    with TemporaryDirectory(prefix="bench-") as folder:
        yield from _packages(Path(folder), python, plan)


def _packages(folder: Path, python: str, plan: Plan) -> Iterator[Figure]:
    slim, plain = _slim(folder), _plain(folder)
    commands = []
    for name, package in (("slim", slim), ("plain", plain)):
        unpacked = folder / f"unpacked-{name}"
        with ZipFile(package) as archive:
            archive.extractall(unpacked)
        commands.append(["-I", "-S", "-B", "-c", UNPACKED, str(unpacked)])
    ours, theirs = _medians(commands, 3 * plan.repeat, python)
    against = "zip of chalice package"
    yield at_least("a start from the package", ours, theirs, 1.8, "ms", against)
    yield at_least("the package", slim.stat().st_size / 1e6, plain.stat().st_size / 1e6, 4, "MB", against)


def _slim(folder: Path) -> Path:
    """The package that is deployed."""
    from infra.packaging.bundle import Bundle
    from infra.packaging.wheels import dependency_builder

    bundle = Bundle(folder / "slim", KEPT, dependency_builder(RUNTIME))
    return Path(bundle.create_deployment_package(str(_project(folder)), RUNTIME))


def _plain(folder: Path) -> Path:
    """The package that Chalice makes by itself, of wheels for the same runtime."""
    from chalice.deploy.packager import LambdaDeploymentPackager
    from chalice.utils import UI, OSUtils

    from infra.packaging.wheels import dependency_builder

    packager = LambdaDeploymentPackager(OSUtils(), dependency_builder(RUNTIME), UI(out=sys.stderr))
    return Path(packager.create_deployment_package(str(_project(folder)), RUNTIME))


def _project(folder: Path) -> Path:
    """A copy of what the package is made from: Chalice writes into its project, and takes caches along."""
    project = folder / "project"
    if not project.exists():
        project.mkdir()
        shutil.copytree(
            ROOT / "chalicelib", project / "chalicelib", ignore=shutil.ignore_patterns("__pycache__")
        )
        for name in ("app.py", "requirements.txt"):
            shutil.copyfile(ROOT / name, project / name)
    return project


def _medians(commands: Sequence[Sequence[str]], repeat: int, python: str = sys.executable) -> list[float]:
    """The median CPU milliseconds of each command; they take turns, after a round that is not counted."""
    rounds = [[_cpu([python, *command]) for command in commands] for _ in range(repeat + 1)]
    return [median(times) * 1e3 for times in zip(*rounds[1:], strict=True)]


def _cpu(command: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, env=os.environ | ENVIRONMENT, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
