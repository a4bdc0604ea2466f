"""SAP's rows brought into the form of the business files, by the maps and habits that `sources` declares.

A delivery holds few different texts: every text of a field is read once and remembered. What is wrong with a
row is looked for only when there is something.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from chalicelib.customs.cells import BLANKS
from chalicelib.customs.codes import Refused
from chalicelib.customs.errors import Fault
from chalicelib.etl.data_sets import AS_TEXT, Row
from chalicelib.etl.deliveries import DeliveredTexts, Unreadable, as_texts
from chalicelib.etl.errors import DeliveryRefused
from chalicelib.etl.options import Options
from chalicelib.etl.results import EXTRA_COLUMN, OUT_OF_SEQUENCE, QualityIssue
from chalicelib.etl.sap_pages import Parts, read_pages
from chalicelib.etl.sources import FieldMap, SapSource

_ASK = "Ask the SAP team whether it was renamed"
_SEQUENCE_NUMBER = re.compile(r"[0-9]{1,9}")

SapRow = Mapping[str, Any]


def read_sap(source: SapSource, parts: Parts, options: Options) -> DeliveredTexts:
    """Read the pages of an endpoint. Raises `DeliveryRefused` where they cannot be used."""
    _refuse_wrong_names(source, options)
    delivered = read_pages(source.name, options.function or source.name, parts)
    rows = [row for row in delivered if isinstance(row, dict)]
    numbers = [number for number, row in enumerate(delivered, start=1) if isinstance(row, dict)]
    unreadable = [
        Unreadable(number, as_texts({"": row}), "row: is no record of values by field name. " + AS_TEXT)
        for number, row in enumerate(delivered, start=1)
        if not isinstance(row, dict)
    ]
    issues = _drift(source, rows, options)
    faults: dict[int, dict[str, str]] = {}
    if source.sequence:
        order = _order(source, rows, faults, options)
        if order != sorted(order):
            issues.append(_moved(source))
        rows, numbers = [rows[at] for at in order], [numbers[at] for at in order]
        faults = {at: faults[before] for at, before in enumerate(order) if before in faults}
    texts = _Normaliser(source.fields, options).texts(rows, faults)
    labels = {each.header: f"{_name(each.field, options)} ({each.header})" for each in source.fields}
    return DeliveredTexts(numbers, texts, rows, faults, unreadable, issues, labels)


def _name(field: str, options: Options) -> str:
    return options.renamed.get(field, field)


def _refuse_wrong_names(source: SapSource, options: Options) -> None:
    """Refuse to read by names that cannot be meant: a field that is not ours, or one name for two fields."""
    known = {*source.needed, *source.passed_over}
    names = Counter(_name(field, options) for field in known)
    problems = [(field, "is no field that we read") for field in options.renamed if field not in known]
    problems += [(name, "would be read as several fields") for name, count in names.items() if count > 1]
    if problems:
        remedy = f'Correct "fields" of {source.name} in the setting SAP_FEEDS'
        faults = [Fault(source.name, None, field, None, problem, remedy) for field, problem in problems]
        raise DeliveryRefused(source.name, faults)


def _drift(source: SapSource, rows: Sequence[SapRow], options: Options) -> list[QualityIssue]:
    """Refuse a delivery that lacks a field altogether, and report fields that nobody has declared."""
    if not rows:
        return []
    delivered = set(chain.from_iterable(rows))
    needed = [_name(field, options) for field in source.needed]
    extra = sorted(delivered - {*needed, *(_name(field, options) for field in source.passed_over)})
    missing = [field for field in needed if field not in delivered]
    if missing:
        seen = f"; new in it: {', '.join(extra)}" if extra else ""
        remedy = f'{_ASK}; the setting SAP_FEEDS takes its new name, under "fields" of {source.name}{seen}'
        faults = [
            Fault(source.name, None, field, None, "is in no row of the delivery", remedy) for field in missing
        ]
        raise DeliveryRefused(source.name, faults)
    return [
        QualityIssue(
            EXTRA_COLUMN, source.set, field, f"{source.name} delivers the field {field}, which is not used."
        )
        for field in extra
    ]


def _order(
    source: SapSource, rows: Sequence[SapRow], faults: dict[int, dict[str, str]], options: Options
) -> list[int]:
    """The positions of the rows in the order of their numbers; rows without a good one come first."""
    field = _name(source.sequence, options)
    places = [_place(row.get(field)) for row in rows]
    first: dict[int, int] = {}
    for at, place in enumerate(places):
        if place is None:
            faults[at] = {field: "is not a sequence number. Number the rows in the order in which they count"}
        elif rows[first.setdefault(place, at)] != rows[at]:
            for one in (first[place], at):
                faults[one] = {
                    field: "numbers different rows alike. Number the rows in the order in which they count"
                }
    return sorted(range(len(rows)), key=lambda at: places[at] or 0)


def _place(text: object) -> int | None:
    trimmed = text.strip(BLANKS) if isinstance(text, str) else ""
    return int(trimmed) if _SEQUENCE_NUMBER.fullmatch(trimmed) else None


def _moved(source: SapSource) -> QualityIssue:
    message = f"The rows were not delivered in the order of {source.sequence}; they were put into it."
    return QualityIssue(OUT_OF_SEQUENCE, source.set, source.sequence, message)


class _Known(dict[Any, str]):
    """The texts of one field, as a business file would write them; raises for those that cannot be."""

    def __init__(self, mapped: FieldMap, options: Options) -> None:
        self._mapped = mapped
        self._options = options

    def __missing__(self, delivered: Any) -> str:
        text, beside = delivered if isinstance(delivered, tuple) else (delivered, "")
        self[delivered] = read = self._mapped.habit.read(_trimmed(text), _trimmed(beside), self._options)
        return read


def _trimmed(text: object) -> str:
    if not isinstance(text, str):
        raise Refused("is not text", AS_TEXT)
    return text.strip(BLANKS)


class _Normaliser:
    """Reads the rows of one delivery."""

    def __init__(self, fields: Sequence[FieldMap], options: Options) -> None:
        named = [(each, _Known(each, options)) for each in fields]
        self._alone = [
            (each.header, _name(each.field, options), known) for each, known in named if not each.beside
        ]
        self._paired = [
            (each.header, _name(each.field, options), _name(each.beside, options), known)
            for each, known in named
            if each.beside
        ]

    def texts(self, rows: Sequence[SapRow], faults: dict[int, dict[str, str]]) -> list[Row]:
        """The rows as texts by header; a value that cannot be read lacks, and the faults say why."""
        texts = []
        for at, row in enumerate(rows):
            try:
                read = {header: known[row[field]] for header, field, known in self._alone}
                for header, field, beside, known in self._paired:
                    read[header] = known[row[field], row[beside]]
            except (KeyError, TypeError, Refused):
                read = self._carefully(row, faults.setdefault(at, {}))
            texts.append(read)
        return texts

    def _carefully(self, row: SapRow, faults: dict[str, str]) -> Row:
        read = {}
        alone = ((header, (field,), known) for header, field, known in self._alone)
        paired = ((header, (field, beside), known) for header, field, beside, known in self._paired)
        for header, fields, known in (*alone, *paired):
            missing = [field for field in fields if field not in row]
            values = [row.get(field, "") for field in fields]
            if missing:
                faults[header] = f"{missing[0]} is missing from the row. {AS_TEXT}"
                continue
            try:
                read[header] = known[_key(values)]
            except Refused as refusal:
                faults[header] = str(refusal)
        return read


def _key(values: Sequence[Any]) -> Any:
    for value in values:
        _trimmed(value)
    return values[0] if len(values) == 1 else tuple(values)
