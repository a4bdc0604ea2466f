"""Files that are no good, files that lie, files that are too much: refused with a reason, nothing written."""

import io
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest

from chalicelib.api.bodies import Invalid
from chalicelib.pipeline.check import check
from chalicelib.pipeline.upload_bucket import UploadBucket
from chalicelib.pipeline.uploads import MOST_BYTES, key_of
from tests.pipeline.small import FILES, rows_of, small, written
from tests.pipeline.twin import Twin
from tests.pipeline.world import sample
from tests.uploads.desk import Desk

ROOT = Path(__file__).parents[2]
PACKAGING = "Packaging_Material.csv"
HEADER = b"Material,Description,Is Packaging\n"


def workbook(**entries: bytes) -> bytes:
    """A zip file, as a workbook is one."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(name, body)
    return made.getvalue()


BOMB = workbook(**{f"xl/sheet{number}.xml": b"0" * 30_000_000 for number in range(3)})
ENTITIES = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'

REFUSED: list[tuple[str, bytes, str]] = [
    ("B19: a workbook", workbook(**{"xl/workbook.xml": b"<workbook/>"}), "a workbook or a zip archive"),
    ("B19: a zip bomb in a workbook", BOMB, "a workbook or a zip archive"),
    ("B19: a zip in a zip", workbook(**{"inner.zip": BOMB}), "a workbook or a zip archive"),
    ("B19: entities in a workbook", workbook(**{"xl/sheet1.xml": ENTITIES}), "a workbook or a zip archive"),
    ("B19: a workbook with macros", workbook(**{"xl/vbaProject.bin": b"\0"}), "a workbook or a zip archive"),
    ("B19: an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500), "an old Excel workbook"),
    ("B19: a compressed file", b"\x1f\x8b\x08\0" + bytes(100), "a compressed file"),
    ("B20: a PDF", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "a PDF document, not a CSV file"),
    ("B20: an empty file", b"", "is empty"),
    ("B20: only blank lines", b"\r\n\r\n\r\n", "is empty"),
    ("B20: a mark and nothing else", b"\xef\xbb\xbf", "is empty"),
    ("B20: a header alone", HEADER, "the delivery is empty"),
    ("B20: a picture", b"\x89PNG\r\n\x1a\n" + bytes(100), "no text at all"),
    ("B20: XML", b'<?xml version="1.0"?><x/>', "has no known column"),
    ("B20: letters of another encoding", HEADER + "M1,Bühne,Y\n".encode("cp1252"), "is not text in"),
    ("B20: a quotation mark that is never closed", HEADER + b'M1,"a,Y\nM2,b,Y\n', "is never closed"),
    ("B18: a row of 8 MB", HEADER + b"M1," + b"x" * 8_000_000 + b",Y\n", "more than 131,072 characters"),
    ("B21: the file of other data", sample("HTS_Code.csv"), "looks like the header of HTS_Code.csv"),
    ("B21: a column is missing", b"Material,Description\nM1,bed\n", "is missing from the header"),
]


@pytest.mark.parametrize(
    ("body", "reason"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED]
)
def test_a_file_that_cannot_be_used_is_refused_with_its_reason(desk: Desk, body: bytes, reason: str) -> None:
    sent = desk.send(PACKAGING, body)
    assert sent["state"] == "refused"
    assert reason in sent["problem"]
    assert "--encoding" not in sent["problem"] + str(sent["problems"])
    assert sent["problems"]
    assert all(one["remedy"] for one in sent["problems"])
    assert (sent["affected_entries"], sent["counts"]["changed"], sent["sample"]) == (0, {}, [])


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("other", FILES)
def test_only_a_file_of_the_right_kind_is_taken(desk: Desk, name: str, other: str) -> None:
    """B21: every file under every name."""
    sent = desk.send(name, small(other))
    assert sent["state"] == ("ready" if name == other else "refused")
    assert name == other or f"looks like the header of {other}" in sent["problem"]


@pytest.mark.parametrize(
    ("name", "column"),
    [("Shipments.csv", "Entry Date"), ("Invoices.csv", "Invoice Date"), ("Exchange_Rate.csv", "Date")],
)
def test_an_old_file_is_told(desk: Desk, name: str, column: str) -> None:
    """B21: the right file of the wrong day."""
    rows = [{**row, column: "2020-01-01"} for row in rows_of(small(name))]
    if name == "Exchange_Rate.csv":
        rows = [{**row, column: f"2020-{number:02d}-01"} for number, row in enumerate(rows, start=1)]
    if name == "Shipments.csv":
        rows = [{**row, "Export Date": "2019-12-01"} for row in rows]
    sent = desk.send(name, written(rows))
    told = [one for one in sent["problems"] if "is it an old file?" in one["what"]]
    assert len(told) == 1, sent
    assert "does not keep the file from being loaded" in told[0]["remedy"]


def test_a_file_with_too_many_broken_rows_is_refused(desk: Desk) -> None:
    body = small("Product_List.csv").replace(b",MX,", b",XX,").replace(b",CN,", b",XX,")
    sent = desk.send("Product_List.csv", body)
    assert sent["state"] == "refused"
    assert "over the limit" in sent["problem"]
    assert sent["counts"]["rejected"] > 0


def test_an_object_that_is_too_large_is_never_read(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """B18: whoever gets a gigabyte past the form has it refused by its size."""

    class Body:
        def read(self) -> bytes:
            raise AssertionError("a body of a gigabyte was read")

    class S3:
        exceptions: Any = type("E", (), {"NoSuchKey": KeyError, "ClientError": OSError})

        def get_object(self, **_: str) -> dict[str, Any]:
            return {"ContentLength": 1024**3, "Body": Body()}

    store = UploadBucket(lambda service: S3(), "upload")
    monkeypatch.setattr(desk.world.uploads, "read", store.read)
    sent = desk.send(PACKAGING, b"x")
    assert sent["state"] == "refused"
    assert "1,073,741,824 bytes" in sent["problem"]
    assert f"{MOST_BYTES:,}" in sent["problem"]


@pytest.mark.parametrize(("size", "state"), [(MOST_BYTES, "ready"), (MOST_BYTES + 1, "refused")])
def test_the_limit_is_exact(desk: Desk, size: int, state: str) -> None:
    """B18"""
    body = small(PACKAGING).rstrip() + b"\n"
    left = size - len(body)
    body += (b" " * 99 + b"\n") * (left // 100) + b"\n" * (left % 100)
    sent = desk.arrive(desk.begin(PACKAGING), body)
    assert (sent["state"], sent["size"] == size) == (state, state == "ready")


def test_the_largest_file_is_looked_at_in_little_memory() -> None:
    """B18: 100,000 invoice lines, all of them new, in a process of its own."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.uploads.largest"], cwd=ROOT, check=True, capture_output=True, text=True
    )
    rows, _, megabytes = map(int, run.stdout.split())
    assert rows > 100_000
    assert megabytes < 300


def test_an_object_that_is_gone_is_refused(desk: Desk) -> None:
    """C4: its event was late, and somebody has removed it."""
    upload_id = desk.begin(PACKAGING)
    check(desk.world.ports, "upload", key_of(upload_id), "v1")
    shown = desk.show(upload_id)
    assert (shown["state"], shown["problem"]) == ("refused", "It was gone before it could be read.")


NAMES: list[tuple[str, str, str]] = [
    ("B22: folders above", "../../Invoices.csv", "Invoices.csv"),
    ("B22: another folder", "a/../audit/Invoices.csv", "Invoices.csv"),
    ("B22: folders of Windows", "C:\\fakepath\\Invoices.csv", "Invoices.csv"),
    ("B22: a key of ours", "checked/x/Invoices.csv", "Invoices.csv"),
    ("B22: blanks and case", "  invoices.CSV ", "invoices.CSV"),
    ("B22: wide letters", "Ｉｎｖｏｉｃｅｓ.csv", "Ｉｎｖｏｉｃｅｓ.csv"),
]


@pytest.mark.parametrize(("name", "kept"), [case[1:] for case in NAMES], ids=[case[0] for case in NAMES])
def test_a_name_is_kept_and_never_used(desk: Desk, name: str, kept: str) -> None:
    sent = desk.send(name, small("Invoices.csv"))
    assert (sent["state"], sent["source"], sent["file_name"]) == ("ready", "Invoices.csv", kept)
    [(key, *_)] = desk.forms
    assert key == key_of(sent["id"])
    assert not {"..", "\\", "%", "Inv"} & {part for part in ("..", "\\", "%", "Inv") if part in key}
    desk.confirm(sent["id"])
    landed = [key for key in desk.world.raw.objects if "/0000000009/" in key]
    assert sorted(landed) == [
        "raw/Invoices.csv/0000000009/Invoices.csv",
        "raw/Invoices.csv/0000000009/manifest.json",
    ]


NO_NAMES: list[tuple[str, Any]] = [
    ("B22: quoted dots", "%2e%2e%2fInvoices.csv"),
    ("B22: 1,025 letters", "x" * 1021 + ".csv"),
    ("B22: a letter too many", "x" * 252 + ".csv"),
    ("B22: no name", ""),
    ("B22: blanks", "   "),
    ("B22: a folder", "Invoices.csv/"),
    ("B22: not a text", 17),
    ("B22: nothing", None),
    ("B22: a line feed", "Invoices\n.csv"),
    ("B22: a NUL", "Invoices.csv\0.csv"),
    ("B22: read from right to left", "Invoices\u202evsc.csv"),
    ("B22: half a letter", "Invoices\ud800.csv"),
    ("B20: a workbook by its name", "Invoices.xlsx"),
    ("B20: an archive by its name", "Invoices.csv.zip"),
    ("B21: a name that says nothing", "data.csv"),
]


@pytest.mark.parametrize("name", [case[1] for case in NO_NAMES], ids=[case[0] for case in NO_NAMES])
def test_a_name_that_cannot_be_is_refused(desk: Desk, name: Any) -> None:
    before = len(list(records(desk)))
    with pytest.raises(Invalid) as refused:
        desk.create({"file_name": name, "size": 10})
    assert refused.value.status == 422
    assert set(refused.value.errors) in ({"file_name"}, {"source"})
    assert desk.forms == []
    assert len(list(records(desk))) == before


KINDS: list[tuple[str, Any]] = [
    ("a kind there is not", "Budget.csv"),
    ("a feed of SAP", "ZEMM005"),
    ("a data set", "invoice_lines"),
    ("not a text", 5),
    ("a list", ["Invoices.csv"]),
    ("nothing", ""),
    ("B21: another than the name says", "Shipments.csv"),
]


@pytest.mark.parametrize("kind", [case[1] for case in KINDS], ids=[case[0] for case in KINDS])
def test_a_kind_that_cannot_be_is_refused(desk: Desk, kind: Any) -> None:
    with pytest.raises(Invalid) as refused:
        desk.create({"file_name": "Invoices.csv", "size": 10, "source": kind})
    assert list(refused.value.errors) == ["source"]


@pytest.mark.parametrize("size", [0, -1, MOST_BYTES + 1, 10**18, "10", True, None, 1.5])
def test_a_size_that_cannot_be_is_refused(desk: Desk, size: Any) -> None:
    """B18: before anything is sent."""
    with pytest.raises(Invalid) as refused:
        desk.create({"file_name": "Invoices.csv", "size": size})
    assert list(refused.value.errors) == ["size"]


def records(desk: Desk) -> Any:
    """Everything in the table."""
    assert isinstance(desk.world, Twin)
    return desk.world.records()
