"""The frames of the pandas contenders in the common form; outside what is measured."""

from collections.abc import Iterator

from bench.contenders.decimal_version import PARTS
from bench.contenders.pandas_merge import Frames
from bench.contenders.result import Line, Outcome


def outcomes(frames: Frames) -> Iterator[Outcome]:
    """The shipments in the common form."""
    sources: dict[int, list[int]] = {}
    for line_id, number in frames.sources.itertuples(index=False):
        sources.setdefault(line_id, []).append(number)
    duties: dict[int, list[int]] = {}
    for line_id, cents in frames.duties[["line_id", "cents"]].itertuples(index=False):
        duties.setdefault(line_id, []).append(cents)
    treatments = list(frames.treatments[["hts", "origin", "spi", "stack", "part"]].itertuples(index=False))
    made: dict[str, list[Line]] = {}
    for row in frames.lines.itertuples(index=False):
        hts, origin, spi, stack, part = treatments[row.treatment]
        of_shipment = made.setdefault(row.shipment, [])
        line = Line(
            len(of_shipment) + 1,
            row.Invoice,
            hts,
            origin,
            spi,
            stack,
            PARTS[part],
            row.reported,
            row.net,
            row.gross_kg,
            row.dollars,
            tuple(duties[row.line_id]),
            row.mpf,
            row.hmf,
            tuple(sorted(sources[row.line_id])),
        )
        of_shipment.append(line)
    for shipment, *totals in frames.totals.itertuples():
        yield Outcome(shipment, tuple(made[shipment]), tuple(totals))
