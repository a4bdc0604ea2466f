"""Runs the local stack: starts it, brings it up to date, tells what it holds, and stays until it is ended."""

import json
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from infra.local import day, equality, overview, places, refusals, saved, session, standing, summary
from infra.local.children import Child
from infra.local.cloud import Uploaded
from infra.local.equality import Equality
from infra.local.errors import ProgramFailed, TookTooLong
from infra.local.overview import Overview
from infra.local.progress import Progress
from infra.local.saved import Found
from infra.local.session import Session
from infra.local.setup import Setup
from infra.local.signals import Ended, raising

DONE, TROUBLE = 0, 1
TOLD_OF_DATA = {
    Found.OLDER: "The last session was cut off before it could save: the data are those of before it.",
    Found.LOST: "The last session was cut off before it could save: starting over from the samples.",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What `run` was asked for.

    `fresh`: throw away what is there. `again`: fetch again what SAP has. `once`: do not stay. `limit`: the
    seconds that the pipeline may take. `report`: where to write what is told as JSON.
    """

    fresh: bool = False
    again: bool = False
    once: bool = False
    limit: float = 300.0
    report: Path | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What came of a start."""

    overview: Overview
    equality: Equality | None
    """None where data were kept: they may have been changed since."""
    given_up: dict[str, int]
    """Messages in dead-letter queues."""
    trouble: list[str]
    """What did not go as it should."""
    refused: list[str] = field(default_factory=list)
    """The last delivery that was not taken whole, unless it was made good; a line each."""

    @property
    def is_good(self) -> bool:
        """Whether all went as it should."""
        return not self.trouble and (self.equality is None or self.equality.holds)


def run(setup: Setup, asked: Asked, progress: Progress) -> int:
    """Run the stack; the exit code. Raises `LocalError`."""
    ending = ExitStack()
    with raising(), places.held(setup.places) as lock:
        try:
            return _run(setup, asked, progress, ending, lock)
        except Ended:
            return DONE
        finally:
            setup.places.running.unlink(missing_ok=True)
            ending.close()


def _run(setup: Setup, asked: Asked, progress: Progress, ending: ExitStack, lock: int) -> int:
    began = progress.now()
    progress.say("The local stack: half a minute the first time, some seconds later.")
    _make_way(setup, asked, progress)
    up, child = session.start(setup, lock, ending, progress)
    told = _bring_up_to_date(up, asked, progress)
    seconds = progress.now() - began
    if asked.report:
        text = json.dumps(_document(up, told, seconds), indent=1, ensure_ascii=False)
        asked.report.write_text(text + "\n", "utf-8")
    _tell(up, told, asked.once, progress)
    if not asked.once:
        progress.say(f"Up after {seconds:.0f} s. Ctrl-C ends the stack; its data stay.")
        _stay(child)
    return DONE if told.is_good else TROUBLE


def _make_way(setup: Setup, asked: Asked, progress: Progress) -> None:
    """Throw away the state of before if that is wished; else have it as it was saved."""
    if asked.fresh:
        places.forget(setup.places)
    told = TOLD_OF_DATA.get(saved.make_ready(setup.places))
    if told:
        progress.say(told)


def _bring_up_to_date(up: Session, asked: Asked, progress: Progress) -> Told:
    ingestions, rates = day.needed(up.table, asked.again)
    uploads: list[Uploaded] = []
    trouble: list[str] = []
    day.go_on(up.table, up.cloud, progress)
    if ingestions or rates:
        uploads, trouble = day.fetch(up.cloud, ingestions, rates, progress)
    try:
        if uploads or not standing.look(up.table, up.cloud).is_done:
            day.finish(up.table, up.cloud, uploads, asked.limit, progress)
        trouble += _daily_run(up, asked, progress)
    except TookTooLong as late:
        trouble.append(str(late))
    seen = _seen(up, progress, trouble)
    compared = _compared(seen, progress) if ingestions and rates else None
    return Told(seen, compared, standing.given_up(up.cloud), trouble, refusals.unmended(up.table))


def _daily_run(up: Session, asked: Asked, progress: Progress) -> list[str]:
    """Have today's daily run made where it is due; what went wrong."""
    if not day.is_due(up.table, datetime.now(UTC)):
        return []
    with progress.step("the daily run, which is due"):
        wrong = up.cloud.start_daily_run()
        standing.wait(lambda: standing.look(up.table, up.cloud), lambda _: None, asked.limit)
    return [f"The daily run failed: {wrong}"] if wrong else []


def _seen(up: Session, progress: Progress, trouble: list[str]) -> Overview:
    """What the API tells; nothing where it fails: the stack stays, to be looked at."""
    try:
        with progress.step("ask the API for every entry and comparison") as step:
            return overview.view(up.api, up.table, step.tell)
    except ProgramFailed as refused:
        trouble.append(str(refused))
        return overview.NOTHING


def _compared(seen: Overview, progress: Progress) -> Equality:
    with progress.step("compare with what the command line makes of the same files"):
        return equality.compare(equality.made_by_the_command_line(day.SAMPLES), seen.entries)


def _tell(up: Session, told: Told, once: bool, progress: Progress) -> None:
    notes = told.equality.told() if told.equality else []
    if told.given_up:
        where = ", ".join(f"{number} in {name}" for name, number in told.given_up.items())
        notes.append(f"Messages that were given up: {where}. The functions' logs say why.")
    parts = [summary.day(told.overview), summary.everything(told.overview, notes)]
    parts += [summary.lost(told.refused)]
    parts += [] if once else [summary.next_steps(told.overview, up)]
    progress.say("\n" + "\n\n".join(filter(None, parts)) + "\n")
    if told.trouble:
        logs = f"{summary.command(up.setup)} logs"
        wrong = "\n".join(told.trouble)
        progress.say(f"Not all went well.\n{wrong}\nThe functions' logs may say why: {logs}\n")


def _document(up: Session, told: Told, seconds: float) -> dict[str, Any]:
    return {
        "site": up.site,
        "api": f"{up.api.address}/api",
        "endpoint": up.setup.endpoint,
        "seconds": round(seconds, 1),
        "overview": told.overview.document(),
        "latest": told.overview.latest,
        "equality": asdict(told.equality) if told.equality else None,
        "given_up": told.given_up,
        "trouble": told.trouble,
        "refused": told.refused,
    }


def _stay(child: Child) -> None:
    while child.wait(0.5) is None:
        pass
    child.check()
