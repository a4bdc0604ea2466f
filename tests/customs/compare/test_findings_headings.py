"""R5.02: headings left off, added, dead, and in the wrong order."""

import pytest

from tests.customs.building import goods, hts_row, measure, order
from tests.customs.compare.reporting import FREE, RIGHT, compared, declared, told

MEASURES = [
    measure("OLD", "9903.60.01", "0.1", scope="1111", until="2026-10-14"),
    measure("OLD", "9903.60.02", "0.1", scope="1111", until="2026-10-15"),
    measure("OLD", "9903.60.03", "0.1", scope="1111", since="2026-10-16"),
    measure("OLD", "9903.60.04", "0.1", scope="1111"),
    measure("OLD", "9903.60.05", "0.1", scope="1111", until="2020-12-31"),
    measure("OLD", "9903.60.05", "0.2", scope="2222", since="2021-01-01", until="2026-10-14"),
    measure("OLD", "9903.60.06", "0.1", scope="1111", until="2020-12-31"),
    measure("OLD", "9903.60.06", "0.2", scope="2222", since="2021-01-01"),
    measure("OLD", "9903.60.07", "0.1", scope="1111", until="2020-12-31"),
    measure("OTHER", "9903.60.07", "0.2", scope="2222", since="2027-01-01", until="2027-12-31"),
]
ADDED = {
    "R5.02 ended the day before the entry": ("9903.60.01", "DEAD_PROGRAM"),
    "R5.02 ends on the day of the entry, for other goods": ("9903.60.02", "EXTRA_CH99"),
    "R5.02 begins the day after the entry": ("9903.60.03", "EXTRA_CH99"),
    "R5.02 open end, for other goods": ("9903.60.04", "EXTRA_CH99"),
    "R5.02 every row ended": ("9903.60.05", "DEAD_PROGRAM"),
    "R5.02 one row ended, another is open": ("9903.60.06", "EXTRA_CH99"),
    "R5.02 one row ended, another is still to come": ("9903.60.07", "EXTRA_CH99"),
    "R5.02 no row at all": ("9903.60.99", "EXTRA_CH99"),
    "R5.02 our own heading once more": ("9903.88.03", "EXTRA_CH99"),
}


@pytest.mark.parametrize(("heading", "kind"), ADDED.values(), ids=ADDED)
def test_a_heading_that_we_do_not_have(heading: str, kind: str) -> None:
    last = RIGHT.replace(f" + {FREE}", f" + {heading} 9.00 + {FREE}")
    comparison = compared([declared(last)], more_measures=MEASURES)
    assert told(comparison) == [f"{kind} | - | {heading} | - | 9.00 material"]


FIRST, SECOND, THIRD, FOURTH = (f"9903.70.0{place}" for place in (1, 2, 3, 4))
STACK = [measure(f"P{code[-1]}", code, "0.01") for code in (FIRST, SECOND, THIRD, FOURTH)]
IN_ORDER = order("P1 P2 P3 P4")
EACH = "100.00"


def stack(*codes: str) -> str:
    """Tariff numbers at 1 % of 10,000 each; the line's own is Free."""
    return " + ".join(f"{code} {'0.00' if code == FREE else EACH}" for code in codes)


def listed(*codes: str) -> str:
    return ", ".join(codes)


OURS = (FIRST, SECOND, THIRD, FOURTH, FREE)
ORDERS = {
    "R5.02 WRONG_ORDER of two": (SECOND, FIRST, THIRD, FOURTH, FREE),
    "R5.02 WRONG_ORDER backwards": (FOURTH, THIRD, SECOND, FIRST, FREE),
    "R5.02 WRONG_ORDER the line's own number first": (FREE, FIRST, SECOND, THIRD, FOURTH),
    "R5.02 WRONG_ORDER the line's own number last but one": (FIRST, SECOND, THIRD, FREE, FOURTH),
}


@pytest.mark.parametrize("reported", ORDERS.values(), ids=ORDERS)
def test_wrong_order(reported: tuple[str, ...]) -> None:
    comparison = compared([declared(stack(*reported), hts=FREE)], measures=STACK, orders=[IN_ORDER])
    assert told(comparison) == [f"WRONG_ORDER | {listed(*OURS)} | {listed(*reported)} | - | 0.00 material"]


OFF = f"MISSING_CH99 | {SECOND} | - | - | -100.00 material"
ADD = "EXTRA_CH99 | - | 9903.99.99 | - | 100.00 material"
WITH_OTHERS = {
    "R5.02 a heading left off is no wrong order": ((FIRST, THIRD, FOURTH, FREE), [OFF]),
    "R5.02 a heading between is no wrong order": (
        (FIRST, "9903.99.99", SECOND, THIRD, FOURTH, FREE),
        [ADD],
    ),
    "R5.02 one left off, another in its place": (
        (FIRST, "9903.99.99", THIRD, FOURTH, FREE),
        [OFF, ADD],
    ),
    "R5.02 one left off, and the others swapped": (
        (THIRD, FIRST, FOURTH, FREE),
        [
            OFF,
            f"WRONG_ORDER | {listed(*OURS)} | {listed(THIRD, FIRST, FOURTH, FREE)} | - | 0.00 material",
        ],
    ),
    "R5.02 an added heading after the line's own number": (
        (FIRST, SECOND, THIRD, FOURTH, FREE, "9903.99.99"),
        [
            ADD,
            f"WRONG_ORDER | {listed(*OURS)} | {listed(*OURS, '9903.99.99')} | - | 0.00 material",
        ],
    ),
    "R5.02 several left off, in our order": (
        (FOURTH, FREE),
        [f"MISSING_CH99 | {code} | - | - | -100.00 material" for code in (FIRST, SECOND, THIRD)],
    ),
    "R5.02 several added, in the reported order": (
        (FIRST, "9903.99.99", SECOND, THIRD, "9903.99.01", FOURTH, FREE),
        [ADD, ADD.replace("9903.99.99", "9903.99.01")],
    ),
    "R5.02 all left off": (
        (FREE,),
        [f"MISSING_CH99 | {code} | - | - | -100.00 material" for code in OURS[:-1]],
    ),
}


@pytest.mark.parametrize(("reported", "expected"), WITH_OTHERS.values(), ids=WITH_OTHERS)
def test_the_order_is_that_of_the_headings_both_have(reported: tuple[str, ...], expected: list[str]) -> None:
    comparison = compared([declared(stack(*reported), hts=FREE)], measures=STACK, orders=[IN_ORDER])
    assert told(comparison) == expected


VIETNAM = "9403.20.0035"
DAYS = {
    "R5.02 the last day of the heading": ("2026-07-23", []),
    "R5.02 the day after: dead, and its successor is missing": (
        "2026-07-24",
        [
            "MISSING_CH99 | 9903.05.84 | - | - | -1250.00 material",
            "DEAD_PROGRAM | - | 9903.03.01 | - | 1000.00 material",
        ],
    ),
}


@pytest.mark.parametrize(("day", "expected"), DAYS.values(), ids=DAYS)
def test_a_heading_dies_the_day_after_its_last(day: str, expected: list[str]) -> None:
    ours = [goods(VIETNAM, origin="VN", quantity="100", net="2", gross="3")]
    numbers = f"9903.03.01 1000.00 + {VIETNAM} 0.00"
    reported = declared(numbers, origin="VN", entered=day)
    assert told(compared([reported], ours, entered=day, hts=[hts_row(VIETNAM)])) == expected
