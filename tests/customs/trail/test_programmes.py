"""R4.01: the tariff stack is told programme by programme, and every row is accounted for once."""

from collections.abc import Iterator
from typing import Any

import pytest

from chalicelib.customs.rows import Dataset
from tests.customs.building import goods, measure, order, samples, world
from tests.customs.trail.reading_trails import Trail, naming, rows_in, sample_trails, trails_of

Case = dict[str, Any]


def cases(trail: Trail) -> Iterator[tuple[str, Case]]:
    for programme in trail["tariffs"]["programs"]:
        for case in programme["cases"]:
            yield programme["program"], case


def case_of(trail: Trail, program: str) -> Case:
    (case,) = (case for found, case in cases(trail) if found == program)
    return case


def numbers_of(data: Dataset) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {}
    for row in data.measures:
        numbers.setdefault(row.program, []).append(row.number)
    return numbers


def test_every_programme_and_every_row_is_accounted_for_once() -> None:
    """R4.01: all programmes of the order row, in its order; every row above a winner once; none twice."""
    for trail in sample_trails():
        with naming(trail):
            tariffs, rows = trail["tariffs"], numbers_of(samples())
            placed = [one["program"] for one in tariffs["programs"] if one["place"]]
            assert placed == tariffs["order"]["programs"]
            told = [one["program"] for one in tariffs["programs"]]
            left_out = {one["program"]: rows_in(one["rows"]) for one in tariffs["not_in_order"]}
            assert sorted({*told, *left_out}) == sorted({*rows, *placed})
            assert all(left_out[program] == rows[program] for program in left_out)
            for program, case in cases(trail):
                winner = [int(case["winner"]["row"])] if case["winner"] else []
                lost = [int(one["row"]) for one in case["lost"]]
                outside = [number for one in case["not_covering"] for number in rows_in(one["rows"])]
                below = rows_in(case["not_asked"])
                assert sorted([*winner, *lost, *outside, *below]) == rows.get(program, [])
                assert all(number < winner[0] for number in [*lost, *outside] if winner)
                assert all(number > winner[0] for number in below)
                assert all(one["why"] for one in case["lost"])
                assert case["why"]


def test_the_winners_are_the_headings_of_the_line() -> None:
    """R4.01: the rows told to have won give the line's tariff numbers, in reported order."""
    for trail in sample_trails():
        with naming(trail):
            placed = [one["program"] for one in trail["tariffs"]["programs"] if one["place"]]
            for materials in {tuple(case["materials"]) for _, case in cases(trail)}:
                winners = [
                    (program, case["winner"]["row"], case["winner"]["heading"])
                    for program, case in cases(trail)
                    if tuple(case["materials"]) == materials and program in placed and case["winner"]
                ]
                told = [(one["program"], one["row"], one["code"]) for one in trail["duties"][:-1]]
                assert [winner for winner in winners if winner[2]] == told


METAL = measure("S232", "9903.82.09", "0.25", condition="metal>=0.15:steel+aluminum")
LIGHT = measure("S232", "9903.82.03", basis="none")


def test_the_metal_of_an_article_is_told_with_its_weights() -> None:
    """R4.01: a row that lost for metal says how much was needed, and how much of what there is."""
    line = goods(net="0.453", steel="0.424", aluminum="0.004")
    light = goods(net="0.453", steel="0.04", aluminum="0.002")
    (heavy_trail, light_trail) = trails_of(world(line, light, measures=[METAL, LIGHT]))
    (lost,) = case_of(heavy_trail, "S232")["lost"]
    assert lost["why"] == ["needs steel + aluminum of at least 15 % of net weight"]
    (answer,) = lost["articles"]
    assert (answer["material"], answer["why"]) == ("M2", "has 9.2715… % (0.04 + 0.002 = 0.042 of 0.453 kg)")
    (held,) = case_of(light_trail, "S232")["winner"]["articles"]
    assert held["why"] == "has 94.4812… % (0.424 + 0.004 = 0.428 of 0.453 kg)"


def test_materials_on_one_line_answer_each_for_itself() -> None:
    """R4.01: the stack is told once, and conditions on the article for each material."""
    lines = [goods(net="1", steel=steel) for steel in ("0.5", "0.75")]
    (trail,) = trails_of(world(*lines, measures=[METAL]))
    case = case_of(trail, "S232")
    assert case["materials"] == ["M1", "M2"]
    assert [(one["material"], one["percent"]) for one in case["winner"]["articles"]] == [
        ("M1", "50"),
        ("M2", "75"),
    ]


def test_materials_that_came_to_the_same_by_other_rows_are_told_apart() -> None:
    """R4.01: two rows of the same heading and rate, and two kinds of article on one line."""
    claimed = measure("S301", "9903.88.03", "0.25", condition="claim:9903.88.69")
    listed = measure("S301", "9903.88.03", "0.25")
    (trail,) = trails_of(world(goods(claims="9903.88.69"), goods(), measures=[claimed, listed]))
    told = [
        (case["materials"], case["winner"]["row"], len(case["lost"]))
        for _, case in cases(trail)
        if case["winner"]
    ]
    assert told == [(["M1"], "2", 0), (["M2"], "3", 1)]
    (answer,) = next(case["lost"][0]["articles"] for _, case in cases(trail) if case["lost"])
    assert (answer["material"], answer["why"]) == ("M2", "claims no exclusion")


WORDS = [
    ("spi:S|S+", "needs SPI S or S+; the article is entered without a counting SPI"),
    ("col1>=0.15", "needs a column 1 rate of at least 15 %; column 1 as applied is 0 %"),
    ("part:steel|copper", "covers the steel or copper part only; this line is the non-metal part"),
    ("subject_to:S201|ASKED", "needs S201 or ASKED to give a heading with a rate above 0 or a cap;"
     " S201 gave no heading, ASKED gave 9903.77.77 at 0 %"),
]  # fmt: skip


@pytest.mark.parametrize(("condition", "words"), WORDS, ids=[condition for condition, _ in WORDS])
def test_why_a_row_lost_is_told_in_plain_words(condition: str, words: str) -> None:
    """R4.01: what the clause needs, and what there is."""
    rows = [measure("S301", "9903.88.03", "0.25", condition=condition), measure("ASKED", "9903.77.77")]
    (trail,) = trails_of(world(goods(), measures=rows))
    (lost,) = case_of(trail, "S301")["lost"]
    assert "; ".join(lost["why"]) == words


def test_programmes_outside_the_order_are_told_where_they_were_asked() -> None:
    """R4.01: asked by `subject_to`, not reported; and one that nobody asked is named with its rows."""
    asked = measure("OTHER", "9903.77.77", "0.1")
    asking = measure("S301", "9903.88.03", "0.25", condition="subject_to:OTHER")
    idle = measure("IDLE", "9903.77.78", "0.1")
    (trail,) = trails_of(world(goods(), measures=[asked, asking, idle], orders=[order("S301")]))
    told = [(one["program"], one["place"]) for one in trail["tariffs"]["programs"]]
    assert told == [("S301", "1"), ("OTHER", "")]
    assert case_of(trail, "S301")["winner"]["why"][-1] == "OTHER gave 9903.77.77 at 10 %"
    assert trail["tariffs"]["not_in_order"] == [{"program": "IDLE", "rows": "4"}]


def test_a_programme_may_be_settled_without_a_heading() -> None:
    """R4.01: an empty tariff code is told as what it is."""
    rows = [measure("S301", "", origin="CN"), measure("S301", "9903.88.03", "0.25")]
    (trail,) = trails_of(world(goods(), measures=rows))
    case = case_of(trail, "S301")
    assert case["why"] == "Row 2 is the first that matches and has no heading: nothing is reported."
    assert (case["winner"]["heading"], case["not_asked"], len(trail["duties"])) == ("", "3", 1)


def test_rows_that_do_not_cover_are_grouped_by_reason() -> None:
    """R4.01: HTS number, exception, origin and dates, each with its rows."""
    rows = [
        measure("S301", "9903.88.01", "0.25", scope="8412"),
        measure("S301", "9903.88.01", "0.25", scope="9403", besides="9403.20"),
        measure("S301", "9903.88.01", "0.25", origin="VN"),
        measure("S301", "9903.88.01", "0.25", origin="TW"),
        measure("S301", "9903.88.01", "0.25", until="2026-10-14"),
        measure("S301", "9903.88.01", "0.25", since="2026-10-16"),
    ]
    (trail,) = trails_of(world(goods(), measures=rows))
    assert case_of(trail, "S301")["not_covering"] == [
        {"rows": "2", "why": "other HTS numbers"},
        {"rows": "3", "why": "this HTS number is excepted"},
        {"rows": "4–5", "why": "other origins"},
        {"rows": "6", "why": "no longer in force on the entry date"},
        {"rows": "7", "why": "not yet in force on the entry date"},
    ]
