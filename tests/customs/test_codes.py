"""Codes: what is read, in which form it is kept, and what is refused with which remedy."""

import pytest

from chalicelib.customs import codes


@pytest.mark.parametrize("text", ["9403.20.0035", "9403200035", "9403.20.00.35"])
def test_an_hts_number_is_its_ten_digits(text: str) -> None:
    assert codes.hts_number(text) == "9403200035"


def test_an_hts_number_keeps_the_zero_in_front() -> None:
    assert codes.hts_number("0401.10.0000") == "0401100000"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("9.40321E+09", "scientific notation"),
        ("9,40321E+09", "scientific notation"),
        ("940320003", "dropped the zero in front"),
        ("9403.2", "dropped zeros at the end"),
        ("9403.20", "dropped zeros at the end"),
        ("9403.20.003", "dropped zeros at the end"),
        ("94032000", "8 digits, not ten"),
        ("94032000350", "11 digits, not ten"),
        ("'9403200035", "apostrophe"),
        ("9403 20 0035", "blanks inside"),
        ("9403.20.003⁵", "not plain 0 to 9"),
        ("９４０３２０００３５", "not plain 0 to 9"),
        ("٩٤٠٣٢٠٠٠٣٥", "not plain 0 to 9"),
        ("94.03200035", "dots in the wrong places"),
        ("9403,20,0035", "not an HTS number"),
        ("Free", "not an HTS number"),
        ("-9403200035", "not an HTS number"),
        ("...", "not an HTS number"),
    ],
)
def test_a_damaged_hts_number_is_refused_with_a_remedy(text: str, problem: str) -> None:
    with pytest.raises(codes.Refused) as refusal:
        codes.hts_number(text)
    assert problem in refusal.value.problem
    assert refusal.value.remedy


@pytest.mark.parametrize(
    ("digits", "shown"),
    [
        ("9403200035", "9403.20.0035"),
        ("99038803", "9903.88.03"),
        ("9903880310", "9903.88.0310"),
        ("94", "94"),
    ],
)
def test_digits_are_shown_with_dots(digits: str, shown: str) -> None:
    assert codes.dotted(digits) == shown


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("9903.88.03", "9903.88.03"),
        ("99038803", "9903.88.03"),
        ("9903.88.0310", "9903.88.0310"),
        ("9903.88.03.10", "9903.88.0310"),
        ("9903880310", "9903.88.0310"),
    ],
)
def test_a_heading_is_kept_with_dots(text: str, kept: str) -> None:
    assert codes.heading(text) == kept


@pytest.mark.parametrize(
    "text", ["9903.88", "990388031", "8504.40.95", "9903 88 03", "9903.88.0³", "9.9E+07", "x"]
)
def test_what_is_no_heading_is_refused(text: str) -> None:
    with pytest.raises(codes.Refused):
        codes.heading(text)


def test_headings_are_joined_by_bars() -> None:
    assert codes.headings("9903.88.69 | 99038803") == ("9903.88.69", "9903.88.03")
    assert codes.headings("") == ()


def test_a_scope_is_its_digit_prefixes() -> None:
    assert codes.prefixes("8412.29.80|9403|94|7318.15|8517.62.0090|85176200") == (
        "84122980",
        "9403",
        "94",
        "731815",
        "8517620090",
        "85176200",
    )


def test_the_star_is_the_empty_prefix_and_every_origin() -> None:
    assert codes.prefixes("*") == ("",)
    assert codes.countries("*") == frozenset()


@pytest.mark.parametrize(
    "text", ["9", "9403.2", "94032000351", "9403||9404", "9403|", "*|9403", "9403;9404", "94 03"]
)
def test_what_is_no_scope_is_refused(text: str) -> None:
    with pytest.raises(codes.Refused) as refusal:
        codes.prefixes(text)
    assert refusal.value.remedy


def test_origins_are_a_set() -> None:
    assert codes.countries("CN|HK") == frozenset({"CN", "HK"})


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("UK", "Write GB"),
        ("EL", "Write GR"),
        ("cn", "Write CN"),
        ("CHN", "Write CN"),
        ("XX", "two capital letters"),
    ],
)
def test_a_country_must_be_an_iso_code(text: str, remedy: str) -> None:
    with pytest.raises(codes.Refused) as refusal:
        codes.country(text)
    assert remedy in refusal.value.remedy


def test_all_iso_countries_are_known() -> None:
    assert len(codes.COUNTRIES) == 249
