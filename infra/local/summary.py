"""What the local stack prints once it is up: the latest day, the totals, and what to do next."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from shlex import quote
from typing import Any

from chalicelib.cli.tables import table, thousands, wrapped
from chalicelib.customs.wording import counted
from infra.local import people, places, preflight, words
from infra.local.overview import MONEY, Overview, totals
from infra.local.places import Places, shown
from infra.local.session import Session
from infra.local.setup import Setup

SHOWN_ADVICE = 2


def day(overview: Overview) -> str:
    """The entries of the latest entry date."""
    entries = overview.latest
    if not entries:
        return "There are no entries yet."
    header = ("Shipment", "Lines", "Value", "Duty", "MPF", "HMF", "Status", "SAP's report")
    sums = totals(entries)
    last = ("Total", str(sum(len(e["lines"]) for e in entries)), *(thousands(sums[n]) for n in MONEY), "", "")
    rows = [_row(overview, entry) for entry in entries]
    title = f"Entries of {entries[0]['entry_date']}, the latest entry date (US dollars)"
    return "\n".join([title, "", table(header, rows, range(1, 6), last), *_remarks(overview)])


def everything(overview: Overview, notes: Sequence[str] = ()) -> str:
    """The totals over all entries, with notes below."""
    told = overview.document()
    if not overview.entries:
        return ""
    first, last = told["dates"]
    statuses = words.listed({words.STATUSES.get(name, name): n for name, n in told["statuses"].items()})
    money = told["totals"]
    lines = [
        f"All entries, {first} to {last}",
        "",
        f"  {counted(told['entries'], 'entry', 'entries')}: {statuses}",
        f"  {thousands(money['value'])} dollars of goods, {thousands(money['duty'])} duty, "
        f"{thousands(money['mpf'])} MPF, {thousands(money['hmf'])} HMF",
    ]
    if told["held_for"]:
        reasons = {words.kind(kind): number for kind, number in told["held_for"].items()}
        lines.append(wrapped(f"held for: {words.listed(reasons)}"))
    compared = told["comparisons"]
    verdicts = {name: compared[name] for name in words.VERDICTS if compared.get(name)}
    lines.append(f"  compared with SAP's report: {words.listed(verdicts) or 'nothing yet'}")
    lines.append(f"  data sets: {_freshness(overview.pipeline)}")
    return "\n".join([*lines, *(wrapped(note) for note in notes)])


def lost(refused: Sequence[str]) -> str:
    """The last delivery that was not taken whole, where it was not made good."""
    return "\n".join(["Not taken whole, and to be delivered again", "", *refused]) if refused else ""


def next_steps(overview: Overview, up: Session) -> str:
    """Where the stack is, and what to try."""
    kept = up.setup.places
    entry = next((e for e in reversed(overview.entries) if e["lines"]), None)
    paths = ["/api/pipeline"]
    if entry:
        paths.append(f"/api/customs-lines?date={entry['entry_date']}")
        paths.append(f"/api/entries/{entry['shipment']}/lines/001/trail")
    us = command(up.setup)
    return "\n".join(
        [
            f"Web app  {up.site}",
            *(f"{said:<8} as {name}, password {word}" for name, word, said in _people(kept)),
            f"API      {up.api.address}/api, and {up.site}/api; its document: {up.site}/api/docs",
            f"curl     is signed in as the admin by {shown(kept.curl)}, for twelve hours",
            f'AWS      {up.setup.endpoint}; for other programs: eval "$({us} env)"',
            f"SAP      {os.environ['SAP_BASE_URL']}, a stand-in that serves samples/sap",
            f"Logs     in {shown(kept.log('x').parent)}; those of the functions: {us} logs",
            "",
            "Try, in another terminal in this folder:",
            *(f"  curl -sK {shown(kept.curl)} '{up.site}{path}'" for path in paths),
            "",
            "Change a CSV file and drop it, as somebody would on a day on which SAP does not deliver:",
            f"  {us} drop samples/Product_List.csv",
        ]
    )


def _people(kept: Places) -> list[tuple[str, str, str]]:
    """Name and password of each, with the word before them."""
    roles = ("Sign in", "or")
    return [
        (name, word, role) for (name, word), role in zip(people.passwords(kept).items(), roles, strict=True)
    ]


def command(setup: Setup) -> str:
    """How another terminal in this folder calls the commands of this stack."""
    named = {
        preflight.STATE: "" if setup.places == places.from_environment({}) else str(setup.places.folder),
        preflight.PORT: "" if setup.port == preflight.DEFAULT_PORT else str(setup.port),
    }
    settings = [f"{name}={quote(value)}" for name, value in named.items() if value]
    return " ".join([*settings, shown(Path(sys.executable)), "-m", "infra.local"])


def _row(overview: Overview, entry: Mapping[str, Any]) -> Sequence[str]:
    status = words.STATUSES.get(entry["status"], entry["status"])
    money = (thousands(entry["totals"][name]) for name in MONEY)
    verdict = overview.verdict(entry)
    kinds = dict.fromkeys(words.kind(found["kind"]) for found in overview.findings(entry))
    told = words.verdict(verdict) + (f": {', '.join(kinds)}" if kinds else "")
    return (entry["shipment"], str(len(entry["lines"])), *money, status, told)


def _remarks(overview: Overview) -> list[str]:
    """Why entries of the latest day are held, and what to do where they differ from the report."""
    lines = []
    for entry in overview.latest:
        name = entry["shipment"]
        if entry["findings"]:
            lines.append(wrapped(f"{name} is held: {words.findings(entry['findings'])}"))
        advice = [found["advice"] for found in overview.findings(entry) if found["severity"] == "material"]
        lines += [wrapped(f"{name}: {text}") for text in advice[:SHOWN_ADVICE]]
        if len(advice) > SHOWN_ADVICE:
            lines.append(wrapped(f"{name}: and {len(advice) - SHOWN_ADVICE} findings more"))
    return ["", *lines] if lines else []


def _freshness(pipeline: Mapping[str, Any]) -> str:
    sets = pipeline["data_sets"]
    newest = max((one["last_good"] for one in sets), default="")
    behind = [f"{one['name']} {one['state']}" for one in sets if one["state"] != "good"]
    fine = f"{len(sets) - len(behind)} of {len(sets)} fresh, the newest of {newest.replace('T', ' ')}"
    return "; ".join([fine, *behind]) + (" (make run ARGS=--day fetches them again)" if behind else "")
