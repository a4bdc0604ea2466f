"""Reported rows that do not make one good line are read and told, never refused and never passed."""

from tests.customs.building import goods
from tests.customs.compare.reporting import FREE, OURS, RIGHT, Rows, compared, declared, told

HEADINGS_ONLY = "9903.88.03 2500.00 + 9903.05.31 1250.00"


def numbered(*parts: Rows) -> Rows:
    """The rows of one line number, in this order."""
    rows = [row for part in parts for row in part]
    return [{**row, "Ordinal": str(ordinal)} for ordinal, row in enumerate(rows, start=1)]


def test_a_line_without_a_row_of_its_own_number() -> None:
    """R5.03: one finding, not one for every figure that stands on that row; column 1 is free here."""
    assert told(compared([declared(HEADINGS_ONLY, hts=FREE)])) == [
        f"WRONG_ORDER | 9903.88.03, 9903.05.31, {FREE} | 9903.88.03, 9903.05.31 | - | 0.00 material"
    ]


def test_a_line_without_a_row_of_its_own_number_lacks_its_duty() -> None:
    """R5.04: 6 % of 10,000."""
    mattress = "9404.29.9087"
    ours = [goods(mattress, quantity="100", net="2", gross="3")]
    assert told(compared([declared(HEADINGS_ONLY, hts=mattress)], ours)) == [
        f"WRONG_ORDER | 9903.88.03, 9903.05.31, {mattress} | 9903.88.03, 9903.05.31 | - | 0.00 material",
        "DUTY | 600.00 | - | - | -600.00 material",
    ]


def test_a_line_without_a_value_is_not_near_a_value_of_0() -> None:
    """R5.01: what is not there is not within 1 % of nothing."""
    reported = declared(HEADINGS_ONLY, hts="8537.10.9170", line="002")
    assert told(compared([reported], [goods(FREE, "0", quantity="100")])) == [
        "MISSING_LINE | 001 | - | - | 0.00 material",
        "EXTRA_LINE | - | 002 | - | 3750.00 material",
    ]


def test_a_heading_twice_is_one_too_many() -> None:
    """R5.02: it is ours, so it is no dead programme; R5.03: its duty belongs to it."""
    twice = RIGHT.replace("9903.05.31 1250.00", "9903.05.31 1250.00 + 9903.05.31 1250.00")
    assert told(compared([declared(twice)])) == ["EXTRA_CH99 | - | 9903.05.31 | - | 1250.00 material"]


def test_a_heading_twice_with_the_duty_on_the_second() -> None:
    twice = RIGHT.replace("9903.05.31 1250.00", "9903.05.31 0.00 + 9903.05.31 1250.00")
    assert told(compared([declared(twice)])) == [
        "EXTRA_CH99 | - | 9903.05.31 | - | 1250.00 material",
        "DUTY | 1250.00 | 0.00 | -1250.00 | -1250.00 material",
    ]


def test_two_lines_under_one_number_are_two_lines() -> None:
    """G13, R5.01: each row of a Chapter 1-97 number is a line, with the headings of its own HTS column."""
    other = "8537.10.9170"
    first, second = declared(), declared(f"{other} 270.00", quantity="5", value="77")
    assert told(compared([numbered(first, second)])) == ["EXTRA_LINE | - | 001 | - | 270.00 material"]
    assert told(compared([numbered(second, first)])) == ["EXTRA_LINE | - | 001 | - | 270.00 material"]


def test_two_of_our_lines_reported_under_one_number() -> None:
    """R5.01: line numbers are not compared, so nothing is wrong with either."""
    ours = [OURS, goods(FREE, "500", origin="AU", quantity="40", net="1", gross="1")]
    second = declared(
        f"{FREE} 0.00",
        origin="AU",
        value="500",
        quantity="40",
        net="40",
        gross="40",
        mpf="1.73",
        hmf="0.63",
    )
    assert told(compared([declared(line="002"), second], ours)) == []


def test_ordinals_may_have_gaps() -> None:
    rows = [{**row, "Ordinal": str(10 * int(row["Ordinal"]))} for row in declared()]
    assert told(compared([rows])) == []


def test_ordinals_are_numbers() -> None:
    """R5.02: the order of 2, 9, 10 is not that of their texts."""
    rows = [{**row, "Ordinal": ordinal} for row, ordinal in zip(declared(), ("2", "9", "10"), strict=True)]
    assert told(compared([rows])) == []


def test_figures_on_the_rows_of_headings_are_not_read() -> None:
    """R2.12: they stand on the row of the line's own number."""
    rows = declared()
    rows[0] |= {"Entered Value": "555", "Quantity": "7", "Unit": "kg", "MPF": "9", "HMF": "9"}
    assert told(compared([rows])) == []


def test_the_order_of_rows_within_a_line_does_not_matter() -> None:
    assert told(compared([declared()[::-1]])) == []
