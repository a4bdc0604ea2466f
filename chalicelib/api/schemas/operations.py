"""How the pipeline is, and what it has done."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from chalicelib.api.schemas.kinds import (
    MOST_TEXT,
    Answer,
    Body,
    anything,
    count,
    counts,
    day,
    decimal,
    inner,
    moment,
    name,
    several,
    stamp,
    text,
    texts,
    yes_no,
)
from chalicelib.store.parity import DIFFERENT, EQUAL, INCOMPLETE
from chalicelib.store.shadow import MODES

MOST_DAYS = 366
RUN_STATES = ("planning", "running", "done", "failed")
VERDICTS = (DIFFERENT, EQUAL, INCOMPLETE)
STATES = ("landing", "loaded", "unchanged", "refused", "superseded", "abandoned")


class Health(Answer):
    """That the service answers."""

    status = text("ok")
    version = text()


class DataSet(Answer):
    """How fresh a data set is."""

    name = text()
    state = text("good", "late", "failed", "never")
    last_good = stamp("When its newest good delivery came; empty: never.")
    source = text(metadata={"description": "The feed or the file that it came from."})
    due = stamp("When the next is due; empty where none ever came.")
    failure = text(metadata={"description": "Why the last attempt failed; empty: it did not."})
    live = yes_no("Whether a feed of SAP's brings it; else it comes as a file.")
    delivery = count("The newest delivery of it.")


class Run(Answer):
    """A run: why it was started, what it covers, how far it has come."""

    id = text()
    cause = text("load", "daily", "manual")
    started = moment()
    dates = fields.List(
        day(),
        required=True,
        metadata={
            "description": "The entry dates that it covers, first and last; none where a delivery says what "
            "it covers."
        },
    )
    sequence = count("The delivery that started it; 0: none did.")
    state = text(*RUN_STATES)
    chunks = count()
    counts = counts("What came of it, once it is over.")
    finished = stamp()
    nudges = count("How often it was called up again.")


class Daily(Answer):
    """The daily run of today."""

    date = day("Today: the business date.")
    due = moment("When the run of that date is started.")
    run = inner(Run, allow_none=True, metadata={"description": "Null: it has not been started."})


class Newest(Answer):
    """The newest entry dates, up to today, that there is something of."""

    entries = day("With entries; null: there are none.", allow_none=True)
    comparisons = day("With comparisons that are not pending; null: there are none.", allow_none=True)


class Pipeline(Answer):
    """The state of the whole pipeline: the worst of its parts."""

    state = text("good", "late", "failed", "never")
    revision = count()
    data_sets = several(DataSet)
    unfinished_runs = texts()
    runs = several(Run)
    daily = inner(Daily)
    newest = inner(Newest)


class Runs(Answer):
    """Runs, the newest first."""

    runs = several(Run)


class Chunk(Answer):
    """How far a chunk of a run has come."""

    number = count()
    shipments = count()
    generated = counts("What generating made of it; null: not yet.", allow_none=True)
    compared = counts("What comparing made of it; null: not yet.", allow_none=True)


class Concerned(Answer):
    """A shipment that needs a person."""

    shipment = text()
    entry_date = day(required=True)


class RunWithChunks(Run):
    """A run with its chunks, and with the shipments of those that are compared that need a person."""

    progress = several(Chunk)
    held = several(Concerned, metadata={"description": "Of which it made an entry that lacks something."})
    differing = several(
        Concerned,
        metadata={"description": "Of which it tells that they differ materially from what SAP reports."},
    )


class StartRun(Body):
    """What to start: the fetch of a feed, or a run over the entries of a date or of several."""

    feed = name("A feed of SAP's: `ZEMM005`.", required=False)
    whole = yes_no("Of a feed: ask SAP for everything, not for what has changed.", required=False)
    date = day("An entry date.", required=False)
    first = day("The first entry date.", data_key="from", required=False)
    last = day("The last entry date, included.", data_key="to", required=False)

    @validates_schema
    def check_one(self, data: Mapping[str, Any], **_: Any) -> None:
        """Exactly one thing is asked for."""
        asked = set(data) - {"whole"}
        if "whole" in data and asked != {"feed"}:
            raise ValidationError("goes with a feed", "whole")
        if asked not in ({"feed"}, {"date"}, {"first", "last"}):
            raise ValidationError("Give a feed, or a date, or from and to")
        if asked == {"first", "last"}:
            from datetime import date

            days = (date.fromisoformat(data["last"]) - date.fromisoformat(data["first"])).days
            if not 0 <= days < MOST_DAYS:
                raise ValidationError(f"has to come after from, within {MOST_DAYS} days", "to")


class Delivery(Answer):
    """What arrived from a source, and what became of it."""

    sequence = count()
    source = text()
    at = moment()
    business_date = day()
    state = text(*STATES)
    content = text(metadata={"description": "SHA-256 over its parts and what reads them; empty until it is."})
    rows = counts("Rows that were accepted, by data set.")
    changed = counts("Units that differ from before, by data set.")
    rejected = count()
    problem = text(metadata={"description": "Why it was refused."})
    issues = texts()
    run = text(metadata={"description": "The run that it started."})
    made_good = yes_no(
        "Of one that was refused, given up, or lost rows: whether what is newest now was taken whole."
    )


class Deliveries(Answer):
    """Deliveries, the newest first."""

    deliveries = several(Delivery)


class Started(Answer):
    """What was started: a run, or the deliveries that were fetched."""

    run = inner(Run, allow_none=True)
    deliveries = several(Delivery)


class Alert(Answer):
    """Something that people were told."""

    id = text()
    at = moment()
    kind = text()
    severity = text("warning", "information")
    title = text()
    text = fields.String(required=True)
    facts = anything("Counts and names, for programs.")


class Alerts(Answer):
    """Alerts, the newest first."""

    alerts = several(Alert)


class Parity(Answer):
    """How far the files and the table agree on a data set."""

    set = text()
    file = text()
    rows = count("Rows that either has, and rows of the file that cannot be read.")
    equal = count("Rows that are the same in every field, and stand in the same place where that counts.")
    differences = count("The other rows.")
    percent = decimal("Never rounded up: 100 only where all rows are equal.")
    verdict = text(*VERDICTS)
    problem = text(metadata={"description": "Why the file cannot be compared."})


class Shadow(Answer):
    """Which data the readers see, and how far both agree."""

    mode = text(*MODES)
    reads = text(
        "csv", "table", metadata={"description": "What is read: the table, too, where there are no files."}
    )
    notice = text(metadata={"description": "What is to be known of it, for people."})
    edition = count("Goes with the next change; 0: nobody has changed it yet.")
    changed_at = stamp()
    by = text()
    reason = text()
    parity = fields.List(
        fields.Nested(Parity),
        required=True,
        allow_none=True,
        metadata={"description": "The last report in brief; null: there never was one."},
    )
    verdict = text(*VERDICTS, allow_none=True)
    checked_at = moment(allow_none=True)
    compared_with = text(metadata={"description": "Where the files were that the report is about."})
    exports = texts("The whole report in the exports bucket, as JSON and as CSV.")


class ChangeShadow(Body):
    """Which data the readers are to see, and why."""

    mode = text(*MODES)
    edition = count("The edition that was read: another one since then is in conflict.")
    reason = fields.String(
        required=True,
        validate=[
            validate.Length(1, MOST_TEXT),
            validate.Regexp(r"\s*\S", error="has to say something"),
        ],
    )
    force = yes_no("Cut over without a report that says equal.", load_default=False, required=False)
