"""The stand-in for SAP behaves as SAP's interfaces do, and as a program it ends when it is told to."""

import http.client
import json
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import requests

from chalicelib.feeds.catalogue import feed
from chalicelib.feeds.client import SapClient
from infra.local.sap import SapStandIn, main
from infra.local.sap_answers import Ask, Folder
from tests.feeds.world import PASSWORD, SAMPLES, USER

ROOT = SAMPLES.parents[1]


def page(folder: Folder, function: str = "ZEMM005", **parameters: str) -> dict[str, object]:
    document: dict[str, object] = json.loads(folder.reply(Ask(function, parameters)).body)
    return document


@pytest.fixture
def folder() -> Folder:
    return Folder(SAMPLES)


@pytest.mark.parametrize(("size", "pages"), [(1, 73), (50, 2), (72, 2), (73, 1), (10_000, 1)])
def test_rows_are_paged_as_asked(folder: Folder, size: int, pages: int) -> None:
    documents = [page(folder, page=str(n), page_size=str(size)) for n in range(1, pages + 1)]
    rows = [row for document in documents for row in document["DATA"]]  # type: ignore[attr-defined]
    assert rows == folder.rows("ZEMM005")
    assert {(document["PAGES"], document["TOTAL"]) for document in documents} == {(pages, 73)}


def test_changes_are_told_by_the_day_of_the_last_change(folder: Folder) -> None:
    rows = folder.rows("ZEMM005") or []
    days = sorted({row["AEDAT"] for row in rows})
    late = [row for row in rows if row["AEDAT"] >= days[-1]]
    assert page(folder, changed_since=days[-1])["DATA"] == late
    assert page(folder, changed_since="99991231")["TOTAL"] == 0
    assert page(folder, "ZEMM07", changed_since="99991231")["TOTAL"] == 137


@pytest.mark.parametrize(
    ("function", "parameters"),
    [
        ("ZEMM999", {}),
        ("..", {}),
        ("ZEMM005", {"page": "0"}),
        ("ZEMM005", {"page": "99"}),
        ("ZEMM005", {"page": "x"}),
        ("ZEMM005", {"page_size": "0"}),
        ("ZEMM005", {"page_size": "10001"}),
        ("ZEMM005", {"changed_since": "today"}),
    ],
)
def test_what_cannot_be_answered_is_an_error_in_the_envelope(
    folder: Folder, function: str, parameters: dict[str, str]
) -> None:
    document = page(folder, function, **parameters)
    assert document["RETURN"]["TYPE"] == "E"  # type: ignore[index]
    assert document["DATA"] == []


def test_a_changed_file_is_read_again(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES / "ZFMIOR003", tmp_path / "ZFMIOR003")
    folder = Folder(tmp_path)
    assert page(folder, "ZFMIOR003")["TOTAL"] == 21
    file = tmp_path / "ZFMIOR003" / "page-001.json"
    document = json.loads(file.read_bytes())
    file.write_text(json.dumps(document | {"DATA": document["DATA"][1:]}), "utf-8")
    assert page(folder, "ZFMIOR003")["TOTAL"] == 20


@pytest.mark.parametrize("pair", [None, (USER, "wrong"), ("wrong", PASSWORD)])
def test_without_the_right_password_nothing_is_served(sap: SapStandIn, pair: tuple[str, str] | None) -> None:
    answer = requests.get(f"{sap.address}/ZEMM005", auth=pair and tuple(map(str.encode, pair)), timeout=5)  # type: ignore[arg-type]
    assert answer.status_code == 401
    assert "Basic" in answer.headers["WWW-Authenticate"]


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("HEAD", "/sap/ZEMM005", 405), ("POST", "/sap/ZEMM005", 501), ("GET", "/", 404), ("GET", "/etc", 404)],
)
def test_only_get_below_the_base_is_served(sap: SapStandIn, method: str, path: str, status: int) -> None:
    connection = http.client.HTTPConnection(urlsplit(sap.address).netloc, timeout=5)
    connection.request(method, path)
    assert connection.getresponse().status == status
    connection.close()


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_the_program_serves_until_it_is_told_to_end(tmp_path: Path, number: signal.Signals) -> None:
    (tmp_path / "password").write_text(f"{PASSWORD}\n", "utf-8")
    command = [sys.executable, "-m", "infra.local.sap", "--folder", "samples/sap", "--port", "0"]
    command += ["--user", USER, "--password-file", str(tmp_path / "password")]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout
            asking = SapClient(program.stdout.readline().strip(), lambda: (USER, PASSWORD))
            assert asking.fetch(feed("ZSDR002"), None, time.monotonic() + 30).rows == 1259
            program.send_signal(number)
            assert program.wait(10) == 0
            asking.close()
        finally:
            program.kill()


def test_a_folder_without_pages_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--folder", str(tmp_path), "--user", "u", "--password-file", str(tmp_path / "p")])
    assert "holds no <FUNCTION>/page-001.json" in capsys.readouterr().err
