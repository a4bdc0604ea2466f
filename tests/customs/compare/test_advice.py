"""R5.02: every finding says what to do, with both values and what it costs."""

import re

import pytest

from chalicelib.customs.compare.document import comparison_document
from chalicelib.customs.compare.results import Discrepancy
from tests.customs.compare.reporting import FREE, RIGHT, compared, declared

OTHER = "8537.10.9170"
ADVICE = {
    "VALUE": ({"value": "9000"}, "from 9,000 to 10,000 USD; at that value 375.00 USD more duty is due"),
    "QUANTITY": ({"quantity": "101"}, "from 101 to 100 No."),
    "UNIT": ({"unit": "kg"}, "in the unit No. instead of kg"),
    "NET_WEIGHT": ({"net": "220"}, "220.000 kg was reported where 200.000 kg is expected"),
    "GROSS_WEIGHT": ({"gross": "3000"}, "3,000 kg was reported where 300 kg is expected"),
    "HTS": (
        {"numbers": f"{OTHER} 270.00"},
        f"under {FREE} instead of {OTHER}; 3,480.00 USD of duty is owed",
    ),
    "ORIGIN": ({"origin": "MY"}, "origin CN instead of MY; no change of duty"),
    "MISSING_CH99": (
        {"numbers": f"9903.05.31 1250.00 + {FREE} 0.00"},
        "heading 9903.88.03 was left off; 2,500.00 USD of duty is owed",
    ),
    "EXTRA_CH99": (
        {"numbers": f"9903.99.99 7.00 + {RIGHT}"},
        "9903.99.99 off, which does not apply to the line; 7.00 USD of duty was overpaid",
    ),
    "DEAD_PROGRAM": (
        {"numbers": f"9903.03.01 7.00 + {RIGHT}"},
        "9903.03.01 off, which ended on 2026-07-23; 7.00 USD of duty was overpaid",
    ),
    "WRONG_ORDER": (
        {"numbers": f"9903.05.31 1250.00 + 9903.88.03 2500.00 + {FREE} 0.00"},
        f"in the order 9903.88.03, 9903.05.31, {FREE}",
    ),
    "DUTY": (
        {"numbers": RIGHT.replace("2500.00", "2400.00")},
        "duty of 9903.88.03 from 2,400.00 to 2,500.00 USD; 100.00 USD of duty is owed",
    ),
    "MPF": ({"mpf": "36.64"}, "from 36.64 to 34.64 USD; 2.00 USD of fees was overpaid"),
    "HMF": ({"hmf": ""}, "from nothing to 12.50 USD; 12.50 USD of fees is owed"),
}


def one_finding(said: dict[str, str]) -> Discrepancy:
    (finding,) = compared([declared(**said)]).findings
    return finding


@pytest.mark.parametrize("kind", ADVICE)
def test_what_to_do(kind: str) -> None:
    said, words = ADVICE[kind]
    finding = one_finding(said)
    assert finding.kind == kind
    assert words in finding.advice


@pytest.mark.parametrize("kind", ADVICE)
def test_one_sentence(kind: str) -> None:
    advice = one_finding(ADVICE[kind][0]).advice
    assert re.fullmatch(r"[A-Z].*[^.]\.", advice)
    assert "{" not in advice
    assert "None" not in advice


def test_lines_that_only_one_side_has() -> None:
    added = declared(f"{OTHER} 27.00", line="002", value="1000", quantity="1", invoice="INV9")
    missing, extra = compared([added]).findings
    assert f"add line 001 of {FREE} from CN with a value of 10,000 USD" in missing.advice
    assert "3,750.00 USD of duty is owed" in missing.advice
    assert f"delete line 002 of {OTHER} from CN with a value of 1,000 USD" in extra.advice
    assert "27.00 USD of duty was overpaid" in extra.advice


def test_the_document_holds_every_field_as_text() -> None:
    comparison = compared([declared(value="9000")])
    assert comparison_document(comparison) == {
        "shipment": "SH1",
        "entry_date": "2026-10-15",
        "status": "fail",
        "findings": [
            {
                "kind": "VALUE",
                "severity": "material",
                "invoice": "INV1",
                "hts": FREE,
                "origin": "CN",
                "line": "001",
                "field": "value",
                "expected": "10000",
                "reported": "9000",
                "difference": "-1000",
                "duty_effect": "-375.00",
                "advice": comparison.findings[0].advice,
            }
        ],
    }
