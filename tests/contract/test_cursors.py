"""F10: a cursor opens the list that it was given out for, and no other one."""

import string
from base64 import urlsafe_b64encode
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.api.cursors import Cursors
from chalicelib.api.replies import Problem

KEY, OTHER = b"k" * 32, b"o" * 32
ROUTE, ASKED, PLACE = (
    "/api/customs-lines",
    {"date": "2026-11-18", "hts": "85"},
    {"date": "2026-11-18", "n": 7},
)
SAFE = string.ascii_letters + string.digits + "-_."


def cursors(key: bytes = KEY) -> Cursors:
    return Cursors(lambda: key)


def refused(asked: dict[str, str], route: str = ROUTE, key: bytes = KEY) -> None:
    with pytest.raises(Problem) as told:
        cursors(key).read(route, asked)
    assert (told.value.status, told.value.title) == (400, "Not a cursor")


def test_it_leads_back_to_its_place() -> None:
    made = cursors().make(ROUTE, ASKED, PLACE)
    assert cursors().read(ROUTE, ASKED | {"cursor": made}) == PLACE


def test_without_one_a_list_begins_at_its_beginning() -> None:
    assert cursors().read(ROUTE, ASKED) is None


def test_the_size_of_the_page_may_change_underway() -> None:
    made = cursors().make(ROUTE, ASKED | {"limit": "5", "cursor": "before"}, PLACE)
    assert cursors().read(ROUTE, ASKED | {"limit": "100", "cursor": made}) == PLACE


@pytest.mark.parametrize(
    ("route", "asked", "key"),
    [
        ("/api/comparisons", ASKED, KEY),
        (ROUTE, {"date": "2026-11-19", "hts": "85"}, KEY),
        (ROUTE, {"date": "2026-11-18"}, KEY),
        (ROUTE, ASKED | {"q": "x"}, KEY),
        (ROUTE, {"hts": "2026-11-18", "date": "85"}, KEY),
        (ROUTE, ASKED, OTHER),
    ],
    ids=["other list", "other date", "fewer filters", "more filters", "filters exchanged", "other key"],
)
def test_it_opens_nothing_else(route: str, asked: dict[str, str], key: bytes) -> None:
    made = cursors().make(ROUTE, ASKED, PLACE)
    refused(asked | {"cursor": made}, route, key)


@given(st.text(max_size=300))
def test_a_made_up_text_is_none(made_up: str) -> None:
    refused(ASKED | {"cursor": made_up})


@given(st.text(SAFE, min_size=1, max_size=300))
def test_a_made_up_text_of_the_right_letters_is_none(made_up: str) -> None:
    refused(ASKED | {"cursor": made_up})


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@given(JSON, st.binary(max_size=40))
def test_another_place_needs_the_key(place: Any, signature: bytes) -> None:
    from json import dumps

    said = urlsafe_b64encode(dumps(place).encode()).rstrip(b"=").decode()
    refused(ASKED | {"cursor": f"{said}.{urlsafe_b64encode(signature).decode()}"})
    refused(ASKED | {"cursor": said})


@given(st.data())
def test_one_changed_character_is_enough(data: st.DataObject) -> None:
    made = cursors().make(ROUTE, ASKED, PLACE)
    at = data.draw(st.integers(0, len(made) - 1))
    changed = data.draw(st.sampled_from(SAFE.replace(made[at], "")))
    refused(ASKED | {"cursor": made[:at] + changed + made[at + 1 :]})


@pytest.mark.parametrize("spoil", ["{}=", "{}\n", " {}", "{}.", "{}.x", "x{}"])
def test_there_is_one_text_for_each_place(spoil: str) -> None:
    refused(ASKED | {"cursor": spoil.format(cursors().make(ROUTE, ASKED, PLACE))})


def test_a_very_long_one_is_refused_unread() -> None:
    refused(ASKED | {"cursor": "A" * 1_000_000})
