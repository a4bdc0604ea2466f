"""`openapi`

Print the OpenAPI document of the HTTP API: every operation with what it takes and answers. Programs and the
web app are typed by it. The same version prints the same bytes.
"""

from argparse import ArgumentParser, Namespace
from pathlib import Path

from chalicelib.cli.shared import DONE, write


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="write to this file, whole or not at all"
    )


def run(asked: Namespace) -> int:
    """Make the document and write it."""
    from chalicelib.api.openapi import text

    write([text()], asked.output)
    return DONE
