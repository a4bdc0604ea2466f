"""The rows that a line was made from, file by file, each with the version of its content."""

from collections.abc import Iterator
from typing import Any

from chalicelib.customs.trail.page_parts import text, typed


def sources(trail: dict[str, Any]) -> list[tuple[str, str]]:
    """The files that a trail draws on, and as markup the rows of each with their versions."""
    by_file: dict[str, dict[str, None]] = {}
    for file, row, version in _rows(trail):
        if version:
            words = f'{row} <code class="v">{text(version)}</code>'
            by_file.setdefault(file, {})[f'<span class="c">{words}</span>'] = None
    return [(file, ", ".join(rows)) for file, rows in by_file.items()]


def _rows(trail: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    hts, order, packing = trail["hts"], trail["tariffs"]["order"], trail["packing"]
    packages = packing["lines"] if packing else []
    for article in trail["articles"]:
        yield "Product_List.csv", typed(article["material"]), article["version"]
    for line in packages:
        yield "Product_List.csv", typed(line["material"]), line["product_version"]
    yield "HTS_Code.csv", text(f"{hts['hts']} {hts['period']}"), hts["version"]
    for winner in _winners(trail):
        yield "HTS Tariff.csv", f"row {text(winner['row'])}", winner["version"]
    for line in packages:
        yield "Packaging_Material.csv", typed(line["material"]), line["version"]
    for currency in trail["currencies"]:
        yield (
            "Exchange_Rate.csv",
            text(f"{currency['currency']} {currency['rate_date']}"),
            currency["version"],
        )
    yield "sequence_order.csv", text(order["period"]), order["version"]
    for name, fee in trail["fees"].items():
        yield (
            "fees.csv",
            f"{text(name.upper())} {text(fee['period'])} ({typed(fee['source'])})",
            fee["version"],
        )


def _winners(trail: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for programme in trail["tariffs"]["programs"]:
        for case in programme["cases"]:
            if case["winner"] is not None:
                yield case["winner"]
