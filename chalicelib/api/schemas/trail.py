"""The trail of a customs line: every figure with the facts that it was made from.

All of it is text. A figure is as exact as it is, and one that has no end is cut off with an ellipsis, so that
it has no format; whoever reckons takes the line's own figures.
"""

from typing import Any

from marshmallow import Schema, fields

from chalicelib.api.schemas.kinds import Answer, inner, several, text, texts
from chalicelib.api.schemas.lines import Advisory, Line, Totals

METALS = ("steel", "aluminum", "copper")


def _told(name: str, names: str, **more: fields.Field[Any]) -> type[Schema]:
    """An object of the trail: texts of these names, and what else it has."""
    return Answer.from_dict({one: text() for one in names.split()} | more, name=f"Trail{name}")


def _either(schema: type[Schema], says: str) -> fields.Nested:
    return fields.Nested(schema, required=True, allow_none=True, metadata={"description": says})


_RATE = "currency rate rate_date"
_METALS = _told("Metals", " ".join(METALS))
_CUT = "line exact_cents whole_cents remainder rank extra_cent share"
_ROUNDING = (
    "exact half_up rounded exact_sum target half_up_sum difference adjustment reported contenders_in_all why"
)
_CONTENDER = "rank line exact fraction adjustment"

Shipment = _told(
    "Shipment",
    "shipment entry_date export_date entry_type mode mode_name country_of_export lines",
    ports_of_entry=texts(),
    bills_of_lading=texts(),
    containers=texts(),
    totals=inner(Totals),
)
"""The shipment that the line is of, with its totals."""
Article = _told(
    "Article",
    "material description status version stated_origin product_origin origin origin_why product_spi spi "
    "spi_why net_kg gross_kg",
    claims=texts("Headings whose exclusion it claims."),
    metal_kg=inner(_METALS),
    metal_share_percent=inner(_METALS),
)
"""A material that is in the line."""
Split = _told(
    "Split",
    "part why",
    metals=texts(),
    measures=several(_told("SplitMeasure", "metal", rows=texts())),
    articles=several(_told("SplitArticle", "material why", parts=several(_told("SplitPart", "part share")))),
)
"""How the value is split by metal content, and why."""
InvoiceLine = _told(
    "InvoiceLine",
    f"invoice line material stated_origin purchase_order quantity unit amount {_RATE} usd packing "
    "usd_with_packing part_share value units net_kg gross_kg packing_kg weights_on_line",
)
"""An invoice line that went in."""
_SHARE = _told("PackingShare", _CUT)
Packing = _told(
    "Packing",
    "usd usd_rounded goods_usd goods_lines net_kg goods_net_kg cents_left why",
    lines=several(
        _told(
            "PackingLine",
            f"line material description version product_version quantity amount {_RATE} usd net_kg_each "
            "net_kg",
        )
    ),
    shares=several(_SHARE),
    at_the_cut=several(_SHARE),
)
"""How packing was shared out over the goods of the invoice."""
Value = _told(
    "Value",
    f"invoice {_ROUNDING}",
    contenders=several(_told("ValueContender", f"{_CONTENDER} total_rate")),
)
"""The entered value."""
Gross = _told(
    "GrossWeight",
    f"shipment {_ROUNDING}",
    contenders=several(_told("WeightContender", _CONTENDER)),
    made_of=inner(
        _told(
            "WeightParts",
            "own_kg packing_kg packing_net_kg goods_net_kg goods_lines line_net_kg line_goods_lines why",
        )
    ),
)
"""The gross weight."""
Quantity = _told(
    "Quantity",
    "unit kind units net_kg why",
    reported=text(allow_none=True, metadata={"description": "null where the unit asks for none."}),
)
"""The quantity in the unit of the HTS number."""
_ANSWER = _told(
    "ClauseAnswer",
    "clause material why",
    claims=texts(required=False),
    metal_kg=texts(required=False),
    net_kg=text(required=False),
    percent=text(required=False),
)
_ROW = "row heading rate basis condition"
_ANSWERS = {"why": texts(), "articles": several(_ANSWER, required=False)}
Case = _told(
    "Case",
    "result not_asked why",
    materials=texts(),
    winner=_either(
        _told("Winner", f"{_ROW} cap except period source version", **_ANSWERS), "The row that decided."
    ),
    lost=several(_told("Loser", _ROW, **_ANSWERS)),
    not_covering=several(_told("NotCovering", "rows why")),
)
"""How a programme came out for some materials of the line."""
Tariffs = _told(
    "Tariffs",
    "",
    order=inner(_told("Order", "period version why", programs=texts())),
    programs=several(_told("Program", "program place", cases=several(Case))),
    not_in_order=several(_told("LeftOut", "program rows")),
)
"""Which programme gave which heading, and which row did not."""
Duty = _told(
    "Duty",
    "code program row kind rate_text value product rounded less duty why",
    rate=text(required=False, metadata={"description": "Of a heading."}),
    general_rate=text(required=False, metadata={"description": "Of the HTS number."}),
    terms=several(_told("DutyTerm", "times unit rate why"), required=False),
)
"""A duty, with its base."""
_FEE = "rate minimum maximum period source version value product amount why"
Fees = _told(
    "Fees",
    "",
    mpf=inner(_told("Mpf", f"{_FEE} entry_lines entry entry_why")),
    hmf=inner(_told("Hmf", _FEE)),
)
"""The user fees; texts of a fee that is not in force are empty."""


class Trail(Answer):
    """How every figure of a customs line was reached; `shape` is raised where a reader has to know."""

    shape = text()
    entry = inner(Shipment)
    line = inner(Line)
    articles = several(Article)
    split = inner(Split)
    currencies = several(_told("Currency", f"{_RATE} version"))
    invoice_lines = several(InvoiceLine)
    packing = _either(Packing, "null: there is none on the invoice.")
    value = inner(Value)
    quantity = inner(Quantity)
    net_weight = inner(_told("NetWeight", "exact reported"))
    gross_weight = inner(Gross)
    hts = inner(_told("Hts", "hts description general_rate unit_1 unit_2 period version"))
    tariffs = inner(Tariffs)
    duties = several(Duty)
    fees = inner(Fees)
    totals = inner(_told("Totals", "duty mpf hmf duty_and_fees"))
    advisories = several(Advisory)
    proof = inner(_told("Proof", "code_version reference_hash inputs_hash content_hash"))
