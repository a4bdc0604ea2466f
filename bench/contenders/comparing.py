"""Other ways of finding where two tables of declared rows differ: datacompy on pandas and on polars, and a
plain merge.

Each begins with rows, typed or as delivered, and ends with what it reports. What it found is read off
afterwards, outside the clock.
"""

from typing import Any

import datacompy
import pandas as pd
import polars as pl

from bench.declared import FIELDS, KEY, Found, LineKey, Rows, Texts

COMPARED = tuple(name for name in FIELDS if name not in KEY)
ON = list(KEY)
NUMBERS = ("ordinal", "value", "duty", "quantity", "net_weight", "gross_weight", "mpf", "hmf")
SCHEMA = {name: pl.Int64 if name in NUMBERS else pl.String for name in FIELDS}
Differences = tuple[datacompy.BaseCompare, str]


def pandas_compare(ours: Rows, theirs: Rows) -> Differences:
    """datacompy on pandas, with its report."""
    return _pandas_differences(*(pd.DataFrame(rows, columns=FIELDS) for rows in (ours, theirs)))


def pandas_compare_texts(ours: Texts, theirs: Texts) -> Differences:
    """The same from texts by header: as texts, 0 and 0.00 would differ."""
    return _pandas_differences(_pandas_numbers(ours), _pandas_numbers(theirs))


def _pandas_numbers(rows: Texts) -> pd.DataFrame:
    frame = pd.DataFrame(rows)
    frame.columns = pd.Index(FIELDS)
    return frame.assign(**{name: pd.to_numeric(frame[name]) for name in NUMBERS})


def _pandas_differences(ours: pd.DataFrame, theirs: pd.DataFrame) -> Differences:
    made = datacompy.PandasCompare(ours, theirs, ON)
    return made, str(made.report())


def polars_compare(ours: Rows, theirs: Rows) -> Differences:
    """datacompy on polars, with its report."""
    return _polars_differences(*(pl.DataFrame(rows, schema=SCHEMA, orient="row") for rows in (ours, theirs)))


def polars_compare_texts(ours: Texts, theirs: Texts) -> Differences:
    """The same from texts by header; a text that is no number becomes empty."""
    return _polars_differences(_polars_numbers(ours), _polars_numbers(theirs))


def _polars_numbers(rows: Texts) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema=dict.fromkeys(rows[0], pl.String))
    frame.columns = list(FIELDS)
    return frame.with_columns(pl.col(*NUMBERS).cast(pl.Float64, strict=False))


def _polars_differences(ours: pl.DataFrame, theirs: pl.DataFrame) -> Differences:
    made = datacompy.PolarsCompare(ours, theirs, ON)
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
