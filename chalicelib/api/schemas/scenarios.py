"""What-if: goods, origins and dates, and the entries that they would give."""

from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from chalicelib.api.schemas.kinds import (
    Answer,
    Body,
    amount,
    count,
    day,
    decimal,
    inner,
    name,
    several,
    text,
)
from chalicelib.api.schemas.lines import STATUSES, Advisory, Finding, Totals
from chalicelib.customs.codes import COUNTRIES, Refused, heading, hts_number
from chalicelib.customs.plausibility import MODES

MOST_LINES, MOST_EACH = 50, 4
_ORIGIN = {"pattern": "^[A-Z]{2}$"}


class HtsNumber(fields.String):
    """An HTS number of ten digits, with or without dots; read as its digits."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        try:
            return hts_number(value if isinstance(value, str) else "")
        except Refused as refused:
            raise ValidationError(str(refused)) from None


class Heading(fields.String):
    """A heading of Chapter 99, with or without dots; read with its dots."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        try:
            return heading(value if isinstance(value, str) else "")
        except Refused as refused:
            raise ValidationError(str(refused)) from None


def origin(**options: Any) -> fields.String:
    """A country of origin."""
    known = validate.OneOf(sorted(COUNTRIES), error="is not an ISO 3166 country code such as VN")
    return fields.String(validate=known, metadata={"description": "ISO 3166"}, **options)


class WhatIfLine(Body):
    """Some pieces of an article: one of the product list, which the other fields override, or any other."""

    material = name("One of the product list.", required=False)
    hts = HtsNumber(metadata={"pattern": r"^[0-9]{4}\.?[0-9]{2}\.?[0-9]{4}$", "examples": ["8501.10.4060"]})
    origin = origin()
    value = amount("Of all pieces, in the currency.")
    currency = fields.String(
        load_default="USD", validate=validate.Regexp(r"[A-Z]{3}\Z"), metadata={"pattern": "^[A-Z]{3}$"}
    )
    quantity = amount("Pieces.")
    net_kg = amount("Per piece.", required=False)
    gross_kg = amount("Per piece; the net weight if it is left out.", required=False)
    spi = fields.String(
        validate=validate.Regexp(r"([A-Z][A-Z0-9*+]{0,2})?\Z"),
        metadata={"pattern": r"^([A-Z][A-Z0-9*+]{0,2})?$", "description": "Empty: none is claimed."},
    )
    claims = fields.List(
        Heading(metadata={"pattern": r"^99[0-9]{2}\.?[0-9]{2}\.?[0-9]{2}$"}), validate=validate.Length(max=10)
    )

    @validates_schema
    def check_named(self, data: Mapping[str, Any], **_: Any) -> None:
        """Something has to say what the goods are."""
        if "material" not in data and "hts" not in data:
            raise ValidationError("Name a material, or give the HTS number", "material")


class WhatIf(Body):
    """What to reckon: each origin with each entry date; without origins the lines have their own."""

    lines = fields.List(
        fields.Nested(WhatIfLine), required=True, validate=validate.Length(min=1, max=MOST_LINES)
    )
    entry_dates = fields.List(day(), required=True, validate=validate.Length(min=1, max=MOST_EACH))
    origins = fields.List(origin(), load_default=list, validate=validate.Length(max=MOST_EACH))
    mode = text(
        *sorted(MODES), metadata={"description": "Of transport, as CBP numbers them: 11 vessel, 40 air."}
    )
    export_date = day("Whose exchange rates count; the entry date if it is left out.", required=False)


class BasedTariff(Answer):
    """A tariff number with its duty and what that is reckoned on."""

    code = text()
    rate = text()
    duty = decimal("USD")
    base = text(metadata={"description": "In words: `3376 USD`, `120.00 kg`."})


class WhatIfCustomsLine(Answer):
    """A customs line that would be declared."""

    line = text()
    hts = text()
    origin = text()
    part = text()
    quantity = decimal(allow_none=True)
    unit = text()
    net_kg = decimal()
    gross_kg = decimal()
    value = decimal("Whole USD")
    tariffs = several(BasedTariff)
    duty = decimal("USD")
    mpf = decimal("USD")
    hmf = decimal("USD")


class Scenario(Answer):
    """What one origin on one date gives."""

    origin = text(allow_none=True, metadata={"description": "null: each line has its own."})
    entry_date = day()
    export_date = day()
    status = text(*STATUSES)
    findings = several(Finding)
    lines = several(WhatIfCustomsLine)
    totals = inner(Totals)
    advisories = several(Advisory)
    duty_and_fees = decimal("USD")
    changes_next = day("The first later entry date on which it comes out otherwise.", allow_none=True)


class Scenarios(Answer):
    """The scenarios: by origin, then by date, in the order that they were asked for."""

    revision = count("The version of the data that they are made from; 0: of the files.")
    source = text("table", "csv")
    scenarios = several(Scenario)
