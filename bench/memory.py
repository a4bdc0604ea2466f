"""Measures memory: how far a fresh process grows, at its peak, over the rows it has read (Linux's VmHWM).

Run as a program it is that fresh process: `python -m bench.memory CONTENDER FOLDER` prints its growth in kB.
"""

import gc
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from bench.data import SAMPLES, Size, Tables, law_tables, read_rows, write_csv
from bench.figures import Figure, at_least, fact, limit
from bench.plan import Plan
from bench.worlds import world
from chalicelib.customs.processor import generate, generate_stream
from chalicelib.customs.reading import LAW_FOLDER, iter_invoice_blocks, read_table
from chalicelib.customs.rows import Dataset, InvoiceLine
from chalicelib.customs.tables import BUSINESS, INVOICE_LINES, LAW

STATUS, RESET = Path("/proc/self/status"), Path("/proc/self/clear_refs")
LARGE, BLOCK = 1_000_000, 10_000


def memory(plan: Plan) -> Iterator[Figure]:
    """Ours against pandas at the size of the run, and ours at a million lines."""
    if not STATUS.exists():
        yield fact("memory", "skipped: needs /proc (Linux)")
        return
    with TemporaryDirectory(prefix="bench-") as name:
        folder = Path(name)
        _write(folder, Size(plan.lines))
        ours = _grown("engine", folder)
        yield at_least(
            "typed rows to entries, growth at the peak",
            ours,
            _grown("pandas", folder),
            2,
            "MB",
            "pandas merge",
        )
        ready = _grown("pandas_ready", folder)
        yield at_least(
            "typed rows to entries, growth at the peak", ours, ready, None, "MB", "pandas, frame ready"
        )
        _write(folder, Size(max(LARGE, plan.lines)))
        count = max(LARGE, plan.lines)
        yield limit(f"typed rows to entries, {count:,} lines", _grown("engine", folder), 450, "MB")
        yield limit(f"streamed, {count:,} lines, the whole process", _grown("stream", folder), 120, "MB")


def _write(folder: Path, size: Size) -> None:
    of = world(size)
    for table in BUSINESS:
        rows = of.tables.get(table.file.removesuffix(".csv"))
        if rows:
            write_csv(folder / table.file, rows)


def _grown(contender: str, folder: Path) -> float:
    command = [sys.executable, "-m", "bench.memory", contender, str(folder)]
    done = subprocess.run(command, cwd=SAMPLES.parent, check=True, capture_output=True, text=True)
    return int(done.stdout) / 1024


def _engine(folder: Path) -> Callable[[], object]:
    data = _reference(folder)._replace(invoice_lines=_lines(folder))
    return lambda: generate(data)


def _pandas(folder: Path) -> Callable[[], object]:
    from bench.contenders import pandas_merge

    tables, law, lines = _texts(folder), law_tables(), _lines(folder)
    return lambda: pandas_merge.generate(tables, law, pandas_merge.frame_of_typed(lines))


def _pandas_ready(folder: Path) -> Callable[[], object]:
    from bench.contenders import pandas_merge

    tables, law, frame = _texts(folder), law_tables(), pandas_merge.frame_of_typed(_lines(folder))
    return lambda: pandas_merge.generate(tables, law, frame)


def _stream(folder: Path) -> Callable[[], object]:
    """Two passes over the file: the first counts the lines of each invoice, the second makes the entries."""
    data, path = _reference(folder), folder / INVOICE_LINES.file

    def run() -> int:
        counted = Counter(line.invoice for block in iter_invoice_blocks(path, BLOCK) for line in block)
        lines = (line for block in iter_invoice_blocks(path, BLOCK) for line in block)
        return sum(len(entry.lines) for entry in generate_stream(data, lines, counted))

    return run


def _lines(folder: Path) -> list[InvoiceLine]:
    return read_table(INVOICE_LINES, folder / INVOICE_LINES.file)


def _texts(folder: Path) -> Tables:
    return {path.stem: read_rows(path) for path in folder.glob("*.csv") if path.name != INVOICE_LINES.file}


def _reference(folder: Path) -> Dataset:
    parts: dict[str, Any] = {"report": None, "exchange_rates": (), "invoice_lines": []}
    for table in (*BUSINESS, *LAW):
        path = (LAW_FOLDER if table in LAW else folder) / table.file
        if table is not INVOICE_LINES and path.exists():
            parts[table.name] = tuple(read_table(table, path))
    return Dataset(**parts)


def _kilobytes(name: str) -> int:
    return int(STATUS.read_text().split(f"{name}:")[1].split()[0])


def _main(contender: str, folder: Path) -> None:
    prepare: dict[str, Callable[[Path], Callable[[], object]]] = {
        "engine": _engine,
        "pandas": _pandas,
        "pandas_ready": _pandas_ready,
        "stream": _stream,
    }
    run = prepare[contender](folder)
    gc.collect()
    before = 0
    if contender != "stream":
        RESET.write_text("5")
        before = _kilobytes("VmRSS")
    result = run()
    print(_kilobytes("VmHWM") - before)
    del result


if __name__ == "__main__":
    _main(sys.argv[1], Path(sys.argv[2]))
