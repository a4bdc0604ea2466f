"""What of the installed requirements a function never uses, and which is therefore not shipped.

botocore describes 430 services, and the app speaks to five: without the others the package is a fifth of its
size. What is left out of the rest is listed here with its reason; a test answers requests from what is left.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

from infra.packaging.descriptions import DESCRIBING, slim_descriptions

SERVICES = frozenset({"dynamodb", "s3", "secretsmanager", "sns", "sqs"})
"""The services that the app speaks to, as botocore names them. A test compares them with code and rights."""

UNUSED = (
    "tqdm*",  # the command line's progress bars
    "dateutil/zoneinfo",  # time zones come from the standard library
    "dateutil/rrule.py",  # recurring events of calendars
    "dateutil/easter.py",
    "dateutil/tzwin.py",  # for Windows, as the next one
    "dateutil/tz/win.py",
    "botocore/cacert.pem",  # certifi's is used, which requests brings along
    "botocore/data/*/*/examples-1.json*",
    "botocore/data/*/*/waiters-2.json*",  # nothing waits for a service
    "charset_normalizer/*.so",  # guesses encodings faster; bodies are taken as bytes, and guessed never
    "charset_normalizer/cli",
    "idna/cli.py",
    "urllib3/contrib/emscripten",  # for Python in a browser
    "urllib3/contrib/pyopenssl.py",
    "*.data",  # commands
    "*/py.typed",  # for type checkers
)
"""Paths of installed packages that no function reads."""
ONLY = {"packaging": frozenset({"__init__.py", "_structures.py", "version.py"})}
"""Of some packages only these modules are used: apispec compares versions, and does nothing else with it."""
NEEDED_METADATA = frozenset({"METADATA", "entry_points.txt"})
"""What `importlib.metadata` reads: some packages look up their own version when they are imported."""


def slim(site_packages: Path) -> None:
    """Removes from a folder of installed packages what is not shipped."""
    for path in list(surplus(site_packages)):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for metadata in site_packages.glob("*.dist-info/METADATA"):
        metadata.write_bytes(headers(metadata.read_bytes()))
    slim_descriptions(site_packages, SERVICES)


def slim_app(staged: Path) -> None:
    """Removes from a copy of the app what only the command line and the tests use."""
    shutil.rmtree(staged / "chalicelib" / "cli", ignore_errors=True)
    for name in ("__main__.py", "store/memory.py"):
        (staged / "chalicelib" / name).unlink(missing_ok=True)


def surplus(site_packages: Path) -> Iterator[Path]:
    """The folders and files that are not shipped."""
    yield from undescribed_services(site_packages)
    yield from unneeded_metadata(site_packages)
    for pattern in UNUSED:
        yield from site_packages.glob(pattern)
    for package, needed in ONLY.items():
        yield from (path for path in (site_packages / package).glob("*") if path.name not in needed)
    for path in site_packages.rglob("*"):
        if path.name in ("tests", "__pycache__") or path.suffix == ".pyi":
            yield path


def undescribed_services(site_packages: Path) -> Iterator[Path]:
    """The descriptions of services that the app does not use; the files beside them are for all services."""
    for folder in DESCRIBING:
        for path in (site_packages / folder).glob("*/"):
            if path.name not in SERVICES:
                yield path


def unneeded_metadata(site_packages: Path) -> Iterator[Path]:
    """What pip wrote about the installation: lists of files, origins, licences."""
    for information in site_packages.glob("*.dist-info"):
        yield from (path for path in information.iterdir() if path.name not in NEEDED_METADATA)


def headers(metadata: bytes) -> bytes:
    """A distribution's METADATA without the description that follows its headers.

    >>> headers(b"Name: library\\nVersion: 1.0\\n\\n# Library\\n")
    b'Name: library\\nVersion: 1.0\\n'
    """
    head, _, _ = metadata.replace(b"\r\n", b"\n").partition(b"\n\n")
    return head.rstrip(b"\n") + b"\n"
