"""Products put together from the two sets in which SAP delivers them."""

from collections.abc import Iterable

from chalicelib.customs.tables import PRODUCTS
from chalicelib.etl.data_sets import DATA_SETS, Row


def join_products(master: Iterable[Row], weights: Iterable[Row]) -> list[Row]:
    """The rows of a product list: every material of the master, with its weights in kg where they are known.

    A material without weights has empty ones, which the engine asks for when the material is shipped; weights
    of a material that the master does not have are of no use and left out.
    """
    unknown = dict.fromkeys(DATA_SETS["product_weights"].headers, "")
    by_material = {row["Material"]: row for row in weights}
    headers = [column.header for column in PRODUCTS.columns]
    joined = ({**unknown, **by_material.get(row["Material"], {}), **row} for row in master)
    return [{header: row[header] for header in headers} for row in joined]
