"""R5.03: a person reads each mistake once."""

import pytest

from tests.customs.building import goods
from tests.customs.compare.reporting import FREE, OURS, RIGHT, compared, declared, told

ON_9000 = f"9903.88.03 2250.00 + 9903.05.31 1125.00 + {FREE} 0.00"
VALUE = "VALUE | 10000 | 9000 | -1000 | -375.00 material"
FOLLOWING = {
    "R5.03 duties and fees right for the reported value": (
        {"numbers": ON_9000, "value": "9000", "mpf": "31.18", "hmf": "11.25"},
        [VALUE],
    ),
    "R5.03 duties and fees left as ours": ({"value": "9000"}, [VALUE]),
    "R5.03 one duty as ours, the other on the reported value": (
        {"numbers": ON_9000.replace("1125.00", "1250.00"), "value": "9000", "hmf": "11.25"},
        [VALUE],
    ),
    "R5.03 a duty a cent off that of the reported value": (
        {"numbers": ON_9000.replace("2250.00", "2250.01"), "value": "9000"},
        [VALUE],
    ),
    "R5.03 a duty two cents off that of the reported value": (
        {"numbers": ON_9000.replace("2250.00", "2250.02"), "value": "9000"},
        [VALUE, "DUTY | 2500.00 | 2250.02 | -249.98 | -249.98 material"],
    ),
    "R5.03 a duty that is neither": (
        {"numbers": ON_9000.replace("2250.00", "2300.00"), "value": "9000"},
        [VALUE, "DUTY | 2500.00 | 2300.00 | -200.00 | -200.00 material"],
    ),
    "R5.03 MPF that is neither": (
        {"value": "9000", "mpf": "31.16"},
        [VALUE, "MPF | 34.64 | 31.16 | -3.48 | -3.48 minor"],
    ),
    "R5.03 MPF a cent off that of the reported value": ({"value": "9000", "mpf": "31.17"}, [VALUE]),
    "R5.03 HMF that is neither": (
        {"value": "9000", "hmf": "11.27"},
        [VALUE, "HMF | 12.50 | 11.27 | -1.23 | -1.23 minor"],
    ),
    "R5.03 HMF a cent off that of the reported value": ({"value": "9000", "hmf": "11.24"}, [VALUE]),
    "R5.03 no value reported, and duties and fees of 0": (
        {"numbers": f"9903.88.03 0 + 9903.05.31 0 + {FREE} 0", "value": "0", "mpf": "", "hmf": ""},
        ["VALUE | 10000 | 0 | -10000 | -3750.00 material"],
    ),
    "R5.03 a duty on the cents of the reported value": (
        {"numbers": RIGHT.replace("2500.00", "2500.10"), "value": "10000.40"},
        ["VALUE | 10000 | 10000.4 | 0.4 | 0.15 minor"],
    ),
    "R5.03 another unit has another quantity": (
        {"unit": "kg", "quantity": "200.00"},
        ["UNIT | No. | kg | - | 0.00 material"],
    ),
    "R5.03 another unit with the same quantity": (
        {"unit": "doz"},
        ["UNIT | No. | doz | - | 0.00 material"],
    ),
}
HEADINGS = {
    "R5.03 a missing heading carries its duty": (
        RIGHT.removeprefix("9903.88.03 2500.00 + "),
        ["MISSING_CH99 | 9903.88.03 | - | - | -2500.00 material"],
    ),
    "R5.03 an extra heading carries its duty": (
        f"9903.99.99 123.45 + {RIGHT}",
        ["EXTRA_CH99 | - | 9903.99.99 | - | 123.45 material"],
    ),
    "R5.03 a dead heading carries its duty": (
        f"9903.01.24 1000.00 + {RIGHT}",
        ["DEAD_PROGRAM | - | 9903.01.24 | - | 1000.00 material"],
    ),
    "R5.03 a wrong order is no wrong duty": (
        f"9903.05.31 1250.00 + 9903.88.03 2500.00 + {FREE} 0.00",
        [
            f"WRONG_ORDER | 9903.88.03, 9903.05.31, {FREE}"
            f" | 9903.05.31, 9903.88.03, {FREE} | - | 0.00 material"
        ],
    ),
    "R5.03 a duty beside a missing heading is a cause of its own": (
        f"9903.05.31 1350.00 + {FREE} 0.00",
        [
            "MISSING_CH99 | 9903.88.03 | - | - | -2500.00 material",
            "DUTY | 1250.00 | 1350.00 | 100.00 | 100.00 material",
        ],
    ),
}
OTHER = "8537.10.9170"
SECOND_PASS = {
    "R5.03 HTS carries tariff list and duties": (
        {"numbers": f"9903.99.99 5.00 + 9903.88.03 9.00 + {OTHER} 270.00"},
        [f"HTS | {FREE} | {OTHER} | - | -3466.00 material"],
    ),
    "R5.03 HTS carries the order": (
        {"numbers": f"{OTHER} 0.00 + 9903.05.31 1250.00 + 9903.88.03 2500.00", "hts": OTHER},
        [f"HTS | {FREE} | {OTHER} | - | 0.00 material"],
    ),
    "R5.03 ORIGIN carries tariff list and duties": (
        {"numbers": f"{FREE} 0.00", "origin": "MY"},
        ["ORIGIN | CN | MY | - | -3750.00 material"],
    ),
    "R5.03 both, if both differ": (
        {"numbers": f"{OTHER} 270.00", "origin": "MY"},
        [
            f"HTS | {FREE} | {OTHER} | - | -3480.00 material",
            "ORIGIN | CN | MY | - | 0.00 material",
        ],
    ),
    "R5.03 quantity, weights and fees are causes of their own": (
        {"numbers": f"{OTHER} 0.00", "quantity": "7", "net": "300", "gross": "400", "mpf": "1", "hmf": "1"},
        [
            f"HTS | {FREE} | {OTHER} | - | -3750.00 material",
            "QUANTITY | 100 | 7 | -93 | 0.00 material",
            "NET_WEIGHT | 200.000 | 300.000 | 100.000 | 0.00 minor",
            "GROSS_WEIGHT | 300 | 400 | 100 | 0.00 minor",
            "MPF | 34.64 | 1.00 | -33.64 | -33.64 material",
            "HMF | 12.50 | 1.00 | -11.50 | -11.50 minor",
        ],
    ),
    "R5.03 value is a cause of its own": (
        {"numbers": f"{OTHER} 0.00", "value": "9000"},
        [f"HTS | {FREE} | {OTHER} | - | -3750.00 material", VALUE],
    ),
}
CASES = (
    FOLLOWING
    | {name: ({"numbers": numbers}, expected) for name, (numbers, expected) in HEADINGS.items()}
    | SECOND_PASS
)


@pytest.mark.parametrize(("said", "expected"), CASES.values(), ids=CASES)
def test_one_cause(said: dict[str, str], expected: list[str]) -> None:
    assert told(compared([declared(**said)])) == expected


TRUCK = [
    pytest.param({}, [], id="R5.03 no HMF by truck"),
    pytest.param({"value": "9000"}, [VALUE], id="R5.03 no HMF by truck on another value"),
    pytest.param(
        {"hmf": "12.50"}, ["HMF | 0.00 | 12.50 | 12.50 | 12.50 minor"], id="R5.03 HMF by truck is a finding"
    ),
    pytest.param(
        {"value": "9000", "hmf": "11.25"},
        [VALUE, "HMF | 0.00 | 11.25 | 11.25 | 11.25 minor"],
        id="R5.03 HMF by truck does not follow from the value",
    ),
]


@pytest.mark.parametrize(("said", "expected"), TRUCK)
def test_what_came_by_truck_owes_no_harbor_fee(said: dict[str, str], expected: list[str]) -> None:
    assert told(compared([declared(**{"hmf": "0.00", **said})], [OURS], mode="30")) == expected


PREFERENCE = [
    pytest.param({}, [], id="R5.03 no MPF under a counting SPI"),
    pytest.param(
        {"value": "9000", "mpf": "31.18"},
        ["VALUE | 10000 | 9000 | -1000 | 0.00 minor", "MPF | 0.00 | 31.18 | 31.18 | 31.18 material"],
        id="R5.03 MPF under a counting SPI does not follow from the value",
    ),
]


@pytest.mark.parametrize(("said", "expected"), PREFERENCE)
def test_what_claims_a_preference_owes_no_processing_fee(said: dict[str, str], expected: list[str]) -> None:
    ours = [goods(FREE, origin="MX", spi="S", quantity="100", net="2", gross="3")]
    numbers = f"9903.05.94 0.00 + {FREE} 0.00"
    reported = declared(**{"numbers": numbers, "origin": "MX", "mpf": "0.00", **said})
    assert told(compared([reported], ours)) == expected


def test_the_entry_minimum_is_no_part_of_a_line() -> None:
    """R2.13: a line of 100 shows 0.35, though its entry owes the minimum."""
    ours = [goods(FREE, "100", quantity="100", net="2", gross="3")]
    numbers = f"9903.88.03 25.00 + 9903.05.31 12.50 + {FREE} 0.00"
    assert told(compared([declared(numbers, value="100", mpf="0.35", hmf="0.13")], ours)) == []
