"""The two ways the rules share out what rounding leaves over (R2.02, R2.07, R2.09).

Both take and give whole numbers of a unit, so that nothing is lost: the parts always add up to the whole.
"""

from collections.abc import Iterable, Sequence


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Share a total out in proportion to weights: whole parts, largest remainder first, ties to the earlier.

    Weights that are all 0 count as equal. `total` and weights are not negative.

    >>> apportion(100, [1, 1, 1])
    [34, 33, 33]
    """
    whole = sum(weights)
    if not whole:
        weights = [1] * len(weights)
        whole = len(weights)
    shares, remainders = [], []
    for weight in weights:
        share, remainder = divmod(total * weight, whole)
        shares.append(share)
        remainders.append(remainder)
    left = total - sum(shares)
    if left:
        for place in sorted(range(len(shares)), key=remainders.__getitem__, reverse=True)[:left]:
            shares[place] += 1
    return shares


def round_to_sum(exact: Sequence[int], unit: int, ties: Iterable[int]) -> list[int]:
    """Round each number half-up to whole units so that they add up to their exact sum rounded half-up.

    Where the roundings come out over the sum, 1 is taken from those that were rounded up, smallest fraction
    first; where under, 1 is added to those rounded down, largest fraction first. Equal fractions: the lower
    `ties` first, then the earlier. `exact` is in parts of `unit` and not negative.

    >>> round_to_sum([10050, 20050, 30050], 100, [0, 0, 0])
    [100, 201, 301]
    """
    half = unit >> 1
    rounded, beyond = [], []
    for number in exact:
        whole, rest = divmod(number + half, unit)
        rounded.append(whole)
        beyond.append(rest)
    over = sum(rounded) - (sum(exact) + half) // unit
    if over > 0:
        # A number rounded up lies less than half a unit beyond its rounding point; the smaller its fraction
        # the less.
        for _, _, place in first(zip(beyond, ties, range(len(rounded)), strict=False), over):
            rounded[place] -= 1
    elif over < 0:
        short_of = [-rest for rest in beyond]
        for _, _, place in first(zip(short_of, ties, range(len(rounded)), strict=False), -over):
            rounded[place] += 1
    return rounded


def first(ranked: Iterable[tuple[int, int, int]], count: int) -> list[tuple[int, int, int]]:
    """The `count` least of some ranked places."""
    return [min(ranked)] if count == 1 else sorted(ranked)[:count]
