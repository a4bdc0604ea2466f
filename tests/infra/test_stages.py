"""Stages: what the context and the environment of a synthesis make of them."""

import json
import re

import pytest

from infra import stages
from infra.errors import NoAccount, UnknownStage
from tests.infra.templates import ACCOUNT, ROOT

SOMEWHERE = {"CDK_DEFAULT_ACCOUNT": ACCOUNT}


def test_without_a_word_the_stage_is_the_local_one_and_needs_no_account() -> None:
    found = stages.of(lambda _: None, {})
    assert (found.name, found.account, found.region) == ("local", ACCOUNT, "us-east-1")
    assert found.emulated
    assert not found.keeps_state
    assert not found.bundled
    assert not found.checked


def test_an_unknown_stage_is_refused_with_those_there_are() -> None:
    with pytest.raises(UnknownStage, match=r"'produktion'.*local, dev, prod"):
        stages.of({"stage": "produktion"}.get, SOMEWHERE)


def test_a_stage_elsewhere_needs_an_account() -> None:
    """H13: a missing setting is named, with what to do."""
    with pytest.raises(NoAccount, match="CDK_DEFAULT_ACCOUNT"):
        stages.of({"stage": "prod"}.get, {})


@pytest.mark.parametrize(
    ("value", "bundled"), [("true", True), ("false", False), (True, True), (False, False), (None, True)]
)
def test_the_switch_of_the_bundle(value: object, bundled: bool) -> None:
    assert stages.of({"stage": "prod", "bundle": value}.get, SOMEWHERE).bundled is bundled


ENVIRONMENT = {
    **SOMEWHERE,
    "SAP_BASE_URL": "https://sap.example",
    "SAP_CLIENT": "",
    "SITE_ORIGINS": "https://ior.example",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:4566",
    "HOME": "/home/somebody",
}


@pytest.mark.parametrize("stage", ["local", "dev", "prod"])
def test_settings_are_handed_on_and_empty_and_unknown_ones_are_not(stage: str) -> None:
    assert stages.of({"stage": stage}.get, ENVIRONMENT).settings == {
        "SAP_BASE_URL": "https://sap.example",
        "SITE_ORIGINS": "https://ior.example",
    }


def test_the_command_line_is_pinned_exactly_and_locked() -> None:
    """npm's newest `aws-cdk` is not the newest: it cannot read what the library writes."""
    asked = json.loads((ROOT / "package.json").read_text("utf-8"))["devDependencies"]["aws-cdk"]
    assert re.fullmatch(r"2\.\d+\.\d+", asked)
    lock = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert lock["node_modules/aws-cdk"]["version"] == asked
    assert not any("resolved" in package for package in lock.values())


def test_references_between_stacks_are_strong() -> None:
    """A weak one would let the data stack take away what the service stack still uses."""
    context = json.loads((ROOT / "cdk.json").read_text("utf-8"))["context"]
    assert context["@aws-cdk/core:defaultCrossStackReferences"] == "strong"
