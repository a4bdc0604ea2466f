"""Settings from the environment, read when something is first needed and never at import.

A setting that is missing or makes no sense is refused with its name and what to do.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib import naming

LEAST_TOKEN = 32
STAGE = re.compile(r"[a-z][a-z0-9-]{0,19}", re.ASCII)
"""A stage is part of the names of buckets, which take no other characters."""


class BadSetting(Exception):
    """A setting that is missing or makes no sense; nothing starts with it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What differs from one installation to another."""

    stage: str
    region: str
    account: str
    endpoint_url: str | None
    """Where AWS is; None: where AWS is. Set for the local stack only."""
    sap_base_url: str
    sap_client: str
    sap_secret: str
    """The name of the secret that holds SAP's user and password as JSON."""
    sap_feeds: str
    """Feeds that SAP names otherwise than the catalogue, as JSON: `{"PACKAGING": {"path": "ZPACK"}}`."""
    slack_webhook: str
    """Where alerts are posted besides e-mail; empty: nowhere."""
    origins: tuple[str, ...]
    """Where the web app is served from (`https://ior.example`); none: what browsers say decides alone."""
    local_token: str
    """Opens the routes on a developer's machine; empty everywhere else."""

    @property
    def is_local(self) -> bool:
        """Whether this is a developer's machine: no TLS, an emulator for AWS."""
        return self.stage == naming.LOCAL_STAGE


def settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process. Raises `BadSetting`."""
    stage = environment.get("STAGE", naming.LOCAL_STAGE)
    found = Settings(
        stage=stage,
        region=environment.get("AWS_REGION") or environment.get("AWS_DEFAULT_REGION") or "us-east-1",
        account=environment.get("AWS_ACCOUNT_ID", naming.LOCAL_ACCOUNT),
        endpoint_url=environment.get("AWS_ENDPOINT_URL") or None,
        sap_base_url=environment.get("SAP_BASE_URL", ""),
        sap_client=environment.get("SAP_CLIENT", "100"),
        sap_secret=environment.get("SAP_SECRET", naming.resource("sap")),
        sap_feeds=environment.get("SAP_FEEDS", "{}"),
        slack_webhook=environment.get("SLACK_WEBHOOK", ""),
        origins=tuple(filter(None, environment.get("SITE_ORIGINS", "").split())),
        local_token=environment.get("LOCAL_TOKEN", ""),
    )
    _check(found)
    if found.local_token and "AWS_LAMBDA_FUNCTION_NAME" in environment and not found.endpoint_url:
        raise BadSetting(
            "LOCAL_TOKEN is set in a function on AWS. It is for a developer's machine only: remove it"
        )
    return found


def _check(found: Settings) -> None:
    if not STAGE.fullmatch(found.stage):
        raise BadSetting(
            f"STAGE is {found.stage!r}; a stage looks like prod: letters a to z, digits, hyphens"
        )
    if found.local_token and found.stage != naming.LOCAL_STAGE:
        raise BadSetting(
            f"LOCAL_TOKEN is set in stage {found.stage!r}. It opens the routes on a developer's machine "
            "only: remove it"
        )
    if found.local_token and len(found.local_token) < LEAST_TOKEN:
        raise BadSetting(f"LOCAL_TOKEN has less than {LEAST_TOKEN} characters: take a longer random text")
    if found.endpoint_url and found.stage != naming.LOCAL_STAGE:
        raise BadSetting(
            f"AWS_ENDPOINT_URL is set in stage {found.stage!r}. It points at an emulator: remove it"
        )
