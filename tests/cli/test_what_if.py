"""`scenario`: what-ifs side by side, as JSON and as a table, and what cannot be asked."""

from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Ran, circle, copy_of_samples, run
from tests.customs.building import SAMPLES

Capture = pytest.CaptureFixture[str]
QUESTION = ["material", "hts", "origin", "entry_date", "mode", "value", "quantity", "spi", "claims"]
ANSWER = ["status", "findings", "lines", "totals", "advisories", "duty_and_fees"]
SUPPLY = ["--material", "10005242"]
LISTED = [*SUPPLY, "--date", "2026-10-15"]
METAL = ["--material", "10005656", "--origin", "CN"]
"""A bracket whose metal weights are not known, but its metal value shares are."""


def scenario(capsys: Capture, *arguments: object, folder: Path = SAMPLES) -> Ran:
    return run(capsys, "scenario", folder, *arguments)


def answers(capsys: Capture, *arguments: object) -> list[dict[str, Any]]:
    document = scenario(capsys, *arguments, "--json").document
    assert list(document) == ["scenarios"]
    found: list[dict[str, Any]] = document["scenarios"]
    return found


# JSON


def test_every_origin_is_asked_on_every_date(capsys: Capture) -> None:
    """In the order they were said, origin by origin."""
    asked = ["--origin", "VN", "--origin", "CN", "--date", "2026-10-15", "--date", "2019-06-01"]
    found = answers(capsys, *SUPPLY, *asked)
    assert [(one["origin"], one["entry_date"], one["totals"]["duty"]) for one in found] == [
        ("VN", "2026-10-15", "1250.00"),
        ("VN", "2019-06-01", "0.00"),
        ("CN", "2026-10-15", "3750.00"),
        ("CN", "2019-06-01", "2500.00"),
    ]


def test_every_answer_has_this_shape(capsys: Capture) -> None:
    (found,) = answers(capsys, *LISTED, "--claim", "9903.88.69")
    assert list(found) == [*QUESTION, *ANSWER, "next_change"]
    assert list(found["next_change"]) == ["entry_date", *ANSWER]
    assert {tuple(row) for row in found["lines"][0]["tariffs"]} == {("code", "rate", "duty", "base")}
    assert [found[name] for name in QUESTION] == [
        *("10005242", "8504.40.9580", "CN", "2026-10-15", "11", "10000", "1", ""),
        ["9903.88.69"],
    ]


def test_a_document_is_a_line_of_text_per_answer(capsys: Capture) -> None:
    out = scenario(capsys, *LISTED, "--origin", "CN", "--origin", "VN", "--json").out
    first, *lines, last = out.splitlines()
    assert (first, len(lines), last) == ('{"scenarios":[', 2, "]}")


def test_what_is_said_overrides_what_the_list_says(capsys: Capture) -> None:
    """HTS number, weight, claims, SPI, value, pieces and mode; the rest is the listed material's."""
    said = ["--hts", "3926909989", "--net-kg", "2.5", "--value", "1234.50", "--quantity", "4", "--mode", "40"]
    (found,) = answers(capsys, *LISTED, *said, "--origin", "MX", "--spi", "S", "--claim", "99038869")
    assert [found[name] for name in QUESTION] == [
        *("10005242", "3926.90.9989", "MX", "2026-10-15", "40", "1234.5", "4", "S"),
        ["9903.88.69"],
    ]
    (line,) = found["lines"]
    assert (line["net_kg"], line["gross_kg"], line["quantity"]) == ("10.000", "10", "10.00")
    assert (line["value"], line["tariffs"][-1]["rate"], line["hmf"]) == ("1235", "Free (S)", "0.00")


def test_a_special_programme_can_be_taken_away(capsys: Capture) -> None:
    """R2.03: with empty text; what does a bed from Mexico owe without USMCA?"""
    bed = ["--hts", "9403.20.0035", "--net-kg", "50", "--origin", "MX", "--date", "2026-08-15"]
    owed = [answers(capsys, *bed, "--spi", spi)[0]["totals"]["duty"] for spi in ("S", "")]
    assert owed[0] == "0.00"
    assert owed[1] != "0.00"


def test_an_article_that_is_not_listed_can_be_asked_about(capsys: Capture) -> None:
    """The worked case of R2.11."""
    said = ["--hts", "8504.40.9580", "--net-kg", "1", "--origin", "CN", "--date", "2026-10-15"]
    (found,) = answers(capsys, *said)
    assert (found["material"], found["duty_and_fees"]) == ("WHAT-IF", "3797.14")


def test_a_question_that_lacks_something_has_findings(capsys: Capture) -> None:
    """R2.15: exit code 1, and what is missing."""
    ran = scenario(capsys, *METAL, "--date", "2026-10-15", "--json")
    (found,) = ran.document["scenarios"]
    assert (ran.code, found["status"], found["lines"]) == (1, "needs_input", [])
    assert found["findings"] == [{"kind": "MISSING_METAL_WEIGHT", "subject": "10005656"}]


# Tables


SIDE_BY_SIDE = """\
10005242 Power supply H981 29 V, HTS 8504.40.9580
50,000 USD, 1,000 pieces, mode 11

                            CN 2026-10-15              VN 2026-10-15
──────────────  ─────────────────────────  ─────────────────────────
S301                           9903.88.69                          –
                        0 × 50,000 = 0.00
S301FL                         9903.05.31                 9903.05.84
                0.125 × 50,000 = 6,250.00  0.125 × 50,000 = 6,250.00
Column 1                     8504.40.9580               8504.40.9580
                    Free of 50,000 = 0.00      Free of 50,000 = 0.00
MPF                                173.20                     173.20
HMF                                 62.50                      62.50
Duty and fees                    6,485.70                   6,485.70
Share of value                    12.97 %                    12.97 %

CN 2026-10-15: 6,485.70 USD, 12.97 % of the value until 2026-11-10, then 18,985.70 USD, 37.97 % of the value.
VN 2026-10-15: stays as it is on every later date that the tables know of.
"""


def test_two_origins_side_by_side(capsys: Capture) -> None:
    said = ["--value", "50000", "--quantity", "1000", "--origin", "CN", "--origin", "VN"]
    ran = scenario(capsys, *LISTED, *said, "--claim", "9903.88.69")
    assert ran == (0, SIDE_BY_SIDE, "")


def test_more_than_four_questions_make_another_table(capsys: Capture) -> None:
    """So that a terminal of 120 characters shows them."""
    days = [word for year in range(2018, 2026) for word in ("--date", f"{year}-10-15")]
    out = scenario(capsys, *SUPPLY, *days).out
    assert out.count("Share of value") == 2
    assert max(map(len, out.splitlines())) <= 120


def test_metal_parts_have_rows_of_their_own(capsys: Capture) -> None:
    """R2.04: each programme and column 1 once for each part."""
    out = scenario(capsys, *METAL, "--date", "2026-01-15").out
    names = [line.partition("  ")[0] for line in out.splitlines()]
    assert [name for name in names if name.endswith("(aluminum)")] == [
        *("S301 (aluminum)", "FENT (aluminum)", "RECIP (aluminum)", "S232 (aluminum)", "Column 1 (aluminum)")
    ]
    assert names.count("Column 1 (non-metal)") == 1


def test_what_is_not_known_is_not_shown_as_nothing(capsys: Capture) -> None:
    """R2.15: a question without an answer has no 0.00 anywhere, but what is missing."""
    ran = scenario(capsys, *METAL, "--date", "2026-10-15")
    assert ran.code == 1
    assert ran.out.count("not known\n") == 4
    assert "0.00" not in ran.out
    assert ran.out.endswith(
        "\n\nCN 2026-10-15: material 10005656 lacks a metal weight that is asked for. "
        "Get the metal content from the supplier.\n"
    )


def test_what_is_not_known_before_and_after_a_date_is_not_called_an_answer(capsys: Capture) -> None:
    ran = scenario(capsys, *SUPPLY, "--origin", "CN", "--date", "2014-10-15")
    said = "CN 2014-10-15: not known for want of input; from 2017-01-01 on other things are missing.\n"
    assert said in ran.out


def test_what_changes_is_not_said_of_what_is_not_known(capsys: Capture) -> None:
    part = ["--hts", "9403.99.9045", "--net-kg", "2", "--origin", "CN", "--date", "2025-06-10"]
    assert "CN 2025-06-10: not known for want of input" in scenario(capsys, *part).out


# What cannot be asked


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([], "the following arguments are required: --date"),
        (["--date", "2026-10-15"], "name the article: --material 10005242, or --hts 8504.40.9580"),
        (
            ["--hts", "8504.40.9580", "--net-kg", "1", "--date", "2026-10-15"],
            "say where the article comes from: --origin VN",
        ),
        (
            ["--hts", "8504.40.9580", "--origin", "CN", "--date", "2026-10-15"],
            "say what a piece of it weighs: --net-kg 12.5",
        ),
        (
            ["--material", "1000524", "--date", "2026-10-15"],
            "no material '1000524' in these files; did you mean 10005242, ",
        ),
        ([*LISTED, "--origin", "XX"], "argument --origin: 'XX' is not an ISO country code of two capital "),
        ([*LISTED, "--origin", "cn"], "argument --origin: 'cn' is not an ISO country code of two capital "),
        ([*LISTED, "--hts", "123"], "argument --hts: '123' has 3 digits, not ten. Write all ten digits, "),
        ([*LISTED, "--date", "tomorrow"], "argument --date: 'tomorrow' is not a date"),
        ([*LISTED, "--value", "-5"], "argument --value: '-5' is negative"),
        ([*LISTED, "--value", "1e3"], "argument --value: '1e3' is not a plain decimal number such as "),
        ([*LISTED, "--value", "1,000"], "argument --value: '1,000' is not a plain decimal number such as "),
        (
            [*LISTED, "--quantity", "0"],
            "argument --quantity: '0' is nothing: give how many pieces the value is of",
        ),
        (
            [*LISTED, "--quantity", "0.1234567"],
            "argument --quantity: '0.1234567' has more than 6 decimal places",
        ),
        ([*LISTED, "--net-kg", "heavy"], "argument --net-kg: 'heavy' is not a plain decimal number"),
        ([*LISTED, "--mode", "99"], "argument --mode: invalid choice: '99'"),
        ([*LISTED, "--claim", "9903"], "argument --claim: '9903' is not a Chapter 99 heading. "),
        ([*LISTED, "--spi", "s"], "argument --spi: 's' is not a special program indicator, such as S or S+"),
        ([*LISTED, "--csv"], "unrecognized arguments: --csv"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_asked_is_a_usage_error(arguments: list[str], complaint: str, capsys: Capture) -> None:
    ran = scenario(capsys, *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.complaint.startswith(f"python -m chalicelib scenario: error: {complaint}")


def test_programmes_that_ask_each_other_are_an_input_error(tmp_path: Path, capsys: Capture) -> None:
    """R3.03."""
    folder = copy_of_samples(tmp_path / "circle")
    circle(folder)
    ran = scenario(capsys, *LISTED, folder=folder)
    assert (ran.code, ran.out) == (2, "")
    assert "'S301 > S301FL > S301'" in ran.err
    assert ran.err.endswith("\n1 fault: nothing was done.\n")
