"""`validate DIR_A DIR_B`

Compare two sets of input files table by table and field by field, such as the business's CSV files with an
export from SAP: 100 % equal, or every difference. Exit code 1 says that they differ.
"""

from argparse import ArgumentParser, Namespace

from chalicelib.cli.shared import DONE, FINDINGS, add_directory, add_encoding, read
from chalicelib.customs.parity import describe, parity


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_directory(parser, "directory", "DIR_A")
    add_directory(parser, "other", "DIR_B")
    add_encoding(parser)


def run(asked: Namespace) -> int:
    """Read both and tell what differs."""
    result = parity(read(asked), read(asked, asked.other))
    print("\n".join(describe(result)))
    return DONE if result.identical else FINDINGS
