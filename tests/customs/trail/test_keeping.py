"""R4.01: trails are kept while entries are generated, and nothing is computed again to write them."""

import pytest

from chalicelib.customs.errors import UnknownSubject
from chalicelib.customs.processor import generate
from chalicelib.customs.publish import entry_document
from chalicelib.customs.reference import Reference
from chalicelib.customs.trail.document import explain_line
from chalicelib.customs.trail.keep import generate_with_trails
from chalicelib.customs.trail.provenance import Provenance
from tests.customs.building import goods, samples, world


def test_entries_with_trails_are_the_entries_without() -> None:
    """R4.01: keeping trails changes no entry, held ones included."""
    kept = [entry for entry, _ in generate_with_trails(samples())]
    assert list(map(entry_document, kept)) == list(map(entry_document, generate(samples())))


def test_every_line_has_its_trail_and_a_held_entry_none() -> None:
    """R4.01: one trail per line, in the order of the lines."""
    for entry, trails in generate_with_trails(samples()):
        assert tuple(trail.line for trail in trails) == entry.lines
        assert all(trail.draft in trail.invoice.drafts for trail in trails)


@pytest.mark.parametrize("number", [0, 2, -1])
def test_a_line_that_is_not_there_is_said_so(number: int) -> None:
    """R4.01: asking for a line that the entry does not have names those it has."""
    data = world(goods())
    reference = Reference(data)
    ((_, (kept,)),) = generate_with_trails(data, reference)
    with pytest.raises(UnknownSubject, match=f"has no line {number}; it has 1 to 1"):
        explain_line(kept.working, number, reference, Provenance(data))
