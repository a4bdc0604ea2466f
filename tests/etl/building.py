"""Deliveries made by hand: SAP pages, CSV files, and the samples as both."""

import csv
import io
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from chalicelib.etl.data_sets import DATA_SETS, DataSet
from chalicelib.etl.options import AS_DECLARED, Options
from chalicelib.etl.results import Transformed
from chalicelib.etl.sources import CSV_SOURCES, SAP_SOURCES, SOURCES, CsvFileSource, SapSource
from chalicelib.etl.transforming import transform

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
Parts = list[tuple[str, bytes]]

SAP_ROWS: dict[str, dict[str, str]] = {
    "ZFMIOR002": {
        "MATNR": "000000000000004711",
        "NTGEW": "10.000 ",
        "BRGEW": "12.000 ",
        "GEWEI": "KG",
        "STEEL_WT": "5.000 ",
        "ALU_WT": "1.000 ",
        "COPPER_WT": "",
        "AEDAT": "20261101",
    },
    "ZEMM005": {
        "MATNR": "000000000000004711",
        "MAKTX": "Bed",
        "STAWN": "9403200035",
        "HERKL": "CN",
        "MEINS": "EA",
        "STEEL_VAL": "55",
        "ALU_VAL": "2",
        "COPPER_VAL": "",
        "SPI": "",
        "EXCL": "99038869",
        "LVORM": "",
        "AEDAT": "20261101",
    },
    "ZFMIOR003": {
        "STAWN": "9403200035",
        "TEXT": "Bed",
        "RATE_TXT": "FREE",
        "UOM1": "NO",
        "UOM2": "",
        "DATAB": "20170101",
        "DATBI": "99991231",
    },
    "TARIFF_SEQUENCE": {
        "SEQNO": "0001",
        "PROGRAM": "P1",
        "TARIFF": "99038803",
        "HTS_SCOPE": "9403",
        "HTS_EXCEPT": "",
        "ORIGIN": "CN",
        "RATE": "0.25",
        "CAP": "",
        "BASIS": "full",
        "COND": "",
        "DATAB": "20180924",
        "DATBI": "99991231",
        "SOURCE": "note 20",
    },
    "PACKAGING": {"MATNR": "000000000910005825", "MAKTX": "Crate", "PACKAGING": "X"},
    "ZEMM004": {
        "INVNO": "INV1",
        "INVDT": "20261001",
        "LIFNR": "00000V1001",
        "WAERS": "USD",
        "INCO1": "FCA",
        "POSNR": "000010",
        "EBELN": "4500000001",
        "MATNR": "000000000000004711",
        "MENGE": "5.000 ",
        "MEINS": "EA",
        "NETPR": "1.50 ",
        "NETWR": "7.50 ",
        "HERKL": "CN",
    },
    "ZEMM07": {
        "SHIPNO": "SH1",
        "BOLNO": "BL1",
        "CONTNO": "",
        "MODE": "11",
        "POL": "57035",
        "POE": "2704",
        "EXPCTRY": "CN",
        "EXPDT": "20261002",
        "ENTRYDT": "20261101",
        "ENTTYPE": "01",
        "INVNO": "INV1",
    },
    "ZSDR002": {
        "SHIPNO": "SH1",
        "INVNO": "INV1",
        "ENTRYDT": "20261101",
        "LINENO": "001",
        "STAWN": "9403200035",
        "HERKL": "CN",
        "ORDNR": "1",
        "TARIFF": "99038803",
        "ENTVAL": "0",
        "DUTY": "1.50 ",
        "QTY": "",
        "UOM": "",
        "NTGEW": "",
        "BRGEW": "",
        "MPF": "",
        "HMF": "",
    },
}
"""A good row of every endpoint."""


def page(function: str, rows: Sequence[Any], **envelope: Any) -> bytes:
    """One page in SAP's envelope, as it would stand alone; `envelope` changes its members."""
    members = {
        "RETURN": {"TYPE": "S", "CODE": "000", "MESSAGE": ""},
        "FUNCTION": function,
        "PAGE": 1,
        "PAGES": 1,
        "TOTAL": len(rows),
        "DATA": rows,
    }
    return json.dumps({**members, **envelope}).encode()


def sap(source: str, *changes: Mapping[str, Any], options: Options = AS_DECLARED) -> Transformed:
    """Transform a page of good rows of an endpoint, each with some values changed."""
    rows = [{**SAP_ROWS[source], **change} for change in changes]
    return transform(source, [("page-001.json", page(source, rows))], options)


def csv_bytes(header: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A file with its header and rows."""
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows([header, *rows])
    return stream.getvalue().encode()


def csv_file(data_set: str, rows: Sequence[Mapping[str, str]]) -> bytes:
    """A file of canonical rows of a data set."""
    headers = DATA_SETS[data_set].headers
    return csv_bytes(headers, [[row[header] for header in headers] for row in rows])


@cache
def sample(source: str) -> Transformed:
    """The samples of a source, transformed."""
    return transform(source, sample_parts(source))


def sample_parts(source: str) -> Parts:
    """The samples of a source as they were delivered."""
    if isinstance(SOURCES[source], SapSource):
        return [(path.name, path.read_bytes()) for path in sorted((SAMPLES / "sap" / source).glob("*.json"))]
    return [(source, (SAMPLES / source).read_bytes())]


def sample_set(name: str) -> list[dict[str, str]]:
    """The canonical rows of a set, from the samples' file."""
    return sample(file_of(name).name).sets[name]


def file_of(name: str) -> CsvFileSource:
    """The file that delivers a data set."""
    return next(source for source in CSV_SOURCES if name in source.sets)


def endpoint_of(name: str) -> SapSource | None:
    """The endpoint that delivers a data set, if any does."""
    return next((source for source in SAP_SOURCES if source.set == name), None)


SETS: Sequence[DataSet] = tuple(DATA_SETS.values())


def name_of(data_set: DataSet) -> str:
    """The name of a set, as the id of a case."""
    return data_set.name
