"""One heading per programme, the first row that matches, and the order on the line (R2.05, R3.04, R3.05)."""

import pytest

from tests.customs.building import (
    Row,
    duties,
    entry_of,
    findings,
    goods,
    hts_row,
    line_of,
    measure,
    order,
    stack,
)

BED, POWER, MOTOR = "9403.20.0035", "8504.40.9580", "8501.31.2000"
CLAIM = "9903.88.69"
A, B = measure("P", "9903.01.01", "0.1"), measure("P", "9903.01.02", "0.2")
SHOWN_A, SHOWN_B = "9903.01.01 0.1", "9903.01.02 0.2"


def under(rows: list[Row], programmes: str = "P Q R", **said: str) -> str:
    """The stack of a bed under these rows."""
    return stack(line_of(goods(BED, **said), measures=rows, orders=[order(programmes)]))


FIRST: dict[str, tuple[list[Row], str]] = {
    "R3.04 the first of two": ([A, B], SHOWN_A),
    "R3.04 the first of two, the other way round": ([B, A], SHOWN_B),
    "R3.04 the lower rate is no better": ([B, A, measure("P", "9903.01.03", "0")], SHOWN_B),
    "R3.04 the first that covers the number": ([{**A, "HTS Scope": "8504"}, B], SHOWN_B),
    "R3.04 the narrower scope is no better": ([A, {**B, "HTS Scope": BED}], SHOWN_A),
    "R3.04 the first that does not except the number": ([{**A, "HTS Except": "9403"}, B], SHOWN_B),
    "R3.04 the first that covers the origin": ([{**A, "Origin": "VN"}, B], SHOWN_B),
    "R3.04 the first in force": ([{**A, "Effective To": "2026-10-14"}, B], SHOWN_B),
    "R3.04 the younger row is no better": ([A, {**B, "Effective From": "2026-10-15"}], SHOWN_A),
    "R3.04 the first whose condition holds": ([{**A, "Condition": f"claim:{CLAIM}"}, B], SHOWN_B),
    "R3.04 the first whose part it is": ([{**A, "Condition": "part:copper"}, B], SHOWN_B),
    "R3.04 none": ([{**A, "HTS Scope": "8504"}, {**B, "Origin": "VN"}], "-"),
    "R3.04 no row at all": ([], "-"),
    "R3.04 an empty Tariff Code settles the programme": ([measure("P", ""), A], "-"),
    "R3.04 an empty Tariff Code below the winner does nothing": ([A, measure("P", "")], SHOWN_A),
    "R3.04 an empty Tariff Code that does not match": (
        [measure("P", "", condition=f"claim:{CLAIM}"), A],
        SHOWN_A,
    ),
    "R3.04 an empty Tariff Code with a rate reports nothing": ([measure("P", "", "0.5"), A], "-"),
    "R3.04 an empty Tariff Code settles its own programme only": (
        [measure("P", ""), measure("Q", "9903.02.01", "0.3")],
        "9903.02.01 0.3",
    ),
    "R2.05 each programme gives one heading": (
        [A, B, measure("Q", "9903.02.01", "0.3"), measure("Q", "9903.02.02", "0.4")],
        f"{SHOWN_A} + 9903.02.01 0.3",
    ),
    "R2.05 rows of two programmes among each other": (
        [measure("Q", "9903.02.01", "0.3"), A, measure("Q", "9903.02.02", "0.4"), B],
        f"{SHOWN_A} + 9903.02.01 0.3",
    ),
    "R2.05 one heading in two programmes": (
        [A, {**A, "Program": "Q"}],
        f"{SHOWN_A} + {SHOWN_A}",
    ),
}


@pytest.mark.parametrize(("rows", "expected"), FIRST.values(), ids=FIRST)
def test_the_first_row_that_matches(rows: list[Row], expected: str) -> None:
    assert under(rows) == expected


def test_the_file_order_is_kept_whatever_the_prefixes() -> None:
    """R3.04: long and short scopes, found by their prefixes, are still tried from the top."""
    rows = [
        {**A, "HTS Scope": "9403.20.0050"},
        {**B, "HTS Scope": "94"},
        measure("P", "9903.01.03", "0.3", scope=BED),
        measure("P", "9903.01.04", "0.4"),
    ]
    assert under(rows) == SHOWN_B
    assert under([rows[0], rows[3], rows[2], rows[1]]) == "9903.01.04 0.4"
    assert under([rows[0], rows[2], rows[3], rows[1]]) == "9903.01.03 0.3"


EXCLUDED: dict[str, tuple[str, str, str]] = {
    # claims, entry date; the duties on 10,000
    "R3.04 FR 2025-21671: the last day of the exclusion": (
        CLAIM,
        "2026-11-09",
        f"{CLAIM} 0.00 + 9903.05.31 1250.00 + {POWER} 0.00",
    ),
    "R3.04 FR 2025-21671: the day after": (
        CLAIM,
        "2026-11-10",
        f"9903.88.03 2500.00 + 9903.05.31 1250.00 + {POWER} 0.00",
    ),
    "R3.04 FR 2025-21671: not claimed": (
        "",
        "2026-11-09",
        f"9903.88.03 2500.00 + 9903.05.31 1250.00 + {POWER} 0.00",
    ),
    "R3.04 FR 2025-21671: the first day of the exclusion": (
        CLAIM,
        "2024-06-15",
        f"{CLAIM} 0.00 + {POWER} 0.00",
    ),
    "R3.04 FR 2025-21671: the day before": (CLAIM, "2024-06-14", f"9903.88.03 2500.00 + {POWER} 0.00"),
}


@pytest.mark.parametrize(("claims", "day", "expected"), EXCLUDED.values(), ids=EXCLUDED)
def test_an_exclusion_stands_above_its_list(claims: str, day: str, expected: str) -> None:
    assert duties(line_of(goods(POWER, claims=claims), entered=day)) == expected


# The order on the line

THREE = [
    measure("Q", "9903.02.01", "0.2"),
    measure("R", "9903.03.01", "0.3"),
    measure("P", "9903.01.01", "0.1"),
]
ORDERS: dict[str, tuple[str, str]] = {
    "R3.05 P Q R": ("P Q R", "9903.01.01 0.1 + 9903.02.01 0.2 + 9903.03.01 0.3"),
    "R3.05 R Q P": ("R Q P", "9903.03.01 0.3 + 9903.02.01 0.2 + 9903.01.01 0.1"),
    "R3.05 Q P R": ("Q P R", "9903.02.01 0.2 + 9903.01.01 0.1 + 9903.03.01 0.3"),
    "R3.05 a programme that the row does not name is not reported": (
        "P R",
        "9903.01.01 0.1 + 9903.03.01 0.3",
    ),
    "R3.05 a programme without rows leaves no gap": ("P X R", "9903.01.01 0.1 + 9903.03.01 0.3"),
    "R3.05 no programme is named": ("X", "-"),
}


@pytest.mark.parametrize(("programmes", "expected"), ORDERS.values(), ids=ORDERS)
def test_the_order_of_the_sequence_table(programmes: str, expected: str) -> None:
    assert under(THREE, programmes) == expected


CHANGE = [order("P Q", until="2026-10-15"), order("Q P", since="2026-10-16")]
PERIODS: dict[str, tuple[list[Row], str, str]] = {
    "R3.05 the last day of an order": (CHANGE, "2026-10-15", "9903.01.01 0.1 + 9903.02.01 0.2"),
    "R3.05 the first day of the next": (CHANGE, "2026-10-16", "9903.02.01 0.2 + 9903.01.01 0.1"),
    "R3.05 before the first order nothing is reported": ([CHANGE[1]], "2026-10-15", "-"),
    "R3.05 after the last order nothing is reported": ([CHANGE[0]], "2026-10-16", "-"),
}


@pytest.mark.parametrize(("orders", "day", "expected"), PERIODS.values(), ids=PERIODS)
def test_the_order_is_that_of_the_entry_date(orders: list[Row], day: str, expected: str) -> None:
    assert stack(line_of(goods(BED), measures=THREE, orders=orders, entered=day)) == expected


ALL = "S201 S338 S301FL S122 S232CU S232 RECIP IEEPA_MX FENT S301".split()
LAW: dict[str, tuple[str, str]] = {
    # A row of every programme, always in force: only the order of the law that ships decides.
    "R3.05 the day before the first order": ("2018-07-05", ""),
    "R3.05 CSMS 39587858: from 2018-07-06": ("2018-07-06", "S301 S232 S232CU S201"),
    "R3.05 CSMS 39587858: to 2025-02-03": ("2025-02-03", "S301 S232 S232CU S201"),
    "R3.05 from 2025-02-04": ("2025-02-04", "S301 FENT IEEPA_MX S232 S232CU S201"),
    "R3.05 to 2025-04-04": ("2025-04-04", "S301 FENT IEEPA_MX S232 S232CU S201"),
    "R3.05 CSMS 64680374: from 2025-04-05": ("2025-04-05", "S301 FENT IEEPA_MX RECIP S232 S232CU S201"),
    "R3.05 CSMS 64680374: to 2026-02-23": ("2026-02-23", "S301 FENT IEEPA_MX RECIP S232 S232CU S201"),
    "R3.05 CSMS 67834313: from 2026-02-24": ("2026-02-24", "S301 S122 S232 S232CU S201"),
    "R3.05 CSMS 67834313: to 2026-07-23": ("2026-07-23", "S301 S122 S232 S232CU S201"),
    "R3.05 CSMS 69668138: from 2026-07-24": ("2026-07-24", "S301 S301FL S232 S232CU S201"),
    "R3.05 CSMS 69668138: to 2026-08-26": ("2026-08-26", "S301 S301FL S232 S232CU S201"),
    "R3.05 CSMS 69668138: from 2026-08-27": ("2026-08-27", "S301 S301FL S338 S232 S232CU S201"),
    "R3.05 years later": ("2027-12-31", "S301 S301FL S338 S232 S232CU S201"),
}


@pytest.mark.parametrize(("day", "programmes"), LAW.values(), ids=LAW)
def test_the_orders_of_the_law(day: str, programmes: str) -> None:
    rows = [measure(name, f"9903.00.{place:02d}", "0.01") for place, name in enumerate(ALL)]
    line = line_of(goods(BED), measures=rows, entered=day)
    named = [ALL[int(row["code"][-2:])] for row in line["tariffs"][:-1]]
    assert named == programmes.split()


def test_cables_of_china() -> None:
    """R3.05 and R2.05: copper 20 % of weight; S301FL asks S232, which stands behind it: 5,260 in all."""
    line = line_of(goods("8544.42.9090", copper="0.2"))
    expected = "9903.88.03 2500.00 + 9903.05.90 0.00 + 9903.82.09 2500.00 + 8544.42.9090 260.00"
    assert (duties(line), line["duty"]) == (expected, "5260.00")


def test_the_chapter_1_to_97_number_stands_last() -> None:
    """R3.05: behind every heading, and alone where there is none."""
    rows = {**hts_row(MOTOR), "General Rate": "2.8%"}
    assert duties(line_of(goods(MOTOR, origin="AU"), hts=[rows])) == f"{MOTOR} 280.00"
    assert duties(line_of(goods(MOTOR), hts=[rows])).endswith(f" + {MOTOR} 280.00")


def test_programmes_are_settled_for_each_article_alone() -> None:
    """R2.05: of two motors on one invoice only the one that claims is excluded, whichever comes first."""
    claiming, other = goods(MOTOR, "100", claims=CLAIM), goods(MOTOR, "200")
    for lines in ([claiming, other], [other, claiming]):
        entry = entry_of(*lines)
        assert findings(entry) == []
        assert {line["value"]: line["tariffs"][0]["code"] for line in entry["lines"]} == {
            "100": CLAIM,
            "200": "9903.88.01",
        }
