"""Whether goods are subject to another programme (R3.03, `subject_to`)."""

import pytest

from chalicelib.customs.errors import InputErrors
from chalicelib.customs.processor import generate
from tests.customs.building import (
    InvoicedLine,
    Row,
    duties,
    entry_of,
    findings,
    goods,
    line_of,
    measure,
    order,
    stack,
    world,
)

BED = "9403.20.0035"
ASKING = measure("P", "9903.01.33", "0", condition="subject_to:Q")
ELSE = measure("P", "9903.01.25", "0.10")
SUBJECT, FREE_OF_IT = "9903.01.33 0", "9903.01.25 0.10"
Q = "9903.02.01"


def first_heading(rows: list[Row], article: InvoicedLine, programmes: str = "P Q") -> str:
    """The heading of programme P, which asks about Q, over the rows of Q."""
    line = line_of(article, measures=[ASKING, ELSE, *rows], orders=[order(programmes)])
    return stack(line).split(" + ")[0]


CASES: dict[str, tuple[list[Row], str]] = {
    "R3.03 subject to a rate above 0": ([measure("Q", Q, "0.25")], SUBJECT),
    "R3.03 subject to the least of rates": ([measure("Q", Q, "0.000001")], SUBJECT),
    "R3.03 not subject to a rate of 0": ([measure("Q", Q, "0")], FREE_OF_IT),
    "R3.03 not subject to an empty rate": ([measure("Q", Q, "")], FREE_OF_IT),
    "R3.03 subject to a cap": ([measure("Q", Q, cap="0.10")], SUBJECT),
    "R3.03 subject to a cap, even where it adds nothing to column 1": (
        [measure("Q", Q, cap="0.000001")],
        SUBJECT,
    ),
    "R3.03 not subject to a cap of 0": ([measure("Q", Q, "0", cap="0")], FREE_OF_IT),
    "R3.03 not subject to basis none, whatever its rate": (
        [measure("Q", Q, "0.25", basis="none")],
        FREE_OF_IT,
    ),
    "R3.03 not subject to basis none, whatever its cap": (
        [measure("Q", Q, cap="0.25", basis="none")],
        FREE_OF_IT,
    ),
    "R3.03 not subject to a programme without rows": ([], FREE_OF_IT),
    "R3.03 not subject to another programme": ([measure("R", Q, "0.25")], FREE_OF_IT),
    "R3.03 not subject where no row matches": (
        [measure("Q", Q, "0.25", origin="VN"), measure("Q", Q, "0.25", scope="8504")],
        FREE_OF_IT,
    ),
    "R3.03 not subject where the row has ended": ([measure("Q", Q, "0.25", until="2026-10-14")], FREE_OF_IT),
    "R3.03 not subject where a row at 0 wins above the duty": (
        [measure("Q", "9903.02.02", "0"), measure("Q", Q, "0.25")],
        FREE_OF_IT,
    ),
    "R3.03 subject where the row at 0 stands below": (
        [measure("Q", Q, "0.25"), measure("Q", "9903.02.02", "0")],
        SUBJECT,
    ),
    "R3.03 not subject where the programme is settled without a heading": (
        [measure("Q", "", "0.25"), measure("Q", Q, "0.25")],
        FREE_OF_IT,
    ),
}


@pytest.mark.parametrize(("rows", "expected"), CASES.values(), ids=CASES)
def test_what_makes_goods_subject(rows: list[Row], expected: str) -> None:
    assert first_heading(rows, goods(BED)) == expected


@pytest.mark.parametrize("programmes", ["P Q", "Q P", "P"], ids=lambda text: f"R3.05 the order is {text}")
def test_a_programme_is_asked_wherever_it_stands_in_the_order(programmes: str) -> None:
    """R3.03: before, behind or not reported at all."""
    line = line_of(goods(BED), measures=[measure("Q", Q, "0.25"), ASKING, ELSE], orders=[order(programmes)])
    shown = {"P": SUBJECT, "Q": f"{Q} 0.25"}
    assert stack(line) == " + ".join(shown[name] for name in programmes.split())


SEVERAL: dict[str, tuple[str, list[Row], str]] = {
    "R3.03 one of two, the first": ("Q|R", [measure("Q", Q, "0.25")], SUBJECT),
    "R3.03 one of two, the second": ("Q|R", [measure("R", Q, "0.25")], SUBJECT),
    "R3.03 the first at 0, the second above": (
        "Q|R",
        [measure("Q", Q, "0"), measure("R", "9903.03.01", "0.25")],
        SUBJECT,
    ),
    "R3.03 both at 0": ("Q|R", [measure("Q", Q, "0"), measure("R", "9903.03.01", "0")], FREE_OF_IT),
    "R3.03 a chain: Q is subject to R": (
        "Q",
        [measure("Q", Q, "0.25", condition="subject_to:R"), measure("R", "9903.03.01", "0.25")],
        SUBJECT,
    ),
    "R3.03 a chain: Q is not subject to R": (
        "Q",
        [measure("Q", Q, "0.25", condition="subject_to:R"), measure("R", "9903.03.01", "0")],
        FREE_OF_IT,
    ),
}


@pytest.mark.parametrize(("asked", "rows", "expected"), SEVERAL.values(), ids=SEVERAL)
def test_several_programmes(asked: str, rows: list[Row], expected: str) -> None:
    asking = {**ASKING, "Condition": f"subject_to:{asked}"}
    line = line_of(goods(BED), measures=[asking, ELSE, *rows], orders=[order("P")])
    assert stack(line) == expected


def test_each_part_is_subject_by_itself() -> None:
    """R3.03 and R2.04: the steel owes the metal duty and no other; the rest the other way round."""
    rows = [ASKING, ELSE, measure("Q", Q, "0.5", basis="metal:steel")]
    entry = entry_of(goods(BED, steel_share="80"), measures=rows, orders=[order("P Q")])
    assert {line["part"]: stack(line) for line in entry["lines"]} == {
        "non_metal": FREE_OF_IT,
        "steel": f"{SUBJECT} + {Q} 0.5",
    }


WEIGHED = measure("Q", Q, "0.25", condition="metal>=0.15:steel")
GAPS: dict[str, tuple[str, list[Row], list[str]]] = {
    # A weight that is asked through another programme
    "R3.03 asked through a programme that is not reported": ("Q", [WEIGHED], ["MISSING_METAL_WEIGHT M1"]),
    "R3.03 not asked where an exemption stands above": ("Q", [measure("Q", "", ""), WEIGHED], []),
    "R3.03 not asked where another programme settles it first": (
        "R|Q",
        [WEIGHED, measure("R", "9903.03.01", "0.25")],
        [],
    ),
}


@pytest.mark.parametrize(("asked", "rows", "expected"), GAPS.values(), ids=GAPS)
def test_a_weight_that_is_asked_through_another_programme(
    asked: str, rows: list[Row], expected: list[str]
) -> None:
    asking = {**ASKING, "Condition": f"subject_to:{asked}"}
    entry = entry_of(goods(BED, steel=""), measures=[asking, ELSE, *rows], orders=[order("P")])
    assert findings(entry) == expected


def circle(*asked: tuple[str, str]) -> list[Row]:
    """Rows of programmes, each of which asks another."""
    return [
        measure(name, f"9903.0{place}.01", "0.1", condition=f"subject_to:{other}")
        for place, (name, other) in enumerate(asked)
    ]


CIRCLES: dict[str, tuple[list[Row], str]] = {
    "R3.03 a programme that asks itself": (circle(("P", "P")), "P > P"),
    "R3.03 two that ask each other": (circle(("P", "Q"), ("Q", "P")), "P > Q > P"),
    "R3.03 three in a circle": (circle(("P", "Q"), ("Q", "R"), ("R", "P")), "P > Q > R > P"),
    "R3.03 a circle behind the first": (circle(("P", "Q"), ("Q", "R"), ("R", "Q")), "Q > R > Q"),
}


@pytest.mark.parametrize(("rows", "path"), CIRCLES.values(), ids=CIRCLES)
def test_a_circle_is_an_input_error(rows: list[Row], path: str) -> None:
    """R3.03: no programme of it can be settled first; the fault names the circle."""
    with pytest.raises(InputErrors) as caught:
        generate(world(goods(BED), measures=rows, orders=[order("P")]))
    (fault,) = caught.value.faults
    assert (fault.file, fault.column, fault.value) == ("HTS Tariff.csv", "Condition", path)


OPENED: dict[str, list[Row]] = {
    "R3.03 two that name each other, but one covers other goods": [
        measure("P", "9903.01.01", "0.1", condition="subject_to:Q", scope="9403"),
        measure("Q", "9903.02.01", "0.1", condition="subject_to:P", scope="8504"),
    ],
    "R3.03 two that name each other, but a row above settles one": [
        measure("P", "9903.01.01", "0.1", condition="subject_to:Q"),
        measure("Q", "9903.02.02", "0"),
        measure("Q", "9903.02.01", "0.1", condition="subject_to:P"),
    ],
    "R3.03 two that name each other, but a clause before fails": [
        measure("P", "9903.01.01", "0.1", condition="subject_to:Q"),
        measure("Q", "9903.02.01", "0.1", condition="claim:9903.88.69&subject_to:P"),
    ],
}


@pytest.mark.parametrize("rows", OPENED.values(), ids=OPENED)
def test_a_circle_that_is_never_walked_is_none(rows: list[Row]) -> None:
    assert stack(line_of(goods(BED), measures=rows, orders=[order("P")])) == "-"


SAMPLES: dict[str, tuple[InvoicedLine, str, str]] = {
    # duties on 10,000
    "R3.03 CSMS 64680374: steel screws owe no reciprocal duty": (
        goods("7318.15.8069", origin="VN"),
        "2026-01-15",
        "9903.01.33 0.00 + 9903.81.90 5000.00 + 7318.15.8069 850.00",
    ),
    "R3.03 CSMS 67844987: steel screws owe no section 122 duty": (
        goods("7318.15.8069", origin="VN"),
        "2026-03-15",
        "9903.03.06 0.00 + 9903.81.90 5000.00 + 7318.15.8069 850.00",
    ),
    "R3.03 note 52: steel screws owe no forced-labor duty": (
        goods("7318.15.8069", origin="VN"),
        "2026-10-15",
        "9903.05.90 0.00 + 9903.82.02 5000.00 + 7318.15.8069 850.00",
    ),
    "R3.03 note 16: reported under 9903.82.03 at 0 is not subject": (
        goods("8503.00.9590", origin="VN", steel="0.14"),
        "2026-10-15",
        "9903.05.84 1250.00 + 9903.82.03 0.00 + 8503.00.9590 300.00",
    ),
}


@pytest.mark.parametrize(("article", "day", "expected"), SAMPLES.values(), ids=SAMPLES)
def test_metal_duties_of_the_samples(article: InvoicedLine, day: str, expected: str) -> None:
    assert duties(line_of(article, entered=day)) == expected
