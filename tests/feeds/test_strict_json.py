"""A24: JSON is read strictly: what parsers differ on is refused, and nothing becomes a binary float."""

import json
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chalicelib.strict_json import MOST_DEPTH, ForbiddenJson, Json, JsonFault, MalformedJson, read

TEXT = st.text(st.characters(codec="utf-8"))
SCALARS = st.none() | st.booleans() | st.integers(-(10**18), 10**18) | TEXT
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


@given(DOCUMENTS, st.booleans())
def test_what_is_written_is_read_the_same(document: Json, escaped: bool) -> None:
    """A24: no good document is lost."""
    assert read(json.dumps(document, ensure_ascii=escaped).encode(), most_depth=20) == document


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=6))
def test_numbers_with_a_point_are_exact(number: Decimal) -> None:
    """A24: 0.1 is 0.1."""
    found = read(f"[{number:f}]".encode())
    assert found == [number]
    assert isinstance(found, list)
    assert isinstance(found[0], Decimal)


@given(st.binary(max_size=200))
@example(b"\xff")
@example(b"\xef\xbb\xbf{}")
@example(b"\x00")
def test_any_bytes_are_read_or_refused(body: bytes) -> None:
    """A24: never another error."""
    try:
        read(body)
    except JsonFault:
        return


@given(DOCUMENTS.filter(lambda document: isinstance(document, dict | list)), st.data())
def test_a_document_that_is_cut_off_is_malformed(document: Json, data: st.DataObject) -> None:
    """A9, A24: cut off is worth another try; refused for ever it must not be."""
    body = json.dumps(document).encode()
    with pytest.raises(MalformedJson):
        read(body[: data.draw(st.integers(0, len(body) - 1))])


@pytest.mark.parametrize("depth", [1, 2, MOST_DEPTH])
def test_depth_is_allowed_up_to_the_bound(depth: int) -> None:
    """A24: as deep as is said, in lists and in objects."""
    assert read(b"[" * depth + b"]" * depth) is not None
    assert read(b'{"a":' * depth + b"1" + b"}" * depth) is not None


@pytest.mark.parametrize("depth", [MOST_DEPTH + 1, 500, 5_000, 200_000])
@pytest.mark.parametrize("closed", [True, False])
def test_depth_beyond_the_bound_is_refused(depth: int, closed: bool) -> None:
    """A24: also where the parser itself would give up, and where nothing closes."""
    with pytest.raises(JsonFault):
        read(b"[" * depth + b"]" * depth * closed)
    with pytest.raises(ForbiddenJson):
        read(b'{"a":' * depth + b"1" + b"}" * depth)


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b'{"a": 1, "b": 2, "a": 1}', "names 'a' twice"),
        (b'{"a": {"\\u0061": 1, "a": 1}}', "names 'a' twice"),
        (b"[NaN]", "NaN"),
        (b"[-Infinity]", "-Infinity"),
        (b"[" + b"1" * 65 + b"]", "65 digits"),
        (b"[" + b"9" * 10**6 + b"]", "1000000 digits"),
        (b"[1e65]", "too far from 1"),
        (b"[1E-65]", "too far from 1"),
        (b"[1e" + b"9" * 5000 + b"]", "too long"),
        (b"[0." + b"1" * 100 + b"]", "too long"),
        (b'["\\uD800"]', "surrogate"),
        (b'["\\udc00\\ud800"]', "surrogate"),
        (b'{"\\udfff": 1}', "surrogate"),
    ],
)
def test_what_parsers_differ_on_is_refused(body: bytes, told: str) -> None:
    """A24: each with its name."""
    with pytest.raises(ForbiddenJson, match=told):
        read(body)


@pytest.mark.parametrize("body", [b'["\\ud83d\\ude00"]', b'["\\\\ud800"]', '["😀"]'.encode()])
def test_whole_surrogate_pairs_and_what_only_looks_like_one_are_read(body: bytes) -> None:
    """A24: a pair is a character."""
    assert read(body) in (["😀"], ["\\ud800"])
