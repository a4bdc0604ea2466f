"""What holds of rounding, sharing out, reading and writing numbers, conditions and column 1 rates.

The examples are the same in every run; what comes out is compared with exact fractions and `Decimal`.
"""

import random
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from functools import partial
from typing import TypeVar

from hypothesis import given, settings
from hypothesis import strategies as st

from chalicelib.customs import conditions, numbers
from chalicelib.customs.column1 import DUTY_RATE_PLACES, Column1Rate, parse_rate, unit_kind
from chalicelib.customs.numbers import (
    MICRO_PLACES,
    RATE_PLACES,
    format_cents,
    format_scaled,
    half_up,
    parse_scaled,
)
from chalicelib.customs.rounding import apportion, round_to_sum
from tests.oracle.column_one import read_rate
from tests.oracle.exact import number, share_out, whole_with_total

Value = TypeVar("Value")
bounded = settings(derandomize=True, max_examples=200, deadline=None)
AMOUNTS = st.integers(0, 10**21)
UNITS = st.sampled_from([1, 2, 3, 10, 100, 10**6, 10**16, 10**24])
PLACES = st.sampled_from([0, 2, 3, MICRO_PLACES, RATE_PLACES])


def attempt(read: Callable[[], Value]) -> tuple[Value | None, str]:
    """The value that was read, or what the refusal said."""
    try:
        return read(), ""
    except ValueError as refusal:
        return None, str(refusal)


# Sharing out


WEIGHTS = st.lists(st.integers(0, 10**18) | st.integers(0, 3), min_size=1, max_size=30)


@bounded
@given(st.integers(0, 10**9), WEIGHTS)
def test_apportioned_parts_add_up_and_are_as_near_as_can_be(total: int, weights: list[int]) -> None:
    """R2.02: nothing is left; each part is its exact share rounded up or down; more weight, no less part."""
    shares = apportion(total, weights)
    assert sum(shares) == total
    counted = weights if any(weights) else [1] * len(weights)
    for share, weight in zip(shares, counted, strict=True):
        assert abs(share - Fraction(total * weight, sum(counted))) < 1
    ranked = sorted(zip(counted, range(len(shares)), shares, strict=True), key=lambda one: (one[0], -one[1]))
    assert [share for *_, share in ranked] == sorted(shares)


@bounded
@given(st.integers(0, 10**9), WEIGHTS, st.integers(1, 10**6))
def test_apportioning_goes_by_proportion_only(total: int, weights: list[int], factor: int) -> None:
    """G12, R2.02: weights in another unit, as cents for dollars, share out the same; so does the oracle."""
    shares = apportion(total, weights)
    assert apportion(total, [weight * factor for weight in weights]) == shares
    assert share_out(total, [Fraction(weight) for weight in weights]) == shares


NUMBERS = st.lists(AMOUNTS | st.integers(0, 30), max_size=30)


@bounded
@given(NUMBERS, UNITS, st.data())
def test_numbers_rounded_to_a_sum_add_up_to_it(exact: list[int], unit: int, data: st.DataObject) -> None:
    """R2.07, R2.09: the sum is the half-up sum; each number is its exact one rounded up or down."""
    ties = data.draw(st.lists(st.integers(0, 2), min_size=len(exact), max_size=len(exact)))
    rounded = round_to_sum(exact, unit, ties)
    fractions = [Fraction(one, unit) for one in exact]
    assert sum(rounded) == int(sum(fractions, Fraction(0)) + Fraction(1, 2))
    assert all(abs(whole - one) < 1 for whole, one in zip(rounded, fractions, strict=True))
    keys = [(tie, place) for place, tie in enumerate(ties)]
    assert whole_with_total(fractions, keys) == rounded


@bounded
@given(NUMBERS, UNITS)
def test_only_as_many_units_are_moved_as_the_sum_is_off(exact: list[int], unit: int) -> None:
    """R2.07: whole numbers are left alone, and all others go one way: up, or down."""
    rounded = round_to_sum(exact, unit, [0] * len(exact))
    plain = [half_up(one, unit) for one in exact]
    moves = [whole - one for whole, one in zip(rounded, plain, strict=True)]
    off = half_up(sum(exact), unit) - sum(plain)
    assert sum(moves) == off
    assert sum(map(abs, moves)) == abs(off)
    assert all(not move for move, one in zip(moves, exact, strict=True) if one % unit == 0)


@bounded
@given(st.lists(AMOUNTS, max_size=20, unique=True), UNITS, st.randoms(use_true_random=False))
def test_rounding_to_a_sum_does_not_depend_on_the_order(
    exact: list[int], unit: int, rng: random.Random
) -> None:
    """R2.07: where ties are settled by something of the line's own."""
    numbered = dict(zip(exact, round_to_sum(exact, unit, exact), strict=True))
    again = rng.sample(exact, len(exact))
    assert round_to_sum(again, unit, again) == [numbered[one] for one in again]


# Reading and writing numbers


@bounded
@given(st.integers(-(10**20), 10**20), PLACES, st.integers(0, 6))
def test_numbers_are_read_back_as_they_were_written(value: int, places: int, least: int) -> None:
    """ADR 0002: a scaled whole number is its text, no more and no less; only needless zeros are left out."""
    least = min(least, places)
    text = format_scaled(value, places, least)
    assert Decimal(text) == Decimal(value).scaleb(-places)
    if abs(value) < 10 ** (15 + places):
        assert parse_scaled(text, places) == value
    fraction = text.partition(".")[2]
    assert len(fraction) >= least
    assert len(fraction) == least or fraction[-1] != "0"


NUMERIC = st.text("0123456789.-+eE _,'٣½∞\n", max_size=25) | st.decimals(allow_nan=False).map(str)


@bounded
@given(NUMERIC | st.from_regex(r"-?[0-9]{1,17}(\.[0-9]{0,22})?", fullmatch=True), PLACES)
def test_a_text_is_read_exactly_or_refused(text: str, places: int) -> None:
    """ADR 0002: what is accepted is exactly that decimal; what has more places is refused, never rounded."""
    value, refusal = attempt(lambda: parse_scaled(text, places))
    if value is None:
        assert refusal.startswith(
            ("is not a plain decimal number", "has more than", "is larger", "is smaller")
        )
    else:
        with localcontext(prec=60):
            assert Decimal(text).scaleb(places) == value


@bounded
@given(st.integers(-(10**18), 10**18))
def test_cents_are_written_as_dollars(cents: int) -> None:
    assert format_cents(cents) == f"{Decimal(cents).scaleb(-2):.2f}"


@bounded
@given(st.integers(-(10**24), 10**24), st.integers(1, 10**12))
def test_half_up_rounds_half_away_from_zero(numerator: int, denominator: int) -> None:
    """G10"""
    away_from_zero = int(abs(Fraction(numerator, denominator)) + Fraction(1, 2))
    assert half_up(numerator, denominator) == (away_from_zero if numerator > 0 else -away_from_zero)
    with localcontext(prec=40):
        assert half_up(numerator, 8) == (Decimal(numerator) / 8).quantize(Decimal(1), ROUND_HALF_UP)


# Column 1 rates


DECIMALS = st.from_regex(r"[0-9]{1,6}(\.[0-9]{1,6})?", fullmatch=True)
TERMS = st.one_of(
    DECIMALS.map("{}%".format),
    st.builds("{}¢/{}".format, DECIMALS, st.sampled_from(["kg", "No.", "doz", "prs", "m2"])),
    st.builds("${}/{}".format, DECIMALS, st.sampled_from(["kg", "No.", "doz", "prs", "m2"])),
)


@bounded
@given(st.lists(TERMS, min_size=1, max_size=4), st.sampled_from(["+", " + ", "+ "]))
def test_a_rate_is_read_to_the_last_digit(terms: list[str], plus: str) -> None:
    """R2.10: shares of the value are added up, amounts stay with their units; as the oracle reads them."""
    text = plus.join(terms)
    rate = parse_rate(text)
    assert rate is not None
    assert rate.text == text
    shares = [number(term[:-1]) for term in terms if term.endswith("%")]
    assert Fraction(rate.ad_valorem, 10**DUTY_RATE_PLACES) == sum(shares, Fraction(0)) / 100
    amounts = []
    for term in terms:
        if not term.endswith("%"):
            amount, _, unit = term.partition("/")
            in_dollars = number(amount[1:]) if amount[0] == "$" else number(amount[:-1]) / 100
            amounts.append((in_dollars, unit))
    assert [(Fraction(one.amount, 10**DUTY_RATE_PLACES), one.unit) for one in rate.specific] == amounts
    oracle = read_rate(text)
    assert oracle is not None
    assert oracle.ad_valorem == Fraction(rate.ad_valorem, 10**DUTY_RATE_PLACES)


RATE_TEXTS = st.text("0123456789.%¢$/+ -eEFfrkgNodz\n٣½", max_size=20) | st.text(max_size=12)


@bounded
@given(RATE_TEXTS | st.lists(TERMS | RATE_TEXTS, max_size=3).map("+".join))
def test_any_text_is_a_rate_or_none(text: str) -> None:
    """R2.15: a rate that nobody can read is a finding, never an exception; what is read is never negative."""
    rate = parse_rate(text)
    unit_kind(text)
    if rate is not None:
        assert isinstance(rate, Column1Rate)
        assert rate.ad_valorem >= 0
        assert all(specific.amount >= 0 and specific.unit for specific in rate.specific)
    assert parse_rate(text) == rate


def test_a_rate_of_absurd_length_is_no_rate() -> None:
    """R2.15."""
    assert parse_rate("1" * 5_000 + "%") is None


# Conditions


METALS = st.lists(st.sampled_from(conditions.METALS), min_size=1, unique=True).map("+".join)
THRESHOLDS = st.from_regex(r"[0-9]{1,3}(\.[0-9]{1,6})?", fullmatch=True)
HEADINGS = st.from_regex(r"99[0-9]{2}\.[0-9]{2}\.[0-9]{2}([0-9]{2})?", fullmatch=True)


def joined(words: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(words, min_size=1, max_size=3, unique=True).map("|".join)


CLAUSES = st.one_of(
    joined(HEADINGS).map("claim:{}".format),
    joined(st.sampled_from(["S", "S+", "JP", "A*"])).map("spi:{}".format),
    joined(st.sampled_from(conditions.PARTS)).map("part:{}".format),
    joined(st.sampled_from(["S232", "IEEPA_MX", "P"])).map("subject_to:{}".format),
    THRESHOLDS.map("col1>={}".format),
    st.builds("metal>={}:{}".format, THRESHOLDS, METALS),
)


@bounded
@given(st.lists(CLAUSES, max_size=4), st.sampled_from(["&", " & ", " &"]))
def test_a_condition_is_read_clause_by_clause(texts: list[str], ampersand: str) -> None:
    """R3.03: each clause keeps its text, its words in their order and its threshold to the last digit."""
    clauses = conditions.parse(ampersand.join(texts))
    assert conditions.check(ampersand.join(texts)) is None
    assert [clause.text for clause in clauses] == texts
    for clause, text in zip(clauses, texts, strict=True):
        kind, _, rest = text.replace(">=", ":").partition(":")
        assert clause.kind == kind
        if kind in ("col1", "metal"):
            assert Fraction(clause.threshold, 10**MICRO_PLACES) == number(rest.partition(":")[0])
            words = rest.partition(":")[2]
        else:
            assert clause.threshold == 0
            words = rest
        assert "|+"[kind == "metal"].join(clause.words) == words
    assert conditions.parse("&".join(clause.text for clause in clauses)) == clauses


@bounded
@given(CLAUSES.filter(lambda text: "col1" not in text))
def test_a_word_named_twice_is_refused(text: str) -> None:
    """R3.03: it was meant to be another one; a heading is the same with and without its dots."""
    separator = "+" if text.startswith("metal") else "|"
    last = text.replace(":", separator).split(separator)[-1]
    for again in {last, last.replace(".", "")}:
        clauses, refusal = attempt(partial(conditions.parse, f"{text}{separator}{again}"))
        assert clauses is None
        assert refusal.endswith("names a word twice")


PIECES = st.sampled_from(
    "claim: spi: part: subject_to: col1 metal >= & | + : 0.15 S 9903.88.69 steel".split()
)


@bounded
@given(st.text(max_size=20) | st.lists(PIECES | CLAUSES | st.text(max_size=3), max_size=8).map("".join))
def test_any_text_is_a_condition_or_refused(text: str) -> None:
    """R3.03: with a sentence that says what is wrong; nothing else is ever raised."""
    clauses, refusal = attempt(lambda: conditions.parse(text))
    if clauses is None:
        assert refusal.startswith("has ")
        assert conditions.check(text) == refusal
        return
    assert conditions.check(text) is None
    assert bool(clauses) == bool(text.strip())
    assert {clause.kind for clause in clauses} <= {"claim", "spi", "part", "subject_to", "col1", "metal"}


@given(st.text(alphabet="0123456789.-+ ²٣e", max_size=24), st.integers(0, 10))
def test_the_short_way_to_read_a_number_reads_what_the_pattern_reads(text: str, places: int) -> None:
    def outcome(read: Callable[[str, int], int]) -> int | str:
        try:
            return read(text, places)
        except ValueError as error:
            return str(error)

    assert outcome(parse_scaled) == outcome(numbers._parse_by_pattern)
