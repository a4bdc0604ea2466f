"""The business's own files, in a folder or in a bucket: read as deliveries, and again when they change."""

from pathlib import Path

import pytest

from chalicelib.etl.csv_set import CsvSet, Read, reader
from chalicelib.etl.errors import DeliveryRefused
from chalicelib.feeds.errors import NotStored
from chalicelib.feeds.raw_store import MemoryStore, RawStore
from tests.etl.building import SAMPLES, sample_set

FILES = sorted(path.name for path in SAMPLES.glob("*.csv"))


class Seconds:
    """A clock that stands until it is moved, and a count of the files that were read."""

    def __init__(self) -> None:
        self.now, self.read = 0, 0

    def __call__(self) -> float:
        return self.now

    def counting(self, read: Read) -> Read:
        def counted(name: str) -> bytes | None:
            self.read += 1
            return read(name)

        return counted


def no_bucket(bucket: str) -> RawStore:
    raise AssertionError(f"nobody asked for {bucket}")


def in_folder(folder: Path) -> CsvSet:
    return CsvSet(str(folder), reader(str(folder), no_bucket), Seconds(), 60)


@pytest.mark.parametrize(
    "name", ["product_master", "product_weights", "measures", "exchange_rates", "report"]
)
def test_a_set_has_the_rows_of_its_file(name: str) -> None:
    assert in_folder(SAMPLES).rows(name) == sample_set(name)


@pytest.mark.parametrize(
    ("place", "prefix"),
    [
        ("s3://files", ""),
        ("s3://files/", ""),
        ("s3://files/csv-set", "csv-set/"),
        ("s3://files/a/b/", "a/b/"),
    ],
)
def test_a_prefix_of_a_bucket_is_as_good_as_a_folder(place: str, prefix: str) -> None:
    bucket = MemoryStore()
    for name in FILES:
        bucket.put(f"{prefix}{name}", (SAMPLES / name).read_bytes())
    found = CsvSet(place, reader(place, {"files": bucket}.__getitem__), Seconds(), 60)
    assert found.rows("measures") == sample_set("measures")
    with pytest.raises(NotStored):
        bucket.get(f"{prefix}Customs.csv")


@pytest.mark.parametrize("name", ["exchange_rates", "shipments", "report"])
def test_a_file_that_nobody_needs_may_be_missing(tmp_path: Path, name: str) -> None:
    assert in_folder(tmp_path).rows(name) == []


@pytest.mark.parametrize(
    ("body", "problem"), [(None, "is not there"), (b"nonsense", "cannot be used"), (b"", "cannot be used")]
)
@pytest.mark.parametrize(
    ("name", "file"), [("product_weights", "Product_List.csv"), ("measures", "HTS Tariff.csv")]
)
def test_without_a_file_that_is_needed_nothing_is_answered(
    tmp_path: Path, name: str, file: str, body: bytes | None, problem: str
) -> None:
    """Readers that go by the files must not show an empty list for a file that is gone."""
    if body is not None:
        (tmp_path / file).write_bytes(body)
    with pytest.raises(DeliveryRefused, match=problem) as refused:
        in_folder(tmp_path).rows(name)
    assert str(tmp_path / file) in str(refused.value)


def test_rows_that_are_not_taken_are_told_by_number(tmp_path: Path) -> None:
    text = (SAMPLES / "HTS_Code.csv").read_bytes().replace(b"9404.10.0000", b"9404.10", 1)
    (tmp_path / "HTS_Code.csv").write_bytes(text)
    found = in_folder(tmp_path).file("HTS_Code.csv")
    [told] = found.left_out
    assert told.startswith("row ")
    assert "HTS Code" in told
    assert len(found.sets["hts_rates"]) == len(sample_set("hts_rates")) - 1


def test_a_file_that_somebody_changes_is_seen_after_some_seconds(tmp_path: Path) -> None:
    path, clock = tmp_path / "Packaging_Material.csv", Seconds()
    body = (SAMPLES / path.name).read_bytes()
    path.write_bytes(body)
    files = CsvSet(str(tmp_path), clock.counting(reader(str(tmp_path), no_bucket)), clock, 60)
    first = files.rows("packaging")
    path.write_bytes(body.replace(b",Y\r\n", b",N\r\n", 1).replace(b",Y\n", b",N\n", 1))
    clock.now = 59
    assert files.rows("packaging") is first
    assert clock.read == 1
    clock.now = 60
    assert files.rows("packaging") != first
    assert clock.read == 2


def test_a_file_with_the_same_bytes_is_not_read_through_again() -> None:
    clock = Seconds()
    files = CsvSet(str(SAMPLES), clock.counting(reader(str(SAMPLES), no_bucket)), clock, 60)
    first = files.file("Invoices.csv")
    clock.now = 61
    assert files.file("Invoices.csv") is first
    assert clock.read == 2
