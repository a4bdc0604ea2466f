"""Small random but hostile worlds for the tests: `world(seed)` and `report(tables, law, seed)`."""

import random

from .world_reference import Row, hts_rows, law_tables, measure_rows, product_rows
from .world_report import report, right_report
from .world_traffic import exchange_rows, packaging_rows, packing_products, traffic

__all__ = ["report", "right_report", "world"]

Tables = dict[str, list[Row]]


def world(seed: int) -> tuple[Tables, Tables]:
    """Tables and law; about two worlds in five are without planted faults, the others have many or few."""
    rng = random.Random(seed)
    faults = rng.choice((0.0, 0.0, 0.25, 0.25, 1.0))
    hts = hts_rows(rng, faults)
    codes = sorted({row["HTS Code"] for row in hts})
    measures = measure_rows(rng, codes)
    goods = product_rows(rng, codes, measures, faults)
    made = traffic(rng, goods, faults)
    tables = {
        "Product_List": goods + packing_products(rng, goods[0]),
        "HTS_Code": hts,
        "Packaging_Material": packaging_rows(rng, goods),
        "Exchange_Rate": exchange_rows(rng),
        "Shipments": made.shipments,
        "Invoices": made.invoices,
    }
    for rows in tables.values():
        rng.shuffle(rows)
    if all(row["Currency"] == "USD" for row in made.invoices) and rng.random() < 0.5:
        del tables["Exchange_Rate"]
    law = law_tables(rng, codes, faults)
    for rows in law.values():
        rng.shuffle(rows)
    return {**tables, "HTS Tariff": measures}, law
