"""R5.01, second pass: within an invoice, on equal quantity or a value within 1 % of ours."""

import pytest

from tests.customs.building import InvoicedLine, goods, hts_row
from tests.customs.compare.pairing import Spoken, pairs
from tests.customs.compare.reporting import FREE, OURS

OTHER, THIRD = "8537.10.9170", "8526.92.5000"


def other(number: str = OTHER, **said: str) -> Spoken:
    """A reported line of another HTS number, far from ours in quantity and value unless said."""
    return {"numbers": f"{number} 0.00", "quantity": "1", "value": "1", **said}


def same(origin: str, **said: str) -> Spoken:
    """A reported line of our HTS number from elsewhere."""
    return {"origin": origin, "quantity": "1", "value": "1", **said}


TWINS = [goods(FREE, quantity="100", spi=spi) for spi in "AB"]
CRITERIA = {
    "R5.01 value 1 % over ours": ([OURS], {"a": other(value="10100")}, "001=a"),
    "R5.01 value 1 % and a dollar over": ([OURS], {"a": other(value="10101")}, "001=- -=a"),
    "R5.01 value 1 % and a cent over": ([OURS], {"a": other(value="10100.01")}, "001=- -=a"),
    "R5.01 value 1 % under ours": ([OURS], {"a": other(value="9900")}, "001=a"),
    "R5.01 value 1 % and a dollar under": ([OURS], {"a": other(value="9899")}, "001=- -=a"),
    "R5.01 value 1 % is of ours, not of the reported": (
        [goods(FREE, "9900", quantity="100")],
        {"a": other(value="10000")},
        "001=- -=a",
    ),
    "R5.01 value 1 % of a small one: 50 is 49.50 and 50.50": (
        [goods(FREE, "50")],
        {"a": other(value="51", quantity="7"), "b": other(value="50.50", quantity="7")},
        "001=b -=a",
    ),
    "R5.01 equal quantity, any value": ([OURS], {"a": other(quantity="100")}, "001=a"),
    "R5.01 equal quantity, written with places": ([OURS], {"a": other(quantity="100.00")}, "001=a"),
    "R5.01 nearly equal quantity": ([OURS], {"a": other(quantity="101")}, "001=- -=a"),
    "R5.01 equal quantity, whatever the unit": (
        [OURS],
        {"a": other(quantity="100.00", unit="kg")},
        "001=a",
    ),
    "R5.01 no quantity on either side is not an equal one": (
        [goods(FREE, quantity="100")],
        {"a": other(quantity="", unit="X")},
        "001=- -=a",
    ),
    "R5.01 equal quantity of 0": ([goods(FREE, quantity="0")], {"a": other(quantity="0")}, "001=- -=a"),
    "R5.01 quantity 0, but the value is near": (
        [goods(FREE, quantity="0")],
        {"a": other(quantity="0", value="10000")},
        "001=a",
    ),
    "R5.01 both values 0": ([goods(FREE, "0")], {"a": other(value="0", quantity="7")}, "001=a"),
    "R5.01 another invoice": (
        [OURS],
        {"a": other(invoice="INV2", quantity="100", value="10000")},
        "001=- -=a",
    ),
}
BEST = {
    "R5.01 both criteria go before the same HTS number and the nearest value": (
        [OURS],
        {"a": same("MY", quantity="100", value="10101"), "b": other(quantity="100", value="9900")},
        "001=b -=a",
    ),
    "R5.01 both criteria go before one with the value to the dollar": (
        [OURS],
        {"a": same("MY", value="10000"), "b": other(origin="MY", quantity="100", value="10100")},
        "001=b -=a",
    ),
    "R5.01 the same HTS number goes before the same origin": (
        [OURS],
        {"a": other(quantity="100"), "b": same("MY", quantity="100")},
        "001=b -=a",
    ),
    "R5.01 the same HTS number goes before the nearest value": (
        [OURS],
        {"a": other(quantity="100", value="9000"), "b": same("MY", quantity="100", value="7")},
        "001=b -=a",
    ),
    "R5.01 the same origin goes before the nearest value": (
        [OURS],
        {"a": other(origin="MY", quantity="100", value="9000"), "b": other(quantity="100", value="7")},
        "001=b -=a",
    ),
    "R5.01 quantity and value are worth the same": (
        [OURS],
        {"a": other(value="10000", origin="MY"), "b": other(quantity="100", value="7")},
        "001=b -=a",
    ),
    "R5.01 the nearest value": (
        [OURS],
        {"a": other(value="9910"), "b": other(THIRD, value="10080")},
        "001=b -=a",
    ),
    "R5.01 our line order": (TWINS, {"a": other(quantity="100")}, "001=a 002=-"),
    "R5.01 our line order, then the report's": (
        TWINS,
        {"a": other(quantity="100"), "b": other(quantity="100")},
        "001=a 002=b",
    ),
    "R5.01 the best pair goes first, not our first line": (
        [goods(FREE, quantity="100"), goods(THIRD, quantity="100")],
        {"a": {"numbers": f"{THIRD} 0.00", "origin": "MY", "value": "1"}, "b": other(quantity="100")},
        "001=b 002=a",
    ),
    "R5.01 a line is taken once": (
        [goods(FREE, quantity="100"), goods(THIRD, quantity="100")],
        {"a": other(quantity="100")},
        "001=a 002=-",
    ),
    "R5.01 what the first pass left over in a group": (
        [goods(FREE, quantity="100"), goods(THIRD, "500", quantity="7")],
        {"a": {"value": "9000"}, "b": {"quantity": "7", "value": "500"}},
        "001=a 002=b",
    ),
}


@pytest.mark.parametrize(("ours", "reported", "expected"), CRITERIA.values(), ids=CRITERIA)
def test_what_makes_a_pair(ours: list[InvoicedLine], reported: dict[str, Spoken], expected: str) -> None:
    assert pairs(ours, reported) == expected


@pytest.mark.parametrize(("ours", "reported", "expected"), BEST.values(), ids=BEST)
def test_the_best_pair(ours: list[InvoicedLine], reported: dict[str, Spoken], expected: str) -> None:
    assert pairs(ours, reported) == expected


def test_a_line_without_quantity_has_no_equal_one() -> None:
    """R5.01: the unit X asks for none, and the report gives none or 0."""
    asked_for_none = hts_row(FREE, unit="X")
    for quantity in ("", "0"):
        reported = {"a": other(quantity=quantity, unit="X")}
        assert pairs([OURS], reported, hts=[asked_for_none]) == "001=- -=a"


def test_the_report_counts_its_lines_as_a_person_does() -> None:
    """R5.01: of equal pairs the report's line 9 goes before its line 10."""
    nine, ten = other(quantity="100"), other(quantity="100")
    assert pairs([OURS], {"9": nine, "10": ten}) == "001=9 -=10"
    assert pairs([OURS], {"10": ten, "9": nine}) == "001=9 -=10"
