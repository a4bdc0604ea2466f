"""The one entry point of the four ETLs: a raw delivery into canonical rows, and what was not taken.

Nothing is guessed and nothing is mended here. What an endpoint writes in its own way is brought into the form
of the business files (`sap_rows`), a file of the business is read as it is (`csv_rows`); from there on both
go one way.
"""

from collections.abc import Sequence

from chalicelib.etl.csv_rows import read_csv
from chalicelib.etl.data_sets import DATA_SETS
from chalicelib.etl.errors import UndeclaredSource
from chalicelib.etl.options import AS_DECLARED, Options
from chalicelib.etl.results import Transformed
from chalicelib.etl.sap_rows import read_sap
from chalicelib.etl.sifting import sift
from chalicelib.etl.sources import SOURCES, SapSource


def transform(source: str, parts: Sequence[tuple[str, bytes]], options: Options = AS_DECLARED) -> Transformed:
    """Transform a raw delivery: the source's key, and the name and bytes of each part.

    Raises `DeliveryRefused` where the delivery as a whole cannot be used, `UndeclaredSource` for another key.
    """
    declared = SOURCES.get(source)
    if declared is None:
        raise UndeclaredSource(f"{source!r} is no source. There are: {', '.join(SOURCES)}")
    if isinstance(declared, SapSource):
        delivery = read_sap(declared, parts, options)
    else:
        delivery = read_csv(declared, parts, options)
    sifted = {name: sift(DATA_SETS[name], delivery) for name in declared.sets}
    delivered = len(delivery.texts) + len(delivery.unreadable)
    return Transformed(
        sets={name: one.rows for name, one in sifted.items()},
        rejected=[row for one in sifted.values() for row in one.rejected],
        issues=[*delivery.issues, *(issue for one in sifted.values() for issue in one.issues)],
        delivered=dict.fromkeys(sifted, delivered),
        withheld=[row for one in sifted.values() for row in one.withheld],
        doubtful={name: one.doubtful for name, one in sifted.items() if one.doubtful},
        unattributed={name: one.unattributed for name, one in sifted.items() if one.unattributed},
        source=source,
    )
