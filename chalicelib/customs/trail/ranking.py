"""Who got the units that rounding left over, and why (R2.02, R2.07, R2.09).

The engine shares out what is left over by rank; here the ranks are told. Of a long list only those near the
cut are shown, and those that are asked for: the cut is what decides.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from chalicelib.customs.trail.figures import demand

SHOWN_WHOLE = 12
"""Contenders that are all shown; of more, those at the cut."""


class Rounding:
    """How numbers were rounded half-up to whole units that add up to their sum rounded half-up."""

    def __init__(self, exact: Sequence[int], unit: int, ties: Sequence[int], reported: Sequence[int]) -> None:
        half = unit // 2
        self.exact, self.unit = exact, unit
        self.half_up = [(number + half) // unit for number in exact]
        self.total = sum(exact)
        self.target = (self.total + half) // unit
        self.over = sum(self.half_up) - self.target
        sign = 1 if self.over > 0 else -1
        rounded_that_way = [
            place
            for place, number in enumerate(exact)
            if self.over and (self.half_up[place] * unit - number) * sign > 0
        ]
        self.ranked = sorted(rounded_that_way, key=lambda at: (exact[at] % unit * sign, ties[at], at))
        """Places in the order in which they are asked for a unit; none where nothing is left over."""
        self.adjusted = dict.fromkeys(self.ranked[: abs(self.over)], -sign)
        for place, number in enumerate(reported):
            demand(self.half_up[place] + self.adjusted.get(place, 0) == number, "roundings")

    def explain(
        self, place: int, write: Callable[[int], str], name: Callable[[int], str], noun: str, ties: str
    ) -> dict[str, Any]:
        """How one of the numbers came to be rounded; `write` writes a number, `name` names a place."""
        exact, half_up, adjusted = self.exact[place], self.half_up[place], self.adjusted.get(place, 0)
        way = "exact" if exact == half_up * self.unit else "up" if half_up * self.unit > exact else "down"
        return {
            "exact": write(exact),
            "half_up": str(half_up),
            "rounded": way,
            "exact_sum": write(self.total),
            "target": str(self.target),
            "half_up_sum": str(self.target + self.over),
            "difference": str(self.over),
            "adjustment": signed(adjusted),
            "reported": str(half_up + adjusted),
            "contenders_in_all": str(len(self.ranked)),
            "contenders": [
                {
                    "rank": str(rank + 1),
                    "line": name(self.ranked[rank]),
                    "exact": write(self.exact[self.ranked[rank]]),
                    "fraction": write(self.exact[self.ranked[rank]] % self.unit),
                    "adjustment": signed(self.adjusted.get(self.ranked[rank], 0)),
                }
                for rank in shown(len(self.ranked), abs(self.over), [*self._rank_of(place)])
            ],
            "why": self._why(place, noun, ties),
        }

    def _rank_of(self, place: int) -> list[int]:
        return [self.ranked.index(place)] if place in self.ranked else []

    def _why(self, place: int, noun: str, ties: str) -> str:
        if not self.over:
            return (
                f"the lines of the {noun}, each rounded half-up, add up to the target: nothing is adjusted."
            )
        rounded = f"the lines of the {noun}, each rounded half-up, come to {abs(self.over)} "
        rule = (
            "more than the target: 1 is taken from lines that were rounded up, smallest fraction first"
            if self.over > 0
            else "less than the target: 1 is added to lines that were rounded down, largest fraction first"
        )
        rule = f"{rule} ({ties})."
        rank = self._rank_of(place)
        if not rank:
            way = "up" if self.over > 0 else "down"
            return f"{rounded}{rule} This line was not rounded {way}, so it is not asked."
        done = "is adjusted" if place in self.adjusted else "is not adjusted"
        return f"{rounded}{rule} This line ranks {rank[0] + 1} of {len(self.ranked)} and {done}."


def signed(number: int) -> str:
    """Write a whole number with its sign; 0 has none.

    >>> signed(1), signed(-1), signed(0)
    ('+1', '-1', '0')
    """
    return f"{number:+d}" if number else "0"


def shown(count: int, cut: int, asked: Collection[int]) -> list[int]:
    """The ranks to show: all of a short list; of a long one both sides of the cut and those asked for.

    >>> shown(3, 1, []), shown(100, 40, [7])
    ([0, 1, 2], [7, 39, 40])
    """
    if count <= SHOWN_WHOLE:
        return list(range(count))
    return sorted(rank for rank in {*asked, cut - 1, cut} if 0 <= rank < count)
