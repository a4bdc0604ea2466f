"""Chalice's configuration of the project: `.chalice/config.json` with what the stacks add to it."""

import copy
import json
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chalice.app import Chalice
from chalice.config import Config
from chalice.constants import DEFAULT_LAMBDA_TIMEOUT
from chalice.deploy.validate import validate_configuration

from infra.packaging.runtime import RUNTIME

GIVEN_BY_THE_STACK = "given by the stack"


class RuntimeConfig(Config):
    """A configuration whose functions run on the declared runtime.

    Chalice's own takes the Python that happens to synthesise the stacks.
    """

    @property
    def lambda_python_version(self) -> str:
        return RUNTIME


class Project:
    """A Chalice app, the folder it lies in, and its settings for one stage."""

    def __init__(self, app: Chalice, folder: Path, stage: str) -> None:
        self.app = app
        self.folder = folder
        self.stage = stage
        self._settings = json.loads((folder / ".chalice" / "config.json").read_text("utf-8"))

    def config(self, overlay: Mapping[str, Any]) -> Config:
        """The configuration with values of the stage laid over it; they may hold CDK tokens."""
        # Every role is the stack's own: Chalice would write a policy by guessing from the source.
        stage = {"manage_iam_role": False, "iam_role_arn": GIVEN_BY_THE_STACK, **overlay}
        config = RuntimeConfig(
            chalice_stage=self.stage,
            config_from_disk=merged(self._settings, {"stages": {self.stage: stage}}),
            default_params={
                "project_dir": str(self.folder),
                "api_gateway_stage": "api",
                "api_gateway_endpoint_type": "REGIONAL",
                "autogen_policy": False,
                "chalice_app": self.app,
            },
        )
        with warnings.catch_warnings():
            # Said when the host runs another Python than the functions, which is allowed here.
            warnings.filterwarnings("ignore", message="You are currently running")
            validate_configuration(config)
        return config

    def timeout(self, function: str) -> int:
        """The seconds that a function may run."""
        scoped = self.config({}).scope(self.stage, function)
        return int(scoped.lambda_timeout or DEFAULT_LAMBDA_TIMEOUT)


def merged(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """One mapping laid over another, mapping by mapping."""
    result = copy.deepcopy(dict(base))
    for key, value in over.items():
        below = result.get(key)
        both = isinstance(value, Mapping) and isinstance(below, Mapping)
        result[key] = merged(below, value) if both else value  # type: ignore[arg-type]
    return result
