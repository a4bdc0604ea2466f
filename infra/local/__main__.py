"""The commands of the local stack: `python -m infra.local COMMAND`. `make run` is `run`.

Exit codes: 0 done, 1 something did not go as it should, 2 it could not be done at all.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path

from infra.local import places, setup
from infra.local.errors import LocalError
from infra.local.places import ROOT
from infra.local.progress import Progress

DONE, TROUBLE, IMPOSSIBLE = 0, 1, 2
SHOWN_LINES = 60


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


def run(asked: Namespace) -> int:
    """Start the stack and stay."""
    from infra.local.running import Asked, run

    told = Asked(asked.fresh, asked.day, asked.once, asked.limit, asked.json)
    return run(setup.from_environment(), told, Progress())


def drop(asked: Namespace) -> int:
    """Drop a file and tell what came of it."""
    from chalicelib.feeds.catalogue import source_of_file
    from chalicelib.feeds.errors import UnknownSource
    from infra.local import dropping, session

    try:
        source_of_file(asked.file.name)
        body = asked.file.read_bytes()
    except (UnknownSource, OSError) as error:
        print(error, file=sys.stderr)
        return IMPOSSIBLE
    up = session.found(setup.from_environment())
    with Progress().step(f"take in {asked.file.name}") as step:
        outcome = dropping.drop(
            up.table, up.cloud, asked.file.name, body, asked.limit, lambda left: step.tell(left.told())
        )
    print(dropping.told(outcome, asked.file.name))
    return DONE if outcome.is_good else TROUBLE


def logs(asked: Namespace) -> int:
    """Print the latest lines of the functions' logs."""
    from infra.local import session

    cloud = session.found(setup.from_environment()).cloud
    found = [line for line in cloud.log_lines(asked.function) if asked.all or line.says_something]
    for line in found[-asked.lines :]:
        print(f"{line.at}  {line.function:<28} {line.text}")
    if not found:
        print("The functions have said nothing; --all shows every call.")
    return DONE


def env(_: Namespace) -> int:
    """Print the variables with which other programs reach the stack."""
    from infra.local import session

    up = session.found(setup.from_environment())
    names = ("AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION")
    told = {name: os.environ[name] for name in names}
    for name, value in {**told, "API": f"{up.api.address}/api", "TOKEN": up.api.token}.items():
        print(f"export {name}='{value}'")
    return DONE


def serve(asked: Namespace) -> int:
    """Become `chalice local` against the running stack."""
    from infra.local import session

    up = session.found(setup.from_environment())
    print(f"The API of this folder's code, against the stack at {up.setup.endpoint}; it starts again when a")
    print(f"file changes. The token is in {places.shown(up.setup.places.token)}. Try:")
    curl = places.shown(up.setup.places.curl)
    print(f"  curl -sK {curl} http://127.0.0.1:{asked.port}/api/pipeline", flush=True)
    os.chdir(ROOT)
    chalice = str(Path(sys.executable).with_name("chalice"))
    os.execve(chalice, [chalice, "local", "--stage", "local", "--port", str(asked.port)], os.environ)


def clean(_: Namespace) -> int:
    """Throw the folder away."""
    import shutil

    found = places.from_environment()
    if found.folder.exists():
        with places.held(found):
            shutil.rmtree(found.folder)
        print(f"{places.shown(found.folder)} is gone: the next start makes a new stack.")
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
    serving.add_argument("--port", type=int, default=8000, help="where (%(default)s)")
    command(clean, "clean", "throw away all that the stack has kept")
    return parser


def _limit(parser: ArgumentParser, seconds: int) -> None:
    what = "how long the pipeline may take (%(default)s)"
    parser.add_argument("--limit", metavar="SECONDS", type=float, default=seconds, help=what)


if __name__ == "__main__":
    raise SystemExit(main())
