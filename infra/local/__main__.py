"""The commands of the local stack: `python -m infra.local COMMAND`. `make run` is `run`.

Exit codes: 0 done, 1 something did not go as it should, 2 it could not be done at all.
"""

import os
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from infra.local import ownership, places, preflight, setup
from infra.local.errors import LocalError, NotOurs, NotReady
from infra.local.places import Places
from infra.local.progress import Progress

if TYPE_CHECKING:
    from infra.local.session import Session

DONE, TROUBLE, IMPOSSIBLE = 0, 1, 2
INTERRUPTED = 130
SHOWN_LINES = 60
OF_THE_STAGE = (
    "STAGE",
    "AWS_ENDPOINT_URL",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_DEFAULT_REGION",
    "AWS_ACCOUNT_ID",
)
"""Variables by which programs reach a stage."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Do one command and answer its exit code."""
    asked = _parser().parse_args(arguments)
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    try:
        code: int = asked.do(asked)
        return code
    except LocalError as error:
        print(error, file=sys.stderr)
        return IMPOSSIBLE
    except KeyboardInterrupt:
        return INTERRUPTED


def run(asked: Namespace) -> int:
    """Start the stack and stay."""
    from infra.local.running import Asked, run

    told = Asked(asked.fresh, asked.day, asked.once, asked.limit, asked.json)
    return run(setup.from_environment(), told, Progress())


def drop(asked: Namespace) -> int:
    """Drop a file and tell what came of it."""
    from infra.local import dropping, outcome_text, session

    body = _read(asked.file)
    up = session.found(setup.from_environment())
    with Progress().step(f"take in {asked.file.name}") as step:
        outcome = dropping.drop(
            up.table, up.cloud, asked.file.name, body, asked.limit, lambda left: step.tell(left.told())
        )
    print(outcome_text.told(outcome, asked.file.name))
    return DONE if outcome.is_good else TROUBLE


def _read(file: Path) -> bytes:
    """The bytes of a file of the business. Raises `NotReady`."""
    from chalicelib.feeds.catalogue import CSV_SOURCES, source_of_file
    from chalicelib.feeds.errors import UnknownSource

    try:
        body = file.read_bytes()
        source_of_file(file.name)
    except FileNotFoundError as missing:
        raise NotReady(f"There is no file {file}.") from missing
    except OSError as error:
        raise NotReady(f"{file} cannot be read: {error.strerror}.") from error
    except UnknownSource as unknown:
        raise NotReady(
            f"{file} is none of the business's files, which are known by their names: "
            f"{', '.join(one.file_name for one in CSV_SOURCES)}."
        ) from unknown
    return body


def logs(asked: Namespace) -> int:
    """Print the latest lines of the functions' logs, and the last delivery that was not taken whole."""
    from infra.local import session

    up = session.found(setup.from_environment())
    with session.while_up():
        return _print_logs(up, asked)


def _print_logs(up: "Session", asked: Namespace) -> int:
    from infra.local import refusals

    known = up.cloud.functions()
    if not any(name.startswith(asked.function) for name in known):
        raise NotReady(f"There is no function {asked.function!r}. Take one of: {', '.join(known)}.")
    found = [line for line in up.cloud.log_lines(asked.function) if asked.all or line.says_something]
    for line in found[-asked.lines :]:
        print(f"{line.at}  {line.function:<28} {line.text}")
    if not found:
        print("The functions have said nothing; --all shows every call.")
    lost = [] if asked.function else refusals.last(up.table)
    if lost:
        print("\nThe last delivery that was not taken whole:", *lost, sep="\n")
    return DONE


def env(_: Namespace) -> int:
    """Print the variables with which other programs reach the stack."""
    from infra.local import session

    up = session.found(setup.from_environment())
    told = {name: os.environ[name] for name in OF_THE_STAGE}
    told["AWS_REGION"] = told["AWS_DEFAULT_REGION"]
    for name, value in {**told, "API": f"{up.api.address}/api", "TOKEN": up.api.token}.items():
        print(f"export {name}='{value}'")
    return DONE


def serve(asked: Namespace) -> int:
    """Serve this folder's code against the running stack."""
    from infra.local import serving, session

    return serving.serve(session.found(setup.from_environment()), asked.port)


def clean(_: Namespace) -> int:
    """Throw away what the stack has kept, and nothing else."""
    folder = places.from_environment().folder
    if ownership.is_empty(folder):
        return DONE
    if not ownership.is_ours(folder):
        raise NotOurs(
            f"{folder} is not marked as a local stack's (by {ownership.MARK}): nothing was deleted. Look at "
            "what lies there, and delete it yourself if you want to."
        )
    with places.held(Places(folder)):
        left = ownership.remove_all(folder)
    name = places.shown(folder)
    if left:
        print(f"What the stack kept in {name} is gone. Not of the stack, and still there: {', '.join(left)}.")
    else:
        print(f"{name} is gone: the next start makes a new stack.")
    return DONE


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="python -m infra.local", description=__doc__)
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    def command(do: Callable[[Namespace], int], name: str, what: str) -> ArgumentParser:
        made = commands.add_parser(name, help=what, description=what)
        made.set_defaults(do=do)
        return made

    starting = command(run, "run", "start the stack, tell what it holds, and stay until Ctrl-C")
    starting.add_argument("--fresh", action="store_true", help="throw away the data that are there")
    starting.add_argument("--day", action="store_true", help="fetch again what SAP has")
    starting.add_argument("--once", action="store_true", help="end after telling what the stack holds")
    starting.add_argument("--json", metavar="FILE", type=Path, help="write what is told to a file, too")
    _limit(starting, 300)
    dropping = command(drop, "drop", "put a CSV file into the upload bucket and tell what comes of it")
    dropping.add_argument("file", metavar="FILE", type=Path, help="Product_List.csv, Invoices.csv, …")
    _limit(dropping, 120)
    logging = command(logs, "logs", "print the latest lines of the functions' logs")
    logging.add_argument("function", metavar="FUNCTION", nargs="?", default="", help="only of this one")
    logging.add_argument("--lines", metavar="N", type=int, default=SHOWN_LINES, help="how many (%(default)s)")
    logging.add_argument("--all", action="store_true", help="also the beginning and end of every call")
    command(env, "env", "print the variables with which other programs reach the stack")
    serving = command(serve, "api", "serve this folder's code against the stack, with chalice local")
    serving.add_argument("--port", type=_port, default=8000, help="where (%(default)s)")
    command(clean, "clean", "throw away all that the stack has kept")
    return parser


def _port(text: str) -> int:
    port = int(text) if text.isascii() and text.isdigit() and len(text) <= 5 else 0
    if not 1024 <= port <= preflight.LAST_PORT:
        raise ArgumentTypeError(f"{text!r} is no port between 1024 and {preflight.LAST_PORT}")
    return port


def _limit(parser: ArgumentParser, seconds: int) -> None:
    what = "how long the pipeline may take (%(default)s)"
    parser.add_argument("--limit", metavar="SECONDS", type=float, default=seconds, help=what)


if __name__ == "__main__":
    raise SystemExit(main())
