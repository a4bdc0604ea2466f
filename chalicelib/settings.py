"""Settings from the environment, read when something is first needed and never at import.

A setting that is missing or makes no sense is refused with its name and what to do.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib import naming

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
    """Feeds that SAP names or writes otherwise than declared, as JSON; `feeds.renaming` knows all fields:
    `{"PACKAGING": {"path": "ZPACK", "fields": {"MATNR": "MATERIAL"}, "decimal": ","}}`."""
    origins: tuple[str, ...]
    """Where the web app is served from (`https://ior.example`); none: what browsers say decides alone."""
    csv_fallback: str
    """A folder of the business's files, from which reference data come when the table is out of reach."""
    cache_seconds: int
    """How long the API may go by the version of the reference data that it read."""
    trusted_proxies: int
    """How many proxies of ours a request goes through before API Gateway; what they saw of it counts."""
    proxy_networks: tuple[str, ...]
    """From where the last of them speaks to API Gateway: `130.176.0.0/17`."""

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
        origins=tuple(filter(None, environment.get("SITE_ORIGINS", "").split())),
        csv_fallback=environment.get("CSV_FALLBACK", ""),
        cache_seconds=_seconds(environment, "CACHE_SECONDS", 60),
        trusted_proxies=_proxies(environment.get("TRUSTED_PROXIES", "0")),
        proxy_networks=_networks(environment.get("PROXY_NETWORKS", "")),
    )
    _check(found)
    return found


def _check(found: Settings) -> None:
    if not STAGE.fullmatch(found.stage):
        raise BadSetting(
            f"STAGE is {found.stage!r}; a stage looks like prod: letters a to z, digits, hyphens"
        )
    if found.endpoint_url and found.stage != naming.LOCAL_STAGE:
        raise BadSetting(
            f"AWS_ENDPOINT_URL is set in stage {found.stage!r}. It points at an emulator: remove it"
        )
    if found.trusted_proxies and not found.proxy_networks:
        raise BadSetting(
            "TRUSTED_PROXIES is set without PROXY_NETWORKS: whoever goes round the proxies could write where "
            "he comes from. Name the networks that they speak to API Gateway from"
        )


def _proxies(text: str) -> int:
    if not re.fullmatch("[0-5]", text, re.ASCII):
        raise BadSetting(f"TRUSTED_PROXIES is {text!r}; give how many proxies there are, 0 to 5")
    return int(text)


def _networks(text: str) -> tuple[str, ...]:
    named = tuple(text.split())
    for network in named:
        from ipaddress import ip_network  # hardly any installation needs it

        try:
            ip_network(network)
        except ValueError as error:
            raise BadSetting(f"PROXY_NETWORKS has {network!r:.60}, which is no network: {error}") from error
    return named


def _seconds(environment: Mapping[str, str], name: str, usual: int) -> int:
    text = environment.get(name, str(usual))
    if not (text.isascii() and text.isdigit() and len(text) <= 6):
        raise BadSetting(f"{name} is {text!r}; give a whole number of seconds, such as {usual}")
    return int(text)
