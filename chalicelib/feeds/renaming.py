"""What a setting may change about a feed: whatever the SAP team may still rename, resize or deliver.

Settings are a mapping of feed key to field to text, as the environment's `SAP_FEEDS` gives them as JSON:
`{"TARIFF_SEQUENCE": {"path": "ZSEQ"}, "ZEMM07": {"live": "no"}, "ZEMM004": {"owners": "BUKRS=1000|2000"}}`.
There it is also said how a feed is written: `{"ZEMM005": {"fields": {"MATNR": "MATERIAL"}, "decimal": ","}}`.
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
    settings: Mapping[str, Mapping[str, Any]], ingestions: Sequence[Ingestion] = INGESTIONS
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


def _changed(feed: Feed, settings: object) -> Feed:
    changes: dict[str, Any] = {}
    if not isinstance(settings, Mapping):
        raise SettingRefused(f"Setting {feed.key}: {settings!r} is no object. Give its fields by name.")
    for name, given in settings.items():
        if name not in _FIELDS:
            known = ", ".join(_FIELDS)
            raise SettingRefused(f"Setting {feed.key}.{name}: there is no such field. Use one of: {known}.")
        target, read, form = _FIELDS[name]
        value = read(given)
        if value is None:
            raise SettingRefused(f"Setting {feed.key}.{name}: {given!r} is not {form}. Correct the setting.")
        changes[target] = value
    if "path" in changes:
        changes.setdefault("function", changes["path"].rpartition("/")[2])
    return replace(feed, **changes)


def _text(read: Callable[[str], Any]) -> Callable[[object], Any]:
    """What reads a setting that is a text."""
    return lambda given: read(given.strip()) if isinstance(given, str) else None


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


def _decimal_comma(text: str) -> bool | None:
    return {",": True, ".": False}.get(text)


def _renamed(given: object) -> tuple[tuple[str, str], ...] | None:
    """Pairs of a field as we know it and its name here; no two may have one name."""
    if not isinstance(given, Mapping) or not given:
        return None
    names = [*given, *given.values()]
    good = all(isinstance(name, str) and _NAME.fullmatch(name) for name in names)
    return tuple(sorted(given.items())) if good and len({*given.values()}) == len(given) else None


_FIELDS: dict[str, tuple[str, Callable[[object], Any], str]] = {
    "path": ("path", _text(_path), "a path below the base address, such as ior/ZEMM005"),
    "function": ("function", _text(_function), "the name of a function, such as ZEMM005"),
    "page_size": ("page_size", _text(_page_size), f"a number of rows from 1 to {MOST_ROWS_OF_A_PAGE}"),
    "fresh_for_hours": ("fresh_for", _text(_hours), f"a number of hours from 1 to {MOST_HOURS}"),
    "live": ("live", _text(_yes_no), "yes or no"),
    "decimal": ("decimal_comma", _text(_decimal_comma), "the decimal sign: a comma or a point"),
    "fields": ("renamed", _renamed, 'names by name, no two alike, such as {"MATNR": "MATERIAL"}'),
    "owners": ("owners", _text(_owners), "a field with its values, such as BUKRS=1000|2000"),
}
