"""Figures of the obvious program: look-ups by date, and the two ways of sharing out what rounding leaves
over."""

from collections.abc import Sequence
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from bench.contenders.books import Books, Fee, HtsRate

ONE, CENT = Decimal(1), Decimal("0.01")


def order_on(books: Books, day: str) -> list[str]:
    """The programmes in reported order on a day."""
    return next(programs for start, end, programs in books.orders if start <= day and (not end or day <= end))


def hts_rate_on(books: Books, hts: str, day: str) -> HtsRate:
    """The column 1 rate of an HTS number on a day."""
    return next(
        row for row in books.hts_rates if row.hts == hts and row.effective_from <= day <= row.effective_to
    )


def fee_on(books: Books, fee: str, day: str) -> Fee:
    """A fee's row on a day."""
    return next(row for row in books.fees if row.fee == fee and row.effective_from <= day <= row.effective_to)


def apportion(total: Decimal, weights: Sequence[Decimal]) -> list[Decimal]:
    """An amount shared out to the cent in proportion to weights: largest remainder, ties to the earlier."""
    whole = sum(weights, Decimal(0))
    exact = [total * 100 * weight / whole for weight in weights]
    cents = [share.to_integral_value(ROUND_FLOOR) for share in exact]
    left = int(total * 100 - sum(cents))
    by_remainder = sorted(range(len(exact)), key=lambda place: cents[place] - exact[place])
    for place in by_remainder[:left]:
        cents[place] += 1
    return [amount / 100 for amount in cents]


def round_to_sum(exact: Sequence[Decimal], total: Decimal, ties: Sequence[Decimal]) -> list[Decimal]:
    """Whole numbers that add up to the total, half-up; single units moved where rounding came out over or
    under.

    The total is asked for, as the parts may be quotients of 28 digits whose sum is no longer exact.
    """
    rounded = [amount.quantize(ONE, ROUND_HALF_UP) for amount in exact]
    over = int(sum(rounded) - total.quantize(ONE, ROUND_HALF_UP))
    if over > 0:
        up = [place for place in range(len(exact)) if rounded[place] > exact[place]]
        for place in sorted(up, key=lambda place: (exact[place] % 1, ties[place]))[:over]:
            rounded[place] -= 1
    elif over < 0:
        down = [place for place in range(len(exact)) if rounded[place] < exact[place]]
        for place in sorted(down, key=lambda place: (-(exact[place] % 1), ties[place]))[:-over]:
            rounded[place] += 1
    return rounded


def quantity_of(unit: str, units: Decimal, net: Decimal) -> Decimal | None:
    """The quantity in the HTS unit; the generated data know pieces and kg."""
    if unit == "X":
        return None
    return net.quantize(CENT, ROUND_HALF_UP) if unit == "kg" else units.quantize(ONE, ROUND_HALF_UP)
