"""The invoice lines that went into a line, the packing, and the value they make (R2.01, R2.02, R2.04)."""

from collections.abc import Sequence
from typing import Any

from chalicelib.customs.articles import SHARE_WHOLE
from chalicelib.customs.currencies import USD
from chalicelib.customs.invoices import CENT, WEIGHT_UNIT, LineDraft
from chalicelib.customs.numbers import RATE_PLACES, format_cents, format_scaled
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import InvoiceLine
from chalicelib.customs.trail.facts import Contribution, InvoiceFacts
from chalicelib.customs.trail.figures import USD_PLACES, grouped, kg, optional, percent, quotient, usd
from chalicelib.customs.trail.provenance import Provenance
from chalicelib.customs.trail.ranking import shown

SHARE_PLACES = 8
CENT_PLACES = 6


class Currencies:
    """The currency rows of one export date, told (R2.01)."""

    def __init__(self, reference: Reference, provenance: Provenance, export_date: str) -> None:
        self._rates = reference.exchange_rates(export_date)
        self._provenance = provenance
        self._export_date = export_date

    def rate(self, currency: str) -> int:
        """USD per unit, in RATE_SCALE-ths."""
        return self._rates[currency] or 0

    def tell(self, currency: str) -> dict[str, str]:
        """A currency's rate on the export date, and the row it stands in."""
        row = None if currency == USD else self._provenance.exchange_rate(currency, self._export_date)
        return {
            "currency": currency,
            "rate": format_scaled(self.rate(currency), RATE_PLACES),
            "rate_date": row.date if row else "",
            "version": self._provenance.version(row) if row else "",
        }


def tell_invoice_line(
    one: Contribution, draft: LineDraft, invoice: InvoiceFacts, currencies: Currencies
) -> dict[str, Any]:
    """One invoice line of goods: its amount in dollars, its packing, the part's share, and the weights."""
    row, carries = one.row, one.carrier is draft
    return {
        "invoice": row.invoice,
        "line": str(row.line),
        "material": row.material,
        "stated_origin": row.origin,
        "purchase_order": row.purchase_order,
        "quantity": format_scaled(row.quantity),
        "unit": row.unit,
        "amount": format_scaled(row.amount, least=2),
        **_rate_of(currencies, row.currency),
        "usd": usd(one.value),
        "packing": format_cents(one.packing_cents),
        "usd_with_packing": usd(one.value + one.packing_cents * CENT),
        "part_share": percent(one.share, SHARE_WHOLE),
        "value": format_scaled(one.given, USD_PLACES + SHARE_PLACES, least=2),
        "units": format_scaled(row.quantity) if carries else "0",
        "net_kg": kg(one.net) if carries else "0.000",
        "gross_kg": kg(one.article.gross * row.quantity) if carries else "0.000",
        "packing_kg": _packing_kg(one, invoice) if carries else "0.000",
        "weights_on_line": f"{invoice.number_of[id(one.carrier)]:03d}",
    }


def _rate_of(currencies: Currencies, currency: str) -> dict[str, str]:
    told = currencies.tell(currency)
    return {key: told[key] for key in ("currency", "rate", "rate_date")}


def _packing_kg(one: Contribution, invoice: InvoiceFacts) -> str:
    net = invoice.draft.packaging_net
    if invoice.goods_net:
        return quotient(net * one.net, invoice.goods_net * WEIGHT_UNIT, least=3)
    return quotient(net, len(invoice.goods) * WEIGHT_UNIT, least=3)


def tell_packing(
    contributions: Sequence[Contribution],
    invoice: InvoiceFacts,
    currencies: Currencies,
    reference: Reference,
    provenance: Provenance,
) -> dict[str, Any] | None:
    """The packing on the invoice: how its value was formed and shared out; None where there is none."""
    draft = invoice.draft
    if not invoice.packaging:
        return None
    lines = [_packing_line(row, currencies, reference, provenance) for row in invoice.packaging]
    told: dict[str, Any] = {
        "lines": lines,
        "usd": usd(draft.packaging_value),
        "usd_rounded": format_cents(sum(draft.packing_cents)),
        "goods_usd": usd(invoice.goods_value),
        "goods_lines": str(len(invoice.goods)),
        "net_kg": kg(draft.packaging_net),
        "goods_net_kg": kg(invoice.goods_net),
        "shares": [],
        "cents_left": "0",
        "at_the_cut": [],
    }
    if draft.packing_cents:
        rank_of = {place: rank for rank, place in enumerate(invoice.packing_ranked)}
        told["cents_left"] = str(invoice.packing_left)
        told["shares"] = [_share(one.place, rank_of[one.place], invoice) for one in contributions]
        told["at_the_cut"] = _cut(invoice)
    told["why"] = _packing_words(invoice)
    return told


def _packing_line(
    row: InvoiceLine, currencies: Currencies, reference: Reference, provenance: Provenance
) -> dict[str, Any]:
    product, packaging = reference.products.get(row.material), provenance.packaging(row.material)
    net = product.net_weight if product else None
    return {
        "line": str(row.line),
        "material": row.material,
        "description": packaging.description if packaging else "",
        "version": provenance.version(packaging) if packaging else "",
        "product_version": provenance.version(product) if product else "",
        "quantity": format_scaled(row.quantity),
        "amount": format_scaled(row.amount, least=2),
        **_rate_of(currencies, row.currency),
        "usd": usd(row.amount * currencies.rate(row.currency)),
        "net_kg_each": optional(net),
        "net_kg": kg((net or 0) * row.quantity),
    }


def _share(place: int, rank: int, invoice: InvoiceFacts) -> dict[str, str]:
    """How one goods line came to its cents of packing."""
    whole, rest = invoice.packing_remainders[place]
    extra = rank < invoice.packing_left
    return {
        "line": str(invoice.goods[place][0].line),
        "exact_cents": quotient(whole * invoice.packing_whole + rest, invoice.packing_whole, CENT_PLACES),
        "whole_cents": str(whole),
        "remainder": quotient(rest, invoice.packing_whole, CENT_PLACES),
        "rank": str(rank + 1),
        "extra_cent": "1" if extra else "0",
        "share": format_cents(invoice.draft.packing_cents[place]),
    }


def _cut(invoice: InvoiceFacts) -> list[dict[str, str]]:
    """The shares where the cents that were left over ended: all of a short list, else both sides."""
    left = invoice.packing_left
    if not left:
        return []
    ranks = shown(len(invoice.packing_ranked), left, [])
    return [_share(invoice.packing_ranked[rank], rank, invoice) for rank in ranks]


def _packing_words(invoice: InvoiceFacts) -> str:
    draft = invoice.draft
    if not draft.packing_cents:
        return "The packing is worth nothing, so nothing is added to the value of the goods."
    total, lines = grouped(format_cents(sum(draft.packing_cents))), len(invoice.goods)
    by = (
        f"in proportion to their USD amounts of {grouped(usd(invoice.goods_value))}"
        if invoice.goods_value
        else "equally"
    )
    left = invoice.packing_left
    cents = f"{left} cent{'s' if left != 1 else ''}"
    rest = f"{cents} left over went to the largest remainders" if left else "no cent was left over"
    return f"{total} is shared over {lines} goods lines {by}, first in whole cents; {rest}."
