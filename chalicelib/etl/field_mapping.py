"""The document of the field maps, written from the maps: `python -m chalicelib.etl.field_mapping > FILE`.

`docs/field-mapping.md` is its output; a test keeps it so.
"""

from collections.abc import Iterator, Sequence

from chalicelib.customs.numbers import format_scaled
from chalicelib.etl import habits
from chalicelib.etl.data_sets import DATA_SETS, DataSet
from chalicelib.etl.schemas import cell_of
from chalicelib.etl.sources import CSV_SOURCES, SAP_SOURCES, SapSource

_HEAD = """\
# Field mapping

How every field that SAP delivers becomes a column of the business's files. This page is written from the maps
in `chalicelib/etl/sources.py` by

```sh
python -m chalicelib.etl.field_mapping > docs/field-mapping.md
```

and a test fails when the two differ: change the maps, then write the page again. A value that cannot be read
in the way its line says is rejected with its row; it is never guessed. Blanks around a value never matter.

Where SAP calls a field otherwise, or the user who fetches has the decimal comma, no code changes: the setting
`SAP_FEEDS` says so, beside what else differs, as in
`{"ZEMM005": {"path": "ior/ZEMM005_V2", "fields": {"MATNR": "MATERIAL"}, "decimal": ","}}`.
"""
_SETS = """\
## Data sets

A *canonical row* holds the texts of one row by the headers of the business's files, each value in one form. A
delivery of a *whole* set is all there is: what is missing in it is gone. Any other delivery adds and replaces
units.
"""
_FORMS = """\
Numbers of the columns below have at least so many decimal places and no needless zeros; all other numbers are
kept as they are written.
"""


def document() -> str:
    """The whole page."""
    return "\n".join([_HEAD, *_endpoints(), *_files(), _SETS, *_sets(), _FORMS, *_forms()])


def _endpoints() -> Iterator[str]:
    etls = dict.fromkeys(source.etl for source in SAP_SOURCES)
    for etl in etls:
        yield f"## {etl[0].upper()}{etl[1:]}\n"
        for source in SAP_SOURCES:
            if source.etl == etl:
                yield from _endpoint(source)


def _endpoint(source: SapSource) -> Iterator[str]:
    yield f"### {source.name} → `{source.set}`\n"
    rows = [
        (
            f"`{each.field}`" + (f", `{each.beside}`" if each.beside else ""),
            each.header,
            each.habit.rule,
            "" if cell_of(source.set, each.header).column.required else "yes",
        )
        for each in source.fields
    ]
    yield _table(("SAP field", "Column", "How it is read", "May be empty"), rows)
    if source.sequence:
        yield f"The rows stand in the order of `{source.sequence}`, in which measures are tried.\n"
    if source.passed_over:
        yield f"Known and not used: {', '.join(f'`{field}`' for field in source.passed_over)}.\n"


def _files() -> Iterator[str]:
    yield "## CSV files\n"
    yield "Their columns map one to one, found by name, whatever their order and case.\n"
    rows = [
        (f"`{source.name}`", source.etl, ", ".join(f"`{name}`" for name in source.sets))
        for source in CSV_SOURCES
    ]
    yield _table(("File", "ETL", "Data sets"), rows)


def _sets() -> Iterator[str]:
    rows = [
        (f"`{each.name}`", each.unit, _key(each), "whole" if each.whole else "changes")
        for each in DATA_SETS.values()
    ]
    yield _table(("Data set", "Unit", "Key of a row", "A delivery is"), rows)


def _key(data_set: DataSet) -> str:
    return " + ".join(data_set.key) if data_set.table.unique else "its place in the order"


def _forms() -> Iterator[str]:
    rows = [
        (f"`{each.name}`", header, str(places))
        for each in DATA_SETS.values()
        for header, places in each.places.items()
    ]
    yield _table(("Data set", "Column", "Places"), rows)
    units = ", ".join(habits.PARTS_OF_A_KILOGRAM)
    yield f"Units of weight: {units}; 1 lb is {format_scaled(habits.POUND, 8)} kg exactly."


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return (
        "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
        + "\n"
    )


if __name__ == "__main__":
    print(document())
