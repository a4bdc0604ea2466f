"""A loader generated from a schema: the same rows, refusals and messages, many times faster.

The generated function only ever accepts. It knows texts by heart that the schema's own fields have accepted
before, and patterns of texts that they surely accept; a row with anything else goes to `Schema.load`, whose
messages are therefore the only ones there are. What the function gives for a row equals what the schema
gives; the tests hold the two together on tens of thousands of damaged rows.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from marshmallow import EXCLUDE, ValidationError

from chalicelib.customs.collector import collector_paused
from chalicelib.etl.data_sets import Row
from chalicelib.etl.fields import Cell, matcher
from chalicelib.etl.schemas import LARGEST_ROW, RowRule, RowSchema

REMEMBERED = 20_000
"""Texts remembered per column; then it starts anew, so that a column of ever new texts takes no memory."""

Messages = Mapping[str, Any]
"""What marshmallow says of a row: messages by header, and under `_schema` those of the whole row."""


class Loaded(NamedTuple):
    """The canonical rows in the order of the input, None for a refused one, and the messages by position."""

    rows: list[Row | None]
    errors: dict[int, Messages]


class _TooLong(ValueError):
    """A text that a row might be too large with: the schema has to look at the whole row."""


class _Known(dict[str, str]):
    """The canonical forms of texts that a field has accepted; any other text raises."""

    def __init__(self, canonical: Callable[[str], str], longest: int) -> None:
        self._canonical = canonical
        self._longest = longest

    def __missing__(self, text: str) -> str:
        if not isinstance(text, str):
            raise TypeError("a cell is text")
        canonical = self._canonical(text)
        if max(len(text), len(canonical)) > self._longest:
            raise _TooLong
        if len(self) >= REMEMBERED:
            self.clear()
        self[text] = canonical
        return canonical


class _Settled(dict[tuple[str, ...], None]):
    """Texts of one row that a row rule has accepted together; any others raise."""

    def __init__(self, rule: RowRule) -> None:
        self._rule = rule

    def __missing__(self, texts: tuple[str, ...]) -> None:
        refusal = self._rule.refusal(*texts)
        if refusal is not None:
            raise refusal
        if len(self) >= REMEMBERED:
            self.clear()
        self[texts] = None


def compile_loader(schema: RowSchema) -> Callable[[Sequence[object]], Loaded]:
    """Make the function that loads many rows as `schema` does, each row on its own.

    Raises TypeError for a schema that has anything the generated function would not honour.
    """
    cells = _cells(schema)
    names: dict[str, Any] = {"careful": _careful(schema)}
    source = _source(cells, schema.rules, names)
    exec(  # nosec B102 # from schemas of ours alone; the only way to a loop without calls
        compile(source, f"<loader of {type(schema).__name__}>", "exec"), names
    )
    load: Callable[[Sequence[object], dict[int, Messages]], list[Row | None]] = names["load"]

    def load_rows(rows: Sequence[object]) -> Loaded:
        errors: dict[int, Messages] = {}
        with collector_paused():
            return Loaded(load(rows, errors), errors)

    return load_rows


def _cells(schema: RowSchema) -> list[Cell]:
    fields = list(schema.load_fields.values())
    cells = [field for field in fields if isinstance(field, Cell)]
    special = any(cell.validators or cell.pre_load or cell.post_load or cell.allow_none for cell in cells)
    if len(cells) < len(fields) or special or schema.unknown != EXCLUDE or schema.partial:
        raise TypeError(f"{type(schema).__name__} has what a generated loader does not know: load with it")
    return cells


def _careful(schema: RowSchema) -> Callable[[object, int, dict[int, Messages]], Row | None]:
    # In a file that is broken throughout, rows without number say the same: once is enough.
    said: dict[str, Messages] = {}

    def load(row: Any, position: int, errors: dict[int, Messages]) -> Row | None:
        try:
            loaded: Row = schema.load(row)
        except ValidationError as error:
            # marshmallow's frame holds the error, and the error's traceback that frame. Nothing frees such a
            # circle while the collector is paused.
            error.__traceback__ = None
            messages = error.messages_dict
            if len(said) >= REMEMBERED:
                said.clear()
            errors[position] = said.setdefault(repr(messages), messages)
            return None
        return loaded

    return load


def _source(cells: Sequence[Cell], rules: Sequence[RowRule], names: dict[str, Any]) -> str:
    """The text of the loader; what it refers to is put into `names`."""
    values = {cell.column.header: f"v{at}" for at, cell in enumerate(cells)}
    body = [line for at, cell in enumerate(cells) for line in _cell_lines(at, cell, len(cells), names)]
    for at, rule in enumerate(rules):
        names[f"settled{at}"] = _Settled(rule)
        body.append(f"settled{at}[{', '.join(values[header] for header in rule.headers)}]")
    made = ", ".join(f"{header!r}: {value}" for header, value in values.items())
    lines = "\n".join(f"            {line}" for line in [*body, f"keep({{{made}}})"])
    return f"""
def load(rows, errors):
    loaded = []
    keep = loaded.append
    for row in rows:
        try:
            if type(row) is not dict: raise TypeError
{lines}
        except Exception:
            keep(careful(row, len(loaded), errors))
    return loaded
"""


def _cell_lines(at: int, cell: Cell, columns: int, names: dict[str, Any]) -> list[str]:
    names[f"known{at}"] = _Known(cell.canonical, LARGEST_ROW // columns)
    header = cell.column.header
    pattern = matcher(cell)
    if pattern is None:
        return [f"v{at} = known{at}[row[{header!r}]]"]
    names[f"plain{at}"] = pattern.fullmatch
    return [f"v{at} = row[{header!r}]", f"if not plain{at}(v{at}): v{at} = known{at}[v{at}]"]
