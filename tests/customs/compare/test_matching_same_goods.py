"""R5.01, first pass: lines of the same shipment, invoice, HTS number and origin belong together."""

import pytest

from tests.customs.building import InvoicedLine, goods
from tests.customs.compare.pairing import Spoken, pairs
from tests.customs.compare.reporting import FORCED_LABOR, FREE, LIST3, OURS, compared, declared, kinds

CLAIMED = "9903.88.69"
"""The exclusion that stands in the place of list 3 on a line of its own."""
EXCLUDED = f"{CLAIMED} 0.00 + {FORCED_LABOR} 1250.00 + {FREE} 0.00"
ON_LIST = f"{LIST3} 2500.00 + {FORCED_LABOR} 1250.00 + {FREE} 0.00"
OTHER = "8537.10.9170"


def alike(*values: str) -> list[InvoicedLine]:
    """Lines with the same numbers, kept apart by a preference without effect: 001, 002, …"""
    return [goods(FREE, value, quantity="100", spi=f"A{place}") for place, value in enumerate(values)]


TWO_STACKS = [goods(FREE, "10000", quantity="100"), goods(FREE, "20000", quantity="100", claims=CLAIMED)]
CASES = {
    "R5.01 a line of its own is matched whatever else it says": (
        [OURS],
        {"a": {"value": "1", "quantity": "7", "unit": "kg", "net": "0"}},
        "001=a",
    ),
    "R5.01 the same goods go before an equal line of other goods": (
        [OURS],
        {"a": {"numbers": f"{OTHER} 0.00"}, "b": {"value": "1", "quantity": "7"}},
        "001=b -=a",
    ),
    "R5.01 goods of another invoice are other goods": (
        [OURS],
        {"a": {"invoice": "INV2"}},
        "001=- -=a",
    ),
    "R5.01 most shared numbers: each with its own stack": (
        TWO_STACKS,
        {"a": {"numbers": EXCLUDED}, "b": {"numbers": ON_LIST}},
        "001=b 002=a",
    ),
    "R5.01 most shared numbers go before the nearest value": (
        TWO_STACKS,
        {"a": {"numbers": EXCLUDED, "value": "10001"}, "b": {"numbers": ON_LIST, "value": "20001"}},
        "001=b 002=a",
    ),
    "R5.01 most shared numbers: one heading is more than none": (
        TWO_STACKS,
        {"a": {"numbers": f"{CLAIMED} 0.00 + {FREE} 0.00", "value": "10000"}, "b": {"value": "20000"}},
        "001=b 002=a",
    ),
    "R5.01 most shared numbers count the common ones, not the length of the list": (
        TWO_STACKS,
        {
            "a": {"numbers": f"9903.01.24 0 + 9903.01.25 0 + {LIST3} 0 + {FREE} 0", "value": "20000"},
            "b": {"numbers": f"{CLAIMED} 0.00 + {FREE} 0.00", "value": "10000"},
        },
        "001=a 002=b",
    ),
    "R5.01 most shared numbers: their order does not count": (
        TWO_STACKS,
        {
            "a": {"numbers": f"{FORCED_LABOR} 0 + {CLAIMED} 0 + {FREE} 0", "value": "10000"},
            "b": {"numbers": f"{FORCED_LABOR} 0 + {FREE} 0", "value": "20000"},
        },
        "001=b 002=a",
    ),
    "R5.01 nearest value where the numbers are the same": (
        alike("10000", "20000"),
        {"a": {"value": "19000"}, "b": {"value": "11000"}},
        "001=b 002=a",
    ),
    "R5.01 nearest value from above and from below is as near": (
        alike("10000", "10300"),
        {"a": {"value": "10200"}, "b": {"value": "9900"}},
        "001=b 002=a",
    ),
    "R5.01 the best pair of the group goes first, not our first line": (
        alike("10000", "10400"),
        {"a": {"value": "10300"}, "b": {"value": "5000"}},
        "001=b 002=a",
    ),
    "R5.01 cents of a reported value count": (
        alike("10000"),
        {"a": {"value": "10000.50"}, "b": {"value": "10000.49"}},
        "001=b -=a",
    ),
    "R5.01 of equals our first line takes the report's first": (
        alike("10000", "10000"),
        {"a": {}, "b": {}},
        "001=a 002=b",
    ),
    "R5.01 one reported line for two of ours: nearest value": (
        alike("10000", "20000"),
        {"a": {"value": "19999"}},
        "001=- 002=a",
    ),
    "R5.01 one line of ours, two reported": (
        alike("10000"),
        {"a": {"value": "12000"}, "b": {"value": "11000"}},
        "001=b -=a",
    ),
    "R5.01 three of each": (
        alike("100", "200", "300"),
        {"a": {"value": "290"}, "b": {"value": "110"}, "c": {"value": "205"}},
        "001=b 002=c 003=a",
    ),
}


@pytest.mark.parametrize(("ours", "reported", "expected"), CASES.values(), ids=CASES)
def test_lines_of_the_same_goods(
    ours: list[InvoicedLine], reported: dict[str, Spoken], expected: str
) -> None:
    assert pairs(ours, reported) == expected


def test_line_numbers_are_no_part_of_the_matching() -> None:
    """R5.01: the two sides may count differently."""
    ours = [goods(FREE, quantity="100", net="2", gross="3"), goods(FREE, origin="AU", quantity="40")]
    australian = declared(
        f"{FREE} 0.00", line="001", origin="AU", quantity="40", net="40.000", gross="40", value="10000"
    )
    comparison = compared([australian, declared(line="077")], ours)
    assert (comparison.status, kinds(comparison)) == ("pass", [])


def test_lines_that_agree_in_everything_stand_for_each_other() -> None:
    """R5.03: two lines of one value; taken in line order each would differ in quantity from the other's."""
    ours = [
        goods(FREE, quantity="100", net="2", gross="3", spi="A"),
        goods(FREE, quantity="50", net="4", gross="6", spi="B"),
    ]
    comparison = compared([declared(line="001", quantity="50"), declared(line="002")], ours)
    assert (comparison.status, kinds(comparison)) == ("pass", [])


def test_a_line_that_agrees_leaves_the_wrong_one_to_the_wrong_one() -> None:
    """R5.03: of two equal lines one was reported with a quantity of 101; that is one finding."""
    ours = [goods(FREE, quantity="100", net="2", gross="3", spi=spi) for spi in "AB"]
    comparison = compared([declared(line="001", quantity="101"), declared(line="002")], ours)
    assert kinds(comparison) == ["QUANTITY"]
