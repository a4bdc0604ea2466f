"""Entries and customs lines."""

from marshmallow import fields

from chalicelib.api.schemas.kinds import (
    Answer,
    DecimalText,
    count,
    cursor,
    day,
    decimal,
    inner,
    moment,
    several,
    text,
)

STATUSES = ("generated", "needs_input")


class Finding(Answer):
    """A gap that holds an entry until somebody supplies what is missing."""

    kind = text()
    subject = text()


class Advisory(Answer):
    """Something a person should know of an entry; it holds nothing."""

    kind = text()
    subject = text()
    hts = text()
    origin = text()


class Tariff(Answer):
    """A tariff number of a customs line, in reported order, the HTS number last."""

    code = text()
    rate = text(metadata={"description": "As the law writes it: `25%`, `Free (S)`, `cap 0.10`."})
    duty = decimal("USD")


class Line(Answer):
    """A customs line."""

    line = text(metadata={"description": "001, 002, …"})
    invoice = text()
    hts = text()
    origin = text()
    part = text(metadata={"description": "Of an article that is split by metal content: which part."})
    quantity = decimal("As it is reported; null where the unit asks for none.", allow_none=True)
    unit = text()
    net_kg = decimal("kg")
    gross_kg = decimal("kg")
    value = decimal("Entered value, whole USD")
    tariffs = several(Tariff)
    duty = decimal("USD, of all tariff numbers")
    mpf = decimal("USD")
    hmf = decimal("USD")


class Totals(Answer):
    """The sums of an entry."""

    value = decimal("USD")
    duty = decimal("USD")
    mpf = decimal("USD, after its minimum and maximum")
    hmf = decimal("USD")
    gross_kg = decimal("kg")


class _EntryBase(Answer):
    shipment = text()
    entry_date = day()
    status = text(*STATUSES)
    findings = several(Finding)
    lines = several(Line)
    totals = inner(Totals)
    advisories = several(Advisory)
    version = count("Raised by one whenever the entry comes out otherwise.")
    generated_at = moment()


class Compared(Answer):
    """How the entry's comparison came out, as a whole and line by line."""

    id = text(metadata={"description": "`<shipment>.<version>`"})
    status = text("pass", "warn", "fail", "pending")
    material = count()
    minor = count()
    lines = fields.Dict(
        keys=fields.String(),
        values=text("fail", "warn"),
        required=True,
        metadata={"description": "Lines of ours that differ, by number: the worst that was found of each."},
    )


class ListedEntry(_EntryBase):
    """An entry of a list, with those of its lines that are wanted."""

    comparison = inner(Compared, allow_none=True)


class Version(Answer):
    """A version of an entry."""

    version = count()
    generated_at = moment()
    status = text(*STATUSES)
    totals = inner(Totals)


class Entry(_EntryBase):
    """An entry with the list of its versions."""

    code_version = text()
    revision = count("The version of the data that it was made from.")
    run = text(metadata={"description": "The run that made it; empty where none did."})
    comparison = fields.Nested(
        Compared,
        required=True,
        allow_none=True,
        metadata={"description": "null: not compared yet, or a former version."},
    )
    versions = several(Version)


class Sums(Answer):
    """The sums of a whole list, not of a page."""

    entries = count()
    held = count("Entries that lack something.")
    lines = count()
    value = decimal("USD")
    duty = decimal("USD")
    mpf = decimal("USD: of entries after their minimum and maximum, of single lines before.")
    hmf = decimal("USD")


class CustomsLines(Answer):
    """A page of entries with their customs lines, by date and shipment."""

    entries = several(ListedEntry)
    totals = inner(Sums)
    next = cursor()


class Day(Sums):
    """What an entry date comes to, and how its comparisons came out."""

    date = day()
    duties = fields.Dict(
        keys=fields.String(),
        values=DecimalText(),
        required=True,
        metadata={
            "description": "Duty by programme, USD: `COLUMN_1` of the HTS numbers themselves, `OTHER` of "
            "headings that no measure gives any more."
        },
    )
    passed = count(data_key="pass")
    warn = count()
    fail = count()
    pending = count()
    noted = count("Entries with advisories.")


class Days(Answer):
    """The days on which there is anything."""

    days = several(Day)
