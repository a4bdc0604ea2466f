"""What-if over HTTP: the entry that some goods would give, under up to four origins and four entry dates.

The same engine as for entries, with the reference data as the readers see them now; nothing is stored.
"""

from collections.abc import Mapping, Sequence
from itertools import product as each_with_each
from typing import TYPE_CHECKING, Any

from chalicelib.api.bodies import Errors, Invalid
from chalicelib.data_sets import REFERENCE
from chalicelib.pipeline.ports import Ports
from chalicelib.store.data_loader import CSV, TABLE, DataLoader
from chalicelib.store.datasets import read_pins

if TYPE_CHECKING:
    from chalicelib.customs.rows import Dataset, Product
    from chalicelib.customs.what_if import Goods

Line = Mapping[str, Any]
UNLISTED = "WHAT-IF"


def scenarios(ports: Ports, body: Mapping[str, Any], loader: DataLoader | None = None) -> dict[str, Any]:
    """The answer for each origin on each entry date; `body` as its schema has read it. Raises `Invalid`.

    Where no origins are asked for, each line has its own, or that of the product list. `loader` knows whether
    the table is read or the files; without it the table is.
    """
    # The engine, which no other page waits for.
    from chalicelib.customs.what_if import Question, answer, processor_of

    source, revision, data = _reference(ports, loader)
    articles = _articles({row.material: row for row in data.products}, body["lines"])
    origins: Sequence[str | None] = body["origins"] or [None]
    if body["origins"] == []:
        _insist_on_origins(articles, body["lines"])
    processor = processor_of(data, articles)
    told = []
    for origin, day in each_with_each(origins, body["entry_dates"]):
        goods = tuple(_goods(*pair, origin) for pair in zip(articles, body["lines"], strict=True))
        question = Question(goods, day, body.get("export_date", day), body["mode"])
        found = answer(processor, question)
        told.append(
            {
                "origin": origin,
                "entry_date": day,
                "export_date": question.export_date,
                **_document(found.entry),
                "changes_next": found.changes_next,
            }
        )
    return {"revision": revision, "source": source, "scenarios": told}


def _reference(ports: Ports, loader: DataLoader | None) -> tuple[str, int, "Dataset"]:
    """Where the reference data are from, their revision (0 of files), and they themselves."""
    if loader is not None and loader.load(()).source == CSV:  # of no sets: only which it would be
        from chalicelib.pipeline.workshop import reference_of

        return CSV, 0, reference_of(loader.load(REFERENCE, {}).sets)
    pins = read_pins(ports.table)
    return TABLE, pins.revision, ports.workshops.of(ports.table, pins).data


def _articles(listed: Mapping[str, "Product"], lines: Sequence[Line]) -> list["Product"]:
    """The article of each line, as the list knows it and as the line says otherwise; no two share a name."""
    errors: Errors = {}
    found: list[Product] = []
    for position, line in enumerate(lines):
        if line.get("material") not in listed and "hts" not in line:
            said = f"{line['material']!r} is not in the product list" if "material" in line else "is missing"
            errors[f"lines.{position}.material"] = [f"{said}. Name a product, or give the HTS number."]
            continue
        found.append(_named(_article(listed, line), found))
    if errors:
        raise Invalid(errors)
    return found


def _article(listed: Mapping[str, "Product"], line: Line) -> "Product":
    from chalicelib.customs.scenario import unlisted_product

    name = line.get("material", UNLISTED)
    base = listed.get(name) or unlisted_product(line["hts"], None)._replace(material=name)
    net = line.get("net_kg")
    said = {
        "hts": line.get("hts"),
        "spi": line.get("spi"),
        "claims": tuple(line["claims"]) if "claims" in line else None,
        "net_weight": net,
        "gross_weight": line.get("gross_kg", net),
    }
    return base._replace(**{name: value for name, value in said.items() if value is not None})


def _named(article: "Product", others: Sequence["Product"]) -> "Product":
    """An article under a name of its own, where others of that name differ from it."""
    name, number = article.material, 2
    taken = {other.material: other for other in others}
    while article.material in taken and taken[article.material] != article:
        article = article._replace(material=f"{name} ({number})")
        number += 1
    return article


def _goods(article: "Product", line: Line, origin: str | None) -> "Goods":
    from chalicelib.customs.what_if import Goods

    stated = origin or line.get("origin") or article.origin
    return Goods(article, stated, line["value"], line["currency"], line["quantity"])


def _insist_on_origins(articles: Sequence["Product"], lines: Sequence[Line]) -> None:
    missing = [
        position
        for position, (article, line) in enumerate(zip(articles, lines, strict=True))
        if not (line.get("origin") or article.origin)
    ]
    if missing:
        said = "is missing, and the product list does not know it. Say where the goods come from."
        raise Invalid({f"lines.{position}.origin": [said] for position in missing})


def _document(entry: Any) -> dict[str, Any]:
    from chalicelib.customs.scenario import answer_document

    return answer_document(entry)
