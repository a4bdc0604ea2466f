"""Invented reference data for random worlds: HTS numbers, tariff measures, products, packaging, law.

Everything is drawn from small pools, so that codes, dates and amounts meet often and periods begin and end on
entry dates. `faults` (0 to 1) says how often something is missing or unreadable.
"""

import datetime
import random
from fractions import Fraction

from .exact import number, text

Row = dict[str, str]
ENTRY_DATES = ("2025-01-31", "2025-02-01", "2025-03-15", "2025-03-16", "2025-06-30")
EXPORT_DATES = ("2024-12-31", "2025-01-01", "2025-01-20", "2025-03-01")
EDGES = ("2025-01-30", *ENTRY_DATES, "2025-07-01")
ORIGINS = ("CN", "MX", "CA", "VN", "IT", "TW")
PROGRAMMES = ("ALFA", "BRAVO", "CHARLIE", "DELTA", "ECHO", "FOX")
METALS = ("steel", "aluminum", "copper")
RATES = (
    *("Free",) * 5,
    *("6%", "10%", "12.5%", "15%", "2.8%", "0.5%", "3%+2%", "1.9¢/kg", "$1.20/No.", "$0.35/doz", "5¢/prs"),
    *("6%+1.9¢/kg", "2.5% + $1.20/No.", "$0.07/KG", "1%+2¢/kg+$0.10/no", "1.25¢/doz."),
)
UNREADABLE = ("See 9902", "6", "", "6 pct", "the lowest rate", "6%+?", "$/No.", "1.9¢")
UNITS = ("No.", "No.", "NO", "no.", "kg", "KG", "kg.", "doz", "Doz.", "prs", "PRS.", "X", "x")
FAMILIES = ("9403.20", "9403.99", "8501.31", "7318.15")
ENDINGS = ("0035", "0050", "9045", "9500")
NEVER_LISTED = "9405.11.4010"
SHARES = (
    ("55", "2", "1"),
    ("100", "0", "0"),
    ("0", "0", "0"),
    ("60", "40", "0"),
    ("0", "100", "0"),
    ("12.5", "0", "7.75"),
)
SHARES_TOO_HIGH = (("70", "40", "5"), ("120", "0", "0"), ("0", "60.5", "40"))


def hts_rows(rng: random.Random, faults: float) -> list[Row]:
    """5 to 12 numbers; some with two periods that meet on an edge, some begin too late or end too early."""
    codes = rng.sample(
        [f"{family}.{ending}" for family in FAMILIES for ending in ENDINGS], rng.randint(5, 12)
    )
    rows = []
    for code in codes:
        edge = rng.choice(EDGES[1:-1])
        if rng.random() < 0.1 * faults:
            rows.append(hts_row(rng, code, edge, "", faults))
        elif rng.random() < 0.35:
            rows.append(hts_row(rng, code, "2017-01-01", before(edge), faults))
            rows.append(hts_row(rng, code, edge, rng.choice(("", "", "2025-06-30")), faults))
        else:
            rows.append(hts_row(rng, code, "2017-01-01", "", faults))
    return rows


def hts_row(rng: random.Random, code: str, begin: str, end: str, faults: float) -> Row:
    """One HTS row."""
    rate = rng.choice(UNREADABLE) if rng.random() < 0.06 * faults else rng.choice(RATES)
    rate = "$2/m2" if rng.random() < 0.05 * faults else rate
    unit = rng.choice(("m2", "L", "")) if rng.random() < 0.06 * faults else rng.choice(UNITS)
    return {
        "HTS Code": code,
        "Description": "",
        "General Rate": rate,
        "Unit 1": unit,
        "Unit 2": rng.choice(("", "kg", "m3")),
        "Effective From": begin,
        "Effective To": end,
    }


def before(date: str) -> str:
    """The day before."""
    return (datetime.date.fromisoformat(date) - datetime.timedelta(days=1)).isoformat()


def measure_rows(rng: random.Random, codes: list[str]) -> list[Row]:
    """10 to 40 rows in 3 to 6 programmes; `subject_to` asks only earlier ones in a hidden order (acyclic)."""
    programmes = rng.sample(PROGRAMMES, rng.randint(3, 6))
    rows = []
    for _ in range(rng.randint(10, 40)):
        place = rng.randrange(len(programmes))
        rows.append(measure_row(rng, programmes[place], programmes[:place], codes))
    return rows


def measure_row(rng: random.Random, programme: str, askable: list[str], codes: list[str]) -> Row:
    """One measure row of any kind."""
    kind = rng.choice(("full",) * 5 + ("capped",) * 2 + ("none",) * 2 + ("metal",) * 2 + ("nothing",))
    heading = f"9903.{10 + PROGRAMMES.index(programme)}.{rng.randint(1, 6):02d}"
    rate = rng.choice(("0.1", "0.10", "0.100", "0.25", "0.075", "0.125", "0.5", "0", "", "0.0333"))
    begin, end = sorted((rng.choice(EDGES), rng.choice(EDGES)))
    if rng.random() < 0.12:
        heading, begin, end = (
            f"{heading[:-2]}9{rng.randint(1, 2)}",
            "2020-01-01",
            before(rng.choice(ENTRY_DATES[1:])),
        )
    return {
        "Program": programme,
        "Tariff Code": "" if kind == "nothing" else heading,
        "HTS Scope": scope(rng, codes),
        "HTS Except": rng.choice(("", "", "", rng.choice(codes), rng.choice(codes)[:7])),
        "Origin": rng.choice(("*", "*", "CN", "CN|VN", "MX|CA", "IT|TW|CN", "MX")),
        "Rate": rng.choice(("", "", "0.05")) if kind == "capped" else rate,
        "Cap": rng.choice(("0.10", "0.1", "0.15", "0.125")) if kind == "capped" else "",
        "Basis": {"none": "none", "metal": f"metal:{rng.choice(METALS)}"}.get(kind, "full"),
        "Condition": "&".join(condition(rng, heading, askable)),
        "Effective From": rng.choice(("2020-01-01", "", begin)),
        "Effective To": end if heading[-2] == "9" else rng.choice(("", "", end)),
        "Source": "invented",
    }


def scope(rng: random.Random, codes: list[str]) -> str:
    """`*`, or prefixes of several lengths, with and without dots."""
    if rng.random() < 0.3:
        return "*"
    chosen = [rng.choice(codes)[: rng.choice((4, 7, 10, 12))].rstrip(".") for _ in range(rng.randint(1, 3))]
    return "|".join(code.replace(".", "") if rng.random() < 0.3 else code for code in chosen)


def condition(rng: random.Random, heading: str, askable: list[str]) -> list[str]:
    """No, one or two clauses."""
    clauses = [
        f"claim:{heading}",
        rng.choice(("spi:S|S+", "spi:S", "spi:S+")),
        f"part:{rng.choice(('non_metal', 'steel|aluminum', 'copper|non_metal', 'non_metal|steel|aluminum'))}",
        f"col1>={rng.choice(('0.06', '0.10', '0.15', '0', '0.028', '0.05'))}",
        f"metal>={rng.choice(('0.15', '0.5', '0'))}:"
        + rng.choice(("steel", "steel+aluminum", "aluminum+copper")),
    ]
    if askable:
        clauses += ["subject_to:" + "|".join(rng.sample(askable, rng.randint(1, min(2, len(askable)))))] * 2
    return rng.sample(clauses, rng.choice((0, 0, 0, 1, 1, 2)))


def product_rows(rng: random.Random, codes: list[str], measures: list[Row], faults: float) -> list[Row]:
    """8 to 20 products, materials M001 on."""
    headings = sorted(
        {row["Tariff Code"] for row in measures if row["Tariff Code"] and "claim:" in row["Condition"]}
    )
    return [
        product_row(rng, f"M{place:03d}", codes, headings, faults) for place in range(1, rng.randint(9, 21))
    ]


def product_row(
    rng: random.Random, material: str, codes: list[str], headings: list[str], faults: float
) -> Row:
    """One product: sometimes weight 0, odd metal shares, several claims, any SPI."""
    net = rng.choice(("0.108", "1.25", "12.5", "66.712", "0.500", "3", thousandths(rng.randint(1, 90000))))
    weights = [net, text(number(net) * Fraction(11, 10), 3)]
    weights = rng.choice((["0", "0.000"], ["0", "1.5"], [net, "0"])) if rng.random() < 0.06 else weights
    weights = maybe_empty(rng, weights, 0.04 * faults)
    metal_percent = rng.choice(((80, 2, 0), (15, 0, 0), (30, 30, 20), (10, 5, 1)))
    metal_kg = [text(number(net) * percent / 100, 3) for percent in metal_percent]
    shares = rng.choice(SHARES_TOO_HIGH if rng.random() < 0.15 * faults else SHARES)
    hts = NEVER_LISTED if rng.random() < 0.02 * faults else rng.choice(codes)
    metal_kg, value_shares = (
        maybe_empty(rng, metal_kg, 0.25 * faults),
        maybe_empty(rng, list(shares), 0.08 * faults),
    )
    return {
        "Material": material,
        "Description": "",
        "HTS Code": maybe_empty(rng, [hts], 0.03 * faults)[0],
        "Country of Origin": maybe_empty(rng, [rng.choice(ORIGINS)], 0.08 * faults)[0],
        "Base Unit": "EA",
        "Net Weight (kg)": weights[0],
        "Gross Weight (kg)": weights[1],
        "Steel (kg)": metal_kg[0],
        "Aluminum (kg)": metal_kg[1],
        "Copper (kg)": metal_kg[2],
        "Steel Value %": value_shares[0],
        "Aluminum Value %": value_shares[1],
        "Copper Value %": value_shares[2],
        "SPI": rng.choice(("", "", "", "", "S", "S", "S+", "A", "AU")),
        "Exclusion Claim": "|".join(rng.sample(headings, rng.randint(0, min(2, len(headings))))),
        "Status": rng.choice(("Active",) * 9 + ("Inactive", "")),
    }


def thousandths(count: int) -> str:
    """So many thousandths as text."""
    return text(Fraction(count, 1000), 3)


def maybe_empty(rng: random.Random, values: list[str], chance: float) -> list[str]:
    """The values, each emptied with some chance."""
    return ["" if rng.random() < chance else value for value in values]


def law_tables(rng: random.Random, codes: list[str], faults: float) -> dict[str, list[Row]]:
    """Sequence orders with programmes left out or without rows, fees with narrow limits, dumping cases."""
    edge, year = rng.choice(EDGES[1:-1]), rng.choice(EDGES[1:-1])
    orders = [
        order_row(rng, "2018-07-06", before(edge)),
        order_row(rng, edge, rng.choice(("", max(edge, "2025-06-29")))),
    ]
    fees = [fee_row("MPF", "0.003464", "25.67", "497.99", "2017-10-01", before(year))]
    fees.append(fee_row("MPF", rng.choice(("0.003464", "0.0021")), "31.67", "60.50", year, ""))
    fees.append(fee_row("HMF", "0.00125", "", "", "2017-01-01", ""))
    if rng.random() < 0.3 * faults:
        fees.pop(rng.randrange(3))
    cases = [
        {
            "Case": f"{rng.choice('AC')}-570-{rng.randint(90, 99):03d}",
            "HTS Scope": scope(rng, codes),
            "Origin": rng.choice(ORIGINS),
            "Product": "",
            "Effective From": rng.choice(("2019-12-16", *ENTRY_DATES)),
            "Source": "invented",
        }
        for _ in range(rng.randint(0, 4))
    ]
    unique = list({case["Case"]: case for case in cases}.values())
    return {"sequence_order": orders, "fees": fees, "adcvd": unique}


def order_row(rng: random.Random, begin: str, end: str) -> Row:
    """An order of most programmes and one that has no rows."""
    names = rng.sample([*PROGRAMMES, "ZULU"], rng.randint(3, 7))
    return {"Effective From": begin, "Effective To": end, "Order": " ".join(names)}


def fee_row(fee: str, rate: str, least: str, most: str, begin: str, end: str) -> Row:
    """One fee row."""
    return {
        "Fee": fee,
        "Rate": rate,
        "Minimum": least,
        "Maximum": most,
        "Informal": "",
        "Effective From": begin,
        "Effective To": end,
        "Source": "invented",
    }
