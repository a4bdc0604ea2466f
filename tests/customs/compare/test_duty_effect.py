"""R5.04: what a finding costs in USD, reported less expected; below 0 is duty that was not declared."""

import pytest

from tests.customs.building import InvoicedLine, Row, goods, hts_row
from tests.customs.compare.reporting import FREE, RIGHT, Rows, compared, declared, told

OTHER = "8537.10.9170"
WORTH_9000 = {
    "R5.04 rates: 25 % + 12.5 % of -1,000": (
        goods(FREE, quantity="100", net="2", gross="3"),
        [],
        RIGHT,
        "-375.00 material",
    ),
    "R5.04 column 1 as well: 6 % + 25 % + 12.5 %": (
        goods("9404.29.9087", quantity="100", net="2", gross="3"),
        [],
        "9903.88.03 2500.00 + 9903.05.31 1250.00 + 9404.29.9087 600.00",
        "-435.00 material",
    ),
    "R5.04 capped: 400 + 600 at 10,000, 360 + 540 at 9,000": (
        goods("6402.99.3165", origin="IT", quantity="100", net="2", gross="3"),
        [hts_row("6402.99.3165", "6%")],
        "9903.05.39 400.00 + 6402.99.3165 600.00",
        "-100.00 material",
    ),
    "R5.04 specific duty is on the quantity, which is ours": (
        goods(FREE, origin="AU", quantity="100", net="2", gross="3"),
        [hts_row(FREE, "1.9¢/kg")],
        f"{FREE} 3.80",
        "0.00 minor",
    ),
    "R5.04 compound: 603.80 at 10,000, 543.80 at 9,000": (
        goods(FREE, origin="AU", quantity="100", net="2", gross="3"),
        [hts_row(FREE, "6% + 1.9¢/kg")],
        f"{FREE} 603.80",
        "-60.00 material",
    ),
    "R5.04 a counting SPI owes nothing at either": (
        goods("9404.29.9087", origin="MX", spi="S", quantity="100", net="2", gross="3"),
        [],
        "9903.05.94 0.00 + 9404.29.9087 0.00",
        "0.00 minor",
    ),
    "R5.04 no stack and Free": (
        goods(FREE, origin="AU", quantity="100", net="2", gross="3"),
        [],
        f"{FREE} 0.00",
        "0.00 minor",
    ),
}


@pytest.mark.parametrize(("ours", "hts", "numbers", "effect"), WORTH_9000.values(), ids=WORTH_9000)
def test_a_value_of_9000_for_10000(ours: InvoicedLine, hts: list[Row], numbers: str, effect: str) -> None:
    assert ours.product is not None
    origin = ours.product["Country of Origin"]
    mpf = "0.00" if ours.product["SPI"] else "34.64"
    right = declared(numbers, origin=origin, mpf=mpf)
    assert told(compared([right], [ours], hts=hts)) == []
    wrong = declared(numbers, origin=origin, mpf=mpf, value="9000")
    assert told(compared([wrong], [ours], hts=hts)) == [f"VALUE | 10000 | 9000 | -1000 | {effect}"]


def test_a_cap_that_column_1_passes_at_one_value_only() -> None:
    """Specific 900.00 and a cap of 10 %: the heading owes 100 at 10,000 and nothing at 8,000."""
    ours = [goods("6402.99.3165", origin="IT", quantity="100", net="2", gross="3")]
    law = [hts_row("6402.99.3165", "$9.00/No.")]
    numbers = "9903.05.39 100.00 + 6402.99.3165 900.00"
    wrong = declared(numbers, origin="IT", value="8000")
    assert told(compared([declared(numbers, origin="IT")], ours, hts=law)) == []
    assert told(compared([wrong], ours, hts=law)) == ["VALUE | 10000 | 8000 | -2000 | -100.00 material"]


def test_each_number_is_rounded_on_its_own() -> None:
    """At 10,001: 2,500.25 and 1,250.125, which is 1,250.13; together 0.38 more."""
    assert told(compared([declared(value="10001")])) == ["VALUE | 10000 | 10001 | 1 | 0.38 minor"]


EXACT = "9903.88.03 2500.00 + 9903.05.31 1250.00"
OTHERS = {
    "R5.04 heading left off: its expected duty, whatever the value says": (
        [declared(f"9903.05.31 1125.00 + {FREE} 0.00", value="9000")],
        [
            "MISSING_CH99 | 9903.88.03 | - | - | -2500.00 material",
            "VALUE | 10000 | 9000 | -1000 | -375.00 material",
        ],
    ),
    "R5.04 heading added at 0": (
        [declared(f"9903.99.99 0.00 + {RIGHT}")],
        ["EXTRA_CH99 | - | 9903.99.99 | - | 0.00 material"],
    ),
    "R5.04 DUTY: reported less expected of that number": (
        [declared(f"9903.88.03 2600.00 + 9903.05.31 1200.00 + {FREE} 0.00")],
        [
            "DUTY | 2500.00 | 2600.00 | 100.00 | 100.00 material",
            "DUTY | 1250.00 | 1200.00 | -50.00 | -50.00 material",
        ],
    ),
    "R5.04 HTS: the line's duty, reported less expected": (
        [declared(f"{EXACT} + {OTHER} 270.00")],
        [f"HTS | {FREE} | {OTHER} | - | 270.00 material"],
    ),
    "R5.04 ORIGIN: the line's duty, reported less expected": (
        [declared(f"9903.05.84 1250.00 + {FREE} 0.00", origin="VN")],
        ["ORIGIN | CN | VN | - | -2500.00 material"],
    ),
    "R5.04 HTS and ORIGIN: HTS carries it": (
        [declared(f"9903.05.84 1250.00 + {OTHER} 270.00", origin="VN")],
        [f"HTS | {FREE} | {OTHER} | - | -2230.00 material", "ORIGIN | CN | VN | - | 0.00 material"],
    ),
    "R5.04 MISSING_LINE and EXTRA_LINE: all duty of the line, no fees": (
        [declared(f"9903.88.03 1.00 + {OTHER} 0.25", value="1", quantity="1", line="009")],
        ["MISSING_LINE | 001 | - | - | -3750.00 material", "EXTRA_LINE | - | 009 | - | 1.25 material"],
    ),
    "R5.04 MPF and HMF: the difference": (
        [declared(mpf="0.00", hmf="20.00")],
        ["MPF | 34.64 | 0.00 | -34.64 | -34.64 material", "HMF | 12.50 | 20.00 | 7.50 | 7.50 minor"],
    ),
    "R5.04 quantity, unit and weights: 0": (
        [declared(quantity="1", net="1", gross="1")],
        [
            "QUANTITY | 100 | 1 | -99 | 0.00 material",
            "NET_WEIGHT | 200.000 | 1.000 | -199.000 | 0.00 minor",
            "GROSS_WEIGHT | 300 | 1 | -299 | 0.00 minor",
        ],
    ),
}


@pytest.mark.parametrize(("reported", "expected"), OTHERS.values(), ids=OTHERS)
def test_the_effect_of_every_kind(reported: list[Rows], expected: list[str]) -> None:
    assert told(compared(reported)) == expected
