"""How long to wait before asking again: as the server says, else exponentially with full jitter."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

FIRST_WAIT = 1
"""Seconds, at most, before the second try; twice as many before the third, and so on."""
LONGEST_WAIT = 30


def back_off(failed: int, spread: Callable[[], float]) -> float:
    """Seconds to wait after so many failed tries; `spread` draws evenly from 0 to 1."""
    return spread() * min(LONGEST_WAIT, FIRST_WAIT << failed - 1)


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds that a Retry-After header asks for, as seconds or as an HTTP date; None if it asks for none."""
    text = (header or "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return float(text) or None
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds()
    return seconds if seconds > 0 else None
