"""R5.06: held and unreported shipments are pending, never pass; shipments that nobody knows fail."""

import pytest

from chalicelib.customs.compare import Comparison
from tests.customs.building import InvoicedLine, goods, shipment, unlisted, world
from tests.customs.compare.reporting import FREE, RIGHT, Rows, comparisons, declared, told

KNOWN = goods(FREE, quantity="100", net="2", gross="3")


def three_shipments(*reported: Rows, first: InvoicedLine = KNOWN) -> list[Comparison]:
    """SH1 of INV1 with `first`, SH2 of INV2 and SH3 of INV3 with what is right."""
    lines = [first, KNOWN, KNOWN]
    named = [
        line._replace(row={**line.row, "Invoice": f"INV{place}"}) for place, line in enumerate(lines, start=1)
    ]
    rows = [shipment(f"INV{place}", number=f"SH{place}", entered=f"2026-10-1{place}") for place in (3, 2, 1)]
    return comparisons(world(*named, shipments=rows), [row for line in reported for row in line])


def in_shipment(place: int, **said: str) -> Rows:
    return declared(
        **{
            "numbers": RIGHT,
            "shipment": f"SH{place}",
            "invoice": f"INV{place}",
            "entered": f"2026-10-1{place}",
            **said,
        }
    )


def statuses(found: list[Comparison]) -> dict[str, str]:
    return {each.shipment: each.status for each in found}


def test_what_the_report_does_not_have_is_pending() -> None:
    """R5.06."""
    found = three_shipments(in_shipment(2))
    assert statuses(found) == {"SH1": "pending", "SH2": "pass", "SH3": "pending"}
    assert [each.findings for each in found] == [(), (), ()]


def test_without_any_report_all_is_pending() -> None:
    """G13, R5.06."""
    assert set(statuses(three_shipments()).values()) == {"pending"}


@pytest.mark.parametrize(
    "reported",
    [
        pytest.param([], id="R5.06 held and not reported"),
        pytest.param([in_shipment(1)], id="R5.06 held and reported as it would be right"),
        pytest.param([in_shipment(1, value="1", quantity="1")], id="R5.06 held and reported otherwise"),
    ],
)
def test_a_held_shipment_is_pending(reported: list[Rows]) -> None:
    found = three_shipments(*reported, in_shipment(2), in_shipment(3), first=unlisted("10000"))
    assert statuses(found) == {"SH1": "pending", "SH2": "pass", "SH3": "pass"}
    assert found[0].findings == ()


def test_rows_of_an_unknown_shipment_are_extra_lines() -> None:
    """R5.06: each line one finding, whatever its duty; the comparison fails."""
    found = three_shipments(
        in_shipment(1),
        in_shipment(2),
        in_shipment(3),
        declared(shipment="SH9", line="002", invoice="INV1"),
        declared(f"{FREE} 0.00", shipment="SH9", line="010", origin="VN", entered="2026-11-02"),
        declared(f"{FREE} 0.00", shipment="SH9", line="9", value="0"),
    )
    assert statuses(found) == {"SH1": "pass", "SH2": "pass", "SH3": "pass", "SH9": "fail"}
    assert told(found[3]) == [
        "EXTRA_LINE | - | 002 | - | 3750.00 material",
        "EXTRA_LINE | - | 9 | - | 0.00 material",
        "EXTRA_LINE | - | 010 | - | 0.00 material",
    ]
    assert [finding.origin for finding in found[3].findings] == ["CN", "CN", "VN"]
    assert found[3].entry_date == "2026-11-02"


def test_a_line_of_one_shipment_is_never_matched_with_another() -> None:
    """R5.01: the same invoice number and goods under the other shipment do not help."""
    found = three_shipments(in_shipment(1, shipment="SH2"), in_shipment(3))
    assert statuses(found) == {"SH1": "pending", "SH2": "fail", "SH3": "pass"}
    assert told(found[1]) == [
        "MISSING_LINE | 001 | - | - | -3750.00 material",
        "EXTRA_LINE | - | 001 | - | 3750.00 material",
    ]


def test_comparisons_stand_by_shipment_each_with_its_entry_date() -> None:
    found = three_shipments(declared(shipment="SH0"), in_shipment(2))
    assert [(each.shipment, each.entry_date) for each in found] == [
        ("SH0", "2026-10-15"),
        ("SH1", "2026-10-11"),
        ("SH2", "2026-10-12"),
        ("SH3", "2026-10-13"),
    ]


def test_a_fault_of_one_shipment_touches_no_other() -> None:
    found = three_shipments(in_shipment(1, value="1"), in_shipment(2), in_shipment(3, mpf="35.64"))
    assert statuses(found) == {"SH1": "fail", "SH2": "pass", "SH3": "warn"}
