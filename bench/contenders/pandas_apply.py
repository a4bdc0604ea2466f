"""The usual pandas: the same merges and groupby, but the tariffs are looked up and charged by
`apply(axis=1)`.

The look-up is remembered per kind of article, origin and epoch, as anybody would do after the first slow run.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import pandas as pd

from bench.contenders import pandas_merge
from bench.contenders.pandas_merge import SETTLED, Frame, Frames
from bench.contenders.pandas_tables import Row, Tables


def generate(tables: Mapping[str, Sequence[Row]], law: Mapping[str, Sequence[Row]], frame: Frame) -> Frames:
    """The customs lines of all shipments."""
    books = Tables(tables, law)
    goods = pandas_merge.share_packaging(pandas_merge.enrich(books, frame))
    parts = pandas_merge.split(settle(books, goods))
    return pandas_merge.figures(books, parts, duties_of)


def settle(books: Tables, goods: Frame) -> Frame:
    """Goods with the ruling on their kind of article, asked row by row."""
    ruling = cache(books.ruling)
    found = goods.apply(lambda row: ruling(row["kind"], row["origin"], row["epoch"]), axis=1)
    goods[SETTLED] = found.tolist()
    return goods


def duties_of(books: Tables, lines: Frame) -> Frame:
    """A row per tariff number of each line, worked out line by line."""
    stacks = {
        number: list(rows.itertuples(index=False)) for number, rows in books.duty_frame().groupby("treatment")
    }

    def charge(row: Any) -> list[int]:
        stack, dollars = stacks[row["treatment"]], row["dollars"]
        column1 = (dollars * stack[-1].rate + 5_000) // 10_000
        return [
            max(0, (dollars * one.cap + 5_000) // 10_000 - column1)
            if one.cap
            else (dollars * one.rate + 5_000) // 10_000
            for one in stack
        ]

    charged = pd.DataFrame({"line_id": lines["line_id"], "cents": lines.apply(charge, axis=1)})
    return charged.explode("cents").astype("int64")
