"""R5.06: $20 either way is material, and so are some kinds always; the worst finding gives the status."""

import pytest

from chalicelib.customs.compare.severity import ALWAYS_MATERIAL, severity_of, status_of
from tests.customs.building import goods, hts_row, measure
from tests.customs.compare.reporting import FREE, RIGHT, Rows, compared, declared, told

QUARTER = [measure("S301", "9903.88.03", "0.25")]
QUARTER_RIGHT = f"9903.88.03 2500.00 + {FREE} 0.00"
EDGES = {
    "R5.06 VALUE 79 short at 25 %": ({"value": "9921"}, "-19.75 minor", "warn"),
    "R5.06 VALUE 80 short at 25 %": ({"value": "9920"}, "-20.00 material", "fail"),
    "R5.06 VALUE 79 over at 25 %": ({"value": "10079"}, "19.75 minor", "warn"),
    "R5.06 VALUE 80 over at 25 %": ({"value": "10080"}, "20.00 material", "fail"),
    "R5.06 VALUE a cent under $20": ({"value": "10079.96"}, "19.99 minor", "warn"),
    "R5.06 VALUE rounded up to $20": ({"value": "10079.98"}, "20.00 material", "fail"),
    "R5.06 DUTY 19.99 over": (
        {"numbers": QUARTER_RIGHT.replace("2500.00", "2519.99")},
        "19.99 minor",
        "warn",
    ),
    "R5.06 DUTY 20 over": (
        {"numbers": QUARTER_RIGHT.replace("2500.00", "2520.00")},
        "20.00 material",
        "fail",
    ),
    "R5.06 DUTY 19.99 short": (
        {"numbers": QUARTER_RIGHT.replace("2500.00", "2480.01")},
        "-19.99 minor",
        "warn",
    ),
    "R5.06 DUTY 20 short": (
        {"numbers": QUARTER_RIGHT.replace("2500.00", "2480.00")},
        "-20.00 material",
        "fail",
    ),
    "R5.06 MPF 19.99 over": ({"mpf": "54.63"}, "19.99 minor", "warn"),
    "R5.06 MPF 20 over": ({"mpf": "54.64"}, "20.00 material", "fail"),
    "R5.06 MPF 19.99 short": ({"mpf": "14.65"}, "-19.99 minor", "warn"),
    "R5.06 MPF 20 short": ({"mpf": "14.64"}, "-20.00 material", "fail"),
    "R5.06 HMF 19.99 over": ({"hmf": "32.49"}, "19.99 minor", "warn"),
    "R5.06 HMF 20 over": ({"hmf": "32.50"}, "20.00 material", "fail"),
    "R5.06 NET_WEIGHT is info": ({"net": "201.2"}, "0.00 info", "pass"),
    "R5.06 NET_WEIGHT is minor": ({"net": "211"}, "0.00 minor", "warn"),
    "R5.06 GROSS_WEIGHT is minor": ({"gross": "3000"}, "0.00 minor", "warn"),
    "R5.06 QUANTITY is material": ({"quantity": "101"}, "0.00 material", "fail"),
    "R5.06 UNIT is material": ({"unit": "kg"}, "0.00 material", "fail"),
    "R5.06 HTS is material": (
        {"numbers": "9903.88.03 2500.00 + 8537.10.9170 0.00"},
        "0.00 material",
        "fail",
    ),
    "R5.06 ORIGIN is material": ({"origin": "MY"}, "0.00 material", "fail"),
    "R5.06 MISSING_CH99 is material": ({"numbers": f"{FREE} 0.00"}, "-2500.00 material", "fail"),
    "R5.06 EXTRA_CH99 at 0 is material": (
        {"numbers": f"9903.99.99 0.00 + {QUARTER_RIGHT}"},
        "0.00 material",
        "fail",
    ),
    "R5.06 WRONG_ORDER is material": (
        {"numbers": f"{FREE} 0.00 + 9903.88.03 2500.00", "hts": FREE},
        "0.00 material",
        "fail",
    ),
}


@pytest.mark.parametrize(("said", "expected", "status"), EDGES.values(), ids=EDGES)
def test_one_finding(said: dict[str, str], expected: str, status: str) -> None:
    reported = declared(**{"numbers": QUARTER_RIGHT, **said})
    comparison = compared([reported], measures=QUARTER)
    (finding,) = comparison.findings
    assert (f"{finding.duty_effect} {finding.severity}", comparison.status) == (expected, status)


def test_a_heading_at_no_duty_is_material() -> None:
    """DEAD_PROGRAM, MISSING_LINE and EXTRA_LINE by kind alone: nothing was ever due."""
    dead = measure("OLD", "9903.60.01", "0.1", until="2026-10-14", scope="1111")
    ours = [goods(FREE, origin="AU", quantity="100", net="2", gross="3")]
    first = declared(f"9903.60.01 0.00 + {FREE} 0.00", origin="AU")
    law = [hts_row(FREE)]
    comparison = compared([first], ours, measures=[dead], hts=law)
    assert told(comparison) == ["DEAD_PROGRAM | - | 9903.60.01 | - | 0.00 material"]
    lines = [declared(f"{FREE} 0.00", origin="AU", invoice="INV2", line="002")]
    assert [text[-13:] for text in told(compared(lines, ours, measures=[dead], hts=law))] == [
        "0.00 material",
        "0.00 material",
    ]


STATUS = {
    "R5.06 nothing": ([], "pass"),
    "R5.06 only info": (["info", "info"], "pass"),
    "R5.06 info and minor": (["info", "minor"], "warn"),
    "R5.06 minor and info": (["minor", "info"], "warn"),
    "R5.06 material after minor": (["minor", "material"], "fail"),
    "R5.06 material before info": (["material", "info"], "fail"),
}


@pytest.mark.parametrize(("severities", "status"), STATUS.values(), ids=STATUS)
def test_status_of_an_entry(severities: list[str], status: str) -> None:
    assert status_of(severities) == status


@pytest.mark.parametrize("kind", sorted(ALWAYS_MATERIAL))
def test_material_by_kind(kind: str) -> None:
    """R5.06."""
    assert severity_of(kind, 0) == "material"


def test_the_worst_line_decides() -> None:
    """R5.06: one line info, one minor; then one more material."""
    ours = [goods(FREE, invoice=f"INV{place}", quantity="100", net="2", gross="3") for place in (1, 2, 3)]

    def reported(*changes: dict[str, str]) -> list[Rows]:
        return [
            declared(**{"numbers": RIGHT, "invoice": f"INV{place}", "line": f"00{place}", **said})
            for place, said in enumerate(changes, start=1)
        ]

    assert compared(reported({"net": "202"}, {}, {}), ours).status == "pass"
    assert compared(reported({"net": "202"}, {"mpf": "35"}, {}), ours).status == "warn"
    assert compared(reported({"net": "202"}, {"mpf": "35"}, {"quantity": "1"}), ours).status == "fail"
