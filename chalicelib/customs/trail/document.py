"""The trail of one customs line as data: every number as text, nothing that differs from run to run (R4.01).

`explain_line` is for one line; whoever writes many keeps an `Explainer`, which remembers what it has told of
tariff stacks. Documents share those tellings: read them, write them out, do not change them.
"""

from copy import copy
from hashlib import sha256
from json import JSONEncoder
from typing import Any

from chalicelib import __version__
from chalicelib.customs.codes import dotted
from chalicelib.customs.entries import CustomsLine, Entry
from chalicelib.customs.fees import VESSEL_MODES
from chalicelib.customs.invoices import LineDraft
from chalicelib.customs.numbers import format_cents
from chalicelib.customs.processor import Working
from chalicelib.customs.publish import line_document
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import Shipment
from chalicelib.customs.situations import Situation
from chalicelib.customs.trail.amounts import tell_gross, tell_net, tell_quantity, tell_value, tell_weight_sums
from chalicelib.customs.trail.duties import tell_duties
from chalicelib.customs.trail.facts import EntryFacts, InvoiceFacts
from chalicelib.customs.trail.fees import mode_words, tell_fees
from chalicelib.customs.trail.figures import demand, period
from chalicelib.customs.trail.goods import articles_of, tell_article, tell_split
from chalicelib.customs.trail.invoiced import Currencies, tell_invoice_line, tell_packing
from chalicelib.customs.trail.provenance import Provenance
from chalicelib.customs.trail.tariffs import TariffTrails

SHAPE = "1"
"""Raised when a reader of trails would have to know of a change."""

_canonical = JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def explain_line(
    working: Working, line_number: int, reference: Reference, provenance: Provenance
) -> dict[str, Any]:
    """The trail of one line of a generated entry.

    `reference` and `provenance` are of the data set that the entry was made from. Raises UnknownSubject where
    the entry has no such line.
    """
    return Explainer(reference, provenance).explain(working, line_number)


def content_hash(trail: dict[str, Any]) -> str:
    """SHA-256 of a trail's canonical JSON (sorted keys, no blanks, UTF-8) but for the hash itself."""
    proof = {name: value for name, value in trail["proof"].items() if name != "content_hash"}
    return sha256(_canonical({**trail, "proof": proof}).encode()).hexdigest()


class Explainer:
    """Writes the trails of entries that were made with one version of the reference data."""

    def __init__(self, reference: Reference, provenance: Provenance) -> None:
        self._reference = reference
        self._provenance = provenance
        self._tariffs = TariffTrails(reference, provenance)
        self._entry: EntryFacts | None = None
        self._inputs_hash = ""

    def of_shipment(self, rows: tuple[Shipment, ...]) -> "Explainer":
        """An explainer of one shipment's entry; what this one knows of the reference data is shared."""
        beside = copy(self)
        beside._provenance = self._provenance.of_shipment(rows)
        beside._entry = None
        return beside

    def explain(self, working: Working, line_number: int) -> dict[str, Any]:
        """The trail of one line; the lines of an entry are best asked for one after another."""
        entry = self._facts(working)
        line, invoice, draft = entry.find(line_number)
        trail = {
            "shape": SHAPE,
            "entry": self._tell_entry(working),
            "line": line_document(line),
            **self._tell_goods(line, invoice, draft, working),
            **self._tell_amounts(line, entry, invoice, draft),
            **self._tell_law(line, entry, invoice, draft),
            "totals": _totals(line),
            "advisories": _advisories(line, working.entry, invoice, draft),
            "proof": {
                "code_version": __version__,
                "reference_hash": self._provenance.reference_hash,
                "inputs_hash": self._inputs_hash,
            },
        }
        trail["proof"]["content_hash"] = content_hash(trail)
        return trail

    def _facts(self, working: Working) -> EntryFacts:
        if self._entry is None or self._entry.working is not working:
            self._entry = EntryFacts(working, self._reference)
            self._inputs_hash = self._provenance.inputs_of(working)
        return self._entry

    def _tell_entry(self, working: Working) -> dict[str, Any]:
        entry, shipment, totals = working.entry, working.shipment, working.entry.totals
        rows = self._provenance.shipment_rows(shipment)
        return {
            "shipment": entry.shipment,
            "entry_date": entry.entry_date,
            "export_date": shipment.export_date,
            "entry_type": shipment.entry_type,
            "mode": shipment.mode,
            "mode_name": mode_words(shipment.mode),
            "country_of_export": shipment.country_of_export,
            "ports_of_entry": sorted({row.port_of_entry for row in rows} - {""}),
            "bills_of_lading": sorted({row.bill_of_lading for row in rows} - {""}),
            "containers": sorted({row.container for row in rows} - {""}),
            "lines": str(len(entry.lines)),
            "totals": {
                "value": str(totals.value),
                "duty": format_cents(totals.duty),
                "mpf": format_cents(totals.mpf),
                "hmf": format_cents(totals.hmf),
                "gross_kg": str(totals.gross_kg),
            },
        }

    def _situation(self, line: CustomsLine, working: Working) -> Situation:
        epoch = self._reference.epochs.index(working.entry.entry_date)
        return self._reference.situation(line.treatment.hts, line.treatment.origin, epoch)

    def _tell_goods(
        self, line: CustomsLine, invoice: InvoiceFacts, draft: LineDraft, working: Working
    ) -> dict[str, Any]:
        provenance = self._provenance
        contributions = invoice.contributions(draft)
        currencies = Currencies(self._reference, provenance, working.shipment.export_date)
        articles = articles_of(contributions)
        used = dict.fromkeys(one.row.currency for one in contributions)
        used |= dict.fromkeys(row.currency for row in invoice.packaging)
        return {
            "articles": [tell_article(article, stated, provenance) for article, stated in articles],
            "split": tell_split(
                line.treatment, self._situation(line, working), [article for article, _ in articles]
            ),
            "currencies": [currencies.tell(currency) for currency in sorted(used)],
            "invoice_lines": [tell_invoice_line(one, draft, invoice, currencies) for one in contributions],
            "packing": tell_packing(contributions, invoice, currencies, self._reference, provenance),
        }

    def _tell_amounts(
        self, line: CustomsLine, entry: EntryFacts, invoice: InvoiceFacts, draft: LineDraft
    ) -> dict[str, Any]:
        contributions = invoice.contributions(draft)
        return {
            "value": tell_value(line, invoice),
            "quantity": tell_quantity(line),
            "net_weight": tell_net(line),
            "gross_weight": {
                **tell_gross(line, entry),
                "made_of": tell_weight_sums(contributions, draft, invoice),
            },
        }

    def _tell_law(
        self, line: CustomsLine, entry: EntryFacts, invoice: InvoiceFacts, draft: LineDraft
    ) -> dict[str, Any]:
        working = entry.working
        articles = [article for article, _ in articles_of(invoice.contributions(draft))]
        epoch = self._reference.epochs.index(working.entry.entry_date)
        tariffs, winners = self._tariffs.tell(line.treatment, articles, epoch)
        hts_rate = self._situation(line, working).hts_rate
        demand(hts_rate is not None, "HTS row")
        assert hts_rate is not None
        fees = self._reference.fees.on(working.entry.entry_date)
        by_vessel = working.shipment.mode in VESSEL_MODES
        return {
            "hts": {
                "hts": dotted(hts_rate.hts),
                "description": hts_rate.description,
                "general_rate": hts_rate.general_rate,
                "unit_1": hts_rate.unit_1,
                "unit_2": hts_rate.unit_2,
                "period": period(hts_rate.effective_from, hts_rate.effective_to),
                "version": self._provenance.version(hts_rate),
            },
            "tariffs": tariffs,
            "duties": tell_duties(line, winners, hts_rate),
            "fees": tell_fees(line, entry, fees, by_vessel, self._provenance),
        }


def _totals(line: CustomsLine) -> dict[str, str]:
    duty = sum(line.duties)
    return {
        "duty": format_cents(duty),
        "mpf": format_cents(line.mpf),
        "hmf": format_cents(line.hmf),
        "duty_and_fees": format_cents(duty + line.mpf + line.hmf),
    }


def _advisories(
    line: CustomsLine, entry: Entry, invoice: InvoiceFacts, draft: LineDraft
) -> list[dict[str, str]]:
    """The advisories of the entry that are about this line."""
    subjects = {one.row.material for one in invoice.contributions(draft)} | {f"{line.number:03d}"}
    subjects |= {advisory.subject for advisory in line.treatment.ad_cvd}
    about = (dotted(line.treatment.hts), line.treatment.origin)
    return [
        one._asdict()
        for one in entry.advisories
        if one.subject in subjects and (one.hts, one.origin) == about
    ]
