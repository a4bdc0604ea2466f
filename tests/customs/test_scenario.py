"""What-if: the answer is the engine's own, with what each duty is reckoned on and the day it changes."""

import json
from collections.abc import Sequence

import pytest

from chalicelib.customs.scenario import (
    ask,
    bases,
    duty_and_fees,
    effective_rate,
    unlisted_product,
)
from tests.customs.asking import CLAIMED, HORSE, PLAIN, POWER_SUPPLY, answer, outcome, question
from tests.customs.building import (
    documents,
    duties,
    findings,
    goods,
    hts_row,
    measure,
    order,
    samples,
    stack,
    world,
)

# The answer


def test_the_answer_is_what_the_engine_makes_of_such_a_shipment() -> None:
    """The worked case of R2.11: 25 % and 12.5 % on 10,000 dollars, with both fees."""
    found = answer(question())
    (line,) = found["lines"]
    assert duties(line) == "9903.88.03 2500.00 + 9903.05.31 1250.00 + 8504.40.9580 0.00"
    (entry,) = documents(world(goods("8504.40.9580")))
    assert found["totals"] == entry["totals"]
    kept = {name: figure for name, figure in entry["lines"][0].items() if name not in ("invoice", "sources")}
    for tariff in line["tariffs"]:
        assert tariff.pop("base") == "10000 USD"
    assert line == kept
    assert found["duty_and_fees"] == "3797.14"


def test_every_question_has_its_answer_in_the_order_asked() -> None:
    asked = [
        question(origin=origin, day=day) for origin in ("VN", "CN") for day in ("2026-10-15", "2019-01-01")
    ]
    found = ask(samples(), asked)
    assert [one.what_if for one in found] == asked
    assert [one.entry.totals.duty for one in found] == [125_000, 0, 375_000, 100_000]
    assert ask(samples(), []) == []


def test_the_origin_asked_for_is_taken_for_the_products_own() -> None:
    """R2.03: another origin is the point of the question, so there is no advisory that it differs."""
    listed = next(row for row in samples().products if row.material == "10005242")
    assert listed.origin != "MX"
    found = answer(question(listed, origin="MX", day="2026-08-15"))
    assert (found["origin"], found["advisories"]) == ("MX", [])


def test_a_packaging_material_can_be_asked_about_as_goods() -> None:
    """A question about a material is a question about it as goods, whatever the packaging file says."""
    data = world(goods("8504.40.9580", material="BOX", packaging="Y"), goods())
    product = next(row for row in data.products if row.material == "BOX")
    assert answer(question(product), data)["status"] == "generated"


@pytest.mark.parametrize(
    ("spi", "origin", "headings", "rate"),
    [
        ("S", "MX", "9903.05.94 0", "Free (S)"),
        ("S+", "CA", "9903.05.93 0", "Free (S+)"),
        ("", "MX", "9903.05.55 0.10", "Free"),
    ],
)
def test_a_special_programme_counts_as_it_does_for_an_invoice(
    spi: str, origin: str, headings: str, rate: str
) -> None:
    """R2.03, R2.13: USMCA takes duty and MPF away, from Mexico and Canada."""
    found = answer(question(POWER_SUPPLY._replace(spi=spi), origin=origin, day="2026-08-15"))
    (line,) = found["lines"]
    assert (stack(line), line["tariffs"][-1]["rate"]) == (headings, rate)
    assert line["mpf"] == ("0.00" if spi else "34.64")


@pytest.mark.parametrize(("mode", "hmf"), [("10", "12.50"), ("11", "12.50"), ("30", "0.00"), ("40", "0.00")])
def test_harbor_maintenance_is_paid_by_vessel_only(mode: str, hmf: str) -> None:
    """R2.13."""
    assert answer(question(mode=mode))["totals"]["hmf"] == hmf


def test_a_gap_is_a_finding_of_the_answer() -> None:
    """R2.15: nothing is assumed for a question either."""
    found = answer(question(unlisted_product("8504409580", None)))
    assert findings(found) == ["MISSING_WEIGHT WHAT-IF"]
    assert (found["duty_and_fees"], found["next_change"]) == ("0.00", None)


def test_asking_stores_nothing_and_changes_nothing() -> None:
    data = samples()
    before = data._replace(invoice_lines=list(data.invoice_lines))
    assert answer(question(), data) == answer(question(), data)
    assert data == before


# What each duty is reckoned on


@pytest.mark.parametrize(
    ("rate", "base", "duty"),
    [
        ("Free", "10000 USD", "0.00"),
        ("5%", "10000 USD", "500.00"),
        ("1.9¢/kg", "75 kg", "1.43"),
        ("$1.20/No.", "30 No.", "36.00"),
        ("$2.40/doz", "2.5 doz", "6.00"),
        ("$1/prs", "30 prs", "30.00"),
        ("5% + 1.9¢/kg", "10000 USD + 75 kg", "501.43"),
        ("6%+$1.20/No.+1.9¢/kg", "10000 USD + 30 No. + 75 kg", "637.43"),
        ("1.9¢/kg + $2.40/doz", "75 kg + 2.5 doz", "7.43"),
    ],
)
def test_the_base_says_what_a_duty_is_reckoned_on(rate: str, base: str, duty: str) -> None:
    """R2.10: 30 pieces of 2.5 kg: 75 kg, two and a half dozen; 75 kg × 1.9 ¢ = 1.425, half-up 1.43."""
    data = world(goods(), hts=[hts_row("0101.21.0010", rate)], measures=())
    (line,) = answer(question(HORSE, quantity="30"), data)["lines"]
    assert line["tariffs"] == [{"code": "0101.21.0010", "rate": rate, "duty": duty, "base": base}]


def test_headings_are_reckoned_on_the_value_also_where_column_1_is_not() -> None:
    """R2.11."""
    top_up, plain = measure("P", "9903.01.01", cap="0.1"), measure("Q", "9903.01.02", "0.25")
    data = world(
        goods(), hts=[hts_row("0101.21.0010", "1.9¢/kg")], measures=[top_up, plain], orders=[order("P Q")]
    )
    (line,) = outcome(question(HORSE, quantity="30"), data).entry.lines
    assert bases(line) == ["10000 USD", "10000 USD", "75 kg"]
    assert line.duties == (998_57, 2_500_00, 1_43)


def test_metal_parts_have_bases_of_their_own() -> None:
    """R2.04: 80 % steel and 15 % aluminum by value, entered while metal content was in force."""
    data = world(goods("9403.99.9045", steel_share="80", aluminum_share="15"))
    found = outcome(question(data.products[0], "2026-01-15"))
    assert [bases(line)[-1] for line in found.entry.lines] == ["500 USD", "8000 USD", "1500 USD"]
    assert found.entry.totals.duty == 8_300_00


def test_a_share_of_the_value_is_rounded_half_up() -> None:
    """Duty and fees of 1,047.14 on 10,000 are 10.47 %; 0.10 on 2,000 are 0.005 %; 0 has no share."""
    found = outcome(question(origin="VN", day="2026-03-01"))
    assert (duty_and_fees(found.entry), effective_rate(found.entry)) == (1_047_14, "10.47 %")
    assert effective_rate(outcome(question(value="0")).entry) == "–"
    half = outcome(question(HORSE, value="2000", mode="40"), PLAIN).entry
    assert effective_rate(half._replace(totals=half.totals._replace(duty=10, mpf=0))) == "0.01 %"


# The document


ANSWER = ["status", "findings", "lines", "totals", "advisories", "duty_and_fees"]
QUESTION = ["material", "hts", "origin", "entry_date", "mode", "value", "quantity", "spi", "claims"]
LINE = "line hts origin part quantity unit net_kg gross_kg value tariffs duty mpf hmf".split()


def texts(document: object) -> Sequence[object]:
    """Every leaf of a JSON document."""
    if isinstance(document, dict):
        return [leaf for part in document.values() for leaf in texts(part)]
    if isinstance(document, list):
        return [leaf for part in document for leaf in texts(part)]
    return [document]


def test_the_document_has_this_shape() -> None:
    """All numbers are text; the next change is an answer with its date, or null."""
    found = answer(question(CLAIMED, value="9999.50", quantity="2.5"))
    assert list(found) == [*QUESTION, *ANSWER, "next_change"]
    assert list(found["next_change"]) == ["entry_date", *ANSWER]
    for shown in (found, found["next_change"]):
        (line,) = shown["lines"]
        assert list(line) == LINE
        assert {tuple(tariff) for tariff in line["tariffs"]} == {("code", "rate", "duty", "base")}
        assert list(shown["totals"]) == ["value", "duty", "mpf", "hmf", "gross_kg"]
    assert (found["value"], found["quantity"], found["claims"]) == ("9999.5", "2.5", ["9903.88.69"])
    assert found["lines"][0]["value"] == "10000"
    assert all(isinstance(leaf, str) for leaf in texts(found))
    assert answer(question())["next_change"] is None
    assert json.loads(json.dumps(found)) == found


def test_an_article_that_is_not_listed_is_named_so() -> None:
    product = unlisted_product("8504409580", None, "S", ("9903.88.69",))
    assert (product.material, product.hts, product.spi) == ("WHAT-IF", "8504409580", "S")
    assert (product.claims, product.status) == (("9903.88.69",), "Active")
    assert product.net_weight is product.gross_weight is product.steel_weight is None
