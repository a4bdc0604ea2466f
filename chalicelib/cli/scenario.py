"""`scenario DIR`

Ask what an article would cost under other circumstances. Every origin is combined with every date, side by
side: each duty with its base, and the next date on which the result changes. Nothing is stored.

  python -m chalicelib scenario samples --material 10005242 --value 50000 --quantity 1000 \\
      --origin CN --origin VN --date 2026-10-15
"""

import re
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from itertools import product

from chalicelib.cli.shared import (
    DONE,
    FINDINGS,
    add_directory,
    add_encoding,
    add_output,
    iso_date,
    json_chunks,
    read,
    unknown,
    write,
)
from chalicelib.customs.codes import COUNTRIES, Refused, heading, hts_number
from chalicelib.customs.numbers import parse_scaled
from chalicelib.customs.plausibility import MODES
from chalicelib.customs.rows import Dataset, Product
from chalicelib.customs.scenario import WhatIf, ask, outcomes_document, unlisted_product
from chalicelib.customs.tables import REPORT


def number(text: str) -> int:
    """A plain decimal, 0 or more, kept as millionths."""
    try:
        scaled = parse_scaled(text)
    except ValueError as error:
        raise ArgumentTypeError(f"{text!r} {error}") from None
    if scaled < 0:
        raise ArgumentTypeError(f"{text!r} is negative")
    return scaled


def pieces(text: str) -> int:
    """A plain decimal above 0, kept as millionths."""
    scaled = number(text)
    if not scaled:
        raise ArgumentTypeError(f"{text!r} is nothing: give how many pieces the value is of")
    return scaled


def origin(text: str) -> str:
    """An ISO 3166-1 alpha-2 country code."""
    if text not in COUNTRIES:
        raise ArgumentTypeError(f"{text!r} is not an ISO country code of two capital letters, such as VN")
    return text


def hts(text: str) -> str:
    """An HTS number of ten digits, with or without dots."""
    try:
        return hts_number(text)
    except Refused as refused:
        raise ArgumentTypeError(f"{text!r} {refused.problem}. {refused.remedy}") from None


def claim(text: str) -> str:
    """A Chapter 99 heading, with or without dots."""
    try:
        return heading(text)
    except Refused as refused:
        raise ArgumentTypeError(f"{text!r} {refused.problem}. {refused.remedy}") from None


def spi(text: str) -> str:
    """A special program indicator; empty text claims none."""
    if text and not re.fullmatch(r"[A-Z][A-Z0-9*+]{0,2}", text):
        raise ArgumentTypeError(f"{text!r} is not a special program indicator, such as S or S+")
    return text


def configure(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    add_directory(parser)
    parser.add_argument(
        "--material",
        metavar="M",
        help="a material of Product_List.csv; the other options override what the list says",
    )
    parser.add_argument("--hts", metavar="H", type=hts, help="HTS number, ten digits")
    parser.add_argument(
        "--origin", metavar="C", type=origin, action="append", help="country of origin; repeat for several"
    )
    parser.add_argument(
        "--date",
        metavar="D",
        type=iso_date,
        action="append",
        required=True,
        help="entry date; repeat for several",
    )
    parser.add_argument("--value", metavar="USD", type=number, default="10000", help="value (default 10000)")
    parser.add_argument("--quantity", metavar="N", type=pieces, default="1", help="pieces (default 1)")
    parser.add_argument(
        "--mode",
        metavar="NN",
        choices=sorted(MODES),
        default="11",
        help="mode of transport: 10, 11 vessel, 30 truck, 40 air (default 11)",
    )
    parser.add_argument(
        "--spi", metavar="S", type=spi, help="special program claimed, such as S; empty text for none"
    )
    parser.add_argument(
        "--claim",
        metavar="H",
        type=claim,
        action="append",
        help="exclusion claimed, such as 9903.88.69; repeat for several",
    )
    parser.add_argument("--net-kg", metavar="KG", type=number, help="net weight per piece; needed with --hts")
    add_output(parser, "json", "table")
    add_encoding(parser)


def run(asked: Namespace) -> int:
    """Ask the processor each question, and write the answers side by side."""
    data = read(asked, leave_out=[REPORT])
    article = _article(data, asked)
    origins = asked.origin or ([article.origin] if article.origin else [])
    if not origins:
        asked.usage_error("say where the article comes from: --origin VN")
    questions = (
        WhatIf(article, country, day, asked.mode, asked.value, asked.quantity)
        for country, day in product(origins, asked.date)
    )
    outcomes = ask(data, questions)
    if asked.form == "json":
        write(json_chunks("scenarios", outcomes_document(outcomes)["scenarios"]), asked.output)
    else:
        from chalicelib.cli.scenario_tables import side_by_side

        write([side_by_side(outcomes)], asked.output)
    return FINDINGS if any(outcome.entry.findings for outcome in outcomes) else DONE


def _article(data: Dataset, asked: Namespace) -> Product:
    claims = tuple(asked.claim or ())
    if not asked.material:
        if not asked.hts:
            asked.usage_error("name the article: --material 10005242, or --hts 8504.40.9580")
        if asked.net_kg is None:
            asked.usage_error("say what a piece of it weighs: --net-kg 12.5")
        return unlisted_product(asked.hts, asked.net_kg, asked.spi or "", claims)
    products = {row.material: row for row in data.products}
    if asked.material not in products:
        asked.usage_error(unknown("material", asked.material, products))
    overrides = {
        "hts": asked.hts,
        "spi": asked.spi,
        "claims": claims or None,
        "net_weight": asked.net_kg,
        "gross_weight": asked.net_kg,
    }
    return products[asked.material]._replace(
        **{field: said for field, said in overrides.items() if said is not None}
    )
