"""Whole entries worked by hand: the cases the rules are told with, and the trail of one (R2.01 to R4.01)."""

from typing import NamedTuple

import pytest

from chalicelib.customs.processor import generate
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import Dataset
from chalicelib.customs.trail.document import Explainer, content_hash
from chalicelib.customs.trail.keep import generate_with_trails
from chalicelib.customs.trail.provenance import Provenance
from tests.customs.building import (
    InvoicedLine,
    Row,
    column,
    document,
    duties,
    entry_of,
    findings,
    goods,
    hts_row,
    packing,
    samples,
    world,
)

VESSEL, TRUCK = "11", "30"


class Owed(NamedTuple):
    """What an entry comes to."""

    duty: str
    mpf: str
    hmf: str


BED, POWER, FITTINGS, SHOES = "9403.20.0035", "8504.40.9580", "9403.99.9045", "6402.99.3165"
SIX_PERCENT = [hts_row(SHOES, "6%", "prs")]
CASES: dict[str, tuple[InvoicedLine, str, str, list[str], Owed]] = {
    # article, mode, entry date; duties of every line, totals
    "R2.05 CSMS 69668138: power supplies from China by vessel": (
        goods(POWER),
        VESSEL,
        "2026-10-15",
        [f"9903.88.03 2500.00 + 9903.05.31 1250.00 + {POWER} 0.00"],
        Owed("3750.00", "34.64", "12.50"),
    ),
    # 500, 8,000 and 1,500: MPF 1.732, 27.712 and 5.196 come to 34.64, over the 33.58 of FY2026; HMF 0.625,
    # 10.00 and 1.875 to 12.51.
    "R2.04 CSMS 65236374: metal parts of furniture from China, steel 80 %, aluminum 15 %": (
        goods(FITTINGS, steel_share="80", aluminum_share="15"),
        VESSEL,
        "2026-01-15",
        [
            f"9903.88.03 125.00 + 9903.01.24 50.00 + 9903.01.25 50.00 + {FITTINGS} 0.00",
            "9903.88.03 2000.00 + 9903.01.24 800.00 + 9903.01.33 0.00 + 9903.81.91 4000.00"
            f" + {FITTINGS} 0.00",
            f"9903.88.03 375.00 + 9903.01.24 150.00 + 9903.01.33 0.00 + 9903.85.08 750.00 + {FITTINGS} 0.00",
        ],
        Owed("8300.00", "34.64", "12.51"),
    ),
    "R2.03 General Note 11: a bed from Mexico under S by truck": (
        goods(BED, "50000", origin="MX", spi="S"),
        TRUCK,
        "2026-08-15",
        [f"9903.05.94 0.00 + {BED} 0.00"],
        Owed("0.00", "0.00", "0.00"),
    ),
    "R2.11 note 52(k): shoes at 6 % from Italy are topped up to 10 %": (
        goods(SHOES, origin="IT"),
        VESSEL,
        "2026-10-15",
        [f"9903.05.39 400.00 + {SHOES} 600.00"],
        Owed("1000.00", "34.64", "12.50"),
    ),
    "R2.13 91 FR 48398: 9,000 pays the minimum": (
        goods(BED, "9000", origin="AU"),
        TRUCK,
        "2026-10-15",
        [f"{BED} 0.00"],
        Owed("0.00", "34.58", "0.00"),
    ),
    "R2.13 91 FR 48398: 50,000": (
        goods(BED, "50000", origin="AU"),
        TRUCK,
        "2026-10-15",
        [f"{BED} 0.00"],
        Owed("0.00", "173.20", "0.00"),
    ),
    "R2.13 91 FR 48398: 200,000 pays the maximum": (
        goods(BED, "200000", origin="AU"),
        TRUCK,
        "2026-10-15",
        [f"{BED} 0.00"],
        Owed("0.00", "670.86", "0.00"),
    ),
}


@pytest.mark.parametrize(("article", "mode", "day", "lines", "owed"), CASES.values(), ids=CASES)
def test_a_worked_case(article: InvoicedLine, mode: str, day: str, lines: list[str], owed: Owed) -> None:
    entry = entry_of(article, hts=SIX_PERCENT, mode=mode, entered=day, exported="2026-01-01")
    assert findings(entry) == []
    assert [duties(line) for line in entry["lines"]] == lines
    assert Owed(*(entry["totals"][name] for name in Owed._fields)) == owed


def test_602_dollars() -> None:
    """R2.07 19 CFR 159.3: 100.50 + 200.50 + 300.50 at one rate; two lines go up, one is adjusted down."""
    numbers = [f"9403.20.00{place}0" for place in (1, 2, 3)]
    lines = [goods(hts, f"{place}00.50") for place, hts in enumerate(numbers, start=1)]
    rows: list[Row] = [hts_row(hts) for hts in numbers]
    entry = entry_of(*lines, hts=rows, measures=())
    assert (column(entry, "value"), entry["totals"]["value"]) == (["100", "201", "301"], "602")


def test_a_whole_entry_of_everything() -> None:
    """R2.01 to R2.13 together, by hand.

    EUR 1,000.25 at 1.10 = 1,100.275 of motors and 499.725 of beds from Mexico under S are 1,600.00; packaging
    of 16.00 is 1 %: 11.00 and 5.00 by largest remainder (11.00275 and 4.99725). 1,111.275 and 504.725 are
    1,616.00: 1,111 + 505. Motors stand first. 8 kg of packaging over 30 and 10 kg net: 6 and 2 kg more gross.
    """
    motors = goods("8501.31.2000", "1000.25", currency="EUR", quantity="10", net="3", gross="3.25")
    beds = goods(BED, "499.725", origin="MX", spi="S", quantity="1", net="10", gross="11")
    rate = [("EUR", "2026-09-15", "1.10")]
    entry = entry_of(motors, packing("16.00", net="4", quantity="2"), beds, exchange=rate)
    assert findings(entry) == []
    assert [duties(line) for line in entry["lines"]] == [
        # 25 % = 277.75; 12.5 % = 138.875; 2.8 % = 31.108
        "9903.88.01 277.75 + 9903.05.31 138.88 + 8501.31.2000 31.11",
        f"9903.05.94 0.00 + {BED} 0.00",
    ]
    shown = [
        [line[name] for name in ("value", "quantity", "net_kg", "gross_kg", "mpf", "hmf", "sources")]
        for line in entry["lines"]
    ]
    assert shown == [
        # 32.5 + 6 = 38.5 and 11 + 2 = 13 kg are 51.5 -> 52; MPF 3.848504; HMF 1.38875 and 0.63125
        ["1111", "10", "30.000", "39", "3.85", "1.39", ["10"]],
        ["505", "1", "10.000", "13", "0.00", "0.63", ["30"]],
    ]
    assert entry["totals"] == {
        "value": "1616",
        "duty": "447.74",
        "mpf": "34.58",
        "hmf": "2.02",
        "gross_kg": "52",
    }


def test_a_line_of_the_samples() -> None:
    """R4.01: shipment SH261100084, line 001, as the page of the rule works it out."""
    (entry,) = (document(one) for one in generate(samples(), only={"SH261100084"}))
    line = entry["lines"][0]
    assert duties(line) == "9903.88.15 253.20 + 9903.05.86 0.00 + 8517.62.0090 0.00"
    assert [line[name] for name in ("value", "mpf", "hmf")] == ["3376", "11.69", "4.22"]


def content_hashes(data: Dataset) -> list[str]:
    """The content hash of the trail of every line."""
    reference = Reference(data)
    explainer = Explainer(reference, Provenance(data))
    trails = [
        explainer.explain(one.working, one.line.number)
        for _, kept in generate_with_trails(data, reference)
        for one in kept
    ]
    assert [content_hash(trail) for trail in trails] == [trail["proof"]["content_hash"] for trail in trails]
    return [trail["proof"]["content_hash"] for trail in trails]


def test_the_content_hash_of_a_trail_is_stable() -> None:
    """R4.01: made again from the same inputs it is the same; another amount is another trail."""
    power = goods(POWER)
    first, again = content_hashes(world(power)), content_hashes(world(power))
    assert len(first) == 1
    assert first == again
    assert first != content_hashes(world(goods(POWER, "10000.01")))
