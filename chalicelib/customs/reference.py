"""Reference data, compiled once and looked up as of the entry date (R1.01).

A `Reference` answers what the processor asks: the article that a material is, the ruling on it in an epoch,
exchange rates, fees. It remembers every answer; the number of look-ups grows with HTS numbers × origins ×
epochs, never with invoice lines. Keep one per version of the reference data and use it for any number of
entries.
"""

from chalicelib.customs.articles import (
    USMCA_ORIGINS,
    USMCA_SPIS,
    Article,
    Profile,
    Ruling,
    article_advisories,
    article_gaps,
    metal_clause_holds,
)
from chalicelib.customs.codes import dotted
from chalicelib.customs.column1 import Column1Rate, parse_rate, unit_kind
from chalicelib.customs.conditions import PARTS
from chalicelib.customs.currencies import CurrencyRates
from chalicelib.customs.entries import Advisory, Treatment
from chalicelib.customs.epochs import Epochs, in_force
from chalicelib.customs.fees import FeeTable
from chalicelib.customs.measures import (
    CompiledMeasure,
    Facts,
    MeasureTable,
    Resolver,
    covers_origin,
    metals_in_force,
)
from chalicelib.customs.rows import Dataset, HtsRate, Product, SequenceOrder
from chalicelib.customs.situations import Situation, column1_asked, rate_gaps


class Articles(dict[tuple[str, str], Article]):
    """The article that a material is, by material and invoiced origin (empty: the product's)."""

    def __init__(self, reference: "Reference") -> None:
        super().__init__()
        self._reference = reference

    def __missing__(self, asked: tuple[str, str]) -> Article:
        material, origin = asked
        article = self[asked] = self._reference.make_article(material, origin)
        product = article.product
        if product is not None and article.origin == product.origin:
            # Invoiced with its own origin or without one it is the same article, worked out once.
            self[material, "" if origin else product.origin] = article
        return article


class Reference:
    """The reference data of one run, compiled."""

    def __init__(self, data: Dataset) -> None:
        self.products = {product.material: product for product in data.products}
        self.packaging = frozenset(row.material for row in data.packaging if row.is_packaging)
        self.measures = MeasureTable(data.measures)
        self.fees = FeeTable(data.fees)
        self.adcvd = data.adcvd
        self.sequence_order = data.sequence_order
        self.resolves = 0
        """How many (HTS number, origin, epoch) have been looked up so far."""
        self._hts_rates: dict[str, list[HtsRate]] = {}
        for row in sorted(data.hts_rates, key=lambda row: row.effective_from):
            self._hts_rates.setdefault(row.hts, []).append(row)
        self._currencies: dict[str, list[tuple[str, int]]] = {}
        for rate in sorted(data.exchange_rates, key=lambda row: row.date):
            self._currencies.setdefault(rate.currency, []).append((rate.date, rate.rate))
        self.epochs = Epochs(self._periods(data))
        orders = [self.order_row(day) for day in self.epochs.starts]
        self._orders = [order.programs if order else () for order in orders]
        """The programmes in reported order, per epoch; none where the sequence table has no row (R3.05)."""
        self._rates_on: dict[str, CurrencyRates] = {}
        self.articles = Articles(self)
        self._unsettled: list[Treatment | None] = [None] * len(self.epochs)
        self._profiles: dict[object, Profile] = {}
        self._situations: dict[tuple[str, str, int], Situation] = {}
        self._groups: dict[object, object] = {}
        self._treatments: dict[object, Treatment] = {}

    def _periods(self, data: Dataset) -> list[tuple[str, str]]:
        return [
            *((row.effective_from, row.effective_to) for row in data.measures),
            *((row.effective_from, row.effective_to) for row in data.hts_rates),
            *((row.effective_from, row.effective_to) for row in data.sequence_order),
            *((case.effective_from, "") for case in data.adcvd),
        ]

    def exchange_rates(self, export_date: str) -> CurrencyRates:
        """USD per unit of a currency on an export date (R2.01), by currency."""
        found = self._rates_on.get(export_date)
        if found is None:
            found = self._rates_on[export_date] = CurrencyRates(self._currencies, export_date)
        return found

    def rule(self, profile: Profile, epoch: int) -> Ruling:
        """What the law of an epoch says of a profile; also kept in `profile.rulings`."""
        found = profile.rulings[epoch]
        if found is None:
            found = profile.rulings[epoch] = self._rule(profile, epoch)
            profile.wholes[epoch] = found.whole
        return found

    def situation(self, hts: str, origin: str, epoch: int) -> Situation:
        """What the law of an epoch says of an HTS number from an origin."""
        found = self._situations.get((hts, origin, epoch))
        if found is None:
            self.resolves += 1
            found = self._situations[hts, origin, epoch] = self._make_situation(hts, origin, epoch)
        return found

    def facts(self, profile: Profile, situation: Situation) -> Facts:
        """What conditions may ask of a profile in a situation whose column 1 rate is known."""
        return Facts(profile.counting_spi, profile.claims, column1_asked(profile, situation), profile.metal)

    def order_row(self, day: str) -> SequenceOrder | None:
        """The row of the sequence table in force on a day; of several the one that began last."""
        rows = [row for row in self.sequence_order if in_force(row.effective_from, row.effective_to, day)]
        return max(rows, key=lambda row: row.effective_from, default=None)

    def make_article(self, material: str, stated_origin: str) -> Article:
        """Work out the article that a material is, invoiced with an origin (empty: the product's)."""
        product = self.products.get(material)
        if material in self.packaging:
            return Article(material, product, "", True, None, (), (), self._unsettled)
        if product is None:
            missing = ("MISSING_PRODUCT",)
            return Article(material, None, stated_origin, False, None, missing, (), self._unsettled)
        spi = product.spi
        origin = stated_origin or product.origin
        ignored = spi in USMCA_SPIS and origin not in USMCA_ORIGINS
        profile = self._profile(product, origin, "" if ignored else spi)
        gaps = article_gaps(product, origin)
        advisories = article_advisories(product, stated_origin, ignored)
        wholes = self._unsettled if gaps or advisories or profile is None else profile.wholes
        return Article(material, product, origin, False, profile, gaps, advisories, wholes)

    def _profile(self, product: Product, origin: str, spi: str) -> Profile | None:
        hts, claims = product.hts, product.claims
        if not (hts and origin):
            return None
        clauses = self.measures.metal_clauses(hts)
        answers = tuple([metal_clause_holds(product, clause) for clause in clauses]) if clauses else ()
        key = (hts, origin, spi, claims, answers)
        profile = self._profiles.get(key)
        if profile is None:
            metal = dict(zip(clauses, answers, strict=True))
            profile = Profile(hts, origin, spi, frozenset(claims), metal, len(self.epochs))
            self._profiles[key] = profile
        return profile

    def _make_situation(self, hts: str, origin: str, epoch: int) -> Situation:
        day = self.epochs.starts[epoch]
        covering = self.measures.covering(hts, origin, day)
        rows = [
            row for row in self._hts_rates.get(hts, ()) if in_force(row.effective_from, row.effective_to, day)
        ]
        hts_rate = rows[-1] if rows else None
        ad_cvd = tuple(
            Advisory("ADCVD", case.case, dotted(hts), origin)
            for case in self.adcvd
            if covers_origin(case.origins, origin)
            and case.effective_from <= day
            and hts.startswith(case.scope)
        )
        column1 = parse_rate(hts_rate.general_rate) if hts_rate else None
        return Situation(covering, metals_in_force(covering), self._orders[epoch], hts_rate, column1, ad_cvd)

    def _rule(self, profile: Profile, epoch: int) -> Ruling:
        situation = self.situation(profile.hts, profile.origin, epoch)
        hts_rate, column1 = situation.hts_rate, situation.column1
        parts = (PARTS[0], *situation.metals)
        open_findings = rate_gaps(profile, situation)
        if hts_rate is None or column1 is None:
            return Ruling(situation.metals, {}, dict.fromkeys(parts, open_findings))
        applied = Column1Rate(f"Free ({profile.spi})", 0, ()) if profile.counting_spi else column1
        facts = self.facts(profile, situation)
        treatments: dict[str, Treatment] = {}
        gaps: dict[str, frozenset[str]] = {}
        for part in parts:
            stack, found = Resolver(situation.covering, facts, part).stack(situation.order)
            if found or open_findings:
                gaps[part] = found | open_findings
                continue
            group = self._group(epoch, profile, part, stack)
            key = (group, *[row.rate_text for row in stack])
            if key not in self._treatments:
                self._treatments[key] = Treatment(
                    group=group,
                    hts=profile.hts,
                    origin=profile.origin,
                    spi=profile.spi,
                    counting_spi=profile.counting_spi,
                    part=part,
                    split=bool(situation.metals),
                    stack=stack,
                    column1=applied,
                    unit=hts_rate.unit_1,
                    quantity_kind=unit_kind(hts_rate.unit_1) or "",
                    ad_cvd=situation.ad_cvd,
                )
            treatments[part] = self._treatments[key]
        return Ruling(situation.metals, treatments, gaps)

    def _group(self, epoch: int, profile: Profile, part: str, stack: tuple[CompiledMeasure, ...]) -> object:
        """What articles have in common that make one line (R2.06): the same object for the same."""
        same = (epoch, profile.hts, profile.origin, profile.spi, part, *[row.key for row in stack])
        return self._groups.setdefault(same, object())
