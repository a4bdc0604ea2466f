"""What of the installed requirements a function never uses, and which is therefore not shipped.

botocore describes 430 services, and the app speaks to five: without the others the package is a fifth of its
size.
"""

import shutil
from collections.abc import Iterator
from pathlib import Path

SERVICES = frozenset({"dynamodb", "s3", "secretsmanager", "sns", "sqs"})
"""The services that the app speaks to, as botocore names them. A test compares them with code and rights."""

DESCRIBING = ("botocore/data", "boto3/data")
UNUSED = (
    "tqdm*",  # the command line's progress bars
    "dateutil/zoneinfo",  # time zones come from the standard library
    "botocore/cacert.pem",  # certifi's is used, which requests brings along
    "botocore/data/*/*/examples-1.json*",
)
"""Paths of installed packages that no function reads."""
NEEDED_METADATA = frozenset({"METADATA", "entry_points.txt"})
"""What `importlib.metadata` reads: some packages look up their own version when they are imported."""


def slim(site_packages: Path) -> None:
    """Removes from a folder of installed packages what is not shipped."""
    for path in list(surplus(site_packages)):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


def slim_app(staged: Path) -> None:
    """Removes from a copy of the app what only the command line uses."""
    shutil.rmtree(staged / "chalicelib" / "cli", ignore_errors=True)
    (staged / "chalicelib" / "__main__.py").unlink(missing_ok=True)


def surplus(site_packages: Path) -> Iterator[Path]:
    """The folders and files that are not shipped."""
    yield from undescribed_services(site_packages)
    yield from unneeded_metadata(site_packages)
    for pattern in UNUSED:
        yield from site_packages.glob(pattern)
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
