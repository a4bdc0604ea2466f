"""The stages, and all that differs between them. Whatever is not here is the same everywhere."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from chalicelib import naming
from infra.errors import NoAccount, UnknownStage

REGION = "us-east-1"
KNOWN = ("local", "dev", "prod")

HANDED_ON = (
    "SAP_BASE_URL",
    "SAP_CLIENT",
    "SAP_FEEDS",
    "SITE_ORIGINS",
    "CSV_FALLBACK",
    "TRUSTED_PROXIES",
    "PROXY_NETWORKS",
)
"""Settings that the functions take over from the environment of the synthesis, where they are set there."""


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: where it is, and what it does not need.

    `keeps_state`: its table and buckets outlive the stacks. `bundled`: its functions bring their requirements
    along. `checked`: the templates have to pass cdk-nag. `emulated`: it is deployed on the emulator of this
    machine. `settings`: what its functions find in their environment besides the stage and the account.
    """

    name: str
    account: str
    region: str
    keeps_state: bool
    bundled: bool
    checked: bool
    emulated: bool
    settings: Mapping[str, str]

    @property
    def origins(self) -> list[str]:
        """Where the web app is served from."""
        return self.settings.get("SITE_ORIGINS", "").split()


def of(context: Callable[[str], object], environ: Mapping[str, str] = os.environ) -> Stage:
    """The stage that the context of a synthesis asks for: `stage`, and the switches `bundle` and `nag`.

    Raises `UnknownStage`, and `NoAccount` if nothing says in which account a stage outside this machine lies.
    """
    name = str(context("stage") or naming.LOCAL_STAGE)
    if name not in KNOWN:
        raise UnknownStage(f"stage {name!r}: there are {', '.join(KNOWN)}. Use `-c stage=…`.")
    local = name == naming.LOCAL_STAGE
    return Stage(
        name=name,
        account=account_of(name, environ),
        region=environ.get("CDK_DEFAULT_REGION", REGION),
        keeps_state=not local,
        # The emulator's functions run in the emulator's own environment, which holds the requirements.
        bundled=switched(context("bundle"), otherwise=not local),
        checked=switched(context("nag"), otherwise=not local),
        emulated=local,
        settings=handed_on(environ),
    )


def account_of(stage: str, environ: Mapping[str, str]) -> str:
    """The account of a stage: the command line finds it by the credentials that it is given."""
    account = environ.get("CDK_DEFAULT_ACCOUNT", "")
    if not account and stage == naming.LOCAL_STAGE:
        return naming.LOCAL_ACCOUNT
    if not account:
        raise NoAccount(f"stage {stage}: give the command line credentials, or set CDK_DEFAULT_ACCOUNT.")
    return account


def handed_on(environ: Mapping[str, str]) -> dict[str, str]:
    """The settings that the functions of a stage take over from an environment."""
    return {name: environ[name] for name in HANDED_ON if environ.get(name)}


def switched(value: object, *, otherwise: bool) -> bool:
    """A switch of the context, as text from the command line or as a value from a file."""
    return otherwise if value is None else str(value).lower() == "true"
