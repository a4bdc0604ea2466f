"""R5.05: every default tolerance at its edge (inclusive), just inside and just outside."""

import pytest

from tests.customs.building import goods
from tests.customs.compare.reporting import FREE, RIGHT, compared, declared, told

MONEY = {
    "R5.05 value: none": ({"value": "10000.00"}, None),
    "R5.05 value: the least above": ({"value": "10000.01"}, "VALUE"),
    "R5.05 value: the least below": ({"value": "9999.99"}, "VALUE"),
    "R5.05 quantity: none": ({"quantity": "100.000"}, None),
    "R5.05 quantity: the least above": ({"quantity": "100.001"}, "QUANTITY"),
    "R5.05 quantity: the least below": ({"quantity": "99.999"}, "QUANTITY"),
    "R5.05 duty: a cent above": ({"numbers": RIGHT.replace("2500.00", "2500.01")}, None),
    "R5.05 duty: a cent below": ({"numbers": RIGHT.replace("2500.00", "2499.99")}, None),
    "R5.05 duty: just outside above": ({"numbers": RIGHT.replace("2500.00", "2500.011")}, "DUTY"),
    "R5.05 duty: just outside below": ({"numbers": RIGHT.replace("2500.00", "2499.989")}, "DUTY"),
    "R5.05 duty: a cent on each number is per number": (
        {"numbers": f"9903.88.03 2500.01 + 9903.05.31 1250.01 + {FREE} 0.01"},
        None,
    ),
    "R5.05 duty of the line's own number: just outside": (
        {"numbers": RIGHT.replace(" 0.00", " 0.02")},
        "DUTY",
    ),
    "R5.05 MPF: a cent above": ({"mpf": "34.65"}, None),
    "R5.05 MPF: a cent below": ({"mpf": "34.63"}, None),
    "R5.05 MPF: just outside above": ({"mpf": "34.651"}, "MPF"),
    "R5.05 MPF: just outside below": ({"mpf": "34.62"}, "MPF"),
    "R5.05 HMF: a cent above": ({"hmf": "12.51"}, None),
    "R5.05 HMF: a cent below": ({"hmf": "12.49"}, None),
    "R5.05 HMF: just outside above": ({"hmf": "12.52"}, "HMF"),
    "R5.05 HMF: just outside below": ({"hmf": "12.489"}, "HMF"),
}


@pytest.mark.parametrize(("said", "kind"), MONEY.values(), ids=MONEY)
def test_money_and_quantity(said: dict[str, str], kind: str | None) -> None:
    """G13"""
    found = [finding.kind for finding in compared([declared(**said)]).findings]
    assert found == ([] if kind is None else [kind])


NET = [
    ("10", "11", "silent", "1 kg above, though 10 %"),
    ("10", "9", "silent", "1 kg below, though 10 %"),
    ("10", "11.001", "minor", "just over 1 kg, over 5 %"),
    ("10", "8.999", "minor", "just under 1 kg, over 5 %"),
    ("100", "100.9", "silent", "0.9 kg, though 0.9 %"),
    ("100", "101", "silent", "1 kg, though 1 %"),
    ("100", "101.001", "info", "just over 1 kg"),
    ("100", "98.999", "info", "just under 1 kg"),
    ("100", "105", "info", "5 % above"),
    ("100", "105.001", "minor", "just over 5 %"),
    ("100", "95", "info", "5 % below"),
    ("100", "94.999", "minor", "just under 5 %"),
    ("200", "201", "silent", "1 kg and 0.5 % are the same"),
    ("200", "201.001", "info", "just over both"),
    ("1000", "1005", "silent", "0.5 % above, though 5 kg"),
    ("1000", "995", "silent", "0.5 % below, though 5 kg"),
    ("1000", "1005.001", "info", "just over 0.5 %"),
    ("1000", "994.999", "info", "just under 0.5 %"),
    ("1000", "1006", "info", "0.6 %"),
    ("1000", "1051", "minor", "5.1 %"),
    ("0", "1", "silent", "1 kg where none is expected"),
    ("0", "1.001", "minor", "over 1 kg where none is expected"),
    ("1", "", "silent", "1 kg left empty"),
    ("1.001", "", "minor", "over 1 kg left empty"),
    ("19.999", "20.999", "silent", "1 kg of an odd weight"),
    ("333.333", "334.999", "silent", "just inside 0.5 % = 1.666665"),
    ("333.333", "335", "info", "just outside 0.5 % = 1.666665"),
    ("333.333", "349.999", "info", "just inside 5 % = 16.66665"),
    ("333.333", "350", "minor", "just outside 5 % = 16.66665"),
]


@pytest.mark.parametrize(
    ("ours", "reported", "outcome"),
    [
        pytest.param(ours, reported, outcome, id=f"R5.05 net {ours} as {reported or 'nothing'}: {why}")
        for ours, reported, outcome, why in NET
    ],
)
def test_net_weight(ours: str, reported: str, outcome: str) -> None:
    line = goods(FREE, net=ours, gross="300", quantity="1")
    findings = compared([declared(quantity="1", net=reported)], [line]).findings
    assert {finding.kind for finding in findings} <= {"NET_WEIGHT"}
    assert [finding.severity for finding in findings] == ([] if outcome == "silent" else [outcome])


GROSS = [
    ("16", "57", "minor", "far over"),
    ("16", "21", "silent", "5 kg above, though over 5 %"),
    ("16", "11", "silent", "5 kg below, though over 5 %"),
    ("16", "21.001", "minor", "just over 5 kg"),
    ("16", "10.999", "minor", "just under 5 kg"),
    ("40", "45", "silent", "5 kg"),
    ("100", "105", "silent", "5 kg and 5 % are the same"),
    ("100", "105.001", "minor", "just over both"),
    ("1000", "1050", "silent", "5 % above, though 50 kg"),
    ("1000", "950", "silent", "5 % below, though 50 kg"),
    ("1000", "1050.001", "minor", "just over 5 %"),
    ("1000", "1051", "minor", "5.1 %, over 5 kg"),
    ("1000", "949.999", "minor", "just under 5 %"),
    ("0", "5", "silent", "5 kg where none is expected"),
    ("0", "6", "minor", "over 5 kg where none is expected"),
    ("5", "", "silent", "5 kg left empty"),
    ("6", "", "minor", "over 5 kg left empty"),
]


@pytest.mark.parametrize(
    ("ours", "reported", "outcome"),
    [
        pytest.param(ours, reported, outcome, id=f"R5.05 gross {ours} as {reported or 'nothing'}: {why}")
        for ours, reported, outcome, why in GROSS
    ],
)
def test_gross_weight(ours: str, reported: str, outcome: str) -> None:
    line = goods(FREE, net="200", gross=ours, quantity="1")
    findings = compared([declared(quantity="1", gross=reported)], [line]).findings
    assert {finding.kind for finding in findings} <= {"GROSS_WEIGHT"}
    assert [finding.severity for finding in findings] == ([] if outcome == "silent" else [outcome])


def test_what_is_within_is_not_told_beside_what_is_not() -> None:
    comparison = compared([declared(mpf="34.65", hmf="12.51", net="201", gross="315", quantity="101")])
    assert told(comparison) == ["QUANTITY | 100 | 101 | 1 | 0.00 material"]
