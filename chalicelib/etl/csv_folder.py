"""A folder of the business's files as canonical rows: what is left to read when the table is out of reach."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from chalicelib.etl.data_sets import Row
from chalicelib.etl.errors import DeliveryRefused
from chalicelib.etl.sources import SOURCES, CsvFileSource
from chalicelib.etl.transforming import transform


def rows_of_folder(folder: Path) -> Callable[[str], list[Row]]:
    """Gives the rows of a data set by its name; none where the folder has no file of it, or no good one.

    A file is read once; a row that would be rejected in a delivery is left out here too.
    """

    @cache
    def sets_of(file: str) -> dict[str, list[Row]]:
        path = folder / file
        if not path.is_file():
            return {}
        try:
            return transform(file, [(file, path.read_bytes())]).sets
        except DeliveryRefused:
            return {}

    def rows(name: str) -> list[Row]:
        files = (
            key
            for key, source in SOURCES.items()
            if isinstance(source, CsvFileSource) and name in source.sets
        )
        return sets_of(next(files)).get(name, [])

    return rows
