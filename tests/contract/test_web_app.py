"""The web app's types are made from the API's document: what it has of it is the document of today."""

from chalicelib.api import openapi
from tests.repo.sources import ROOT


def test_the_web_app_has_the_document_as_it_is() -> None:
    kept = (ROOT / "frontend" / "openapi.json").read_text(encoding="utf-8")
    assert kept == openapi.text(), "the API has changed: run `npm run api` in frontend/"
