"""Rows that come twice: what is identical counts once, what contradicts itself counts not at all."""

from collections.abc import Mapping
from operator import itemgetter
from typing import Any, NamedTuple

from chalicelib.etl.data_sets import DataSet, Row


class Repeats(NamedTuple):
    """Positions of rows with one key, each group in the order of the rows."""

    identical: list[list[int]]
    conflicting: list[list[int]]


def find_repeats(data_set: DataSet, rows: Mapping[int, Row]) -> Repeats:
    """The groups of rows, given by position, that share a key, and whether they agree.

    Where keys may repeat, as in measures, only rows that are identical throughout are told.
    """
    key_of: Any = itemgetter(*(data_set.key if data_set.table.unique else data_set.headers))
    keys = list(map(key_of, rows.values()))
    found = Repeats([], [])
    if len(set(keys)) == len(keys):
        return found
    groups: dict[Any, list[int]] = {}
    for at, key in zip(rows, keys, strict=True):
        groups.setdefault(key, []).append(at)
    for group in groups.values():
        if len(group) > 1:
            agree = all(rows[at] == rows[group[0]] for at in group)
            (found.identical if agree else found.conflicting).append(group)
    return found


def key_text(data_set: DataSet, row: Row) -> str:
    """The key of a row for a person to read."""
    return " + ".join(row[header] or "(empty)" for header in data_set.key)
