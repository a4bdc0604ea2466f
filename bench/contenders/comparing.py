"""Other ways of finding where two tables of declared rows differ: datacompy on pandas and on polars, and a
plain merge.

Each begins with rows and ends with what it reports. What it found is read off afterwards, outside the clock.
"""

from typing import Any

import datacompy
import pandas as pd
import polars as pl

from bench.declared import FIELDS, KEY, Found, LineKey, Rows

COMPARED = tuple(name for name in FIELDS if name not in KEY)
ON = list(KEY)
NUMBERS = ("ordinal", "value", "duty", "quantity", "net_weight", "gross_weight", "mpf", "hmf")
SCHEMA = {name: pl.Int64 if name in NUMBERS else pl.String for name in FIELDS}
Differences = tuple[datacompy.BaseCompare, str]


def pandas_compare(ours: Rows, theirs: Rows) -> Differences:
    """datacompy on pandas, with its report."""
    made = datacompy.PandasCompare(
        pd.DataFrame(ours, columns=FIELDS), pd.DataFrame(theirs, columns=FIELDS), ON
    )
    return made, str(made.report())


def polars_compare(ours: Rows, theirs: Rows) -> Differences:
    """datacompy on polars, with its report."""
    frames = (pl.DataFrame(rows, schema=SCHEMA, orient="row") for rows in (ours, theirs))
    made = datacompy.PolarsCompare(*frames, ON)
    return made, str(made.report())


def merge(ours: Rows, theirs: Rows) -> tuple[pd.DataFrame, dict[str, Any]]:
    """An outer merge and a mask per field; no tolerances, no report."""
    left, right = (pd.DataFrame(rows, columns=FIELDS) for rows in (ours, theirs))
    both = left.merge(right, on=ON, how="outer", suffixes=("_ours", "_theirs"), indicator=True)
    there = both["_merge"] == "both"
    masks = {}
    for name in COMPARED:
        mine, other = both[f"{name}_ours"], both[f"{name}_theirs"]
        masks[name] = there & (mine != other) & ~(mine.isna() & other.isna())
    return both, masks


def found_by_datacompy(differences: Differences) -> Found:
    """What datacompy found, as lines and fields."""
    made, _ = differences
    rows, only_ours, only_theirs = (
        frame.to_dict("records") if isinstance(frame, pd.DataFrame) else frame.to_dicts()
        for frame in (made.intersect_rows, made.df1_unq_rows, made.df2_unq_rows)
    )
    cells = {(_key(row), name) for row in rows for name in COMPARED if not row[f"{name}_match"]}
    return Found(frozenset(cells), frozenset(map(_key, only_ours)), frozenset(map(_key, only_theirs)))


def found_by_merge(differences: tuple[pd.DataFrame, dict[str, Any]]) -> Found:
    """What the merge found, as lines and fields."""
    both, masks = differences
    cells = {(_key(row), name) for name, mask in masks.items() for row in both[mask][ON].to_dict("records")}
    alone = [both[both["_merge"] == side][ON].to_dict("records") for side in ("left_only", "right_only")]
    missing, extra = (frozenset(map(_key, rows)) for rows in alone)
    return Found(frozenset(cells), missing, extra)


def _key(row: dict[str, Any]) -> LineKey:
    return row["shipment"], row["invoice"], row["line"]
