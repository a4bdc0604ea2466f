"""Settings that are missing or make no sense: nothing starts with them."""

import pytest

from chalicelib import wiring
from chalicelib.settings import BadSetting, settings

EMULATOR = "http://127.0.0.1:4566"


def test_without_any_setting_it_is_a_developers_machine() -> None:
    found = settings({})
    assert found.is_local
    assert (found.stage, found.endpoint_url, found.origins) == ("local", None, ())
    assert (found.csv_fallback, found.cache_seconds) == ("", 60)


def test_the_region_is_the_functions_own() -> None:
    assert settings({"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "us-west-2"}).region == "eu-west-1"
    assert settings({"AWS_DEFAULT_REGION": "us-west-2"}).region == "us-west-2"
    assert settings({"AWS_REGION": ""}).region == "us-east-1"


@pytest.mark.parametrize(
    ("said", "origins"),
    [
        ("", ()),
        ("  ", ()),
        ("https://ior.example", ("https://ior.example",)),
        (" https://a.example  http://b:1 ", ("https://a.example", "http://b:1")),
    ],
)
def test_the_site_may_be_served_from_several_origins(said: str, origins: tuple[str, ...]) -> None:
    assert settings({"SITE_ORIGINS": said}).origins == origins


@pytest.mark.parametrize(("said", "seconds"), [("0", 0), ("5", 5), ("060", 60), ("999999", 999_999)])
def test_how_long_reference_data_are_kept_is_said_in_seconds(said: str, seconds: int) -> None:
    assert settings({"CACHE_SECONDS": said}).cache_seconds == seconds


def test_where_the_files_of_the_business_lie_is_said() -> None:
    assert settings({"CSV_FALLBACK": "/srv/files"}).csv_fallback == "/srv/files"


REFUSED = {
    "emulator in production": ({"STAGE": "prod", "AWS_ENDPOINT_URL": EMULATOR}, "AWS_ENDPOINT_URL"),
    "emulator in dev": ({"STAGE": "dev", "AWS_ENDPOINT_URL": EMULATOR}, "AWS_ENDPOINT_URL"),
    "empty stage": ({"STAGE": ""}, "STAGE"),
    "stage in capitals": ({"STAGE": "LOCAL"}, "STAGE"),
    "stage that is no part of a bucket's name": ({"STAGE": "Prod_1"}, "STAGE"),
    "stage with a line break": ({"STAGE": "prod\n"}, "STAGE"),
    "long stage": ({"STAGE": "p" * 21}, "STAGE"),
    **{
        f"{said!r} seconds": ({"CACHE_SECONDS": said}, "CACHE_SECONDS")
        for said in ("", " 5", "-1", "1.5", "1e3", "1_000", "1000000", "٦٠", "²", "ever")
    },
}


@pytest.mark.parametrize(("environment", "named"), REFUSED.values(), ids=REFUSED)
def test_what_makes_no_sense_is_refused_by_its_name(environment: dict[str, str], named: str) -> None:
    with pytest.raises(BadSetting, match=f"^{named} "):
        settings(environment)


@pytest.mark.parametrize(
    "environment",
    [
        {"STAGE": "local", "AWS_ENDPOINT_URL": EMULATOR},
        {"AWS_LAMBDA_FUNCTION_NAME": "f", "AWS_ENDPOINT_URL": EMULATOR},
        {"STAGE": "prod", "AWS_ENDPOINT_URL": ""},
        {"STAGE": "prod", "AWS_LAMBDA_FUNCTION_NAME": "ior-prod-sweep"},
        {"STAGE": "dev-2"},
    ],
)
def test_what_makes_sense_is_taken(environment: dict[str, str]) -> None:
    found = settings(environment)
    assert found.stage == environment.get("STAGE", "local")
    assert found.is_local == (found.stage == "local")


def test_a_refusal_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A function that was mended starts."""
    wiring.current_settings.cache_clear()
    monkeypatch.setenv("CACHE_SECONDS", "soon")
    with pytest.raises(BadSetting):
        wiring.current_settings()
    monkeypatch.setenv("CACHE_SECONDS", "7")
    assert wiring.current_settings().cache_seconds == 7
    wiring.current_settings.cache_clear()
