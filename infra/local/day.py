"""Runs a day on the stack: SAP's credentials, what SAP has, and what only comes as a file."""

import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.customs.wording import counted
from chalicelib.feeds.catalogue import INGESTIONS, Ingestion
from chalicelib.pipeline.daily import daily_run
from chalicelib.store.table import Table
from infra.local import abreast, standing
from infra.local.cloud import Cloud, Uploaded
from infra.local.places import ROOT
from infra.local.progress import Progress

SAMPLES = ROOT / "samples"
PAGES = SAMPLES / "sap"
"""What the stand-in for SAP serves."""
RATES = SAMPLES / "Exchange_Rate.csv"
"""The one data set that SAP does not deliver."""
SAP_USER = "ior"
AT_ONCE = 2
"""Ingestions at a time: each is a process of its own."""


def new_password() -> str:
    """A password for the stand-in for SAP; every start has its own."""
    return secrets.token_urlsafe(24)


def needed(table: Table, again: bool) -> tuple[list[Ingestion], bool]:
    """The ingestions to run, all of them where `again`, and whether the exchange rates are missing."""
    missing = set(standing.missing(table))
    wanted = [
        one for one in INGESTIONS if again or any(missing.intersection(feed.data_sets) for feed in one.feeds)
    ]
    return wanted, "exchange_rates" in missing


def fetch(
    cloud: Cloud, ingestions: Sequence[Ingestion], rates: bool, progress: Progress
) -> tuple[list[Uploaded], list[str]]:
    """Have ingestions run, and drop the exchange rates if asked to; what was uploaded, and what failed."""
    with progress.step("fetch from SAP") as step:
        uploads = [cloud.put(RATES.name, RATES.read_bytes())] if rates else []
        answers = []
        for one, answer in zip(ingestions, abreast.each(cloud.ingest, ingestions, AT_ONCE), strict=True):
            answers.append((one.name, answer))
            step.tell(f"{len(answers)} of {len(ingestions)}, the last was {one.name}")
        step.result = _fetched(ingestions, rates)
    return uploads, [f"{name} failed: {answer}" for name, answer in answers if isinstance(answer, str)]


def _fetched(ingestions: Sequence[Ingestion], rates: bool) -> str:
    feeds = sum(len(one.feeds) for one in ingestions)
    told = [f"fetch {counted(feeds, 'feed')} from SAP"] if feeds else []
    return " and ".join([*told, *([f"drop {RATES.name}"] if rates else [])])


def go_on(table: Table, cloud: Cloud, progress: Progress) -> None:
    """Take up what an earlier session left unfinished, if it did."""
    untaken = standing.untaken(table, cloud)
    left = replace(standing.look(table, cloud), uploads=tuple(one.key for one in untaken))
    if not left.is_done:
        with progress.step(f"take up what was cut off: {left.told()}"):
            # Messages that were being handled would stay hidden for half an hour; those that are needed are
            # sent anew.
            cloud.empty_queues()
            standing.take_up(untaken)


def is_due(table: Table, now: datetime) -> bool:
    """Whether today's daily run should have started by now and has not: here nothing starts it by itself."""
    today = daily_run(table, now)
    return today.run is None and now >= today.due


def finish(table: Table, cloud: Cloud, uploads: Sequence[Uploaded], limit: float, progress: Progress) -> None:
    """Wait until everything is loaded, generated and compared. Raises `TookTooLong`."""
    with progress.step("load, generate and compare") as step:
        standing.wait(
            lambda: standing.look(table, cloud, uploads), lambda left: step.tell(left.told()), limit
        )
