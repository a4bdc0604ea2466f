"""Deliveries land whole and unchanged, and are verified when they are read back."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.feeds.errors import (
    AlreadyLanded,
    CorruptDelivery,
    FeedError,
    LandingRefused,
    UnreadableManifest,
)
from chalicelib.feeds.landing import land, place_of, read_delivery
from chalicelib.feeds.manifests import Manifest, ReadAs, written
from chalicelib.feeds.raw_store import MemoryStore

READ_AS = ReadAs("ZMATERIALS", (("MATNR", "MATERIAL"),), decimal_comma=True)
SAP = Manifest("ZEMM005", 17, "sap", "2026-11-23", "2026-11-23T06:00:00Z", rows=73, read_as=READ_AS)
CSV = Manifest(
    "HTS Tariff.csv", 17, "csv", SAP.business_date, SAP.fetched_at, file_name="=cmd|x/../Zölle 😀.csv"
)
OLD = replace(SAP, read_as=None)
"""As version 1 had it."""
PAGES = (("page-001.json", b'{"PAGE": 1}'), ("page-002.json", b"\x00\xff\r\n"))
HASHES = (
    "6a9c0b646ce957df19f6c638b3cba5e71d373134278709958d1f8c139fd64fa1",
    "e9489f37fb3051e9efa1dc916004d7274e7b63975e3209708947267f2393a9be",
)
KEY = "raw/ZEMM005/0000000017/manifest.json"


def test_parts_and_manifest_are_stored_under_the_sequence() -> None:
    store = MemoryStore()
    assert land(store, SAP, PAGES) == KEY
    folder = KEY.removesuffix("manifest.json")
    assert store.objects[folder + "page-002.json"] == PAGES[1][1]
    assert json.loads(store.objects[KEY]) == {
        "version": 2,
        "feed": "ZEMM005",
        "sequence": 17,
        "source": "sap",
        "business_date": "2026-11-23",
        "fetched_at": "2026-11-23T06:00:00Z",
        "parts": [
            {
                "name": "page-001.json",
                "size": 11,
                "sha256": "6a9c0b646ce957df19f6c638b3cba5e71d373134278709958d1f8c139fd64fa1",
            },
            {
                "name": "page-002.json",
                "size": 4,
                "sha256": "e9489f37fb3051e9efa1dc916004d7274e7b63975e3209708947267f2393a9be",
            },
        ],
        "rows": 73,
        "file_name": None,
        "read_as": {"function": "ZMATERIALS", "renamed": {"MATNR": "MATERIAL"}, "decimal_comma": True},
    }


def test_a_manifest_of_version_1_says_nothing_of_how_to_read_it() -> None:
    store = MemoryStore()
    land(store, OLD, PAGES)
    document = json.loads(store.objects[KEY])
    assert document["version"] == 1
    assert "read_as" not in document
    assert read_delivery(store, KEY).manifest.read_as is None


def test_the_manifest_is_written_last() -> None:
    """Whoever sees the manifest sees the parts."""
    order: list[str] = []

    class Watched(MemoryStore):
        def put(self, key: str, body: bytes) -> None:
            order.append(key)
            super().put(key, body)

    land(Watched(), SAP, PAGES)
    assert order[-1] == KEY
    assert len(order) == 3


@pytest.mark.parametrize("manifest", [SAP, CSV, OLD], ids=["sap", "csv", "version 1"])
def test_what_was_landed_is_read_back(manifest: Manifest) -> None:
    store = MemoryStore()
    landed = read_delivery(store, land(store, manifest, PAGES))
    assert landed.parts == PAGES
    assert replace(landed.manifest, parts=()) == manifest
    assert [part.size for part in landed.manifest.parts] == [11, 4]


def test_landing_again_changes_nothing() -> None:
    store = MemoryStore()
    land(store, SAP, PAGES)
    before = dict(store.objects)
    assert land(store, SAP, PAGES) == KEY
    assert store.objects == before


def test_landing_that_stopped_in_the_middle_is_taken_up() -> None:
    store = MemoryStore()
    store.put(KEY.replace("manifest.json", "page-001.json"), PAGES[0][1])
    assert read_delivery(store, land(store, SAP, PAGES)).parts == PAGES


def test_other_bytes_under_the_same_sequence_are_refused() -> None:
    store = MemoryStore()
    land(store, SAP, PAGES)
    with pytest.raises(AlreadyLanded, match=r"page-001\.json: other bytes are stored already"):
        land(store, SAP, (("page-001.json", b"{}"), PAGES[1]))
    with pytest.raises(AlreadyLanded, match=r"manifest\.json"):
        land(store, replace(SAP, rows=72), PAGES)
    assert read_delivery(store, KEY).parts == PAGES


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (b'{"PAGE": 2}', r"page-001\.json: its SHA-256 is not the one that was landed"),
        (b'{"PAGE": 1', r"page-001\.json: 10 bytes are stored, 11 were landed"),
        (None, r"page-001\.json: is not stored"),
    ],
)
def test_a_part_that_is_not_what_was_landed_is_named(body: bytes | None, told: str) -> None:
    store = MemoryStore()
    land(store, SAP, PAGES)
    part = KEY.replace("manifest.json", "page-001.json")
    del store.objects[part]
    if body is not None:
        store.put(part, body)
    with pytest.raises(CorruptDelivery, match=told) as caught:
        read_delivery(store, KEY)
    assert replace(caught.value.manifest, parts=()) == SAP


GOOD = json.loads(written(SAP))
CHANGES: list[dict[str, object]] = [
    {"version": 3},
    {"read_as": None},
    {"read_as": {"function": "Z", "renamed": {}}},
    {"read_as": {"function": 1, "renamed": {}, "decimal_comma": False}},
    {"read_as": {"function": "Z", "renamed": {"A": 1}, "decimal_comma": False}},
    {"read_as": {"function": "Z", "renamed": {}, "decimal_comma": 1}},
    {"feed": "ZEMM004"},
    {"sequence": 18},
    {"sequence": True},
    {"sequence": "17"},
    {"source": "fax"},
    {"business_date": "23.11.2026"},
    {"fetched_at": "2026-11-23T06:00:00+00:00"},
    {"rows": "73"},
    {"file_name": 1},
    {"parts": {}},
    {"parts": ["page-001.json"]},
    {"parts": [{"name": "a", "size": "1", "sha256": ""}]},
]
UNUSABLE = [b"", b"[]", b"{", b'{"version":1,"version":1}']


@pytest.mark.parametrize("body", UNUSABLE + [json.dumps(GOOD | change).encode() for change in CHANGES])
def test_a_manifest_that_cannot_be_used_is_refused(body: bytes) -> None:
    store = MemoryStore()
    store.put(KEY, body)
    with pytest.raises(UnreadableManifest, match=f"^{KEY}: "):
        read_delivery(store, KEY)


def test_a_manifest_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnreadableManifest, match="it is not stored"):
        read_delivery(MemoryStore(), KEY)


@pytest.mark.parametrize(
    ("manifest", "names"),
    [
        (SAP, []),
        (SAP, ["a", "a"]),
        (SAP, ["manifest.json"]),
        (SAP, ["../a"]),
        (SAP, ["a/b"]),
        (SAP, [""]),
        (SAP, ["a\n"]),
        (SAP, ["é"]),
        (SAP, ["a" * 101]),
        (replace(SAP, feed="../audit"), ["a"]),
        (replace(SAP, feed=""), ["a"]),
        (replace(SAP, sequence=0), ["a"]),
        (replace(SAP, sequence=-1), ["a"]),
        (replace(SAP, sequence=10**10), ["a"]),
    ],
)
def test_names_that_could_leave_the_folder_are_refused_before_anything_is_stored(
    manifest: Manifest, names: list[str]
) -> None:
    """B22: keys are made here, of names that are known to be harmless."""
    store = MemoryStore()
    with pytest.raises(LandingRefused):
        land(store, manifest, [(name, b"") for name in names])
    assert store.objects == {}


@pytest.mark.parametrize("change", [{"business_date": "today"}, {"fetched_at": "2026-11-23"}])
def test_times_of_another_form_are_refused_before_anything_is_stored(change: dict[str, str]) -> None:
    store = MemoryStore()
    with pytest.raises(ValueError, match=r"isoformat|no moment"):
        land(store, replace(SAP, **change), PAGES)  # type: ignore[arg-type]
    assert store.objects == {}


@pytest.mark.parametrize(
    "key",
    [
        "",
        KEY + "x",
        "/" + KEY,
        KEY.replace("manifest", "page-001"),
        "raw/ZEMM005/17/manifest.json",
        "raw/a/b/0000000017/manifest.json",
        "incoming/a.csv",
    ],
)
def test_the_key_of_something_else_is_refused(key: str) -> None:
    with pytest.raises(LandingRefused, match="is not the key of a manifest"):
        place_of(key)


NAMES = st.from_regex(r"\A[A-Za-z0-9_][A-Za-z0-9 _.-]{0,20}\Z").filter(lambda name: name != "manifest.json")


@given(
    NAMES, st.integers(1, 10**10 - 1), st.dictionaries(NAMES, st.binary(), min_size=1), st.text(max_size=300)
)
def test_any_delivery_comes_back_as_it_was(
    feed: str, sequence: int, parts: dict[str, bytes], file_name: str
) -> None:
    store = MemoryStore()
    manifest = replace(
        SAP, feed=feed, sequence=sequence, file_name=file_name.encode("utf-8", "replace").decode()
    )
    key = land(store, manifest, tuple(parts.items()))
    assert place_of(key) == (feed, sequence)
    assert read_delivery(store, key).parts == tuple(parts.items())


@given(st.data())
def test_any_change_of_a_stored_byte_is_found(data: st.DataObject) -> None:
    store = MemoryStore()
    key = land(store, SAP, PAGES)
    hit = data.draw(st.sampled_from(sorted(store.objects)))
    place = data.draw(st.integers(0, len(store.objects[hit]) - 1))
    changed = bytearray(store.objects[hit])
    changed[place] ^= data.draw(st.integers(1, 255))
    store.objects[hit] = bytes(changed)
    try:
        found = read_delivery(store, key)
    except FeedError:
        return
    assert hit == key, "a changed part was taken"
    assert found.parts == PAGES
