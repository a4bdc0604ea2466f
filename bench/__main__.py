"""The command line: `python -m bench [NAME ...] [--lines N] [--repeat N] [--json FILE]`."""

import argparse
import importlib
import json
import platform
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.figures import HEADER, Figure, line
from bench.plan import Plan

BENCHES = {
    "decimal": "generation",
    "large_table": "generation",
    "pandas": "frames",
    "floors": "parsing",
    "shipment": "generation",
    "trail": "generation",
    "comparison": "comparison",
    "growth": "generation",
    "resolves": "generation",
    "memory": "memory",
    "start": "start",
    "startup": "startup",
    "store": "store",
    "validation": "validation",
    "equality": "equality",
}
"""Each measurement and the module that makes it."""


def main() -> int:
    """Run the measurements asked for; 1 where a target is missed."""
    asked = _arguments()
    names = asked.names or list(BENCHES)
    plan = Plan(asked.lines, asked.repeat)
    print(
        f"{platform.python_implementation()} {platform.python_version()}, {platform.machine()}, "
        f"{plan.lines:,} invoice lines, median of {plan.repeat}, CPU time unless said otherwise\n"
    )
    print(line(HEADER))
    measured: dict[str, list[Figure]] = {}
    for name in names:
        print(f"\n{name}", flush=True)
        measured[name] = list(_shown(name, plan))
    if asked.json:
        document = {name: [figure.document() for figure in figures] for name, figures in measured.items()}
        asked.json.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    missed = sum(figure.passed is False for figures in measured.values() for figure in figures)
    print(f"\n{missed} missed" if missed else "\nall targets met")
    return 1 if missed else 0


def _shown(name: str, plan: Plan) -> Iterator[Figure]:
    bench: Callable[[Plan], Iterator[Figure]] = getattr(
        importlib.import_module(f"bench.{BENCHES[name]}"), name
    )
    begun = time.perf_counter()
    for figure in bench(plan):
        print(line(figure.row()), flush=True)
        yield figure
    print(f"  ({time.perf_counter() - begun:.0f} s)", file=sys.stderr)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m bench", description="Measure the engine against other ways."
    )
    parser.add_argument(
        "names", nargs="*", metavar="NAME", help=f"what to measure (default: all): {', '.join(BENCHES)}"
    )
    parser.add_argument(
        "--lines", type=int, default=100_000, metavar="N", help="invoice lines (default: 100,000)"
    )
    parser.add_argument("--repeat", type=int, default=5, metavar="N", help="rounds (default: 5)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures to this file")
    asked = parser.parse_args()
    unknown = [name for name in asked.names if name not in BENCHES]
    if unknown:
        parser.error(f"unknown: {', '.join(unknown)}; known: {', '.join(BENCHES)}")
    return asked


if __name__ == "__main__":
    sys.exit(main())
