"""R5.05: tolerances can be changed, are kept with each comparison, and what cannot be used is refused."""

import pytest

from chalicelib.customs.compare.tolerances import DEFAULT, Tolerances, read_tolerances
from chalicelib.customs.errors import InputErrors
from tests.customs.compare.reporting import FREE, RIGHT, Rows, compared, declared, kinds

EDITED = {
    "R5.05 value 10: at": ({"value": "10"}, {"value": "10010"}, []),
    "R5.05 value 10: outside": ({"value": "10"}, {"value": "10010.01"}, ["VALUE"]),
    "R5.05 value 10: below, outside": ({"value": "10"}, {"value": "9989"}, ["VALUE"]),
    "R5.05 value 10: duty on the reported value is right as well": (
        {"value": "10"},
        {"value": "10008", "numbers": f"9903.88.03 2502.00 + 9903.05.31 1251.00 + {FREE} 0.00"},
        [],
    ),
    "R5.05 quantity 1: at": ({"quantity": "1"}, {"quantity": "99"}, []),
    "R5.05 quantity 1: outside": ({"quantity": "1"}, {"quantity": "98.999"}, ["QUANTITY"]),
    "R5.05 duty 0.50: at": (
        {"duty": "0.50"},
        {"numbers": RIGHT.replace("1250.00", "1250.50")},
        [],
    ),
    "R5.05 duty 0.50: outside": (
        {"duty": "0.50"},
        {"numbers": RIGHT.replace("1250.00", "1250.51")},
        ["DUTY"],
    ),
    "R5.05 duty 0: a cent": ({"duty": "0"}, {"numbers": RIGHT.replace("1250.00", "1250.01")}, ["DUTY"]),
    "R5.05 mpf 1: at": ({"mpf": "1"}, {"mpf": "35.64"}, []),
    "R5.05 mpf 1: outside": ({"mpf": "1"}, {"mpf": "35.65"}, ["MPF"]),
    "R5.05 mpf 1 is not hmf": ({"mpf": "1"}, {"hmf": "12.52"}, ["HMF"]),
    "R5.05 hmf 1: at": ({"hmf": "1"}, {"hmf": "11.50"}, []),
    "R5.05 hmf 1: outside": ({"hmf": "1"}, {"hmf": "11.49"}, ["HMF"]),
    "R5.05 hmf 1 is not mpf": ({"hmf": "1"}, {"mpf": "34.66"}, ["MPF"]),
    "R5.05 net 3 kg: at": ({"net_weight_kg": "3"}, {"net": "203"}, []),
    "R5.05 net 3 kg: outside": ({"net_weight_kg": "3"}, {"net": "203.001"}, ["NET_WEIGHT"]),
    "R5.05 net 2 %: at": ({"net_weight_percent": "2"}, {"net": "204"}, []),
    "R5.05 net 2 %: outside": ({"net_weight_percent": "2"}, {"net": "204.001"}, ["NET_WEIGHT"]),
    "R5.05 gross 30 kg: at": ({"gross_weight_kg": "30"}, {"gross": "330"}, []),
    "R5.05 gross 30 kg: outside": ({"gross_weight_kg": "30"}, {"gross": "331"}, ["GROSS_WEIGHT"]),
    "R5.05 gross 10 %: at": ({"gross_weight_percent": "10"}, {"gross": "270"}, []),
    "R5.05 gross 10 %: outside": ({"gross_weight_percent": "10"}, {"gross": "269"}, ["GROSS_WEIGHT"]),
    "R5.05 gross 0 and 0: the least": (
        {"gross_weight_percent": "0", "gross_weight_kg": "0"},
        {"gross": "300.001"},
        ["GROSS_WEIGHT"],
    ),
}


@pytest.mark.parametrize(("edited", "said", "expected"), EDITED.values(), ids=EDITED)
def test_an_edited_limit(edited: dict[str, str], said: dict[str, str], expected: list[str]) -> None:
    tolerances = read_tolerances(edited)
    comparison = compared([declared(**said)], tolerances=tolerances)
    assert kinds(comparison) == expected
    assert comparison.tolerances == tolerances


@pytest.mark.parametrize(
    ("limit", "net", "severity"),
    [
        pytest.param("10", "220", "info", id="R5.05 info to 10 %: at"),
        pytest.param("10", "220.001", "minor", id="R5.05 info to 10 %: outside"),
        pytest.param("0.5", "201.001", "minor", id="R5.05 info to 0.5 %: nothing is only info"),
    ],
)
def test_the_edited_limit_of_info(limit: str, net: str, severity: str) -> None:
    tolerances = read_tolerances({"net_weight_info_percent": limit})
    (finding,) = compared([declared(net=net)], tolerances=tolerances).findings
    assert (finding.kind, finding.severity) == ("NET_WEIGHT", severity)


def test_the_defaults() -> None:
    assert DEFAULT.as_text() == {
        "value": "0",
        "quantity": "0",
        "duty": "0.01",
        "mpf": "0.01",
        "hmf": "0.01",
        "net_weight_percent": "0.5",
        "net_weight_kg": "1",
        "net_weight_info_percent": "5",
        "gross_weight_percent": "5",
        "gross_weight_kg": "5",
    }
    assert compared([declared()]).tolerances == DEFAULT


@pytest.mark.parametrize(
    ("reported", "status"),
    [
        pytest.param([], "pending", id="R5.05 not reported"),
        pytest.param([declared()], "pass", id="R5.05 agreeing"),
        pytest.param([declared(value="9000")], "fail", id="R5.05 differing"),
    ],
)
def test_every_comparison_keeps_its_tolerances(reported: list[Rows], status: str) -> None:
    tolerances = read_tolerances({"value": "3"})
    comparison = compared(reported, tolerances=tolerances)
    assert (comparison.status, comparison.tolerances) == (status, tolerances)


def test_limits_that_are_not_edited_stay() -> None:
    first = read_tolerances({"value": "2"})
    assert read_tolerances({"mpf": "3"}, first) == DEFAULT._replace(value=2_000_000, mpf=3_000_000)
    assert read_tolerances({}) == DEFAULT


@pytest.mark.parametrize("name", Tolerances._fields)
def test_texts_are_read_as_they_are_written(name: str) -> None:
    tolerances = read_tolerances({name: " 7.123456 ", "net_weight_info_percent": "9"} | {name: "7.123456"})
    assert getattr(tolerances, name) == 7_123_456
    assert read_tolerances(tolerances.as_text()) == tolerances


WRONG = {
    "an unknown name": ({"valeu": "1"}, ["valeu '1' is not a tolerance"]),
    "no number": ({"value": "much"}, ["value 'much' is not a plain decimal number such as 1234.56"]),
    "nothing": ({"value": ""}, ["value '' is not a plain decimal number such as 1234.56"]),
    "an exponent": ({"duty": "1e3"}, ["duty '1e3' is not a plain decimal number such as 1234.56"]),
    "a decimal comma": ({"duty": "0,5"}, ["duty '0,5' is not a plain decimal number such as 1234.56"]),
    "not a number": ({"hmf": "NaN"}, ["hmf 'NaN' is not a plain decimal number such as 1234.56"]),
    "infinite": ({"hmf": "Infinity"}, ["hmf 'Infinity' is not a plain decimal number such as 1234.56"]),
    "a per cent sign": (
        {"gross_weight_percent": "5%"},
        ["gross_weight_percent '5%' is not a plain decimal number such as 1234.56"],
    ),
    "too many places": ({"mpf": "0.0000001"}, ["mpf '0.0000001' has more than 6 decimal places"]),
    "below 0": ({"mpf": "-0.01"}, ["mpf '-0.01' is negative"]),
    "over 100 %": (
        {"gross_weight_percent": "100.000001"},
        ["gross_weight_percent '100.000001' is more than 100 percent"],
    ),
    "info below silent": (
        {"net_weight_info_percent": "0.499999"},
        ["net_weight_info_percent '0.499999' is below net_weight_percent"],
    ),
    "silent above info": (
        {"net_weight_percent": "6"},
        ["net_weight_info_percent '5' is below net_weight_percent"],
    ),
    "info no number, and silent above what it was": (
        {"net_weight_percent": "6", "net_weight_info_percent": "x"},
        ["net_weight_info_percent 'x' is not a plain decimal number such as 1234.56"],
    ),
    "several, all of them told": (
        {"value": "-1", "net": "2", "duty": "x", "hmf": "1"},
        [
            "value '-1' is negative",
            "net '2' is not a tolerance",
            "duty 'x' is not a plain decimal number such as 1234.56",
        ],
    ),
}


@pytest.mark.parametrize(("edited", "problems"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_used_is_refused(edited: dict[str, str], problems: list[str]) -> None:
    with pytest.raises(InputErrors) as refused:
        read_tolerances(edited)
    faults = refused.value.faults
    assert [f"{fault.column} {fault.value!r} {fault.problem}" for fault in faults] == problems
    assert all(fault.file == "tolerances" and fault.row is None and fault.remedy for fault in faults)


def test_100_percent_is_a_limit_like_any_other() -> None:
    tolerances = read_tolerances({"gross_weight_percent": "100"})
    assert kinds(compared([declared(gross="0")], tolerances=tolerances)) == []
    assert kinds(compared([declared(gross="600.001")], tolerances=tolerances)) == ["GROSS_WEIGHT"]
