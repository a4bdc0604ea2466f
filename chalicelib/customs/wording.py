"""Words for people: a number with its noun; of findings and advisories what is the matter and what to do."""

from typing import NamedTuple


class Wording(NamedTuple):
    """A sentence about a finding or advisory; `{subject}` stands for what it is about."""

    says: str
    remedy: str


FINDINGS: dict[str, Wording] = {
    "INVOICE_IN_SEVERAL_SHIPMENTS": Wording(
        "invoice {subject} stands under more than one shipment", "Leave it under the shipment it belongs to."
    ),
    "METAL_VALUE_OVER_100": Wording(
        "the metal value shares of material {subject} come to more than 100 %", "Correct its value shares."
    ),
    "MISSING_EXCHANGE_RATE": Wording(
        "no exchange rate for {subject} on or before the export date", "Add the certified rate of that day."
    ),
    "MISSING_FEE": Wording(
        "no MPF or HMF row covers entry date {subject}", "Add the year's row to the fee table."
    ),
    "MISSING_HTS": Wording(
        "material {subject} has no HTS number", "Have it classified and enter its number."
    ),
    "MISSING_HTS_RATE": Wording(
        "no readable column 1 rate for HTS {subject} on the entry date",
        "Add or correct its row in HTS_Code.csv.",
    ),
    "MISSING_INVOICE": Wording("invoice {subject} has no lines", "Supply the commercial invoice."),
    "MISSING_METAL_VALUE": Wording(
        "material {subject} lacks a metal value share that is asked for",
        "Get the metal content from the supplier.",
    ),
    "MISSING_METAL_WEIGHT": Wording(
        "material {subject} lacks a metal weight that is asked for",
        "Get the metal content from the supplier.",
    ),
    "MISSING_ORIGIN": Wording(
        "neither the invoice nor the product list knows where material {subject} comes from",
        "Enter its origin.",
    ),
    "MISSING_PRODUCT": Wording(
        "material {subject} is not in the product list", "Add it to the product list."
    ),
    "MISSING_WEIGHT": Wording(
        "material {subject} lacks its net or gross weight, or has a net weight of 0", "Enter its weights."
    ),
    "NEGATIVE_AMOUNT": Wording(
        "invoice {subject} has a negative amount or quantity",
        "Decide how to declare the credit; correct the invoice.",
    ),
    "PACKAGING_ONLY": Wording(
        "invoice {subject} has nothing but packaging",
        "Decide what it packs; correct the invoice or the shipment.",
    ),
    "SHIPMENT_CONFLICT": Wording(
        "the rows of shipment {subject} disagree on mode, dates, country of export or entry type",
        "Correct them.",
    ),
    "UNIT": Wording("no conversion is known into unit {subject!r}", "Correct the unit of the HTS row."),
}

ADVISORIES: dict[str, Wording] = {
    "ADCVD": Wording(
        "case {subject} may cover these goods: the entry would be type 03",
        "Check the scope and the supplier's rate.",
    ),
    "INACTIVE_PRODUCT": Wording(
        "material {subject} is not active", "Check whether it should still be bought."
    ),
    "ORIGIN_MISMATCH": Wording(
        "the invoice gives material {subject} another origin than the product list", "Check the origin."
    ),
    "SPI_IGNORED": Wording(
        "material {subject} claims USMCA, but does not come from Mexico or Canada",
        "Check the claim and the origin.",
    ),
    "ZERO_VALUE": Wording("the entered value of line {subject} is 0", "Check the invoice."),
}


def in_words(kind: str, subject: str) -> str:
    """A finding or advisory as a sentence with its remedy.

    >>> in_words("MISSING_PRODUCT", "4711")
    'material 4711 is not in the product list. Add it to the product list.'
    """
    wording = FINDINGS.get(kind) or ADVISORIES[kind]
    return f"{wording.says.format(subject=subject)}. {wording.remedy}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """A number with its noun: `1 line`, `2 lines`, `2 entries`.

    >>> counted(1, "line"), counted(2, "entry", "entries")
    ('1 line', '2 entries')
    """
    return f"{count:,} {one if count == 1 else many or one + 's'}"
