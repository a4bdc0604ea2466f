"""Which of the two sets the readers read, what the last comparison of both said, and changing it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from chalicelib.api.replies import Problem
from chalicelib.pipeline import cut_over
from chalicelib.pipeline.ports import Ports
from chalicelib.store import parity, shadow
from chalicelib.store.parity import SetParity, Summary
from chalicelib.store.shadow import Setting
from chalicelib.store.table import Table

TITLES = {cut_over.Stale: "Changed meanwhile", cut_over.NotProven: "Not proven"}
READS_FILES, READS_TABLE = "csv", "table"


def show(table: Table, unset: str, place: str) -> dict[str, Any]:
    """The state and the last parity report in brief.

    `unset` is the state while nobody has set one, `place` says where the files are; empty: nowhere.
    """
    return _document(shadow.read(table, unset), parity.find(table), place)


def change(ports: Ports, actor: str, body: Mapping[str, Any], unset: str, place: str) -> dict[str, Any]:
    """Change the state; `body` as its schema has read it. Raises `Problem`."""
    wanted = Setting(body["mode"], body["edition"], reason=body["reason"].strip())
    try:
        made = cut_over.switch(ports, unset, place, actor, wanted, force=body["force"])
    except cut_over.SwitchError as refused:
        raise Problem(409, TITLES[type(refused)], str(refused)) from refused
    return _document(made, parity.find(ports.table), place)


def _document(setting: Setting, last: Summary | None, place: str) -> dict[str, Any]:
    return {
        **asdict(setting),
        "reads": READS_FILES if place and setting.reads_files else READS_TABLE,
        "notice": _notice(setting, place),
        "parity": [_set(one) for one in last.sets] if last else None,
        "verdict": last.verdict if last else None,
        "checked_at": last.made_at if last else None,
        "compared_with": last.place if last else "",
        "exports": list(last.files) if last else [],
    }


def _set(one: SetParity) -> dict[str, Any]:
    return {**asdict(one), "differences": one.differences, "percent": one.percent}


def _notice(setting: Setting, place: str) -> str:
    if place:
        return ""
    if setting.reads_files:
        return f"No files are configured: the readers read the table, although the mode is {setting.mode}."
    return "No files are configured: there is only the table to read."
