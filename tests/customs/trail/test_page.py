"""R4.01: the page of a trail is one escaped document that fetches nothing and says what the trail says."""

import re
from html.parser import HTMLParser
from pathlib import Path

from chalicelib.customs.rows import Dataset
from chalicelib.customs.trail.figures import grouped
from chalicelib.customs.trail.page import page
from tests.customs.building import goods, samples, world
from tests.customs.trail.reading_trails import naming, sample_trail, sample_trails, trails_of

GOLDEN = Path(__file__).with_name("page_of_one_line.txt")
HOSTILE = (
    '<script>alert("1")</script>',
    '"><img src=x onerror=alert(1)>',
    "</style></title><!-- & &amp; '",
    "\u202eabc\u202c \u2066x\u2069 עברית",
)
VOID = {"meta"}


class Reader(HTMLParser):
    """Reads a page back: its tags, attributes and visible text, and whether every element is closed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.typed: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {attribute for attribute, _ in attrs}
        if tag == "bdi":
            self.typed.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self.open:
            return
        if "bdi" in self.open:
            self.typed[-1] += data
        self.texts.append(data)


def read(markup: str) -> Reader:
    reader = Reader()
    reader.feed(markup)
    reader.close()
    assert reader.open == []
    return reader


def visible(markup: str) -> str:
    """The text of a page, a line per paragraph, row or entry."""
    body = re.sub(r"</(?:p|tr|h1|h2|dd|title)>", "\n", markup)
    body = re.sub(r"</(?:td|th|dt)>", " | ", body)
    lines = "".join(read_loosely(body)).split("\n")
    return "\n".join(line for raw in lines if (line := " ".join(raw.split()).rstrip("| ")))


def read_loosely(markup: str) -> list[str]:
    reader = Reader()
    reader.handle_endtag = lambda tag: None if tag != "style" else reader.open.clear()  # type: ignore[method-assign]
    reader.feed(markup)
    return reader.texts


def test_a_page_fetches_nothing_and_runs_nothing() -> None:
    """R4.01: nothing from elsewhere, no script, no handler; every element closed."""
    for trail in sample_trails():
        with naming(trail):
            markup = page(trail)
            for forbidden in ("http:", "https:", "url(", "<script", "@import", "javascript:"):
                assert forbidden not in markup.lower()
            reader = read(markup)
            assert not reader.tags & {
                "script",
                "link",
                "img",
                "iframe",
                "object",
                "embed",
                "form",
                "a",
                "base",
            }
            assert reader.attributes == {"lang", "charset", "name", "content", "class", "scope"}


def test_a_page_shows_the_figures_of_its_line() -> None:
    """R4.01: what is declared, each duty with its reckoning, each row that won, and the hashes."""
    for trail in sample_trails():
        with naming(trail):
            shown = visible(page(trail))
            for duty in trail["duties"]:
                rate = duty["rate_text"]
                words = (
                    duty["code"],
                    duty["program"] or "column 1",
                    rate,
                    duty["why"],
                    grouped(duty["duty"]),
                )
                assert " | ".join(words) in shown
            for programme in trail["tariffs"]["programs"]:
                for case in programme["cases"]:
                    for row in (*([case["winner"]] if case["winner"] else []), *case["lost"]):
                        assert f"| {row['row']} | {row['heading'] or 'no heading'} | {row['rate']} |" in shown
            for figure in (trail["value"]["exact"], trail["line"]["value"], trail["line"]["net_kg"]):
                assert grouped(figure) in shown
            assert all(text in shown for text in trail["proof"].values())


def hostile(data: Dataset) -> Dataset:
    """The same data with hostile names and descriptions; the reader of files would not let all of them in."""
    names = {product.material: f"M{text}" for product, text in zip(data.products, HOSTILE, strict=True)}
    return data._replace(
        products=tuple(
            row._replace(material=names[row.material], description=names[row.material][1:])
            for row in data.products
        ),
        invoice_lines=[row._replace(material=names[row.material]) for row in data.invoice_lines],
        shipments=tuple(row._replace(shipment=f"SH{HOSTILE[0]}") for row in data.shipments),
        hts_rates=tuple(row._replace(description=HOSTILE[2]) for row in data.hts_rates),
        measures=tuple(row._replace(source=HOSTILE[1]) for row in data.measures),
    )


def test_what_a_person_typed_is_text_and_nothing_else() -> None:
    """R4.01: hostile descriptions, materials and numbers come back as the text they were."""
    (trail,) = trails_of(hostile(world(*(goods() for _ in HOSTILE))))
    reader = read(page(trail))
    expected = {*HOSTILE, *(f"M{text}" for text in HOSTILE), f"SH{HOSTILE[0]}"}
    assert expected <= set(reader.typed)
    assert not reader.tags & {"script", "img"}
    assert "onerror" not in reader.attributes


def test_the_page_is_as_filed() -> None:
    """R4.01: the whole text of one page; a change of words is seen here before an auditor sees it."""
    trail = sample_trail("SH261000088", "005")
    proof = trail["proof"]
    shown = visible(page(trail))
    for hashed in ("content_hash", "reference_hash", "inputs_hash", "code_version"):
        shown = shown.replace(proof[hashed], f"({hashed})")
    assert shown == GOLDEN.read_text("utf-8").rstrip("\n")


def test_the_style_is_for_paper_first() -> None:
    """R4.01: page margins, page numbers, and heads of tables that stand on every sheet."""
    markup = page(sample_trail("SH261000088", "005"))
    for wanted in (
        "@page",
        "counter(page)",
        "counter(pages)",
        "table-header-group",
        "tabular-nums",
        'lang="en"',
    ):
        assert wanted in markup
    assert "<title>Entry SH261000088, line 005: trail</title>" in markup


def test_the_samples_are_what_the_pages_are_read_from() -> None:
    """R4.01: every line of the samples has a page."""
    assert len(sample_trails()) > 400
    assert {trail["line"]["hts"].replace(".", "") for trail in sample_trails()} <= {
        row.hts for row in samples().hts_rates
    }
