"""How large and how often a run measures."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.data import write_csv
from bench.worlds import World


@dataclass(frozen=True, slots=True)
class Plan:
    """`lines`: invoice lines to generate from; `repeat`: rounds of which the median counts."""

    lines: int = 100_000
    repeat: int = 5


@contextmanager
def csv_file(of: World) -> Iterator[Path]:
    """The invoice lines as a file of the business, for as long as it is needed."""
    with TemporaryDirectory(prefix="bench-") as folder:
        path = Path(folder) / "Invoices.csv"
        write_csv(path, of.invoices)
        yield path
