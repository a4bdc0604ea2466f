"""What the commands have in common: the folder and encoding they read, kinds of values, where output goes."""

import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Collection, Iterable
from io import BytesIO, TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import Any

from chalicelib.customs.declarations import Table
from chalicelib.customs.errors import InputErrors
from chalicelib.customs.rows import Dataset

DONE, FINDINGS, BAD_INPUT = 0, 1, 2

_FORMATS = {
    "json": "JSON, all numbers as text",
    "csv": "CSV, one row per tariff number",
    "table": "a table (default)",
}


def add_directory(parser: ArgumentParser, name: str = "directory", metavar: str = "DIR") -> None:
    """A folder of input files."""
    parser.add_argument(name, metavar=metavar, type=Path, help="folder with the business's files")


def add_encoding(parser: ArgumentParser) -> None:
    """The encoding of the input files."""
    parser.add_argument(
        "--encoding",
        metavar="NAME",
        type=_encoding,
        help="encoding of the files where it is not UTF-8 or UTF-16, such as gb18030",
    )


def _encoding(name: str) -> str:
    try:
        TextIOWrapper(BytesIO(), name)
    except (LookupError, ValueError):
        raise ArgumentTypeError(
            f"no encoding is called {name!r}. Name one such as utf-8 or gb18030."
        ) from None
    return name


def add_output(parser: ArgumentParser, *formats: str) -> None:
    """Flags for the output's format, the last being the default, and for its file."""
    choice = parser.add_mutually_exclusive_group()
    for name in formats:
        choice.add_argument(
            f"--{name}", dest="form", action="store_const", const=name, help=f"write {_FORMATS[name]}"
        )
    parser.set_defaults(form=formats[-1])
    parser.add_argument(
        "-o", "--output", metavar="FILE", type=Path, help="write to this file, whole or not at all"
    )


def iso_date(text: str) -> str:
    """A calendar date, YYYY-MM-DD, kept as text."""
    from datetime import date

    try:
        day = date.fromisoformat(text).isoformat()
    except ValueError:
        day = ""
    if day != text:
        raise ArgumentTypeError(f"{text!r} is not a date: write it as YYYY-MM-DD, such as 2026-11-22")
    return day


def read(asked: Namespace, directory: Path | None = None, leave_out: Collection[Table[Any]] = ()) -> Dataset:
    """Read a data set. Raises InputErrors, which `main` tells."""
    from chalicelib.customs.reading import read_dataset

    folder = asked.directory if directory is None else directory
    return read_dataset(folder, encoding=asked.encoding, leave_out=leave_out)


def tell_faults(errors: InputErrors) -> int:
    """Print every fault to standard error; the answer is the exit code."""
    count = len(errors.faults)
    print(*errors.faults, sep="\n", file=sys.stderr)
    print(f"{count} fault{'s' if count > 1 else ''}: nothing was done.", file=sys.stderr)
    return BAD_INPUT


def write(chunks: Iterable[str], output: Path | None) -> None:
    """Write text to standard output or, whole or not at all, to a file."""
    if output is None:
        sys.stdout.writelines(chunks)
        sys.stdout.flush()
        return
    try:
        if output.exists() and not output.is_file():
            with output.open("w", encoding="utf-8", newline="") as device:
                device.writelines(chunks)
        else:
            _write_whole(chunks, output.resolve())
    except OSError as error:
        print(f"cannot write {output}: {error.strerror}", file=sys.stderr)
        raise SystemExit(BAD_INPUT) from error


def _write_whole(chunks: Iterable[str], output: Path) -> None:
    """Write beside the file first, so that an old file stays as it was until the new one is complete."""
    import os
    from tempfile import mkstemp

    handle, name = mkstemp(prefix=f"{output.name}.", suffix=".part", dir=output.parent)
    beside = Path(name)
    try:
        os.close(handle)
        with beside.open("w", encoding="utf-8", newline="") as file:
            file.writelines(chunks)
        beside.chmod(0o666 & ~_umask())
        beside.replace(output)
    except BaseException:
        beside.unlink()
        raise


def _umask() -> int:
    import os

    mask = os.umask(0)
    os.umask(mask)
    return mask


def json_chunks(key: str, documents: Iterable[object]) -> Iterable[str]:
    """A JSON object with one list, one document per line: readable, and quick to write and to compare."""
    from json import JSONEncoder

    encode = JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
    separator = f'{{"{key}":[\n'
    for document in documents:
        yield separator + encode(document)
        separator = ",\n"
    yield "\n]}\n" if separator == ",\n" else f'{{"{key}":[]}}\n'


def csv_chunks(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterable[str]:
    """CSV text in the form of the business's own files."""
    import csv
    from io import StringIO

    line = StringIO()
    writer = csv.writer(line)
    for row in chain([header], rows):
        writer.writerow(row)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def unknown(kind: str, asked: str, known: Iterable[str]) -> str:
    """The words for something that the data does not hold, with what comes closest."""
    from difflib import get_close_matches

    known = sorted(known)
    close = get_close_matches(asked, known, 3, 0.6)
    return f"no {kind} {asked!r} in these files; " + (
        f"did you mean {', '.join(close)}?" if close else f"there are {len(known)}"
    )
