"""The trail of a line as an HTML page that an auditor can file: no script, nothing fetched (R4.01)."""

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from chalicelib.customs.trail.page_parts import (
    Column,
    css_string,
    figure,
    note,
    pairs,
    section,
    table,
    text,
    typed,
)
from chalicelib.customs.trail.page_sources import sources
from chalicelib.customs.trail.page_tariffs import duties_section, tariffs_section
from chalicelib.customs.trail.page_value import roundings_section, value_section, weights_section
from chalicelib.customs.wording import in_words

SHORT_HASH = 12


def page(trail: dict[str, Any]) -> str:
    """The page of a trail: the same trail gives the same bytes."""
    sections = (
        _header(trail),
        _summary(trail),
        duties_section(trail),
        tariffs_section(trail),
        _articles(trail),
        value_section(trail),
        weights_section(trail),
        roundings_section(trail),
        _footer(trail),
    )
    title = f"Entry {trail['entry']['shipment']}, line {trail['line']['line']}: trail"
    return (
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>{text(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{_style()}{_running(trail)}</style>\n</head>\n<body>\n{chr(10).join(sections)}\n</body>\n</html>\n"
    )


@cache
def _style() -> str:
    return Path(__file__).with_name("page.css").read_text(encoding="utf-8")


def _running(trail: dict[str, Any]) -> str:
    """What stands at the foot of every sheet, so that none is lost: line, document and page."""
    entry, line = trail["entry"], trail["line"]
    which = f"Entry {entry['shipment']} · line {line['line']} · {line['hts']}"
    document = f"Document {trail['proof']['content_hash'][:SHORT_HASH]}"
    font = "font: 7.5pt Charter, Cambria, 'Liberation Serif', 'Times New Roman', serif; color: #333"
    return (
        f"@page {{ @bottom-left {{ content: {css_string(which)}; {font} }}\n"
        f"@bottom-center {{ content: {css_string(document)}; {font} }}\n"
        f'@bottom-right {{ content: "Page " counter(page) " of " counter(pages); {font} }} }}\n'
    )


def _header(trail: dict[str, Any]) -> str:
    entry, line, hts = trail["entry"], trail["line"], trail["hts"]
    goods = "".join(
        f'<p class="goods">{typed(one["material"])} {typed(one["description"])}</p>'
        for one in _materials(trail)
    )
    mode = f"{entry['mode']} {entry['mode_name']}".strip()
    facts = (
        ("Invoice", typed(line["invoice"])),
        ("Entry date", text(entry["entry_date"])),
        ("Export date", text(entry["export_date"])),
        ("Origin", _origin(line, trail)),
        ("Exported from", text(entry["country_of_export"])),
        ("Mode", text(mode)),
        ("Entry type", text(entry["entry_type"])),
        ("Port of entry", _listed(entry["ports_of_entry"])),
        ("Bill of lading", _listed(entry["bills_of_lading"])),
        ("Container", _listed(entry["containers"])),
    )
    return (
        f'<header><div><p class="kind">Trail of a customs line</p><h1>Entry {typed(entry["shipment"])}, line '
        f"{text(line['line'])} <small>of {text(entry['lines'])}</small></h1>"
        f'<p class="number">{text(line["hts"])}</p><p>{typed(hts["description"])}</p>{goods}</div>'
        f"{pairs([(name, value) for name, value in facts if value], 'facts')}</header>"
    )


def _materials(trail: dict[str, Any]) -> list[dict[str, Any]]:
    return list({one["material"]: one for one in trail["articles"]}.values())


def _origin(line: dict[str, Any], trail: dict[str, Any]) -> str:
    spis = sorted({one["spi"] for one in trail["articles"]} - {""})
    part = f", {line['part'].replace('_', '-')} part" if trail["split"]["metals"] else ""
    return text(line["origin"] + (f", SPI {spis[0]}" if spis else "") + part)


def _listed(words: list[str]) -> str:
    return ", ".join(map(typed, words))


def _summary(trail: dict[str, Any]) -> str:
    line, totals = trail["line"], trail["totals"]
    quantity = f"{figure(line['quantity'])} <small>{text(line['unit'])}</small>" if line["quantity"] else "–"
    boxes = (
        ("Entered value, USD", figure(line["value"])),
        ("Duty, USD", figure(totals["duty"])),
        ("MPF, USD", figure(totals["mpf"])),
        ("HMF, USD", figure(totals["hmf"])),
        ("Quantity", quantity),
        ("Net / gross, kg", f"{figure(line['net_kg'])} <small>/ {figure(line['gross_kg'])}</small>"),
    )
    markup = "".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in boxes)
    return f'<dl class="summary">{markup}</dl>'


def _articles(trail: dict[str, Any]) -> str:
    asked_metal = any("metal_kg" in one for one in _answers(trail))
    parts_of = {one["material"]: one["why"] for one in trail["split"]["articles"]}
    columns: list[tuple[Column, Callable[[dict[str, Any]], str], bool]] = [
        (Column("Material", "c"), lambda one: typed(one["material"]), True),
        (Column("Origin, special programme, claims", "w"), _decisions, True),
        (Column("Net kg each", "n"), lambda one: figure(one["net_kg"]), True),
        (Column("Gross kg each", "n"), lambda one: figure(one["gross_kg"]), True),
        (
            Column("Steel / aluminum / copper, kg each", "n"),
            lambda one: _metals(one["metal_kg"]),
            asked_metal,
        ),
        (
            Column("Parts of the value", "c"),
            lambda one: text(parts_of.get(one["material"], "")),
            bool(parts_of),
        ),
    ]
    wanted = [(column, cell) for column, cell, want in columns if want]
    rows = [[cell(one) for _, cell in wanted] for one in trail["articles"]]
    parts = [table([column for column, _ in wanted], rows), note(text(trail["split"]["why"]))]
    for one in trail["advisories"]:
        sentence = in_words(one["kind"], one["subject"])
        parts.append(note(text(f"Please note: {sentence}")))
    return section("Articles", *parts)


def _answers(trail: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """What the articles answered to the conditions of measures."""
    for programme in trail["tariffs"]["programs"]:
        for case in programme["cases"]:
            for measure in (case["winner"] or {}, *case["lost"]):
                yield from measure.get("articles", ())


def _decisions(article: dict[str, Any]) -> str:
    claims = f" Claims {', '.join(article['claims'])}." if article["claims"] else ""
    return text(f"{article['origin_why']} {article['spi_why']}{claims}")


def _metals(figures: dict[str, str]) -> str:
    return " / ".join(figure(one) or "–" for one in figures.values())


def _footer(trail: dict[str, Any]) -> str:
    proof = trail["proof"]
    hashes = (
        ("Document", proof["content_hash"]),
        ("Reference data", proof["reference_hash"]),
        ("Shipment and invoices", proof["inputs_hash"]),
        ("Program", f"IOR Automation {proof['code_version']}"),
    )
    coded = pairs([(name, _code(value)) for name, value in hashes], "hashes")
    return (
        f"<footer><h2>Rows and hashes</h2>{pairs(sources(trail), 'hashes')}{coded}"
        "<p>Each row with the version of its content. Hashes are SHA-256; the document's is that of its data"
        " without it. The same inputs, reference data and program give the same document to the byte.</p>"
        "</footer>"
    )


def _code(words: str) -> str:
    return f"<code>{text(words)}</code>"
