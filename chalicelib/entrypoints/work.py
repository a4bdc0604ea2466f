"""The pipeline, uploads and the audit trail: takes a request apart, and calls the page that it is for."""

from typing import Any

from chalice.app import Request

from chalicelib import wiring
from chalicelib.api.bodies import checked
from chalicelib.gateway import body_of, query_of
from chalicelib.identity.callers import SignedIn

SECONDS = 20.0
"""How long a fetch that somebody waits for may take: API Gateway answers after 29 seconds, whatever comes."""


def uploads(request: Request) -> Any:
    """List the newest uploads."""
    from chalicelib.api.uploads import listed

    return listed(wiring.ports(), query_of(request))


def start_upload(request: Request, caller: SignedIn) -> Any:
    """Begin an upload: where to send the file."""
    from chalicelib.api.uploads import create

    return create(wiring.ports(), wiring.presign, caller.name, body_of(request), request.headers)


def upload(id: str) -> Any:
    """Show one upload, and what loading it would do."""
    from chalicelib.api.uploads import upload

    return upload(wiring.ports(), id)


def drop_upload(id: str, caller: SignedIn) -> Any:
    """Refuse an upload."""
    from chalicelib.api.uploads import withdraw

    return withdraw(wiring.ports(), caller.name, id)


def confirm_upload(id: str, request: Request, caller: SignedIn) -> Any:
    """Load an upload as it was shown."""
    from chalicelib.api.uploads import confirm

    return confirm(wiring.ports(), caller.name, id, request.headers)


def rejected_rows(id: str) -> Any:
    """Give the rows of an upload that were not taken, as CSV."""
    from chalicelib.api.uploads import rejected_csv

    return rejected_csv(wiring.ports(), id)


def pipeline() -> Any:
    """Tell how fresh the data are and how the last runs went."""
    from chalicelib.api.operations import pipeline

    return pipeline(wiring.ports())


def runs(request: Request) -> Any:
    """List the runs of a month."""
    from chalicelib.api.operations import listed_runs

    return listed_runs(wiring.ports(), query_of(request))


def start_run(request: Request, caller: SignedIn) -> Any:
    """Fetch a feed now, or make the entries of some dates anew."""
    from chalicelib.api.operations import start

    asked = checked("operations.StartRun", body_of(request))
    return start(wiring.ports(), caller.name, asked, request.headers, SECONDS)


def run(id: str) -> Any:
    """Show a run with its chunks."""
    from chalicelib.api.operations import run

    return run(wiring.table(), id)


def deliveries(request: Request) -> Any:
    """List what was delivered."""
    from chalicelib.api.operations import listed_deliveries

    return listed_deliveries(wiring.table(), query_of(request))


def alerts(request: Request) -> Any:
    """List what people were told."""
    from chalicelib.api.operations import alerts

    return alerts(wiring.ports(), query_of(request))


def shadow() -> Any:
    """Say which data the readers see, and how far files and table agree."""
    from chalicelib.api.shadow import show

    return show(wiring.table(), wiring.shadow_unset(), wiring.current_settings().csv_fallback)


def change_shadow(request: Request, caller: SignedIn) -> Any:
    """Change which data the readers see."""
    from chalicelib.api.shadow import change

    asked, place = (
        checked("operations.ChangeShadow", body_of(request)),
        wiring.current_settings().csv_fallback,
    )
    return change(wiring.ports(), caller.name, asked, wiring.shadow_unset(), place)


def audit(request: Request) -> Any:
    """List the events of a date."""
    from chalicelib.api.audit import events

    return events(wiring.table(), wiring.cursors(), query_of(request), wiring.ports().stamp()[:10])


def verify_audit(request: Request) -> Any:
    """Check the chains of a date."""
    from chalicelib.api.audit import verify

    found = wiring.ports()
    return verify(found.table, query_of(request), found.stamp()[:10], found.audit)
