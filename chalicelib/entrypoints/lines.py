"""Entries, customs lines, comparisons, what-ifs: takes a request apart, and calls the page that it is for."""

from typing import Any

from chalice.app import Request

from chalicelib import wiring
from chalicelib.api.bodies import checked
from chalicelib.gateway import accepted, body_of, query_of
from chalicelib.identity.callers import SignedIn


def customs_lines(request: Request) -> Any:
    """List customs lines by entry date or shipment."""
    from chalicelib.api.listing import customs_lines

    return customs_lines(wiring.table(), wiring.cursors(), query_of(request), accepted(request))


def days(request: Request) -> Any:
    """Say what each entry date comes to."""
    from chalicelib.api.listing import days

    return days(wiring.table(), query_of(request))


def entry(shipment: str, request: Request) -> Any:
    """Show an entry with its customs lines and its versions."""
    from chalicelib.api.versions import entry

    return entry(wiring.table(), shipment, query_of(request))


def trail(shipment: str, line: str, request: Request) -> Any:
    """Tell how every figure of a customs line was reached."""
    from chalicelib.api.trails import trail

    return trail(wiring.table(), shipment, line, accepted(request))


def compare(request: Request, caller: SignedIn) -> Any:
    """Compare a date or a shipment with what SAP reports, now."""
    from chalicelib.api.comparing import compare

    return compare(wiring.ports(), checked("comparisons.Compare", body_of(request)), caller.name)


def comparisons(request: Request) -> Any:
    """List the current comparisons by entry date."""
    from chalicelib.api.compared import listed

    return listed(wiring.table(), wiring.cursors(), query_of(request))


def comparison(id: str) -> Any:
    """Show one comparison."""
    from chalicelib.api.compared import one

    return one(wiring.table(), id)


def acknowledge(id: str, n: str, request: Request, caller: SignedIn) -> Any:
    """Acknowledge a finding: somebody has seen it, and says why it may stand."""
    from chalicelib.api.acknowledgements import acknowledge

    return acknowledge(
        wiring.ports(), caller.name, id, n, checked("comparisons.Acknowledge", body_of(request))
    )


def withdraw(id: str, n: str, caller: SignedIn) -> Any:
    """Undo the acknowledgement of a finding."""
    from chalicelib.api.acknowledgements import withdraw

    return withdraw(wiring.ports(), caller.name, id, n)


def scenarios(request: Request) -> Any:
    """Reckon what goods would cost under other origins and dates; nothing is stored."""
    from chalicelib.api.scenarios import scenarios

    return scenarios(wiring.ports(), checked("scenarios.WhatIf", body_of(request)), wiring.data_loader())
