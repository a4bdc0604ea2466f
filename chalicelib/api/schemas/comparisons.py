"""Comparisons with what SAP reports, and acknowledging what they found."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from chalicelib.api.schemas.kinds import (
    MOST_TEXT,
    NOT_NEGATIVE,
    Answer,
    Body,
    count,
    cursor,
    day,
    decimal,
    inner,
    moment,
    name,
    several,
    text,
)
from chalicelib.customs.compare.tolerances import Tolerances

SEVERITIES = ("material", "minor", "info")
STATUSES = ("pass", "warn", "fail", "pending")
FIELDS = (
    "hts",
    "origin",
    "tariffs",
    "value",
    "quantity",
    "unit",
    "net_weight",
    "gross_weight",
    "duty",
    "mpf",
    "hmf",
    "line",
)

EditedTolerances = Body.from_dict(
    {limit: decimal(required=False, metadata={"pattern": NOT_NEGATIVE}) for limit in Tolerances._fields},
    name="EditedTolerances",
)
"""Limits in the place of the usual ones: USD, units, kg, percent; what is left out stays."""
UsedTolerances = Answer.from_dict({limit: decimal() for limit in Tolerances._fields}, name="UsedTolerances")
"""The limits of a comparison: USD, units, kg, percent."""


class Compare(Body):
    """What to compare: the entries of a date, or one shipment."""

    date = day("An entry date.", required=False)
    shipment = name("A shipment's number.", required=False)
    tolerances = fields.Nested(EditedTolerances)

    @validates_schema
    def check_one(self, data: Mapping[str, Any], **_: Any) -> None:
        """Exactly one of the two is asked for."""
        if ("date" in data) == ("shipment" in data):
            raise ValidationError("Give either a date or a shipment")


class Acknowledge(Body):
    """Why a finding may stand."""

    reason = fields.String(
        required=True,
        validate=[
            validate.Length(1, MOST_TEXT),
            validate.Regexp(r"\s*\S", error="has to say something"),
        ],
    )


class _FindingBase(Answer):
    kind = text()
    severity = text(*SEVERITIES)
    invoice = text()
    hts = text()
    origin = text()
    line = text()
    field = text(*FIELDS)
    expected = text(allow_none=True, metadata={"description": "Ours; null where we have none."})
    reported = text(allow_none=True, metadata={"description": "SAP's; null where it has none."})
    difference = decimal("Reported less expected; null where either is no number.", allow_none=True)
    duty_effect = decimal("USD, reported less expected: below 0, duty is owed.")
    advice = text(metadata={"description": "What to do, in one sentence."})


class MadeFinding(_FindingBase):
    """A difference with one cause."""


class MadeComparison(Answer):
    """A comparison as it was made just now, in the shape of `compare --json`."""

    shipment = text()
    entry_date = day()
    status = text(*STATUSES)
    findings = several(MadeFinding)
    tolerances = fields.Nested(
        UsedTolerances, metadata={"description": "Where the caller gave some: those that were used."}
    )


class MadeComparisons(Answer):
    """Comparisons as they were made just now."""

    comparisons = several(MadeComparison)


class Acknowledgement(Answer):
    """Who has acknowledged a finding, when, and why."""

    by = text()
    at = moment()
    reason = text()


class ShownFinding(_FindingBase):
    """A difference with one cause, and who has acknowledged it."""

    n = count("Its number in this comparison, from 1.")
    acknowledged = inner(Acknowledgement, allow_none=True)


class Comparison(Answer):
    """A stored comparison."""

    id = text(metadata={"description": "`<shipment>.<version>`"})
    version = count()
    shipment = text()
    entry_date = day()
    status = text(*STATUSES)
    compared_at = moment()
    tolerances = inner(UsedTolerances)
    findings = several(ShownFinding)


class Counted(Answer):
    """Comparisons by how they came out, findings by severity; of a whole list, not of a page."""

    passed = count(data_key="pass")
    warn = count()
    fail = count()
    pending = count()
    material = count()
    minor = count()
    info = count()


class Comparisons(Answer):
    """A page of current comparisons, by date and shipment."""

    comparisons = several(Comparison)
    totals = inner(Counted)
    next = cursor()
