"""Reported lines written by hand, and findings as one line of text each.

Without other word a world holds one line of ours, 100 power supplies from China for $10,000 that came by
vessel and were entered on 2026-10-15, and a reported line says of it what is right.

>>> told(compared([declared()])), told(compared([declared(mpf="35.64")]))
([], ['MPF | 34.64 | 35.64 | 1.00 | 1.00 minor'])
"""

from collections.abc import Iterable, Sequence
from typing import Any

from chalicelib.customs.compare import DEFAULT, Comparison, Discrepancy, Tolerances, compare
from chalicelib.customs.entries import Entry
from chalicelib.customs.processor import generate
from chalicelib.customs.publish import CSV_HEADER, csv_rows
from chalicelib.customs.reading import rows_from_mappings
from chalicelib.customs.reference import Reference
from chalicelib.customs.rows import Dataset, ReportedTariff
from chalicelib.customs.tables import REPORT
from tests.customs.building import InvoicedLine, Row, goods, world

FREE = "8504.40.9580"
"""Column 1 Free."""
LIST3, FORCED_LABOR = "9903.88.03", "9903.05.31"
"""25 % and 12.5 % on goods of China."""
RIGHT = f"{LIST3} 2500.00 + {FORCED_LABOR} 1250.00 + {FREE} 0.00"
"""The tariff numbers and duties of OURS, the line's own number last."""
OURS = goods(FREE, "10000", quantity="100", net="2", gross="3")
"""200 kg net, 300 kg gross, MPF 34.64, HMF 12.50."""
FIGURES = ("Quantity", "Unit", "Net Weight (kg)", "Gross Weight (kg)", "MPF", "HMF")
"""What stands on the row of the line's own number only; so does the value, which is 0 on the others."""
Rows = list[Row]


def declared(numbers: str = RIGHT, **said: str) -> Rows:
    """The report rows of one line; `numbers` are its tariff numbers and duties in reported order.

    May say: `shipment`, `invoice`, `entered`, `line`, `hts` (without word the last of the numbers), `origin`,
    `value`, `quantity`, `unit`, `net`, `gross`, `mpf`, `hmf`.
    """
    fact = {
        "shipment": "SH1",
        "invoice": "INV1",
        "entered": "2026-10-15",
        "line": "001",
        "hts": numbers.split()[-2],
        "origin": "CN",
        "value": "10000",
        "quantity": "100",
        "unit": "No.",
        "net": "200.000",
        "gross": "300",
        "mpf": "34.64",
        "hmf": "12.50",
    }
    assert set(said) <= set(fact), set(said) - set(fact)
    fact |= said
    rows = []
    for ordinal, number in enumerate(numbers.split(" + "), start=1):
        code, duty = number.split()
        figures = [fact[name] for name in ("quantity", "unit", "net", "gross", "mpf", "hmf")]
        own = code == fact["hts"]
        row = (
            *(fact[name] for name in ("shipment", "invoice", "entered", "line", "hts", "origin")),
            *(str(ordinal), code, fact["value"] if own else "0", duty),
            *(figures if own else [""] * len(figures)),
        )
        rows.append(dict(zip(CSV_HEADER, row, strict=True)))
    return rows


def right_rows(entries: Iterable[Entry]) -> Rows:
    """The report as it ought to be: our lines, row by row."""
    return [dict(zip(CSV_HEADER, row, strict=True)) for row in csv_rows(entries)]


def read_report(rows: Rows) -> list[ReportedTariff]:
    """Report rows as the reader makes them of the file."""
    return rows_from_mappings(REPORT, rows)


def comparisons(data: Dataset, rows: Rows, tolerances: Tolerances = DEFAULT) -> list[Comparison]:
    """Everything that a data set makes, compared with these report rows."""
    reference = Reference(data)
    return compare(generate(data, reference), read_report(rows), reference, tolerances)


def compared(
    reported: Sequence[Rows],
    ours: Sequence[InvoicedLine] = (OURS,),
    tolerances: Tolerances = DEFAULT,
    **said: Any,
) -> Comparison:
    """The comparison of one shipment of these invoice lines with these reported lines."""
    data = world(*ours, **said)
    (comparison,) = comparisons(data, [row for line in reported for row in line], tolerances)
    return comparison


def told(comparison: Comparison) -> list[str]:
    """Findings as `KIND | expected | reported | difference | effect severity`, nothing as `-`."""
    return [shown(finding) for finding in comparison.findings]


def shown(finding: Discrepancy) -> str:
    """One finding as text."""
    values = (finding.expected, finding.reported, finding.difference)
    texts = ["-" if value is None else value for value in values]
    return " | ".join([finding.kind, *texts, f"{finding.duty_effect} {finding.severity}"])


def kinds(comparison: Comparison) -> list[str]:
    """The kinds of the findings."""
    return [finding.kind for finding in comparison.findings]
