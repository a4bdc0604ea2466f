"""What a local stack consists of on this machine: its folder, its ports, its programs, its environment."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from chalicelib import naming
from infra import stages
from infra.local import places, preflight
from infra.local.places import ROOT, Places

EMULATOR = "IOR_EMULATOR_PYTHON"
VITE = 5173
"""Where Vite serves the web app to those who work on it."""
ANYBODY = "test"
"""Key and secret of whoever speaks to the emulator, which asks for some and for none in particular."""
NOT_TAKEN_OVER = ("AWS_", "CDK_", "SAP_", "IOR_", "MINISTACK_", "S3_", "LAMBDA_")
"""Settings of the caller's that begin so: none may send anything to an account of his, or to another SAP."""
NOT_TAKEN_OVER_NAMES = {
    "STAGE",
    "SITE_ORIGINS",
    "TRUSTED_PROXIES",
    "PROXY_NETWORKS",
    "SLACK_WEBHOOK",
    "GATEWAY_PORT",
    "STATE_DIR",
    "PERSIST_STATE",
}


@dataclass(frozen=True, slots=True)
class Setup:
    """One local stack: the emulator's port, the next for SAP's stand-in, and one more for the web app."""

    places: Places
    port: int
    python: Path
    """The Python of the emulator's environment."""
    cdk: Path
    web: Path
    """What `npm run build` makes of the web app."""

    @property
    def endpoint(self) -> str:
        """Where the emulator answers."""
        return f"http://{preflight.HOST}:{self.port}"

    @property
    def site_port(self) -> int:
        """The port of the web app."""
        return self.port + 2

    @property
    def origins(self) -> list[str]:
        """Where the web app is looked at: as it is built, or as somebody works on it with Vite."""
        ports = (self.site_port, VITE)
        return [f"http://{host}:{port}" for port in ports for host in (preflight.HOST, "localhost")]

    @property
    def sap_port(self) -> int:
        """The port of the stand-in for SAP."""
        return self.port + 1

    def problems(self) -> list[str]:
        """What is missing or in the way, each with what to do."""
        found = preflight.problems(os.environ, sys.version_info[:3])
        if not self.python.exists():
            found.append(
                f"The emulator's environment is not there ({places.shown(self.python)}).\n"
                "`make run` makes it: start the stack by that once."
            )
        if not self.cdk.exists():
            found.append(
                f"The CDK's command line is not there ({places.shown(self.cdk)}).\n"
                "`make run` installs it; by hand: npm ci"
            )
        if not (self.web / "index.html").exists():
            found.append(
                f"The web app is not built ({places.shown(self.web)}).\n"
                "`make run` builds it; by hand: cd frontend && npm ci && npm run build"
            )
        return found


def from_environment(environ: Mapping[str, str] = os.environ) -> Setup:
    """The stack that the environment describes: `IOR_STATE`, `IOR_PORT`, `IOR_EMULATOR_PYTHON`."""
    return Setup(
        places.from_environment(environ),
        preflight.port_of(environ),
        Path(environ.get(EMULATOR) or ROOT / ".venv-emulator" / "bin" / "python"),
        ROOT / "node_modules" / ".bin" / "cdk",
        ROOT / "frontend" / "dist",
    )


def environment(setup: Setup, base: Mapping[str, str] = os.environ) -> dict[str, str]:
    """The environment in which programs talk to this stack, and to nothing else."""
    kept = {
        name: value
        for name, value in base.items()
        if not name.startswith(NOT_TAKEN_OVER) and name not in NOT_TAKEN_OVER_NAMES
    }
    past_proxies = base.get("NO_PROXY") or base.get("no_proxy") or ""
    direct = ",".join(dict.fromkeys(filter(None, [*past_proxies.split(","), preflight.HOST])))
    return kept | {
        "AWS_ENDPOINT_URL": setup.endpoint,
        "AWS_ACCESS_KEY_ID": ANYBODY,
        "AWS_SECRET_ACCESS_KEY": ANYBODY,
        "AWS_DEFAULT_REGION": stages.REGION,
        "AWS_ACCOUNT_ID": naming.LOCAL_ACCOUNT,
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "CDK_DEFAULT_ACCOUNT": naming.LOCAL_ACCOUNT,
        "CDK_DEFAULT_REGION": stages.REGION,
        "CDK_DISABLE_CLI_TELEMETRY": "true",
        "JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION": "20",
        "NO_PROXY": direct,
        "no_proxy": direct,
        "SITE_ORIGINS": " ".join(setup.origins),
        "SAP_BASE_URL": f"http://{preflight.HOST}:{setup.sap_port}/sap",
        "STAGE": naming.LOCAL_STAGE,
    }
