"""What a route may answer besides a plain document: something that is no JSON, or why it does not answer."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer that is not plain JSON with status 200."""

    body: Any
    """Text or bytes as they are; any other document becomes JSON."""
    content_type: str
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Problem(Exception):
    """Why a request is not answered as asked: status, a title that never changes, and the detail."""

    more: Mapping[str, Any] = MappingProxyType({})
    """What the problem document says beside that."""
    headers: Mapping[str, str] = MappingProxyType({})

    def __init__(self, status: int, title: str, detail: str) -> None:
        self.status, self.title, self.detail = status, title, detail
        super().__init__(detail)


def listed(names: Iterable[str]) -> str:
    """Names that a caller sent, fit to be told to him: quoted, each cut off, and not all of very many."""
    quoted = [f"{name!r:.40}" for name in sorted(names)]
    return ", ".join([*quoted[:5], "…"] if len(quoted) > 5 else quoted)
