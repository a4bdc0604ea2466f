"""`docs/table.md` as data: the access patterns and the items that the page promises."""

import re
from dataclasses import dataclass
from functools import cache

from chalicelib.store import keys
from chalicelib.store.ranges import LAST, Range
from tests.repo.sources import ROOT

PAGE = ROOT / "docs" / "table.md"
MEANT = {
    "number": r"\d{10}",
    "line": r"\d{5}",
    "page": r"\d{4}",
    "date": r"\d{4}-\d\d-\d\d",
    "month": r"\d{4}-\d\d",
    "year": r"\d{4}",
    "last": LAST,
    "shard": r"\d\d?",
    "content": r"[0-9a-f]{20}",
    "stage": "GENERATE|COMPARE",
    "waiting": "DELIVERY|RUN|UPLOAD",
    "set": "|".join(keys.UNITS),
    "kind": "|".join({kind for kind, _ in keys.UNITS.values()}),
    "part": "|".join({part for _, part in keys.UNITS.values()}),
}
"""What stands for a placeholder; any text for one that is not here."""


@dataclass(frozen=True, slots=True)
class Query:
    """A query as it was sent: the partition, the stretch of sort keys, and how it is read."""

    index: bool
    partition: str
    wanted: Range
    backwards: bool
    limit: int | None
    consistent: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """A documented key condition."""

    text: str
    index: bool
    partition: str
    relation: str
    """`=`, `begins`, `from`, or nothing where the whole partition is meant."""
    bounds: tuple[str, ...]

    def covers(self, query: Query) -> bool:
        """Whether a query is one of these."""
        if query.index != self.index or not fits(self.partition, query.partition):
            return False
        low, high = query.wanted
        match self.relation:
            case "":
                return query.wanted == Range("", "")
            case "begins":
                return high == low + LAST and fits(self.bounds[0], low)
            case "from":
                return fits(self.bounds[0], low) and fits(self.bounds[1], high)
        return False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A row of the access patterns."""

    number: int
    who: tuple[str, ...]
    conditions: tuple[Condition, ...]
    read: str
    most: int


@dataclass(frozen=True, slots=True)
class Item:
    """A row of the items."""

    name: str
    key: str
    pk: str
    sk: str
    gsi1pk: str
    gsi1sk: str

    def covers(self, pk: str, sk: str) -> bool:
        """Whether a key is one of this item's."""
        return fits(self.pk, pk) and fits(self.sk, sk)


@cache
def _expression(template: str) -> re.Pattern[str]:
    parts = re.split(r"<(\w+)>", template)
    texts = [
        re.escape(part) if at % 2 == 0 else f"(?:{MEANT.get(part, '.+')})" for at, part in enumerate(parts)
    ]
    return re.compile("".join(texts), re.S)


def fits(template: str, text: str) -> bool:
    """Whether a text is what a template with placeholders stands for."""
    return _expression(template).fullmatch(text) is not None


def patterns() -> list[Pattern]:
    """The access patterns of the page."""
    return [
        Pattern(
            int(number),
            tuple(re.findall(r"`([\w.]+)`", who)),
            tuple(_condition(text) for text in re.findall(r"`([^`]+)`", condition)),
            read,
            int(most.replace(",", "")),
        )
        for number, _, who, condition, read, most in _rows("## Access patterns", 6)
    ]


def items() -> list[Item]:
    """The items of the page."""
    return [
        Item(name, *(cell.strip("`") for cell in (key, pk, sk, gsi1pk, gsi1sk)))
        for name, key, pk, sk, gsi1pk, gsi1sk, _ in _rows("## Items", 7)
    ]


def item_of(pk: str, sk: str) -> list[Item]:
    """The items that a key may be of: one, if the page is right."""
    return [item for item in items() if item.covers(pk, sk)]


def _condition(text: str) -> Condition:
    found = re.fullmatch(
        r"(gsi1)?pk = (\S+?)(?:, (?:gsi1)?sk (?:(=|begins) (\S+)|from (\S+) to (\S+)))?", text
    )
    assert found, f"not a condition: {text}"
    index, partition, relation, only, low, high = found.groups()
    if low:
        return Condition(text, bool(index), partition, "from", (low, high))
    return Condition(text, bool(index), partition, relation or "", (only,) if only else ())


def _rows(heading: str, cells: int) -> list[list[str]]:
    section = PAGE.read_text("utf-8").partition(f"\n{heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in section.splitlines() if line.startswith("| ")][1:]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    assert rows, heading
    assert all(len(row) == cells for row in rows), [row for row in rows if len(row) != cells]
    return rows
