"""Invoice lines gathered into customs lines, and when two stacks are one (R2.06; a line of CBP Form 7501)."""

from typing import Any

import pytest

from tests.customs.building import (
    InvoicedLine,
    Row,
    column,
    entry_of,
    findings,
    goods,
    line_of,
    measure,
    order,
    packing,
    stack,
)

BED, FURNITURE, SUPPORT = "9403.20.0035", "9403.20.0050", "9404.10.0000"
CLAIM = "9903.88.69"
CLAIMED = f"claim:{CLAIM}"


def sources(entry: dict[str, Any]) -> list[list[str]]:
    """The invoice lines of every customs line, in its order."""
    assert findings(entry) == []
    assert column(entry, "line") == [f"{at:03d}" for at in range(1, len(entry["lines"]) + 1)]
    found: list[list[str]] = column(entry, "sources")
    return found


# What stands on one line

GATHERED: dict[str, tuple[list[InvoicedLine], list[list[str]]]] = {
    "R2.06 two materials of one number and origin are one line": ([goods(), goods()], [["10", "20"]]),
    "R2.06 one material twice is one line": ([goods(material="M1"), goods(material="M1")], [["10", "20"]]),
    "R2.06 two numbers are two lines": ([goods(BED), goods(FURNITURE)], [["10"], ["20"]]),
    "R2.06 two origins are two lines": ([goods(origin="CN"), goods(origin="VN")], [["10"], ["20"]]),
    "R2.06 two invoices are two lines": ([goods(), goods(invoice="INV2")], [["10"], ["10"]]),
    "R2.06 packaging between is no source": ([goods(), packing(), goods()], [["10", "30"]]),
    "R2.06 sources by number, not by place in the file": (
        [goods(line="100"), goods(line="20"), goods(line="3")],
        [["3", "20", "100"]],
    ),
}


@pytest.mark.parametrize(("lines", "expected"), GATHERED.values(), ids=GATHERED)
def test_what_goes_into_a_line(lines: list[InvoicedLine], expected: list[list[str]]) -> None:
    assert sources(entry_of(*lines, measures=())) == expected


def test_everything_is_added_up() -> None:
    """R2.06: 100.25 + 200.50 = 300.75; 3 x 0.5 + 4 x 0.25 = 2.5 kg net; 3 x 2 + 4 x 1 = 10 kg gross."""
    line = line_of(
        goods(BED, "100.25", quantity="3", net="0.5", gross="2"),
        goods(BED, "200.50", quantity="4", net="0.25", gross="1"),
    )
    shown = [line[name] for name in ("value", "quantity", "net_kg", "gross_kg")]
    assert shown == ["301", "7", "2.500", "10"]


def test_one_number_under_two_stacks_is_two_lines() -> None:
    """R2.06: motors of list 1, of which material B claims the exclusion; 9903.88.01 before 9903.88.69."""
    a, b, c = (
        goods("8501.31.2000", "100.25"),
        goods("8501.31.2000", "400", claims=CLAIM),
        goods("8501.31.2000", "200.50"),
    )
    entry = entry_of(a, b, c)
    assert sources(entry) == [["10", "30"], ["20"]]
    assert column(entry, "value") == ["301", "400"]
    assert [stack(line) for line in entry["lines"]] == [
        "9903.88.01 0.25 + 9903.05.31 0.125",
        "9903.88.69 0 + 9903.05.31 0.125",
    ]


# Equal stacks: an article that claims the exclusion falls under the first row, the other under the last


def pair(claimed: Row, other: Row) -> list[list[str]]:
    """The lines of an article that claims (invoice line 10) and of one that does not (20)."""
    rows = [{**claimed, "Condition": CLAIMED}, other]
    return sources(entry_of(goods(claims=CLAIM), goods(), measures=rows, orders=[order("P")]))


H = "9903.01.01"
EQUAL: dict[str, tuple[Row, Row, list[list[str]]]] = {
    "R2.06 rates as numbers: 0.1 is 0.10": (measure("P", H, "0.1"), measure("P", H, "0.10"), [["10", "20"]]),
    "R2.06 an empty rate is 0": (measure("P", H, ""), measure("P", H, "0"), [["10", "20"]]),
    "R2.06 0.00 is 0": (measure("P", H, "0.00"), measure("P", H, "0"), [["10", "20"]]),
    "R2.06 caps as numbers: 0.1 is 0.10": (
        measure("P", H, cap="0.1"),
        measure("P", H, cap="0.10"),
        [["10", "20"]],
    ),
    "R2.06 an empty cap is 0": (measure("P", H, "0.1", cap="0"), measure("P", H, "0.1"), [["10", "20"]]),
    "R2.06 a row of basis none is at 0": (
        measure("P", H, "0.25", basis="none"),
        measure("P", H, "0"),
        [["10", "20"]],
    ),
    "R2.06 the source or the period of a row makes no other stack": (
        {**measure("P", H, "0.1", since="2020-01-01"), "Source": "one notice"},
        {**measure("P", H, "0.1"), "Source": "another"},
        [["10", "20"]],
    ),
    "R2.06 another rate: 0.10 before 0.25": (
        measure("P", H, "0.25"),
        measure("P", H, "0.10"),
        [["20"], ["10"]],
    ),
    "R2.06 another rate, as numbers: 0.9 before 1.1": (
        measure("P", H, "1.1"),
        measure("P", H, "0.9"),
        [["20"], ["10"]],
    ),
    "R2.06 rates as numbers: 9 before 10": (measure("P", H, "10"), measure("P", H, "9"), [["20"], ["10"]]),
    "R2.06 rates as numbers: 90,000 before 100,000": (
        measure("P", H, "100000"),
        measure("P", H, "90000"),
        [["20"], ["10"]],
    ),
    "R2.06 caps as numbers: 90,000 before 100,000": (
        measure("P", H, cap="100000"),
        measure("P", H, cap="90000"),
        [["20"], ["10"]],
    ),
    "R2.06 a cap and none: none is 0 and stands first": (
        measure("P", H, cap="0.10"),
        measure("P", H),
        [["20"], ["10"]],
    ),
    "R2.06 another cap: 0.10 before 0.15": (
        measure("P", H, cap="0.15"),
        measure("P", H, cap="0.10"),
        [["20"], ["10"]],
    ),
    "R2.06 the rate before the cap": (
        measure("P", H, "0.2", cap="0.10"),
        measure("P", H, "0.1", cap="0.15"),
        [["20"], ["10"]],
    ),
    "R2.06 the heading before the rate": (
        measure("P", "9903.01.02", "0.10"),
        measure("P", H, "0.25"),
        [["20"], ["10"]],
    ),
    "R2.06 headings as text: 9903.01.0110 after 9903.01.01 and before 9903.01.02": (
        measure("P", "9903.01.02", "0.1"),
        measure("P", "9903.01.0110", "0.1"),
        [["20"], ["10"]],
    ),
    "R2.06 a heading that begins another stands before it": (
        measure("P", "9903.01.0110", "0.1"),
        measure("P", H, "0.9"),
        [["20"], ["10"]],
    ),
    "R2.06 no heading before any": (measure("P", H, "0"), measure("P", ""), [["20"], ["10"]]),
}


@pytest.mark.parametrize(("claimed", "other", "expected"), EQUAL.values(), ids=EQUAL)
def test_equal_stacks_and_their_order(claimed: Row, other: Row, expected: list[list[str]]) -> None:
    assert pair(claimed, other) == expected
