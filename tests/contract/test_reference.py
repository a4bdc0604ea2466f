"""Reference data over HTTP: as they are, as they were, and what is answered without the table."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from chalicelib.api import reference
from chalicelib.api.bodies import schema_of
from chalicelib.api.contract import OPERATIONS
from chalicelib.api.replies import Problem, Reply
from chalicelib.data_sets import REFERENCE
from chalicelib.etl.csv_set import CsvSet, reader
from chalicelib.etl.errors import DeliveryRefused
from chalicelib.feeds.raw_store import MemoryStore
from chalicelib.store.data_loader import DataLoader, Loaded
from chalicelib.store.errors import Unavailable
from chalicelib.store.memory import MemoryTable
from tests.api.calling import Caller, connected, document, problem
from tests.contract.views import cursors
from tests.pipeline.twin import Twin
from tests.pipeline.world import SAMPLES, World, sample

FILES = {
    "products": ("Product_List.csv", "Material"),
    "hts": ("HTS_Code.csv", "HTS Code"),
    "tariffs": ("HTS Tariff.csv", "Program"),
    "packaging": ("Packaging_Material.csv", "Material"),
    "exchange-rates": ("Exchange_Rate.csv", "Currency"),
}
KINDS = pytest.mark.parametrize("kind", FILES)


class Seconds:
    """A clock in seconds that stands until it is moved."""

    def __init__(self) -> None:
        self.now = 0

    def __call__(self) -> float:
        return self.now


class Calls:
    """Counts the requests to a table, and can make it unavailable."""

    def __init__(self, table: MemoryTable) -> None:
        self.table, self.count, self.down = table, 0, False
        table.before = self.before

    def before(self, *_: Any) -> None:
        self.count += 1
        if self.down:
            raise Unavailable("the table does not answer")


def files_of(folder: Path) -> CsvSet:
    """The business's files in a folder."""
    return CsvSet(str(folder), reader(str(folder), lambda _: MemoryStore()), lambda: 0, 60)


def loader_of(world: World, **options: Any) -> DataLoader:
    return DataLoader(world.table, options.get("clock", lambda: 0), 60, options.get("fallback"))


def ask(loader: DataLoader, kind: str, **asked: str) -> dict[str, Any]:
    found = reference.listed(loader, cursors(), kind, asked)
    return json.loads(found.body) if isinstance(found, Reply) else found


def file_rows(kind: str) -> list[dict[str, str]]:
    with (SAMPLES / FILES[kind][0]).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def without_key(rows: list[dict[str, Any]]) -> list[dict[str, str]]:
    return [{name: value for name, value in row.items() if name not in ("key", "row")} for row in rows]


def everything(loader: DataLoader, kind: str, **asked: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        page = ask(loader, kind, **asked, **cursor)
        rows += page["rows"]
        if page["next"] is None:
            return rows
        cursor = {"cursor": page["next"]}


@KINDS
@pytest.mark.parametrize("limit", ["7", "500"])
def test_the_rows_are_those_of_the_file_in_its_order(day: World, kind: str, limit: str) -> None:
    rows = everything(loader_of(day), kind, limit=limit)
    assert without_key(rows) == file_rows(kind)
    assert [row["key"] for row in rows] == [
        row[FILES[kind][1]].replace(".", "") if kind == "hts" else row[FILES[kind][1]] for row in rows
    ]
    assert [row["row"] for row in rows] == list(range(2, len(rows) + 2))


@KINDS
def test_a_row_keeps_its_number_whatever_is_asked_for(day: World, kind: str) -> None:
    """The number is that of the file, as trails name the rows of the tariff measures."""
    loader = loader_of(day)
    numbered = {row["row"]: row for row in everything(loader, kind)}
    some = everything(loader, kind, as_of="2026-11-09", q=numbered[2]["key"], limit="3")
    assert 0 < len(some) < len(numbered)
    assert all(numbered[row["row"]] == row for row in some)


@pytest.mark.parametrize("kind", ["hts", "tariffs"])
@pytest.mark.parametrize(
    "day_asked", ["2018-07-05", "2018-07-06", "2024-06-14", "2024-06-15", "2026-11-09", "2026-11-10"]
)
def test_as_of_a_day_there_is_what_is_in_force(day: World, kind: str, day_asked: str) -> None:
    expected = [
        row
        for row in file_rows(kind)
        if row["Effective From"] <= day_asked and day_asked <= (row["Effective To"] or "9999-12-31")
    ]
    assert without_key(everything(loader_of(day), kind, as_of=day_asked)) == expected


@pytest.mark.parametrize("kind", ["products", "packaging", "exchange-rates"])
def test_what_holds_for_no_time_is_there_on_any_day(day: World, kind: str) -> None:
    assert without_key(everything(loader_of(day), kind, as_of="1999-01-01")) == file_rows(kind)


@pytest.mark.parametrize(
    ("kind", "text", "column"),
    [
        ("products", "ADJUSTABLE", "Description"),
        ("hts", "850131", "HTS Code"),
        ("hts", "8501.31", "HTS Code"),
    ],
)
def test_a_text_is_looked_for_in_every_column(day: World, kind: str, text: str, column: str) -> None:
    found = everything(loader_of(day), kind, q=text)
    assert 0 < len(found) < len(file_rows(kind))
    assert all(text.lower() in row[column].lower().replace("." * ("." not in text), "") for row in found)


@KINDS
def test_one_key_has_its_rows_and_its_versions(somebody: Caller, kind: str) -> None:
    row = file_rows(kind)[0]
    key = row[FILES[kind][1]]
    found = document(somebody.get(f"/api/{kind}/{key}"))
    assert found["rows"] == [one for one in file_rows(kind) if one[FILES[kind][1]] == key]
    assert found["versions"][0]["rows"] == found["rows"]
    assert [version["sequence"] for version in found["versions"]] == sorted(
        (version["sequence"] for version in found["versions"]), reverse=True
    )


def test_a_key_that_there_never_was_is_not_found(somebody: Caller) -> None:
    for kind in FILES:
        problem(somebody.get(f"/api/{kind}/nothing"), 404, "Not known")


def delivered(world: Twin, change: tuple[bytes, bytes]) -> None:
    """Have the product list come again with a cell changed, an hour later."""
    world.clock.forward(hours=1)
    body = sample("Product_List.csv")
    assert body.count(change[0]) == 1
    world.upload("Product_List.csv", body.replace(*change))
    world.work()


def history(world: Twin) -> Any:
    """What is told of a product to somebody who signs in now: an hour ends a session that is left alone."""
    with connected(world) as caller:
        return document(caller.get("/api/products/10004156"))


def test_a_history_tells_what_was_when(fresh: Twin) -> None:
    delivered(fresh, (b"10004156,Adjustable base Cal King R582", b"10004156,Adjustable base"))
    found = history(fresh)
    newest, *older = found["versions"]
    assert newest["source"] == "Product_List.csv"
    assert newest["at"] == "2026-11-23T15:00:00Z"
    assert newest["rows"][0]["Description"] == "Adjustable base"
    assert older[0]["rows"][0]["Description"] == "Adjustable base Cal King R582"
    assert older[0]["source"] == "ZEMM005"
    assert newest["rows"][0]["Net Weight (kg)"] == older[0]["rows"][0]["Net Weight (kg)"] == "66.712"


def test_what_is_gone_has_its_history(fresh: Twin) -> None:
    line = next(
        row for row in sample("Product_List.csv").splitlines(keepends=True) if row.startswith(b"10004156,")
    )
    delivered(fresh, (line, b""))
    found = history(fresh)
    assert found["rows"] == []
    assert [len(version["rows"]) for version in found["versions"]][:2] == [0, 1]


# The loader


def test_a_version_is_read_once(fresh: Twin) -> None:
    calls, clock = Calls(fresh.table), Seconds()
    loader = loader_of(fresh, clock=clock)
    first = ask(loader, "hts")
    read = calls.count
    clock.now = 59
    assert ask(loader, "hts") == first
    assert calls.count == read
    clock.now = 60
    assert ask(loader, "hts") == first
    assert calls.count == read + 1, "the pins, and nothing else"


def test_what_is_loaded_is_seen_after_a_minute(fresh: Twin) -> None:
    clock = Seconds()
    loader = loader_of(fresh, clock=clock)
    assert "base Cal King" in ask(loader, "products")["rows"][0]["Description"]
    delivered(fresh, (b"10004156,Adjustable base Cal King R582", b"10004156,Bed"))
    assert "base Cal King" in ask(loader, "products")["rows"][0]["Description"]
    clock.now = 60
    assert ask(loader, "products")["rows"][0]["Description"] == "Bed"


def test_a_list_that_was_begun_goes_on_as_it_was(fresh: Twin) -> None:
    clock = Seconds()
    loader = loader_of(fresh, clock=clock)
    page = ask(loader, "products", limit="1")
    delivered(fresh, (b"10004180,Adjustable base Split King D891", b"10004180,Bed"))
    clock.now = 60
    following = ask(loader, "products", limit="1", cursor=page["next"])
    assert following["rows"][0]["Description"] == "Adjustable base Split King D891"
    assert everything(loader, "products")[1]["Description"] == "Bed"


def test_versions_that_nobody_asks_for_are_let_go(day: World) -> None:
    loader = loader_of(day)
    for number in range(100):
        loader.load(["hts_rates"], {"hts_rates": 1000 + number})
    assert len(loader._kept) <= 24


def test_what_was_never_delivered_is_an_empty_list() -> None:
    loader = loader_of(World())
    for kind in FILES:
        found = ask(loader, kind)
        assert (found["rows"], found["next"], found["revision"]) == ([], None, 0)


# When the table is out of reach


def test_without_files_the_trouble_is_not_hidden(fresh: Twin) -> None:
    Calls(fresh.table).down = True
    with pytest.raises(Unavailable):
        ask(loader_of(fresh), "products")


@KINDS
def test_files_answer_and_say_so(fresh: Twin, kind: str) -> None:
    """H10: what is answered from files is marked, in the answer and in a header."""
    Calls(fresh.table).down = True
    loader = loader_of(fresh, fallback=files_of(SAMPLES).rows)
    reply = reference.listed(loader, cursors(), kind, {"limit": "500"})
    assert isinstance(reply, Reply)
    assert reply.headers["Warning"].startswith("199 ")
    found = json.loads(reply.body)
    assert found["source"] == "csv"
    assert without_key(found["rows"]) == file_rows(kind)
    pages = everything(loader, kind, limit="10")
    assert pages == found["rows"]


@KINDS
def test_one_key_is_answered_from_files_without_its_past(fresh: Twin, kind: str) -> None:
    Calls(fresh.table).down = True
    key = file_rows(kind)[0][FILES[kind][1]]
    reply = reference.one(loader_of(fresh, fallback=files_of(SAMPLES).rows), kind, key)
    assert isinstance(reply, Reply)
    found = json.loads(reply.body)
    [answer] = [operation.answer for operation in OPERATIONS if operation.path == f"/api/{kind}/{{key}}"]
    schema_of(answer).load(found)
    assert found["rows"]
    assert found["versions"] == []


def test_the_table_counts_again_as_soon_as_it_answers(fresh: Twin) -> None:
    calls = Calls(fresh.table)
    loader = loader_of(fresh, fallback=files_of(SAMPLES).rows)
    calls.down = True
    assert ask(loader, "hts")["source"] == "csv"
    calls.down = False
    assert ask(loader, "hts")["source"] == "table"


def test_both_ways_give_the_same_rows(day: World) -> None:
    files = files_of(SAMPLES)
    loaded: Loaded = loader_of(day).load(REFERENCE)
    assert {name: files.rows(name) for name in REFERENCE} == dict(loaded.sets)


def test_a_folder_that_cannot_be_used_is_not_an_empty_one(tmp_path: Path) -> None:
    """ADR 0013: a file that is broken, or needed and not there, never becomes no rows."""
    (tmp_path / "HTS_Code.csv").write_bytes(b"nonsense")
    files = files_of(tmp_path)
    for name in ("hts_rates", "product_master", "measures", "packaging"):
        with pytest.raises(DeliveryRefused):
            files.rows(name)
    assert files.rows("exchange_rates") == []


def test_a_cursor_of_another_kind_opens_nothing(day: World) -> None:
    made = ask(loader_of(day), "products", limit="1")["next"]
    with pytest.raises(Problem):
        ask(loader_of(day), "packaging", limit="1", cursor=made)
