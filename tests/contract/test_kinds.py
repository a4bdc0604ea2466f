"""Fields of bodies whose values look alike to Python and are not the same to whoever sends them."""

from typing import Any

import pytest
from marshmallow import Schema, ValidationError

from chalicelib.api.schemas.kinds import count, day, yes_no

Taken = Schema.from_dict({"sure": yes_no(), "day": day(), "edition": count()})
GOOD: dict[str, Any] = {"sure": True, "day": "2026-11-18", "edition": 1}


def refused(**said: Any) -> set[str]:
    """The fields of a body that are not taken."""
    try:
        assert Taken().load(GOOD | said) == GOOD | said
    except ValidationError as error:
        messages: Any = error.messages
        return set(messages)
    return set()


@pytest.mark.parametrize("said", [True, False])
def test_true_and_false_are_taken(said: bool) -> None:
    assert refused(sure=said) == set()


@pytest.mark.parametrize("said", [1, 0, 1.0, "true", "True", "yes", "1", "", None, [], [True], {}])
def test_nothing_else_is_true_or_false(said: Any) -> None:
    """F3: `1` is not `true`: nothing is forced by whoever did not say so."""
    assert refused(sure=said) == {"sure"}


@pytest.mark.parametrize("said", [True, False, "1", 1.0, 1.5, -1, None, [1]])
def test_a_count_is_a_whole_number(said: Any) -> None:
    assert refused(edition=said) == {"edition"}


@pytest.mark.parametrize(
    "said", ["", " ", "2026-11-31", "20261118", "2026-W47-3", "18.11.2026", 20261118, None, []]
)
def test_a_date_is_a_day_that_there_is(said: Any) -> None:
    assert refused(day=said) == {"day"}
