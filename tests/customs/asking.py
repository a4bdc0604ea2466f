"""Questions of what an article would cost, and their answers."""

from chalicelib.customs.numbers import parse_scaled
from chalicelib.customs.rows import Dataset, Product
from chalicelib.customs.scenario import NextChange, Outcome, WhatIf, ask, outcomes_document, unlisted_product
from tests.customs.building import Document, fee, goods, hts_row, samples, world

POWER_SUPPLY = unlisted_product("8504409580", parse_scaled("1"))
CLAIMED = POWER_SUPPLY._replace(claims=("9903.88.69",))
PLAIN = world(goods(), hts=[hts_row("0101.21.0010", "5%")], measures=(), fees=[fee("MPF", "0")])
"""One HTS number at 5 %, no measures, no fees but an MPF of 0."""
HORSE = unlisted_product("0101210010", parse_scaled("2.5"))


def question(product: Product = POWER_SUPPLY, day: str = "2026-10-15", **said: str) -> WhatIf:
    """What a product costs: 10,000 USD of one piece from China by vessel, unless said otherwise."""
    fact = {"origin": "CN", "mode": "11", "value": "10000", "quantity": "1", **said}
    value, quantity = parse_scaled(fact["value"]), parse_scaled(fact["quantity"])
    return WhatIf(product, fact["origin"], day, fact["mode"], value, quantity)


def outcome(asked: WhatIf, data: Dataset | None = None) -> Outcome:
    (found,) = ask(samples() if data is None else data, [asked])
    return found


def answer(asked: WhatIf, data: Dataset | None = None) -> Document:
    (found,) = outcomes_document([outcome(asked, data)])["scenarios"]
    shown: Document = found
    return shown


def change(asked: WhatIf, data: Dataset | None = None) -> NextChange:
    found = outcome(asked, data).next_change
    assert found is not None
    return found
