"""The command line. Each command is a module of this folder, loaded only when it is called.

Exit codes: 0 done, 1 done and there are findings, 2 bad input or usage. Parsed by argparse: a command is
called many times a day from scripts, and a larger library would take longer to load than the samples take to
be generated.
"""

import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import Protocol

from chalicelib import __version__
from chalicelib.cli.shared import BAD_INPUT, tell_faults
from chalicelib.customs.errors import InputErrors

PROGRAM = "python -m chalicelib"
COMMANDS = {
    "generate": "make the customs lines of every entry",
    "compare": "compare the customs lines with what SAP reports",
    "explain": "explain every figure of one customs line",
    "scenario": "what if: other origin, date, HTS number, value or claims",
    "validate": "compare two sets of input files field by field",
    "check": "list everything that is wrong with a set of input files",
    "openapi": "print the OpenAPI document of the HTTP API",
    "shadow": "which data are read, and how far files and table agree",
    "users": "make the first admin, take over users, reset a password",
    "audit": "verify that the audit trail is what was written",
    "replay": "make the table anew from the raw bucket",
}
_HELP = """\
Customs lines of an importer of record: generated, explained, compared.

commands (each has its own --help):
{commands}

DIR is a folder with the business's files: Product_List.csv, HTS_Code.csv, "HTS Tariff.csv",
Packaging_Material.csv, Shipments.csv, Invoices.csv and, if there are any, Exchange_Rate.csv and
Customs_Report.csv. Try it on the samples:

  {program} generate samples --latest
  {program} compare samples --date 2026-11-18
  {program} explain samples SH261100042 7

exit codes: 0 done, 1 done and there are findings, 2 bad input or usage
"""


class Command(Protocol):
    """What the module of a command offers. Its docstring's first paragraph is the command's description."""

    __doc__: str | None

    def configure(self, parser: ArgumentParser) -> None:
        """Declare the command's arguments."""

    def run(self, asked: Namespace) -> int:
        """Do it; the answer is the exit code."""


def main(arguments: list[str] | None = None) -> int:
    """Run one command and answer its exit code; usage errors leave through SystemExit(2)."""
    arguments = sys.argv[1:] if arguments is None else arguments
    if not arguments or arguments[0] not in COMMANDS:
        return _no_command(arguments)
    name, *rest = arguments
    try:
        command: Command = import_module(f"chalicelib.cli.{name}")
        parser = command_parser(name, command)
        asked = parser.parse_args(rest)
        asked.usage_error = parser.error
        _spare_inputs(asked)
        if isinstance(sys.stdout, TextIOWrapper):
            # As in files; the encoding a terminal declares may lack the signs we write.
            sys.stdout.reconfigure(encoding="utf-8")
        return command.run(asked)
    except ModuleNotFoundError as missing:
        return _not_installed(name, missing)
    except InputErrors as errors:
        return tell_faults(errors)
    except BrokenPipeError:
        # Whoever read our output (`| head`) has had enough; there is nobody left to tell.
        sys.stderr.close()
        return 0
    except Exception as error:
        from chalicelib.cli.stage import told

        said = told(error)
        if said is None:
            raise
        print(said, file=sys.stderr)
        return BAD_INPUT


def _not_installed(command: str, missing: ModuleNotFoundError) -> int:
    """What a Python without the project's packages is told; raised again where the fault is ours."""
    package = (missing.name or "").partition(".")[0]
    if package in ("", "chalicelib"):
        raise missing
    told = (
        f"{command} needs the package {package!r}, which {sys.executable} does not have. Use the "
        "environment that `make run` and `make test` make: source .venv/bin/activate"
    )
    print(told, file=sys.stderr)
    return BAD_INPUT


def _spare_inputs(asked: Namespace) -> None:
    """A file that is to be written may not be one of those that are read."""
    folder: Path | None = getattr(asked, "directory", None)
    written = [file for name in ("output", "html") if (file := getattr(asked, name, None))]
    if folder and written:
        from chalicelib.customs.tables import BUSINESS

        read = {(folder / table.file).resolve() for table in BUSINESS}
        for file in written:
            if file.resolve() in read:
                asked.usage_error(f"{file} is one of the files that are read: name another to write to")


def command_parser(name: str, command: Command) -> ArgumentParser:
    """The parser of one command."""
    parser = ArgumentParser(
        prog=f"{PROGRAM} {name}",
        description=(command.__doc__ or "").partition("\n\n")[2],
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    command.configure(parser)
    return parser


def _no_command(arguments: list[str]) -> int:
    listed = "\n".join(f"  {name:<10}{what}" for name, what in COMMANDS.items())
    parser = ArgumentParser(
        prog=PROGRAM,
        usage=f"{PROGRAM} COMMAND DIR [options]",
        description=_HELP.format(commands=listed, program=PROGRAM),
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"ior-automation {__version__}")
    parser.parse_known_args(arguments)
    if not arguments:
        parser.print_help(sys.stderr)
    else:
        from difflib import get_close_matches

        close = get_close_matches(arguments[0], COMMANDS, 1)
        hint = f"did you mean {close[0]!r}?" if close else f"known: {', '.join(COMMANDS)}"
        parser.error(f"unknown command {arguments[0]!r}; {hint}")
    return 2
