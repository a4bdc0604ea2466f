"""Measures generating against pandas: whole numbers with merge and groupby, and the usual way with
`apply`."""

from collections.abc import Iterator

from bench.clock import medians
from bench.contenders import pandas_apply, pandas_merge, pandas_result
from bench.contenders.result import must_equal, of_entries
from bench.data import Size
from bench.figures import Figure, at_least, fact
from bench.plan import Plan
from bench.worlds import world
from chalicelib.customs.processor import generate


def pandas(plan: Plan) -> Iterator[Figure]:
    """Against pandas, from the same rows; the frame ready beforehand is shown for comparison."""
    of = world(Size(plan.lines))
    ready = pandas_merge.frame_of_typed(of.data.invoice_lines)

    def from_typed() -> pandas_merge.Frames:
        return pandas_merge.generate(of.tables, of.law, pandas_merge.frame_of_typed(of.data.invoice_lines))

    def from_texts() -> pandas_merge.Frames:
        return pandas_merge.generate(of.tables, of.law, pandas_merge.frame_of(of.invoices))

    def by_apply() -> pandas_merge.Frames:
        return pandas_apply.generate(of.tables, of.law, pandas_merge.frame_of_typed(of.data.invoice_lines))

    entries = generate(of.data)
    for name, contender in (("pandas", from_typed), ("pandas", from_texts), ("pandas apply", by_apply)):
        must_equal(of_entries(entries), pandas_result.outcomes(contender()), name)
    yield fact("customs lines equal to the cent", f"{sum(len(entry.lines) for entry in entries):,}", True)
    del entries
    calls = [
        lambda: generate(of.data),
        from_typed,
        lambda: pandas_merge.generate(of.tables, of.law, ready),
        by_apply,
        of.from_texts,
        from_texts,
    ]
    typed, merged, framed, applied, texts, merged_texts = of.each(medians(calls, plan.repeat))
    never_slower = 1 if of.count <= 100_000 else None
    yield at_least("typed rows to entries", typed, merged, never_slower, "us", "pandas merge")
    yield at_least(
        "dicts of text, checked, to entries", texts, merged_texts, never_slower, "us", "pandas merge"
    )
    yield at_least("typed rows to entries", typed, framed, None, "us", "pandas, frame ready")
    yield at_least("typed rows to entries", typed, applied, 3, "us", "pandas apply")
