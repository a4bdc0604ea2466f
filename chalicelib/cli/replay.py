"""`replay [--apply]`

The table made anew from the raw bucket, where every delivery lies as it once came: for a table that was lost,
or restored to an older state. Without `--apply` it is only said what there is to do. What the table knows as
finished stays as it is, so that a replay that was stopped goes on where it was. Entries and comparisons are
made by the functions of the stage, as after any load. STAGE says which stage. Users, acknowledgements and the
audit trail are not in the raw bucket: those come back by restoring the table.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections import Counter
from typing import TYPE_CHECKING

from chalicelib.cli.shared import BAD_INPUT, DONE

if TYPE_CHECKING:
    from chalicelib.pipeline.ports import Ports


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--apply", action="store_true", help="do it; without, only say what there is to do")


def run(asked: Namespace) -> int:
    """Do what is asked."""
    from chalicelib import wiring
    from chalicelib.cli.stage import told
    from chalicelib.feeds.errors import FeedError
    from chalicelib.pipeline.replay import landed
    from chalicelib.store.errors import StoreError

    try:
        ports = wiring.ports()
        manifests = landed(ports.raw)
        _apply(ports, manifests) if asked.apply else _plan(ports, manifests)
    except (StoreError, FeedError) as error:
        print(
            f"{told(error) or error}\nWhat was done stays; the same command goes on where it was.",
            file=sys.stderr,
        )
        return BAD_INPUT
    return DONE


def _plan(ports: "Ports", manifests: list[str]) -> None:
    left = _left(ports, manifests)
    known = len(manifests) - len(left)
    print(f"{len(manifests):,} deliveries lie in the raw bucket; the table knows {known:,} as finished.")
    print(f"{len(left):,} are to be loaded. Nothing was done{'; --apply does it' if left else ''}.")


def _apply(ports: "Ports", manifests: list[str]) -> None:
    from chalicelib.identity.accounts import COMMAND_LINE
    from chalicelib.pipeline.replay import replay

    left = _left(ports, manifests)
    if not left:
        finished = f"Nothing is to be loaded: the table knows all {len(manifests):,} deliveries as finished."
        print(finished if manifests else "There is nothing in the raw bucket.")
        return
    states: Counter[str] = Counter()
    # Those that are finished are handed over as well: new deliveries come after all that have landed.
    for manifest, delivery in zip(manifests, replay(ports, manifests, COMMAND_LINE), strict=True):
        if manifest in left:
            states[delivery.state] += 1
            print(f"{delivery.sequence:>10}  {delivery.source:<24}  {delivery.state}", flush=True)
    told = ", ".join(f"{count:,} {state}" for state, count in sorted(states.items()))
    print(f"{told}. Done; the entries follow.")


def _left(ports: "Ports", manifests: list[str]) -> set[str]:
    from chalicelib.cli.progress import track
    from chalicelib.pipeline.replay import unfinished

    return set(unfinished(ports, track(manifests, "looked up")))
