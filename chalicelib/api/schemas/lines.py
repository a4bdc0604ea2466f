"""Entries and customs lines."""

from chalicelib.api.schemas.kinds import (
    Answer,
    anything,
    count,
    cursor,
    day,
    decimal,
    inner,
    moment,
    objects,
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
    """How the entry's comparison came out."""

    status = text("pass", "warn", "fail", "pending")
    material = count()
    minor = count()


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
    passed = count(data_key="pass")
    warn = count()
    fail = count()
    pending = count()


class Days(Answer):
    """The days on which there is anything."""

    days = several(Day)


class Trail(Answer):
    """How every figure of a customs line was reached; `shape` is raised where a reader has to know."""

    shape = text()
    entry = anything("The shipment that the line is of, with its totals.")
    line = inner(Line)
    articles = objects("The materials that are in the line.")
    split = anything("How the value is split by metal content, and why.")
    currencies = objects("The exchange rates.")
    invoice_lines = objects("The invoice lines that went in.")
    packing = anything("How packing was shared out.")
    value = anything("The entered value.")
    quantity = anything("The quantity.")
    net_weight = anything("The net weight.")
    gross_weight = anything("The gross weight.")
    hts = anything("The row of the HTS number.")
    tariffs = anything("Which programme gave which heading, and which row did not.")
    duties = objects("Each duty, with its base.")
    fees = anything("MPF and HMF.")
    totals = anything("What the line owes.")
    advisories = objects("What a person should know.")
    proof = anything("Versions and hashes of all that went in; `content_hash` is of the trail itself.")
