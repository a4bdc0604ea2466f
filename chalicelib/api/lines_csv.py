"""Customs lines as a CSV file, in the columns of `Customs_Report.csv`: both can be laid side by side."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import Any

from chalicelib.api.replies import Problem, Reply
from chalicelib.pipeline.spreadsheets import harmless

MOST_ROWS = 40_000
"""Rows of a file: a function answers with 6 MB at most, and a row has about 100 bytes."""
CSV = "text/csv; charset=utf-8"


def csv_reply(documents: Iterable[Mapping[str, Any]]) -> Reply:
    """Entries as a CSV file for download. Raises `Problem` where it would be too long."""
    from chalicelib.customs.publish import CSV_HEADER  # not for those who ask for JSON

    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(CSV_HEADER)
    rows = (row for document in documents for row in rows_of(document))
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            raise Problem(
                400,
                "Too much for a file",
                f"More than {MOST_ROWS:,} rows: ask for fewer days, or page by page.",
            )
        writer.writerow(map(harmless, row))
    saved = {"Content-Disposition": 'attachment; filename="customs-lines.csv"'}
    return Reply(text.getvalue(), CSV, headers=saved)


def rows_of(document: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """A row per tariff number of each line of an entry; Chapter 99 rows show value 0 (R2.12)."""
    for line in document["lines"]:
        head = document["shipment"], line["invoice"], document["entry_date"], line["line"], line["hts"]
        last = len(line["tariffs"])
        for ordinal, tariff in enumerate(line["tariffs"], start=1):
            said = ("0", tariff["duty"], "", "", "", "", "", "")
            if ordinal == last:
                said = (
                    line["value"],
                    tariff["duty"],
                    line["quantity"] or "",
                    *(line[name] for name in ("unit", "net_kg", "gross_kg", "mpf", "hmf")),
                )
            yield (*head, line["origin"], str(ordinal), tariff["code"], *said)
