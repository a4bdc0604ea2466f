"""Which reported line stands for which of ours (R5.01).

First pass: lines of the same (invoice, HTS, origin). Where a group has several, the pair with the most
shared tariff numbers goes first, then the nearest value. Lines that are equal in everything are always such
a best pair, so they may be taken out before.

Second pass: what is left, within an invoice, on equal quantity or nearly equal value, so that a wrong HTS
number or origin shows as one finding with both values. Ties go to our line order, then to the order of the
report's lines.
"""

from collections.abc import Callable, Hashable, Sequence
from operator import itemgetter
from typing import NamedTuple

from chalicelib.customs.compare.declared import Declared, Figures
from chalicelib.customs.compare.tolerances import within_percent
from chalicelib.customs.numbers import MICRO

NEARLY_EQUAL_PERCENT = 1 * MICRO
"""How near the reported value must be to ours for the second pass, in millionths of a percent; inclusive."""

Pair = tuple[int, int]
"""Positions of our line and of the reported one."""
Rank = tuple[int | bool, ...]
"""Lower is better."""
RankOf = Callable[[Declared, Declared], Rank | None]

_invoice, _goods = itemgetter(0), itemgetter(0, 1, 2)
"""What lines must share in the second pass, and in the first: invoice, HTS number and origin."""


class Matching(NamedTuple):
    """Positions: pairs of each pass, and the lines left over on either side."""

    same: list[Pair]
    """Same invoice, HTS number and origin."""
    similar: list[Pair]
    """Another HTS number or origin."""
    missing: list[int]
    extra: list[int]


def unequal(
    ours: Sequence[Figures], reported: Sequence[Figures], order: Sequence[int]
) -> tuple[list[int], list[int]]:
    """The positions on both sides that are left when each line is taken out with one that equals it.

    `order`: the positions of the reported lines in the order in which they are taken.
    """
    start = 0
    for mine, position in zip(ours, order, strict=False):
        if mine != reported[position]:
            break
        start += 1
    by_value: dict[int | None, list[int]] = {}
    for place in range(start, len(ours)):
        by_value.setdefault(ours[place][5], []).append(place)
    extra = []
    for position in order[start:]:
        figures = reported[position]
        waiting = by_value.get(figures[5], [])
        for place in waiting:
            if ours[place] == figures:
                waiting.remove(place)
                break
        else:
            extra.append(position)
    return sorted([place for waiting in by_value.values() for place in waiting]), extra


def match(ours: Sequence[Declared], reported: Sequence[Declared]) -> Matching:
    """Match the lines of one shipment; both sides in the order of their line numbers."""
    if len(ours) == len(reported) == 1 and _goods(ours[0]) == _goods(reported[0]):
        return Matching([(0, 0)], [], [], [])
    missing, extra = list(range(len(ours))), list(range(len(reported)))
    same = _pairs(ours, reported, missing, extra, _goods, _rank_in_group)
    if len(same) == len(ours) == len(reported):
        return Matching(same, [], [], [])
    missing, extra = _without(missing, same, 0), _without(extra, same, 1)
    similar = _pairs(ours, reported, missing, extra, _invoice, _rank_similar)
    return Matching(same, similar, _without(missing, similar, 0), _without(extra, similar, 1))


def _pairs(
    ours: Sequence[Declared],
    reported: Sequence[Declared],
    left: Sequence[int],
    right: Sequence[int],
    group: Callable[[Declared], Hashable],
    rank_of: RankOf,
) -> list[Pair]:
    """The pairs within each group, best ranked first, each line once; sorted by our line."""
    groups: dict[Hashable, list[int]] = {}
    for place in right:
        groups.setdefault(group(reported[place]), []).append(place)
    ranked = sorted(
        (rank, mine, theirs)
        for mine in left
        for theirs in groups.get(group(ours[mine]), ())
        if (rank := rank_of(ours[mine], reported[theirs])) is not None
    )
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, mine, theirs in ranked:
        if mine not in pairs and theirs not in taken:
            pairs[mine] = theirs
            taken.add(theirs)
    return sorted(pairs.items())


def _rank_in_group(ours: Declared, reported: Declared) -> Rank:
    shared = len(set(ours.codes).intersection(reported.codes))
    return -shared, _distance(ours, reported), ours != reported


def _rank_similar(ours: Declared, reported: Declared) -> Rank | None:
    quantity = bool(ours.quantity) and ours.quantity == reported.quantity
    value = reported.value is not None and within_percent(
        _distance(ours, reported), ours.value or 0, NEARLY_EQUAL_PERCENT
    )
    if not quantity and not value:
        return None
    return (
        not (quantity and value),
        ours.hts != reported.hts,
        ours.origin != reported.origin,
        _distance(ours, reported),
    )


def _distance(ours: Declared, reported: Declared) -> int:
    return abs((reported.value or 0) - (ours.value or 0))


def _without(positions: Sequence[int], pairs: Sequence[Pair], side: int) -> list[int]:
    taken = {pair[side] for pair in pairs}
    return [position for position in positions if position not in taken]
