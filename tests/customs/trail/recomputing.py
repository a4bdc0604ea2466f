"""Recomputes every figure of a trail from the trail's own text, in `Decimal` and fractions (R4.01)."""

from decimal import Decimal
from fractions import Fraction

from tests.customs.trail.reading_trails import Trail, fits, half_up, number

ONE = Decimal(1)


def recompute(trail: Trail) -> None:
    """Assert that all figures of a trail follow from its own text and are those of its line."""
    invoice_lines(trail)
    packing(trail)
    rounding(trail["value"], trail["line"]["value"], trail)
    rounding(trail["gross_weight"], trail["line"]["gross_kg"], trail)
    quantity_and_weights(trail)
    duties(trail)
    fees(trail)


def invoice_lines(trail: Trail) -> None:
    """Amount times rate, plus packing, times the part's share; the sum is the exact value."""
    rates = {one["currency"]: one["rate"] for one in trail["currencies"]}
    for one in trail["invoice_lines"]:
        assert one["rate"] == rates[one["currency"]]
        assert number(one["usd"]) == number(one["amount"]) * number(one["rate"])
        assert number(one["usd_with_packing"]) == number(one["usd"]) + number(one["packing"])
        assert number(one["value"]) == number(one["usd_with_packing"]) * number(one["part_share"]) / 100
    assert sum(number(one["value"]) for one in trail["invoice_lines"]) == number(trail["value"]["exact"])


def packing(trail: Trail) -> None:
    """The packing's total, its shares in cents, and its weight."""
    told = trail["packing"]
    if told is None:
        assert {one["packing"] for one in trail["invoice_lines"]} == {"0.00"}
        return
    for one in told["lines"]:
        assert number(one["usd"]) == number(one["amount"]) * number(one["rate"])
        assert number(one["net_kg"]) == number(one["quantity"]) * number(one["net_kg_each"] or "0")
    assert sum(number(one["usd"]) for one in told["lines"]) == number(told["usd"])
    assert sum(number(one["net_kg"]) for one in told["lines"]) == number(told["net_kg"])
    assert half_up(number(told["usd"])) == number(told["usd_rounded"])
    usd = {one["line"]: number(one["usd"]) for one in trail["invoice_lines"]}
    for share in told["shares"]:
        cents_and_rank(share, told, usd[share["line"]])
    shares = {one["line"]: one["share"] for one in told["shares"]}
    for one in trail["invoice_lines"]:
        assert one["packing"] == shares.get(one["line"], "0.00")
    at_the_cut = sorted(told["at_the_cut"], key=lambda one: int(one["rank"]))
    at_the_cut = sorted(told["at_the_cut"], key=lambda one: int(one["rank"]))
    ranked = [number(one["remainder"]) for one in at_the_cut]
    assert ranked == sorted(ranked, reverse=True)


def cents_and_rank(share: dict[str, str], told: Trail, usd: Decimal) -> None:
    """A share is its exact cents cut to whole ones, and one more where its rank is among those left over."""
    cents, goods = Fraction(number(told["usd_rounded"])) * 100, Fraction(number(told["goods_usd"]))
    exact = cents * Fraction(usd) / goods if goods else cents / int(told["goods_lines"])
    assert fits(share["exact_cents"], exact)
    assert int(share["whole_cents"]) == exact // 1
    assert fits(share["remainder"], exact % 1)
    extra = int(int(share["rank"]) <= int(told["cents_left"]))
    assert int(share["extra_cent"]) == extra
    assert number(share["share"]) * 100 == int(share["whole_cents"]) + extra


def rounding(told: Trail, reported: str, trail: Trail) -> None:
    """Half-up, the target, and an adjustment that its rank explains."""
    if not told["exact"].endswith("…"):
        assert half_up(number(told["exact"]), ONE) == number(told["half_up"])
    if not told["exact_sum"].endswith("…"):
        assert half_up(number(told["exact_sum"]), ONE) == number(told["target"])
    over = int(told["half_up_sum"]) - int(told["target"])
    assert int(told["difference"]) == over
    assert int(told["half_up"]) + int(told["adjustment"]) == int(told["reported"]) == int(reported)
    fractions = [number(one["fraction"]) for one in told["contenders"]]
    assert fractions == sorted(fractions, reverse=over < 0)
    for one in told["contenders"]:
        adjusted = int(one["rank"]) <= abs(over)
        assert int(one["adjustment"]) == (-1 if over > 0 else 1) * adjusted
        assert number(one["exact"]) % 1 == number(one["fraction"])
        assert (number(one["fraction"]) >= Decimal("0.5")) == (over > 0)
    mine = [one["adjustment"] for one in told["contenders"] if one["line"] == trail["line"]["line"]]
    assert mine in ([told["adjustment"]], [])
    assert mine or told["adjustment"] == "0"
    assert bool(told["contenders"]) == bool(over)


def quantity_and_weights(trail: Trail) -> None:
    """Units and kilograms by invoice line, their sums, and the quantity in the unit of the HTS number."""
    articles = {one["material"]: one for one in trail["articles"]}
    made_of = trail["gross_weight"]["made_of"]
    lines = trail["invoice_lines"]
    for one in lines:
        carried = one["weights_on_line"] == trail["line"]["line"]
        units = number(one["quantity"]) if carried else Decimal(0)
        assert number(one["units"]) == units
        assert number(one["net_kg"]) == units * number(articles[one["material"]]["net_kg"])
        assert number(one["gross_kg"]) == units * number(articles[one["material"]]["gross_kg"])
        assert fits(one["packing_kg"], packing_kg(trail, Fraction(number(one["net_kg"])), int(carried)))
    net = sum(number(one["net_kg"]) for one in lines)
    assert net == number(made_of["line_net_kg"]) == number(trail["net_weight"]["exact"])
    assert half_up(Decimal(net), Decimal("0.001")) == number(trail["line"]["net_kg"])
    own = sum(number(one["gross_kg"]) for one in lines)
    assert own == number(made_of["own_kg"])
    packing = packing_kg(trail, Fraction(net), int(made_of["line_goods_lines"]))
    assert fits(made_of["packing_kg"], packing)
    gross = Fraction(own) + packing
    assert fits(trail["gross_weight"]["exact"], gross)
    assert half_up(gross, ONE) == number(trail["gross_weight"]["half_up"])
    quantity(trail, sum(number(one["units"]) for one in lines), Decimal(net))


def packing_kg(trail: Trail, net: Fraction, goods_lines: int) -> Fraction:
    """A share of the packing's weight: by net weight, or by goods lines where all goods weigh nothing."""
    made_of = trail["gross_weight"]["made_of"]
    packing, goods = number(made_of["packing_net_kg"]), number(made_of["goods_net_kg"])
    if goods:
        return Fraction(packing) * net / Fraction(goods)
    return Fraction(packing) * goods_lines / int(made_of["goods_lines"])


def quantity(trail: Trail, units: Decimal | int, net: Decimal) -> None:
    """The quantity that the unit asks for."""
    told = trail["quantity"]
    assert number(told["units"]) == units
    asked = {
        "count": half_up(Decimal(units), ONE),
        "weight": half_up(net),
        "dozen": half_up(Fraction(units) / 12),
        "none": None,
    }[told["kind"]]
    reported = trail["line"]["quantity"]
    assert (None if reported is None else number(reported)) == asked
    assert told["reported"] == reported


def duties(trail: Trail) -> None:
    """Each duty from its own equation, and their sum."""
    line, column1 = trail["line"], number(trail["duties"][-1]["duty"])
    assert [(one["code"], one["rate_text"], one["duty"]) for one in trail["duties"]] == [
        (one["code"], one["rate"], one["duty"]) for one in line["tariffs"]
    ]
    for one in trail["duties"]:
        assert one["value"] == line["value"]
        if one["kind"] == "column 1":
            exact = sum((number(term["times"]) * number(term["rate"]) for term in one["terms"]), Decimal(0))
        else:
            exact = number(one["value"]) * number(one["rate"])
        assert number(one["product"]) == exact
        assert number(one["rounded"]) == half_up(exact)
        if one["kind"] == "cap":
            assert number(one["less"]) == column1
            assert number(one["duty"]) == max(Decimal(0), number(one["rounded"]) - column1)
        else:
            assert one["duty"] == one["rounded"]
            assert one["kind"] != "none" or number(one["rate"]) == 0
    assert sum(number(one["duty"]) for one in trail["duties"]) == number(line["duty"])


def fees(trail: Trail) -> None:
    """MPF and HMF of the line, the entry's MPF within its limits, and the total."""
    line, totals = trail["line"], trail["totals"]
    for fee in ("mpf", "hmf"):
        told = trail["fees"][fee]
        assert told["amount"] == line[fee] == totals[fee]
        if told["rate"]:
            assert number(told["product"]) == number(line["value"]) * number(told["rate"])
        if "×" in told["why"]:
            assert number(told["amount"]) == half_up(number(told["product"]))
        else:
            assert told["amount"] == "0.00"
    mpf = trail["fees"]["mpf"]
    due = number(mpf["entry_lines"])
    if due:
        due = max(due, number(mpf["minimum"] or "0"))
        due = min(due, number(mpf["maximum"])) if mpf["maximum"] else due
    assert due == number(mpf["entry"]) == number(trail["entry"]["totals"]["mpf"])
    assert totals["duty"] == line["duty"]
    assert number(totals["duty_and_fees"]) == sum(number(totals[name]) for name in ("duty", "mpf", "hmf"))
