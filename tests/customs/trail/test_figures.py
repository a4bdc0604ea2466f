"""R4.01: every figure of a line follows from the text of its trail, to the last digit."""

from itertools import count, islice

import pytest

from chalicelib.customs.errors import TrailMismatch
from chalicelib.customs.processor import Working, generate
from chalicelib.customs.publish import line_document
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import Dataset
from chalicelib.customs.trail.document import explain_line
from chalicelib.customs.trail.keep import generate_with_trails
from chalicelib.customs.trail.provenance import Provenance
from tests.customs.building import from_tables, goods, hts_row, measure, packing, samples, world
from tests.customs.trail.reading_trails import naming, sample_trail, sample_trails, strings, trails_of
from tests.customs.trail.recomputing import recompute
from tests.oracle.worlds import world as hostile_world


def test_figures_of_the_samples_follow_from_their_trails() -> None:
    """R4.01: packing, value, weights, duties and fees of each line of the samples, recomputed."""
    for trail in sample_trails():
        with naming(trail):
            recompute(trail)


def test_trails_carry_the_very_lines_of_the_entries() -> None:
    """R4.01: there is one trail per line, and its figures are the line's."""
    lines = [line_document(line) for entry in generate(samples()) for line in entry.lines]
    assert [trail["line"] for trail in sample_trails()] == lines


def test_a_trail_is_text_only() -> None:
    """R4.01: no number leaves as a number, so that none can turn into a binary float on the way."""
    assert all(isinstance(text, str) for trail in sample_trails() for text in strings(trail))


def test_the_worked_example_of_the_rule() -> None:
    """R4.01: shipment SH261100084, line 001, as the rule's page tells it."""
    trail = sample_trail("SH261100084", "001")
    (line,), (share,) = trail["invoice_lines"], trail["packing"]["shares"]
    assert (line["line"], line["usd"], line["packing"], line["value"]) == ("10", "3370.64", "5.35", "3375.99")
    assert (trail["packing"]["usd"], trail["packing"]["goods_usd"]) == ("29.58", "18638.90")
    assert (share["exact_cents"], share["whole_cents"], share["extra_cent"]) == ("534.921756…", "534", "1")
    assert [one["why"] for one in trail["duties"]] == [
        "3,376 × 0.075 = 253.20",
        "reported at 0 (basis none)",
        "free",
    ]
    assert trail["fees"]["mpf"]["why"] == "3,376 × 0.003464 = 11.694464, half-up 11.69"


WORLDS: list[tuple[str, Dataset]] = [
    ("equal weights", world(goods(value="0"), goods(value="0"), packing("10.01"))),
    ("weightless", world(goods(net="0"), goods(net="0"), goods(net="0"), packing("1", net="2.5"))),
    (
        "several currencies",
        world(
            goods(currency="EUR"),
            packing(currency="CNY"),
            exchange=[("EUR", "2026-01-01", "1.0823"), ("CNY", "2026-01-01", "0.1401")],
        ),
    ),
    (
        "specific and compound",
        world(
            goods("3926.90.9989", quantity="7.5", net="0.333"),
            hts=[hts_row("3926.90.9989", "1.9¢/kg + $1.20/doz + 2.35%", "doz")],
        ),
    ),
    ("no quantity", world(goods("3926.90.9989"), hts=[hts_row("3926.90.9989", "Free", "X")])),
    (
        "cap below column 1",
        world(goods("8501.31.2000", origin="TW"), measures=[measure("S301", "9903.01.01", cap="0.01")]),
    ),
    (
        "cap with a rate",
        world(goods("8501.31.2000"), measures=[measure("S301", "9903.01.01", "0.5", cap="0.1")]),
    ),
    ("under preference", world(goods("8501.31.2000", origin="MX", spi="S"))),
    ("maximum", world(goods(value="900000"), goods(value="1.50"), mode="40")),
    ("no value", world(goods(value="0"), goods(value="0.49", origin="VN"))),
    (
        "a hundred lines",
        world(
            *(
                goods(value=f"{n}.{n % 100:02d}", origin=o, net=f"0.{n}")
                for n in range(1, 31)
                for o in ("CN", "VN", "TW", "TH")
            ),
            packing("77.77", net="1.111"),
        ),
    ),
]


@pytest.mark.parametrize("data", [data for _, data in WORLDS], ids=[case for case, _ in WORLDS])
def test_figures_of_hard_cases_follow_from_their_trails(data: Dataset) -> None:
    """R4.01: roundings, currencies, units and caps that the samples do not hold."""
    trails = trails_of(data)
    assert trails
    for trail in trails:
        with naming(trail):
            recompute(trail)


def test_figures_of_hostile_worlds_follow_from_their_trails() -> None:
    """R4.01: random reference data and traffic, several shipments each."""
    trails = (trail for seed in count() for trail in trails_of(from_tables(*hostile_world(seed))))
    for trail in islice(trails, 1500):
        with naming(trail):
            recompute(trail)


def test_a_trail_that_does_not_fit_its_line_is_refused() -> None:
    """R4.01: a trail with other figures than its line is a defect and is never handed out."""
    data = world(goods(value="100.50"), goods(value="200.50", origin="VN"))
    reference = Reference(data)
    ((_, (kept, _)),) = generate_with_trails(data, reference)
    entry = kept.working.entry
    for wrong in (
        {"value": 999},
        {"gross_kg": 7},
        {"mpf": 1},
        {"hmf": 1},
        {"duties": (1, 2, 3)},
    ):
        lines = (entry.lines[0]._replace(**wrong), *entry.lines[1:])
        working = Working(entry._replace(lines=lines), *kept.working[1:])
        with pytest.raises(TrailMismatch):
            explain_line(working, 1, reference, Provenance(data))
