"""Damaged rows: texts as spreadsheets, SAP users and bad luck make them of good ones."""

import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from chalicelib.etl.data_sets import DataSet
from tests.etl.building import sample_set

NASTY = (
    "|,' '| 5 |5 |0|-0|-1|00012|1_000|1e3|1E+3|NaN|Infinity|-Infinity|+5|.5|5.|1,234|1.234,56|1'234|1,234.56|"
    "12.50|0.0|0.000000|0.10|007|1234567890123456|12.1234567|12.123456|１２|٣|²|=1+1|-5.00|5.00-|6.10911E+09|610910001|"
    "940320003|9403.20.0035|9403200035|9403.20.00.35|94.0320.0035|6109.10.001|9903.88.03|99038803|9903880310|"
    "*|9403|84122|841|9403.20|94032|CN|cn|UK|EL|CHN|CN HK|US|XX|USD|usd|US$|11|1|01|AB|Y|N|y|full|none|"
    "metal:steel|metal:gold|2026-02-29|2024-02-29|2025-02-30|45717|03/04/2025|25-03-04|20261101|2025-W14-2|"
    "1899-12-31|9999-12-31|Free|6%|spi:S|claim:9903.88.69|col1>=0.15|unknown:x|<script>|\u200b|A\u202eB|A\x00B|\ufeff|"
    "\ud800|\u3000|\u00a0x\u00a0|\u2003|ＳＨ１|ﬁ|é|e\u0301|\x85|S+|12345678901|M1"
).split("|")
JOINED = (
    "CN|HK",
    "CN| HK",
    "*|CN",
    "CN||HK",
    "9403|8412.29",
    "9403|",
    "9903.88.69|99038803",
    "9403.20|84122",
)
OTHER_TYPES: tuple[Any, ...] = (None, True, False, 0, 5, 1.5, [], ["x"], {}, {"a": "b"}, b"x", ("x",))

Row = dict[str, Any]


class Damager:
    """Makes rows of a data set, most of them with something wrong; the same for the same seed."""

    def __init__(self, data_set: DataSet, seed: int) -> None:
        self._rng = random.Random(f"{data_set.name} {seed}")
        self._rows: Sequence[Mapping[str, str]] = sample_set(data_set.name)
        self._headers = data_set.headers

    def row(self) -> object:
        """A row of the samples with up to three damages; once in a while no row at all."""
        if self._rng.random() < 0.003:
            return self._rng.choice([*OTHER_TYPES, "row"])
        row: Row = dict(self._rng.choice(self._rows))
        for _ in range(self._rng.choice((0, 1, 1, 1, 2, 3))):
            self._rng.choice(self._damages())(row)
        return row

    def _damages(self) -> list[Callable[[Row], None]]:
        often = [self._nasty, self._edited, self._edited, self._swapped, self._nasty]
        return [
            *often,
            *often,
            self._padded,
            self._padded,
            self._typed,
            self._missing,
            self._extra,
            self._joined,
        ]

    def _nasty(self, row: Row) -> None:
        row[self._header()] = self._rng.choice(NASTY)

    def _joined(self, row: Row) -> None:
        row[self._header()] = self._rng.choice(JOINED)

    def _edited(self, row: Row) -> None:
        header = self._header()
        text = str(row.get(header, ""))
        at = self._rng.randrange(len(text) + 1)
        new = self._rng.choice(["", *"0123456789.,-|eE% X", "\t", "\n", "０"])
        row[header] = text[:at] + new + text[at + self._rng.randrange(2) :]

    def _padded(self, row: Row) -> None:
        header = self._header()
        row[header] = self._rng.choice(["{} ", " {}", "\u00a0{}", "{}\n", "\u3000{}", "{}\x0b"]).format(
            row.get(header)
        )

    def _swapped(self, row: Row) -> None:
        row[self._header()] = row.get(self._header(), "")

    def _typed(self, row: Row) -> None:
        row[self._header()] = self._rng.choice(OTHER_TYPES)

    def _missing(self, row: Row) -> None:
        row.pop(self._header(), None)

    def _extra(self, row: Row) -> None:
        row[self._rng.choice(["Remark", "", "_schema"])] = self._rng.choice([*OTHER_TYPES, "x"])

    def _header(self) -> str:
        return self._rng.choice(self._headers)
