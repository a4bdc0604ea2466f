"""Files that are uploaded, checked, and confirmed before anything changes."""

from marshmallow import fields, validate

from chalicelib.api.schemas.kinds import Answer, Body, count, inner, moment, several, text
from chalicelib.feeds.catalogue import CSV_SOURCES
from chalicelib.pipeline.uploads import MOST_BYTES

STATES = ("waiting", "checking", "ready", "refused", "confirmed", "loaded", "expired")


def _row() -> fields.Dict:
    """A row by the headers of its file; null where there is none."""
    return fields.Dict(keys=fields.String(), values=fields.String(), required=True, allow_none=True)


class StartUpload(Body):
    """A file that is to be uploaded."""

    file_name = text(
        validate=validate.Length(1, 255), metadata={"description": "As it is called: `Product_List.csv`."}
    )
    source = fields.String(
        metadata={
            "description": "What it is, where its name does not say so.",
            "enum": [source.key for source in CSV_SOURCES],
        }
    )
    size = fields.Integer(strict=True, required=True, validate=validate.Range(1, MOST_BYTES))


class UploadForm(Answer):
    """Where and how to send the file: a form by POST, its fields first."""

    id = text()
    url = text(metadata={"format": "uri"})
    fields_ = fields.Dict(keys=fields.String(), values=fields.String(), required=True, data_key="fields")
    expires_at = moment()
    most_bytes = count()


class ChangedUnits(Answer):
    """Units of a data set that the file adds, changes and removes."""

    added = count()
    changed = count()
    removed = count()
    unchanged = count()


class UploadCounts(Answer):
    """What is in the file."""

    rows = count()
    rejected = count()
    withheld = count()
    changed = fields.Dict(keys=fields.String(), values=fields.Nested(ChangedUnits), required=True)


class ShrinkingSet(Answer):
    """A set of which the file has so few rows that only somebody who confirms it may want it."""

    set = text()
    before = count("Rows that it has.")
    taken = count("Rows that are taken of the file.")
    after = count("Rows that it would have: those, and what stays because a rejected row may be about it.")


class UploadProblem(Answer):
    """Rows that have the same thing wrong."""

    what = text()
    count = fields.Integer(required=True, strict=True)
    rows = fields.List(fields.Integer(strict=True), required=True)
    remedy = text()


class UploadSample(Answer):
    """A unit as it is, and as it would be."""

    key = text()
    before = _row()
    after = _row()


class Upload(Answer):
    """An uploaded file, and what has become of it."""

    id = text()
    file_name = text()
    source = text(metadata={"description": "What it is taken for: `Product_List.csv`."})
    state = text(*STATES)
    by = text()
    created_at = moment()
    size = count("Bytes: as announced, and once it is there, as it is.")
    sha256 = text(metadata={"description": "Empty until the file is there."})
    counts = inner(UploadCounts)
    shrinks = several(ShrinkingSet)
    problems = several(UploadProblem)
    sample = several(UploadSample)
    affected_entries = count("Entries that would be made or compared anew.")
    held_entries = count("Entries that would be held, since they name what would not be there any more.")
    delivery = count("The delivery that it is landed as; null: none yet.", allow_none=True)
    run = text(allow_none=True, metadata={"description": "The run that it has started; null: none."})
    problem = text(metadata={"description": "Why it was refused, would be, or has expired; empty if not."})


class Uploads(Answer):
    """Uploads, the newest first."""

    uploads = several(Upload)
