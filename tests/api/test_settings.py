"""Settings that are missing or make no sense: nothing starts with them."""

import pytest

from chalicelib import wiring
from chalicelib.settings import LEAST_TOKEN, BadSetting, settings
from tests.api.calling import TOKEN

EMULATOR = "http://127.0.0.1:4566"


def test_without_any_setting_it_is_a_developers_machine_that_opens_to_nobody() -> None:
    found = settings({})
    assert (found.stage, found.local_token, found.endpoint_url) == ("local", "", None)


def test_the_region_is_the_functions_own() -> None:
    assert settings({"AWS_REGION": "eu-west-1", "AWS_DEFAULT_REGION": "us-west-2"}).region == "eu-west-1"
    assert settings({"AWS_DEFAULT_REGION": "us-west-2"}).region == "us-west-2"
    assert settings({"AWS_REGION": ""}).region == "us-east-1"


REFUSED = {
    "token of a developer in production": ({"STAGE": "prod", "LOCAL_TOKEN": TOKEN}, "LOCAL_TOKEN"),
    "short one in production": ({"STAGE": "prod", "LOCAL_TOKEN": "x"}, "LOCAL_TOKEN"),
    "token in dev": ({"STAGE": "dev", "LOCAL_TOKEN": TOKEN}, "LOCAL_TOKEN"),
    "token in a stage of another case": ({"STAGE": "LOCAL", "LOCAL_TOKEN": TOKEN}, "STAGE"),
    "token in a function on AWS that lacks its stage": (
        {"AWS_LAMBDA_FUNCTION_NAME": "ior-prod-sweep", "LOCAL_TOKEN": TOKEN},
        "LOCAL_TOKEN",
    ),
    "token too short": ({"LOCAL_TOKEN": "x" * (LEAST_TOKEN - 1)}, "LOCAL_TOKEN"),
    "emulator in production": ({"STAGE": "prod", "AWS_ENDPOINT_URL": EMULATOR}, "AWS_ENDPOINT_URL"),
    "emulator in dev": ({"STAGE": "dev", "AWS_ENDPOINT_URL": EMULATOR}, "AWS_ENDPOINT_URL"),
    "empty stage": ({"STAGE": ""}, "STAGE"),
    "stage that is no part of a bucket's name": ({"STAGE": "Prod_1"}, "STAGE"),
    "stage with a line break": ({"STAGE": "prod\n"}, "STAGE"),
    "long stage": ({"STAGE": "p" * 21}, "STAGE"),
}


@pytest.mark.parametrize(("environment", "named"), REFUSED.values(), ids=REFUSED)
def test_what_makes_no_sense_is_refused_by_its_name(environment: dict[str, str], named: str) -> None:
    with pytest.raises(BadSetting, match=f"^{named} ") as refused:
        settings(environment)
    assert TOKEN not in str(refused.value)


@pytest.mark.parametrize(
    "environment",
    [
        {"LOCAL_TOKEN": TOKEN},
        {"LOCAL_TOKEN": "x" * LEAST_TOKEN},
        {"STAGE": "local", "LOCAL_TOKEN": TOKEN, "AWS_ENDPOINT_URL": EMULATOR},
        {"AWS_LAMBDA_FUNCTION_NAME": "f", "LOCAL_TOKEN": TOKEN, "AWS_ENDPOINT_URL": EMULATOR},
        {"STAGE": "prod", "LOCAL_TOKEN": "", "AWS_ENDPOINT_URL": ""},
        {"STAGE": "prod", "AWS_LAMBDA_FUNCTION_NAME": "ior-prod-sweep"},
        {"STAGE": "dev-2"},
    ],
)
def test_what_makes_sense_is_taken(environment: dict[str, str]) -> None:
    assert settings(environment).stage == environment.get("STAGE", "local")


def test_a_refusal_is_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    """A function that was mended starts."""
    wiring.current_settings.cache_clear()
    monkeypatch.setenv("LOCAL_TOKEN", "short")
    with pytest.raises(BadSetting):
        wiring.current_settings()
    monkeypatch.setenv("LOCAL_TOKEN", TOKEN)
    assert wiring.current_settings().local_token == TOKEN
    wiring.current_settings.cache_clear()
