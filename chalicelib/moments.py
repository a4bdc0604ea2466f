"""Moments as texts: ISO 8601, in UTC, to the second. Such texts sort as the moments do."""

from datetime import UTC, datetime


def stamp(at: datetime) -> str:
    """A moment as it is stored; parts of a second are dropped. Raises ValueError for one without a zone.

    >>> stamp(datetime(2026, 11, 23, 6, 0, 0, 999_999, tzinfo=UTC))
    '2026-11-23T06:00:00Z'
    """
    if at.tzinfo is None:
        raise ValueError(f"{at} has no time zone. Give the time with its zone")
    return at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def moment_of(text: str) -> datetime:
    """The moment that a stored text tells, in UTC. Raises ValueError for a text of any other form.

    >>> moment_of("2026-11-23T06:00:00Z")
    datetime.datetime(2026, 11, 23, 6, 0, tzinfo=datetime.timezone.utc)
    """
    if not text.endswith("Z") or stamp(at := datetime.fromisoformat(text)) != text:
        raise ValueError(f"{text[:40]!r} is no moment such as 2026-11-23T06:00:00Z")
    return at
