"""Deploys the stacks on the emulator, with the CDK's command line, as they are deployed on AWS.

Synthesis, which takes longest, needs no emulator and goes on while that starts.
"""

import json
import sys
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from chalicelib import naming
from infra import stages
from infra.local.children import Child
from infra.local.fingerprint import fingerprint
from infra.local.places import ROOT
from infra.local.progress import Progress
from infra.local.setup import Setup

QUIET = ("--no-notices", "--no-color", "--no-version-reporting")
SERVICE_STACK = f"{naming.APP}-{naming.LOCAL_STAGE}-service"


@dataclass(frozen=True, slots=True)
class Deployed:
    """What was deployed last: its fingerprint, and the id of its API."""

    fingerprint: str
    rest_api: str


def last(setup: Setup) -> Deployed | None:
    """What was deployed last and is in the state of the emulator; None where that cannot be read, too."""
    try:
        return Deployed(**json.loads(setup.places.deployed.read_text("utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


class Deployment:
    """A deployment under way; begun by starting the synthesis. What it starts ends with `ending`."""

    def __init__(self, setup: Setup, environment: Mapping[str, str], ending: ExitStack) -> None:
        self._setup, self._environment, self._ending = setup, environment, ending
        self._fingerprint = fingerprint(ROOT, environment)
        setup.places.deployed.unlink(missing_ok=True)
        app = f"{sys.executable} -m infra.app"
        arguments: list[str | Path] = ["synth", "--quiet", "--app", app, "--output", setup.places.synthesis]
        self._synthesis = self._cdk("The synthesis of the stacks", arguments, "synth", ROOT)

    def finish(self, emulator: Child, progress: Progress) -> Deployed:
        """Deploy on an emulator that answers. Raises `ProgramFailed`."""
        places = self._setup.places
        with progress.step("prepare the account for the CDK"):
            where = f"aws://{naming.LOCAL_ACCOUNT}/{stages.REGION}"
            # In a folder without cdk.json: with one, the command line would synthesise the stacks first.
            self._cdk("cdk bootstrap", ["bootstrap", where], "bootstrap", places.emulator).succeed(emulator)
        with progress.step("synthesise the stacks (begun with the emulator)"):
            self._synthesis.succeed(emulator)
        with progress.step("deploy the stacks") as step:
            arguments: list[str | Path] = ["deploy", "--all", "--app", places.synthesis, "--method", "direct"]
            arguments += ["--require-approval", "never", "--progress", "events"]
            arguments += ["--outputs-file", places.outputs]
            self._cdk("cdk deploy", arguments, "deploy", places.emulator).succeed(emulator)
            step.result = f"deploy the stacks: {_counted(places.synthesis)}"
        outputs = json.loads(places.outputs.read_text("utf-8"))
        return Deployed(self._fingerprint, outputs[SERVICE_STACK]["RestAPIId"])

    def _cdk(self, name: str, arguments: list[str | Path], log: str, folder: Path) -> Child:
        return self._ending.enter_context(
            Child(
                name,
                [self._setup.cdk, *arguments, *QUIET],
                log=self._setup.places.log(log),
                environment=self._environment,
                folder=folder,
                patience=5,
            )
        )


def remember(setup: Setup, deployed: Deployed) -> None:
    """Keep what was deployed for the next start."""
    told = {"fingerprint": deployed.fingerprint, "rest_api": deployed.rest_api}
    setup.places.deployed.write_text(json.dumps(told), "utf-8")


def _counted(synthesis: Path) -> str:
    templates = [json.loads(path.read_text("utf-8")) for path in synthesis.glob("*.template.json")]
    kinds = [found["Type"] for template in templates for found in template["Resources"].values()]
    functions = kinds.count("AWS::Lambda::Function")
    return f"{functions} functions, {len(kinds)} resources in {len(templates)} stacks"
