"""What a setting may change about a feed: whatever the SAP team may still rename, resize or switch on.

Settings are a mapping of feed key to field to text, as environment and parameter store give them:
`{"TARIFF_SEQUENCE": {"path": "ZFM_TARIFF_SEQ", "live": "yes"}, "ZEMM004": {"owners": "BUKRS=1000|2000"}}`.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

from chalicelib.feeds import catalogue
from chalicelib.feeds.catalogue import INGESTIONS, Feed, Ingestion, Owner
from chalicelib.feeds.errors import SettingRefused

MOST_ROWS_OF_A_PAGE = 10_000
MOST_HOURS = 24 * 366
_PATH = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9_.~-]*(/[A-Za-z0-9_~-][A-Za-z0-9_.~-]*)*")
_NAME = re.compile(r"[A-Za-z0-9_/-]+")
_OWNER = re.compile(r"([A-Z0-9_]+)=([A-Za-z0-9]+(?:\|[A-Za-z0-9]+)*)")
_YES_NO = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}


def configured(
    settings: Mapping[str, Mapping[str, str]], ingestions: Sequence[Ingestion] = INGESTIONS
) -> tuple[Ingestion, ...]:
    """The catalogue as the settings change it; raises SettingRefused, or UnknownSource for an unknown feed.

    Where only a new path is given, the function is taken to be named like its last segment.
    """
    for key in settings:
        catalogue.feed(key, ingestions)
    return tuple(
        replace(one, feeds=tuple(_changed(feed, settings.get(feed.key, {})) for feed in one.feeds))
        for one in ingestions
    )


def _changed(feed: Feed, settings: Mapping[str, str]) -> Feed:
    changes: dict[str, Any] = {}
    for name, text in settings.items():
        if name not in _FIELDS:
            known = ", ".join(_FIELDS)
            raise SettingRefused(f"Setting {feed.key}.{name}: there is no such field. Use one of: {known}.")
        target, read, form = _FIELDS[name]
        value = read(text.strip())
        if value is None:
            raise SettingRefused(f"Setting {feed.key}.{name}: {text!r} is not {form}. Correct the setting.")
        changes[target] = value
    if "path" in changes:
        changes.setdefault("function", changes["path"].rpartition("/")[2])
    return replace(feed, **changes)


def _path(text: str) -> str | None:
    return text if _PATH.fullmatch(text) else None


def _function(text: str) -> str | None:
    return text if _NAME.fullmatch(text) else None


def _number(text: str, most: int) -> int | None:
    number = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0
    return number if 1 <= number <= most else None


def _page_size(text: str) -> int | None:
    return _number(text, MOST_ROWS_OF_A_PAGE)


def _hours(text: str) -> timedelta | None:
    hours = _number(text, MOST_HOURS)
    return None if hours is None else timedelta(hours=hours)


def _yes_no(text: str) -> bool | None:
    return _YES_NO.get(text.casefold())


def _owners(text: str) -> tuple[Owner, ...] | None:
    found = [_OWNER.fullmatch(part) for part in text.split()]
    if not found or not all(found):
        return None
    return tuple(Owner(match[1], frozenset(match[2].split("|"))) for match in found if match)


_FIELDS: dict[str, tuple[str, Callable[[str], Any], str]] = {
    "path": ("path", _path, "a path below the base address, such as ior/ZEMM005"),
    "function": ("function", _function, "the name of a function, such as ZEMM005"),
    "page_size": ("page_size", _page_size, f"a number of rows from 1 to {MOST_ROWS_OF_A_PAGE}"),
    "fresh_for_hours": ("fresh_for", _hours, f"a number of hours from 1 to {MOST_HOURS}"),
    "live": ("live", _yes_no, "yes or no"),
    "owners": ("owners", _owners, "a field with its values, such as BUKRS=1000|2000"),
}
