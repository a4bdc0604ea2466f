"""The parts that the page of a trail is set from: escaped text, figures, tables.

Everything that comes from a trail passes through `text` or `figure` and is escaped there; what a person typed
(a description, a material) is set apart by `typed`, so that its direction of writing cannot run into its
neighbours.
"""

from collections.abc import Iterable
from html import escape
from typing import NamedTuple

from chalicelib.customs.trail.figures import grouped


class Column(NamedTuple):
    """A column of a table: its head, and its kind (`n` figures, `c` codes, `w` takes what room is left)."""

    head: str
    kind: str = ""


Cell = str
"""Markup of one cell, already escaped."""


def text(words: str) -> str:
    """Words of a trail as markup."""
    return escape(words, quote=True)


def typed(words: str) -> str:
    """Words that a person typed, as markup of their own direction."""
    return f"<bdi>{text(words)}</bdi>"


def figure(number: str) -> str:
    """A number as markup, its thousands grouped, with a minus that is one."""
    return text(grouped(number).replace("-", "−"))


def table(
    columns: Iterable[Column], rows: Iterable[Iterable[Cell]], total: Iterable[Cell] | None = None
) -> str:
    """A table of escaped cells; the total stands below a rule."""
    columns = list(columns)
    body = "".join(row(columns, cells) for cells in rows)
    foot = row(columns, total, "sum") if total is not None else ""
    return f'<div class="wide"><table>{head(columns)}<tbody>{body}{foot}</tbody></table></div>'


def head(columns: Iterable[Column]) -> str:
    """The head of a table."""
    cells = "".join(f'<th scope="col"{_class(one.kind)}>{text(one.head)}</th>' for one in columns)
    return f"<thead><tr>{cells}</tr></thead>"


def row(columns: Iterable[Column], cells: Iterable[Cell], kind: str = "") -> str:
    """One row of escaped cells under their columns."""
    set_cells = zip(columns, cells, strict=True)
    return (
        f"<tr{_class(kind)}>{''.join(f'<td{_class(one.kind)}>{cell}</td>' for one, cell in set_cells)}</tr>"
    )


def section(title: str, *parts: str) -> str:
    """A section under its title."""
    return f"<section><h2>{text(title)}</h2>{''.join(parts)}</section>"


def note(*words: str) -> str:
    """A sentence below a table, of escaped words."""
    return f'<p class="note">{"".join(words)}</p>'


def pairs(entries: Iterable[tuple[str, str]], kind: str) -> str:
    """Names and escaped values, as a list of definitions."""
    markup = "".join(f"<dt>{text(name)}</dt><dd>{value}</dd>" for name, value in entries)
    return f'<dl class="{kind}">{markup}</dl>'


def css_string(words: str) -> str:
    r"""Words as a string of a style sheet: whatever is not plain is written as its code point.

    >>> print(css_string("SH1 </style>"))
    "SH1 \3c \2f style\3e "
    """
    plain = (
        one if (one.isascii() and one.isalnum()) or one in " .-" else f"\\{ord(one):x} " for one in words
    )
    return f'"{"".join(plain)}"'


def _class(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
