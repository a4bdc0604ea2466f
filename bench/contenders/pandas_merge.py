"""The same with pandas as one would who knows it well: whole numbers in int64, merges, one groupby, no
row-wise Python."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from bench.contenders.books import METALS
from bench.contenders.decimal_version import PARTS
from bench.contenders.pandas_tables import Row, Tables

Frame = pd.DataFrame
USED = ["Invoice", "Line", "Material", "Quantity", "Amount", "Currency", "Country of Origin"]
TYPED = ["Invoice", "line", "Material", "quantity", "cents", "Currency", "origin"]
SETTLED = [*(f"split_{metal}" for metal in METALS), *(f"treatment_{place}" for place in range(len(PARTS)))]
BY = ["shipment", "Invoice", "treatment"]


class Frames(NamedTuple):
    """The result: customs lines, duties per tariff number, source lines, totals per shipment."""

    lines: Frame
    duties: Frame
    sources: Frame
    totals: Frame
    treatments: Frame


def frame_of(rows: Sequence[Row]) -> Frame:
    """The invoice lines as a frame, from texts by header."""
    return _typed(Frame(rows, columns=USED))


def frame_of_typed(rows: Sequence[Any]) -> Frame:
    """The invoice lines as a frame, from rows whose quantities and amounts are whole millionths."""
    frame = Frame(rows)
    frame.columns = pd.Index([*TYPED, *frame.columns[len(TYPED) :]])
    frame = frame[TYPED]
    if (
        (frame["quantity"] % 1_000_000).any()
        or (frame["cents"] % 10_000).any()
        or (frame["Currency"] != "USD").any()
    ):
        raise ValueError("whole pieces, cents and dollars only")
    return frame.assign(quantity=frame["quantity"] // 1_000_000, cents=frame["cents"] // 10_000)


def _typed(frame: Frame) -> Frame:
    amounts = frame["Amount"].str
    if (amounts.slice(-3, -2) != ".").any() or (frame["Currency"] != "USD").any():
        raise ValueError("amounts of two places in dollars only")
    return Frame(
        {
            "Invoice": frame["Invoice"],
            "line": frame["Line"].astype("int64"),
            "Material": frame["Material"],
            "quantity": frame["Quantity"].astype("int64"),
            "cents": amounts.replace(".", "", regex=False).astype("int64"),
            "origin": frame["Country of Origin"],
        }
    )


def generate(tables: Mapping[str, Sequence[Row]], law: Mapping[str, Sequence[Row]], frame: Frame) -> Frames:
    """The customs lines of all shipments."""
    books = Tables(tables, law)
    goods = share_packaging(enrich(books, frame))
    parts = split(settle(books, goods))
    return figures(books, parts)


def enrich(books: Tables, frame: Frame) -> Frame:
    """Invoice lines with their shipment and product."""
    frame = frame.merge(books.shipments, on="Invoice").merge(books.products, on="Material")
    frame["origin"] = frame["origin"].where(frame["origin"] != "", frame["product_origin"])
    frame["epoch"] = books.epochs_of(frame["entry_date"])
    frame["net"] = frame["net_grams"] * frame["quantity"]
    frame["gross"] = frame["gross_grams"] * frame["quantity"]
    return frame


def share_packaging(frame: Frame) -> Frame:
    """Goods only, each with its cents of the packaging's value; the packaging's weight beside the invoice's
    net."""
    is_packaging = frame["packaging"]
    goods = frame[~is_packaging].sort_values(["Invoice", "line"], ignore_index=True)
    packing = (
        frame[is_packaging]
        .groupby("Invoice", sort=False)
        .agg(packing=("cents", "sum"), packing_net=("net", "sum"))
    )
    whole = goods.groupby("Invoice", sort=False).agg(invoice_cents=("cents", "sum"), goods_net=("net", "sum"))
    goods = goods.join(whole.join(packing).fillna(0).astype("int64"), on="Invoice")
    product = goods["packing"] * goods["cents"]
    share = product // goods["invoice_cents"]
    goods["share"] = share
    rest = product % goods["invoice_cents"]
    left = goods["packing"] - goods.groupby("Invoice", sort=False)["share"].transform("sum")
    goods["cents"] += share + (rank_within(goods["Invoice"], -rest) < left)
    return goods


def settle(books: Tables, goods: Frame) -> Frame:
    """Goods with the ruling on their kind of article: each different kind, origin and epoch settled once."""
    asked = goods[["kind", "origin", "epoch"]].drop_duplicates()
    found = [books.ruling(*one) for one in asked.itertuples(index=False)]
    asked[SETTLED] = found
    return goods.merge(asked, on=["kind", "origin", "epoch"])


def split(goods: Frame) -> Frame:
    """A row per part of each line: its treatment and its value in hundredths of a cent; the first carries the
    rest."""
    shares = {metal: goods[metal] * goods[f"split_{metal}"] for metal in METALS}
    all_shares = [100 - sum(shares.values()), *shares.values()]
    carried = np.zeros(len(goods), dtype=bool)
    pieces = []
    for place, share in enumerate(all_shares):
        there = (share > 0).to_numpy()
        if not there.any():
            continue
        first = there & ~carried
        carried |= there
        rows = goods[there]
        once = first[there].astype("int64")
        piece = rows[["shipment", "Invoice", "line", "mode", "entry_date", "goods_net", "packing_net"]].copy()
        piece["treatment"] = rows[f"treatment_{place}"]
        piece["value"] = rows["cents"] * share[there]
        for name in ("quantity", "net", "gross"):
            piece[name] = rows[name] * once
        pieces.append(piece)
    return pd.concat(pieces, ignore_index=True)


def duties_of(books: Tables, lines: Frame) -> Frame:
    """A row per tariff number of each line."""
    duties = lines[["line_id", "treatment", "dollars"]].merge(books.duty_frame(), on="treatment")
    duties["cents"] = (duties["dollars"] * duties["rate"] + 5_000) // 10_000
    capped = duties["cap"] > 0
    if capped.any():
        column1 = duties.groupby("line_id")["cents"].last()
        ceiling = (duties["dollars"] * duties["cap"] + 5_000) // 10_000
        topped_up = (ceiling - duties["line_id"].map(column1)).clip(lower=0)
        duties["cents"] = duties["cents"].where(~capped, topped_up)
    return duties


def figures(books: Tables, parts: Frame, charge: Callable[[Tables, Frame], Frame] = duties_of) -> Frames:
    """Customs lines with everything rounded, their duties, fees and totals."""
    grouped = parts.groupby(BY, sort=False)
    sums = {name: (name, "sum") for name in ("value", "quantity", "net", "gross")}
    same = {name: (name, "first") for name in ("mode", "entry_date", "goods_net", "packing_net")}
    lines = grouped.agg(**sums, **same).reset_index()
    sources = Frame({"line_id": grouped.ngroup(), "line": parts["line"]})
    lines["line_id"] = range(len(lines))
    treatments = books.treatment_frame()
    known = ["part", "free", "total_rate", "by_weight", "rank"]
    lines = lines.join(treatments[known], on="treatment").sort_values(["shipment", "rank"], ignore_index=True)
    lines["dollars"] = round_to_sum(lines["shipment"], lines["value"], 10_000, lines["total_rate"])
    exact = lines["gross"] * lines["goods_net"] + lines["packing_net"] * lines["net"]
    lines["gross_kg"] = round_to_sum(lines["shipment"], exact, lines["goods_net"] * 1000, None)
    weighed = (lines["net"] + 5) // 10
    lines["reported"] = weighed.where(lines["by_weight"], lines["quantity"] * 100)
    lines = lines.merge(books.fee_frame(lines["entry_date"].unique()), on="entry_date", how="left")
    lines["mpf"] = ((lines["dollars"] * lines["mpf_rate"] + 5_000) // 10_000).where(~lines["free"], 0)
    by_vessel = lines["mode"].isin(["10", "11"])
    lines["hmf"] = ((lines["dollars"] * lines["hmf_rate"] + 5_000) // 10_000).where(by_vessel, 0)
    duties = charge(books, lines)
    lines["duty"] = duties.groupby("line_id")["cents"].sum().reindex(lines["line_id"]).to_numpy()
    return Frames(lines, duties, sources, totals_of(lines), treatments)


def totals_of(lines: Frame) -> Frame:
    """The totals of each shipment, MPF within its limits."""
    grouped = lines.groupby("shipment")
    totals = grouped[["dollars", "duty", "mpf", "hmf", "gross_kg"]].sum()
    limits = grouped[["mpf_least", "mpf_most"]].first()
    clipped = totals["mpf"].clip(limits["mpf_least"], limits["mpf_most"])
    totals["mpf"] = clipped.where(totals["mpf"] > 0, 0)
    return totals


def round_to_sum(group: Any, exact: Any, unit: Any, ties: Any) -> Any:
    """Whole units per row that add up, per group, to the sum rounded half-up; rows stand in the order of the
    lines."""
    half = unit // 2
    rounded = (exact + half) // unit
    beyond = (exact + half) % unit
    table = Frame({"group": group, "rounded": rounded, "exact": exact, "half": half, "unit": unit})
    by_group = table.groupby("group", sort=False)
    sums = by_group[["rounded", "exact"]].transform("sum")
    over = sums["rounded"] - (sums["exact"] + table["half"]) // table["unit"]
    key = beyond.where(over > 0, -beyond)
    moved = rank_within(group, key, ties) < over.abs()
    return rounded - np.sign(over) * moved


def rank_within(group: Any, key: Any, ties: Any = None) -> Any:
    """The place of each row in its group by key, then ties, then as the rows stand."""
    codes = pd.factorize(group)[0]
    order = np.lexsort((key, codes) if ties is None else (ties, key, codes))
    sorted_codes = codes[order]
    starts = np.flatnonzero(np.r_[True, sorted_codes[1:] != sorted_codes[:-1]])
    places = np.arange(len(order)) - np.repeat(starts, np.diff(np.r_[starts, len(order)]))
    ranks = np.empty(len(order), dtype="int64")
    ranks[order] = places
    return ranks
