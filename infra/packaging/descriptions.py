"""AWS's services as botocore is told of them, without what a function never reads.

Of a service's file nine tenths are documentation, which becomes docstrings of clients; and one file lists the
endpoints of every service in every region, and is parsed with every client that is made.
"""

import gzip
import json
from collections.abc import Collection
from pathlib import Path
from typing import Any

DESCRIBING = ("botocore/data", "boto3/data")
"""Where the descriptions lie: a folder for each service, and files that concern all of them."""
ENDPOINTS = "botocore/data/endpoints.json"
PACKED = ".gz"


def slim_descriptions(site_packages: Path, services: Collection[str]) -> None:
    """Empty the documentation of some services, and forget the endpoints of all others."""
    for folder in DESCRIBING:
        for service in services:
            for path in sorted((site_packages / folder / service).glob("*/*.json*")):
                _rewrite(path, without_documentation(_read(path)))
    endpoints = site_packages / ENDPOINTS
    if endpoints.exists():
        _rewrite(endpoints, with_endpoints_of(_read(endpoints), services))


def without_documentation(described: Any) -> Any:
    """A description whose documentation is empty. It stays a key, because botocore asks for some of them.

    >>> without_documentation({"documentation": "<p>Puts.</p>", "members": {"documentation": {"shape": "A"}}})
    {'documentation': '', 'members': {'documentation': {'shape': 'A'}}}
    """
    if isinstance(described, list):
        return [without_documentation(one) for one in described]
    if not isinstance(described, dict):
        return described
    return {
        name: "" if name == "documentation" and isinstance(value, str) else without_documentation(value)
        for name, value in described.items()
    }


def with_endpoints_of(endpoints: dict[str, Any], services: Collection[str]) -> dict[str, Any]:
    """The endpoints of some services only; regions and partitions stay as they are."""
    partitions = [
        {
            **partition,
            "services": {name: one for name, one in partition["services"].items() if name in services},
        }
        for partition in endpoints["partitions"]
    ]
    return {**endpoints, "partitions": partitions}


def _read(path: Path) -> Any:
    content = path.read_bytes()
    return json.loads(gzip.decompress(content) if path.suffix == PACKED else content)


def _rewrite(path: Path, described: Any) -> None:
    """In the order of its keys, which botocore keeps; unpacked, because the package is packed as a whole."""
    target = path.with_suffix("") if path.suffix == PACKED else path
    path.unlink()
    target.write_text(json.dumps(described, separators=(",", ":")), "utf-8")
