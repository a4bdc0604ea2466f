"""F7: what somebody typed stays text, in the pages that we make and in the web app.

How the web app shows hostile text on each of its pages is tested where it is rendered
(`frontend/src/test/hostile.test.tsx`); here, that nothing of it goes round that.
"""

import re
from pathlib import Path

import pytest

from tests.api.calling import Caller, secured
from tests.customs.building import goods, world
from tests.customs.trail.reading_trails import trails_of
from tests.customs.trail.test_page import HOSTILE, hostile, read
from tests.repo.sources import ROOT

WEB = sorted(
    path
    for path in (ROOT / "frontend" / "src").rglob("*.ts*")
    if "test" not in path.relative_to(ROOT / "frontend" / "src").parts and ".test." not in path.name
)
ROUND_ABOUT = re.compile(
    r"dangerouslySetInnerHTML|\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|\beval\("
    r"|new Function\(|createContextualFragment|srcdoc|javascript:|postMessage|document\.cookie|window\.open\("
)


def test_a_page_that_we_make_shows_what_was_typed_as_text() -> None:
    """F7: descriptions, materials, sources and shipments full of markup, in the trail of a line."""
    from chalicelib.customs.trail.page import page

    (trail,) = trails_of(hostile(world(*(goods() for _ in HOSTILE))))
    shown = read(page(trail))
    assert set(HOSTILE) <= set(shown.typed)
    assert not shown.tags & {"script", "img", "iframe", "object", "embed", "form", "a", "base", "link"}
    assert not {
        name for name in shown.attributes if name.startswith("on") or name in ("src", "href", "style")
    }


@pytest.mark.parametrize("path", ["/api/docs", "/api/entries/SH261100084/lines/001/trail"])
def test_a_page_that_we_make_runs_and_fetches_nothing(somebody: Caller, path: str) -> None:
    """F7: also by the policy that it comes with, should something of it not be escaped one day."""
    response = somebody.get(path, accept="text/html")
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    secured(response)
    assert "default-src 'none'" in response.headers["Content-Security-Policy"]
    assert "script-src" not in response.headers["Content-Security-Policy"]
    assert b"<script" not in response.body.lower()


@pytest.mark.parametrize("path", WEB, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_web_app_writes_no_markup_by_hand(path: Path) -> None:
    """F7: React escapes whatever goes through it."""
    assert ROUND_ABOUT.findall(path.read_text("utf-8")) == []


def test_there_is_a_web_app() -> None:
    assert len(WEB) > 50


HOSTILE_TESTS = ROOT / "frontend" / "src" / "test" / "hostile.test.tsx"


def test_the_web_app_is_shown_hostile_text_on_its_pages() -> None:
    """F7: the test that renders them is there, with the pages that show what others typed."""
    text = HOSTILE_TESTS.read_text("utf-8")
    assert "onerror" in text
    for page in ("/lines", "/comparison", "/pipeline", "/uploads", "/reference", "/users", "/audit"):
        assert f'"{page}' in text, page
