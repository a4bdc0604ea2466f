"""The programs that the benchmarks measure against make the same customs lines as the engine, to the cent."""

import pytest

from bench.contenders import decimal_version
from bench.contenders.result import Unequal, must_equal, of_entries
from bench.data import Size, law_tables
from bench.worlds import world
from chalicelib.customs.processor import generate

SIZES = (Size(2_000), Size(2_000, products=500), Size(1_000, prefixes=600), Size(2_000, seed=7))


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_obvious_program_makes_the_same_lines(size: Size) -> None:
    of = world(size)
    ours, theirs = of_entries(generate(of.data)), decimal_version.outcomes(of.decimal_entries())
    assert must_equal(ours, theirs, "decimal") > size.lines // 5


def test_a_contender_that_is_a_cent_off_is_refused() -> None:
    of = world(SIZES[0])
    entries = generate(of.data)
    first = entries[0]
    off = first._replace(totals=first.totals._replace(duty=first.totals.duty + 1))
    with pytest.raises(Unequal):
        must_equal(of_entries(entries), of_entries([off, *entries[1:]]), "a cent off")


def test_pandas_makes_the_same_lines() -> None:
    pytest.importorskip("pandas", reason="pandas is a requirement of the benchmarks only")
    from bench.contenders import pandas_merge, pandas_result

    of = world(SIZES[0])
    frames = pandas_merge.generate(
        of.tables, law_tables(), pandas_merge.frame_of_typed(of.data.invoice_lines)
    )
    assert must_equal(of_entries(generate(of.data)), pandas_result.outcomes(frames), "pandas merge")
