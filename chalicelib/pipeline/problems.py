"""What is wrong with a file, grouped by what has to be done about it, for the person who sent it.

However many rows have a fault, it is told once, with how many they are, the first of their numbers, and the
remedy.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from chalicelib.customs.errors import Fault
from chalicelib.etl.data_sets import DATA_SETS
from chalicelib.etl.results import (
    CONFLICTING_ROWS,
    EXTRA_COLUMN,
    IDENTICAL_ROWS,
    UNIT_WITHHELD,
    QualityIssue,
    RejectedRow,
)
from chalicelib.pipeline.shortening import MOST_LINE, shortened

SHOWN_ROWS = 20
SHOWN_OF_A_KIND = 5
MOST_PROBLEMS = 40
CORRECT = "Correct the file and upload it again"
CONFIRM = "Confirm it only if that is meant: it is loaded then. Dropped into the bucket it would be refused"
LOOK = "See whether it is meant; it does not keep the file from being loaded"
_ROWS = re.compile(r"The rows ([0-9, ]+) ")
_FOR_THE_SHELL = re.compile(r", or pass --\S+.*")


@dataclass(slots=True)
class Problem:
    """One thing that is wrong, in how many rows, in which of them, and what to do."""

    what: str
    remedy: str
    count: int = 0
    rows: list[int] = field(default_factory=list)

    def document(self) -> dict[str, object]:
        """The problem as the API tells it."""
        what, remedy = shortened(self.what, MOST_LINE), shortened(self.remedy, MOST_LINE)
        return {"what": what, "count": self.count, "rows": self.rows, "remedy": remedy}


class Problems:
    """The problems of a file, in the order in which they were met."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], Problem] = {}
        self._rows: set[tuple[str, str, int]] = set()

    def add(self, what: str, remedy: str, rows: Sequence[int] = ()) -> None:
        """Add a problem of some rows, or of the file; a row that has it twice counts once."""
        problem = self._found.setdefault((what, remedy), Problem(what, remedy))
        new = [row for row in rows if (what, remedy, row) not in self._rows]
        self._rows.update((what, remedy, row) for row in new)
        problem.count += len(new) if rows else 1
        problem.rows += new[: max(0, SHOWN_ROWS - len(problem.rows))]

    def add_faults(self, faults: Iterable[Fault]) -> None:
        """Add what keeps a file from being read at all."""
        for fault in faults:
            what = f"{fault.column}: {fault.problem}" if fault.column else fault.problem
            self.add(what, for_people(fault.remedy), [fault.row] if fault.row else [])

    def add_rejected(self, rejected: Iterable[RejectedRow]) -> None:
        """Add what is wrong with rows that are broken."""
        for row in rejected:
            for problem in row.problems:
                what, _, remedy = problem.partition(". ")
                self.add(what, remedy or CORRECT, [row.row_number])

    def add_withheld(self, withheld: Iterable[RejectedRow]) -> None:
        """Add good rows that wait for a broken one of the same unit."""
        for row in withheld:
            unit = DATA_SETS[row.set].unit
            what = f"{unit}: another row of the same {unit} is broken, so that this one is not taken either"
            self.add(what, "Correct that row; the others come with it", [row.row_number])

    def add_issues(self, issues: Iterable[QualityIssue]) -> None:
        """Add what a person should look at; what the rejected rows tell already is left out."""
        kinds: dict[tuple[str, str], list[QualityIssue]] = {}
        for issue in issues:
            if issue.kind == IDENTICAL_ROWS:
                self.add("identical rows count once", "Delete all but one", _numbers(issue.message))
            elif issue.kind not in (CONFLICTING_ROWS, UNIT_WITHHELD):
                kinds.setdefault((issue.kind, issue.set), []).append(issue)
        for (kind, _), alike in kinds.items():
            remedy = "Nothing, unless it should be used: then rename it" if kind == EXTRA_COLUMN else LOOK
            for issue in alike[:SHOWN_OF_A_KIND]:
                self.add(issue.message, remedy)
            for issue in alike[SHOWN_OF_A_KIND:]:
                self.add(f"{issue.set}: and others of the same kind", remedy)

    def documents(self) -> list[dict[str, object]]:
        """The problems as the API tells them; the most frequent where they are too many."""
        found = list(self._found.values())
        if len(found) > MOST_PROBLEMS:
            found = sorted(found, key=lambda problem: -problem.count)
            left = sum(problem.count for problem in found[MOST_PROBLEMS - 1 :])
            found = [*found[: MOST_PROBLEMS - 1], Problem("other problems", CORRECT, left)]
        return [problem.document() for problem in found]


def for_people(remedy: str) -> str:
    """A remedy without what can only be done at a command line.

    >>> for_people("Save it as UTF-8, or pass --encoding gb18030 if that is how it was written")
    'Save it as UTF-8'
    """
    return _FOR_THE_SHELL.sub("", remedy)


def merged(rows: Iterable[RejectedRow]) -> Iterator[dict[str, object]]:
    """Rejected rows, those of one number made one, as they are kept: number, problems, the row itself."""
    alike: dict[int, list[RejectedRow]] = {}
    for row in rows:
        alike.setdefault(row.row_number, []).append(row)
    for number, found in sorted(alike.items()):
        problems = dict.fromkeys(problem for row in found for problem in row.problems)
        yield {"row_number": number, "problems": list(problems), "source_row": found[0].source_row}


def _numbers(message: str) -> list[int]:
    """The numbers of the rows that a message about repeated rows begins with."""
    found = _ROWS.match(message)
    return [int(number) for number in found[1].split(",")] if found else []
