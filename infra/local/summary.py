"""What the local stack prints once it is up: the latest day, the totals, and what to do next."""

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from chalicelib.cli.tables import counted, table, thousands, wrapped
from infra.local.overview import MONEY, Overview, totals
from infra.local.places import shown
from infra.local.session import Session

SHOWN_ADVICE = 2
ABBREVIATIONS = {"HTS", "MPF", "HMF", "SPI"}
STATUSES = {"generated": "generated", "needs_input": "held"}
VERDICTS = {
    "pass": ("agrees", "agree"),
    "warn": ("nearly agrees", "nearly agree"),
    "fail": ("differs", "differ"),
    "pending": ("not reported yet", "not reported yet"),
    "none": ("not compared", "not compared"),
}
"""Of one entry, and of several."""


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
    statuses = _listed({STATUSES.get(name, name): n for name, n in told["statuses"].items()})
    money = told["totals"]
    lines = [
        f"All entries, {first} to {last}",
        "",
        f"  {counted(told['entries'], 'entry', 'entries')}: {statuses}",
        f"  {thousands(money['value'])} dollars of goods, {thousands(money['duty'])} duty, "
        f"{thousands(money['mpf'])} MPF, {thousands(money['hmf'])} HMF",
    ]
    if told["held_for"]:
        reasons = {_plain(kind): number for kind, number in told["held_for"].items()}
        lines.append(wrapped(f"held for: {_listed(reasons)}"))
    compared = told["comparisons"]
    verdicts = {many: compared[name] for name, (_, many) in VERDICTS.items() if compared.get(name)}
    lines.append(f"  compared with SAP's report: {_listed(verdicts) or 'nothing yet'}")
    lines.append(f"  data sets: {_freshness(overview.pipeline)}")
    return "\n".join([*lines, *(wrapped(note) for note in notes)])


def next_steps(overview: Overview, up: Session) -> str:
    """Where the stack is, and what to try."""
    kept = up.setup.places
    entry = next((e for e in reversed(overview.entries) if e["lines"]), None)
    paths = ["/api/pipeline"]
    if entry:
        paths.append(f"/api/customs-lines?date={entry['entry_date']}")
        paths.append(f"/api/entries/{entry['shipment']}/lines/001/trail")
    us = f"{python()} -m infra.local"
    return "\n".join(
        [
            f"API      {up.api.address}/api",
            f"Token    in {shown(kept.token)}; curl takes it from {shown(kept.curl)}",
            f'AWS      {up.setup.endpoint}; for other programs: eval "$({us} env)"',
            f"SAP      {os.environ['SAP_BASE_URL']}, a stand-in that serves samples/sap",
            f"Logs     in {shown(kept.log('x').parent)}; those of the functions: {us} logs",
            "",
            "Try, in another terminal in this folder:",
            *(f"  curl -sK {shown(kept.curl)} '{up.api.address}{path}'" for path in paths),
            "",
            "Change a CSV file and drop it, as somebody would on a day on which SAP does not deliver:",
            f"  {us} drop samples/Product_List.csv",
        ]
    )


def python() -> str:
    """This Python as people here would call it."""
    return shown(Path(sys.executable))


def _row(overview: Overview, entry: Mapping[str, Any]) -> Sequence[str]:
    status = STATUSES.get(entry["status"], entry["status"])
    money = (thousands(entry["totals"][name]) for name in MONEY)
    verdict = overview.verdict(entry)
    kinds = dict.fromkeys(_plain(found["kind"]) for found in overview.findings(entry))
    told = VERDICTS[verdict][0] + (f": {', '.join(kinds)}" if kinds else "")
    return (entry["shipment"], str(len(entry["lines"])), *money, status, told)


def _remarks(overview: Overview) -> list[str]:
    """Why entries of the latest day are held, and what to do where they differ from the report."""
    lines = []
    for entry in overview.latest:
        name = entry["shipment"]
        if entry["findings"]:
            lines.append(wrapped(f"{name} is held: {_findings(entry)}"))
        advice = [found["advice"] for found in overview.findings(entry) if found["severity"] == "material"]
        lines += [wrapped(f"{name}: {text}") for text in advice[:SHOWN_ADVICE]]
        if len(advice) > SHOWN_ADVICE:
            lines.append(wrapped(f"{name}: and {len(advice) - SHOWN_ADVICE} findings more"))
    return ["", *lines] if lines else []


def _findings(entry: Mapping[str, Any]) -> str:
    return ", ".join(f"{_plain(found['kind'])} {found['subject']}".strip() for found in entry["findings"])


def _plain(kind: str) -> str:
    """A kind of finding in words: `MISSING_INVOICE` is `missing invoice`."""
    return " ".join(word if word in ABBREVIATIONS else word.lower() for word in kind.split("_"))


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number} {name}" for name, number in counts.items())


def _freshness(pipeline: Mapping[str, Any]) -> str:
    sets = pipeline["data_sets"]
    newest = max((one["last_good"] for one in sets), default="")
    behind = [f"{one['name']} {one['state']}" for one in sets if one["state"] != "good"]
    fine = f"{len(sets) - len(behind)} of {len(sets)} fresh, the newest of {newest.replace('T', ' ')}"
    return "; ".join([fine, *behind]) + (" (make run ARGS=--day fetches them again)" if behind else "")
